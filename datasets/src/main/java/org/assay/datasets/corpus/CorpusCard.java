package org.assay.datasets.corpus;

import java.util.List;

/**
 * What {@code corpus.json} says.
 *
 * @param rules             names, the numbers in {@code rules.npy}; empty for processes without rules
 * @param hiddenStates      names, the numbers in {@code states.npy}; empty for processes without hidden states
 * @param sequences         how many sequences begin in the corpus
 * @param rows              how many rows it has: as many as sequences unless it is packed
 * @param length            tokens in a row
 * @param packed            whether rows are cut from sequences that follow each other
 * @param sequenceLength    tokens in a sequence, null for one that goes on through all rows
 * @param meanEntropy       mean entropy of the exact laws in nats: the Bayes loss on this corpus, first tokens included
 * @param scoredTokens      how many tokens count in the loss that the task states
 * @param scoredMeanEntropy mean entropy over these: the floor of that loss; 0 when none counts
 * @param files             the files that hold the data, sorted
 */
public record CorpusCard(
        String process,
        String kind,
        String source,
        List<String> vocabulary,
        List<String> rules,
        List<String> hiddenStates,
        String seed,
        long sequences,
        int rows,
        int length,
        boolean packed,
        Long sequenceLength,
        double meanEntropy,
        long scoredTokens,
        double scoredMeanEntropy,
        List<String> files) {

    /** One line of {@code sequences.jsonl}: a row, with a value of each list for each of its tokens. */
    public record Line(
            String text,
            int[] tokens,
            List<String> rules,
            List<String> states,
            double[] probability,
            double[] entropy,
            boolean[] scored,
            boolean[] starts) {}

    /** How the rows came about, in words. */
    String layout() {
        if (!packed) {
            return "one sequence a row";
        }
        return sequenceLength == null
                ? "rows cut from one sequence that goes on through them all"
                : "rows cut from " + sequences + " sequences of " + sequenceLength + " tokens that follow each other";
    }
}
