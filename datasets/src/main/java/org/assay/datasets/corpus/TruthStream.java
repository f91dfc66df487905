package org.assay.datasets.corpus;

import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.Entropy;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.process.Observer;

/**
 * Rows of a corpus with the truth beside every token: the observer that states it goes on from row to row within a sequence and
 * is started anew with each sequence, wherever in a row that is. Holds one row.
 */
final class TruthStream {
    private final TokenStream stream;
    private final Observer observer;
    private final double[] law;
    private final Row row;

    TruthStream(GeneratingProcess process, Seed seed, CorpusLayout layout) {
        this.stream = new TokenStream(process, seed, layout.sequenceLength());
        this.observer = process.observer();
        this.law = new double[process.vocabulary().size()];
        int length = layout.length();
        this.row = new Row(
                new int[length],
                new int[length],
                new int[length],
                new double[length],
                new double[length],
                new boolean[length],
                new boolean[length]);
    }

    /**
     * Columns of a row, each as long as the row.
     *
     * @param rules       that emitted each token, -1 for processes without rules
     * @param states      hidden state that each token led to, -1 for processes without
     * @param probability of each token under the exact law that it came from
     * @param entropy     of that law, nats
     * @param scored      whether the loss of the task counts the token
     * @param starts      whether the token is the first of its sequence
     */
    record Row(
            int[] tokens,
            int[] rules,
            int[] states,
            double[] probability,
            double[] entropy,
            boolean[] scored,
            boolean[] starts) {}

    /** The next row; the same arrays at every call. */
    Row next() {
        for (int p = 0; p < row.tokens.length; p++) {
            int token = stream.next();
            row.tokens[p] = token;
            row.rules[p] = stream.rule();
            row.states[p] = stream.hiddenState();
            row.starts[p] = stream.startsSequence();
            if (row.starts[p]) {
                observer.restart();
            }
            observer.next(law);
            row.probability[p] = law[token];
            row.entropy[p] = Entropy.of(law);
            row.scored[p] = observer.scored();
            observer.read(token);
        }
        return row;
    }
}
