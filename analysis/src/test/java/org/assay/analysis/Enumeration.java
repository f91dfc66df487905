package org.assay.analysis;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.process.Observer;
import org.assay.datasets.sequence.ContextSet;

/** All words of a process whose every word is possible, up to a length: one row for each prefix. */
public final class Enumeration {
    private Enumeration() {}

    /** Each prefix weighs its probability. */
    public static ContextSet byProbability(GeneratingProcess process, int longest) {
        ContextSet flat = byLength(process, longest, length -> 1);
        double[] weights = new double[flat.rows()];
        double[] law = new double[process.vocabulary().size()];
        for (int r = 0; r < weights.length; r++) {
            Observer observer = process.observer();
            weights[r] = 1;
            for (int token : flat.context(r)) {
                observer.next(law);
                weights[r] *= law[token];
                observer.read(token);
            }
        }
        return weighted(flat, weights);
    }

    /** Each prefix weighs the same as all others. */
    public static ContextSet byPrefix(GeneratingProcess process, int longest) {
        return byLength(process, longest, length -> 1);
    }

    /** Each word of the greatest length weighs the same at each of its positions, as if every word were listed in full. */
    public static ContextSet byWord(GeneratingProcess process, int longest) {
        int tokens = process.vocabulary().size();
        return byLength(process, longest, length -> Math.pow(tokens, longest - length));
    }

    private static ContextSet byLength(GeneratingProcess process, int longest, IntToDoubleFunction weight) {
        int tokens = process.vocabulary().size();
        int words = (int) Math.round(Math.pow(tokens, longest));
        int[][] sequences = new int[words][longest];
        int rows = 0;
        for (int length = 1; length <= longest; length++) {
            rows += (int) Math.round(Math.pow(tokens, length));
        }
        int[] rowSequence = new int[rows];
        int[] rowPosition = new int[rows];
        double[] weights = new double[rows];
        int r = 0;
        for (int w = 0; w < words; w++) {
            int rest = w;
            for (int p = longest - 1; p >= 0; p--) {
                sequences[w][p] = rest % tokens;
                rest /= tokens;
            }
            for (int p = 0; p < longest; p++) {
                // The first word with a prefix is the one that continues it with zeros.
                if (w % (int) Math.round(Math.pow(tokens, longest - p - 1)) == 0) {
                    rowSequence[r] = w;
                    rowPosition[r] = p;
                    weights[r++] = weight.applyAsDouble(p + 1);
                }
            }
        }
        return ContextSet.of(sequences, rowSequence, rowPosition, weights);
    }

    private static ContextSet weighted(ContextSet contexts, double[] weights) {
        int[][] sequences = new int[contexts.sequences()][];
        Arrays.setAll(sequences, contexts::sequence);
        int[] rowSequence = new int[contexts.rows()];
        int[] rowPosition = new int[contexts.rows()];
        Arrays.setAll(rowSequence, contexts::rowSequence);
        Arrays.setAll(rowPosition, contexts::rowPosition);
        return ContextSet.of(sequences, rowSequence, rowPosition, weights);
    }
}
