package org.assay.analysis.belief;

import java.util.Arrays;
import org.assay.analysis.probe.UniquePrefixes;
import org.assay.datasets.sequence.ContextSet;

/**
 * The contexts that beliefs are read at: each row knows which prefix it is, and what it weighs in each of three ways. A causal network
 * holds the same at all rows of one prefix, so prefixes, not rows, are what there is to learn from.
 */
public final class BeliefRows {
    private final ContextSet contexts;
    private final int[] prefixes;
    private final int distinct;
    private final double[] perPrefix;
    private final double[] perWord;

    /** What a row weighs. */
    public enum Weighting {
        /** The weights of the context set: exact probabilities over an enumeration, counts over a sample. */
        PROBABILITY("weighted by probability"),
        /** Every prefix the same. */
        PREFIX("every prefix weighing the same"),
        /** Every position of every word in full the same, as in the published protocol (Shai et al. 2024, appendix A.5). */
        WORD("every position of every word weighing the same");

        private final String words;

        Weighting(String words) {
            this.words = words;
        }

        /** In words, for a derivation. */
        public String words() {
            return words;
        }
    }

    private BeliefRows(ContextSet contexts, int[] prefixes, double[] perPrefix, double[] perWord) {
        this.contexts = contexts;
        this.prefixes = prefixes;
        this.distinct = (int) Arrays.stream(prefixes).distinct().count();
        this.perPrefix = perPrefix;
        this.perWord = perWord;
    }

    /** Rows of an enumeration, one for each prefix, or of a sample, one for each position. */
    public static BeliefRows of(ContextSet contexts) {
        int[] prefixes = UniquePrefixes.of(contexts, Integer.MAX_VALUE);
        int[] count = new int[Arrays.stream(prefixes).max().orElse(0) + 1];
        for (int prefix : prefixes) {
            count[prefix]++;
        }
        int[] through = UniquePrefixes.sequencesThrough(contexts);
        double[] perPrefix = new double[prefixes.length];
        double[] perWord = new double[prefixes.length];
        for (int r = 0; r < prefixes.length; r++) {
            perPrefix[r] = 1.0 / count[prefixes[r]];
            perWord[r] = (double) through[r] / count[prefixes[r]];
        }
        return new BeliefRows(contexts, prefixes, perPrefix, perWord);
    }

    /** The contexts with the weights that they came with. */
    public ContextSet contexts() {
        return contexts;
    }

    /** Which prefix a row is: rows with equal tokens share the number. */
    public int prefix(int row) {
        return prefixes[row];
    }

    /** How many different prefixes there are. */
    public int distinctPrefixes() {
        return distinct;
    }

    /** How many different prefixes these rows have. */
    public int distinctPrefixes(int[] rows) {
        return (int) Arrays.stream(rows).map(r -> prefixes[r]).distinct().count();
    }

    /** What each row weighs, not normalised. */
    public double[] weights(Weighting weighting) {
        return switch (weighting) {
            case PROBABILITY -> contexts.weights();
            case PREFIX -> perPrefix.clone();
            case WORD -> perWord.clone();
        };
    }

    /** The same rows with other weights. */
    public ContextSet weighted(Weighting weighting) {
        if (weighting == Weighting.PROBABILITY) {
            return contexts;
        }
        int[][] sequences = new int[contexts.sequences()][];
        Arrays.setAll(sequences, contexts::sequence);
        int[] rowSequence = new int[contexts.rows()];
        int[] rowPosition = new int[contexts.rows()];
        Arrays.setAll(rowSequence, contexts::rowSequence);
        Arrays.setAll(rowPosition, contexts::rowPosition);
        return ContextSet.of(sequences, rowSequence, rowPosition, weights(weighting));
    }
}
