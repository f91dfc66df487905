package org.assay.analysis;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.sequence.ContextSet;

/** All words of a process up to a length, one row for each prefix, in the weightings that papers use. */
public final class Enumeration {
    private Enumeration() {}

    /** Each prefix weighs its probability. */
    public static ContextSet byProbability(GeneratingProcess process, int longest) {
        return org.assay.datasets.corpus.Enumeration.of(process, longest);
    }

    /** Each prefix weighs the same as all others. */
    public static ContextSet byPrefix(GeneratingProcess process, int longest) {
        return weighted(process, longest, length -> 1);
    }

    /**
     * Each word of the greatest length weighs the same at each of its positions, as if every word were listed in full.
     * For processes that can emit every word.
     */
    public static ContextSet byWord(GeneratingProcess process, int longest) {
        int tokens = process.vocabulary().size();
        return weighted(process, longest, length -> Math.pow(tokens, longest - length));
    }

    private static ContextSet weighted(GeneratingProcess process, int longest, IntToDoubleFunction weightOfLength) {
        ContextSet contexts = byProbability(process, longest);
        int[][] sequences = new int[contexts.sequences()][];
        Arrays.setAll(sequences, contexts::sequence);
        int[] rowSequence = new int[contexts.rows()];
        int[] rowPosition = new int[contexts.rows()];
        double[] weights = new double[contexts.rows()];
        Arrays.setAll(rowSequence, contexts::rowSequence);
        Arrays.setAll(rowPosition, contexts::rowPosition);
        Arrays.setAll(weights, r -> weightOfLength.applyAsDouble(contexts.rowPosition(r) + 1));
        return ContextSet.of(sequences, rowSequence, rowPosition, weights);
    }
}
