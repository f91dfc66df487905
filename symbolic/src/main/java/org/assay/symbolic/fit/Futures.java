package org.assay.symbolic.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.model.SequenceModel;
import org.assay.datasets.sequence.ContextSet;

/**
 * Laws of the next m tokens: q(v1 .. vm | c) = q(v1 | c) q(v2 | c v1) ... as the product of what a model says one token at a time.
 * Contexts that agree in the next token may differ in those after it, so these tell more states apart.
 */
final class Futures {
    /** Words less likely than this are taken as impossible: a process refuses to be asked what comes after them. */
    private static final double IMPOSSIBLE = 1e-12;

    private static final int MOST_CONTEXTS = 2_000_000;

    private Futures() {}

    /**
     * @param steps m, from 1
     * @return rows of {@code contexts} x V^m, the first token counting most in the order of words
     */
    static double[][] of(SequenceModel model, ContextSet contexts, int steps) {
        int vocabulary = model.vocabulary().size();
        double words = StrictMath.pow(vocabulary, steps);
        if (steps < 1 || words / vocabulary * contexts.rows() > MOST_CONTEXTS) {
            throw new IllegalArgumentException("futures of " + steps + " tokens after " + contexts.rows()
                    + " contexts cannot be enumerated; steps must be at least 1 and contexts x " + vocabulary
                    + "^(steps - 1) at most " + MOST_CONTEXTS);
        }
        NextTokenTable first = model.next(contexts);
        double[][] laws = new double[contexts.rows()][];
        for (int row = 0; row < laws.length; row++) {
            laws[row] = first.probabilities().row(row);
        }
        for (int step = 2; step <= steps; step++) {
            laws = longer(model, contexts, laws, step);
        }
        return laws;
    }

    private static double[][] longer(SequenceModel model, ContextSet contexts, double[][] laws, int step) {
        int vocabulary = model.vocabulary().size();
        List<int[]> sequences = new ArrayList<>();
        for (int row = 0; row < laws.length; row++) {
            for (int word = 0; word < laws[row].length; word++) {
                if (laws[row][word] > IMPOSSIBLE) {
                    sequences.add(extended(contexts, row, word, step - 1, vocabulary));
                }
            }
        }
        NextTokenTable table = model.next(ContextSet.lastPosition(sequences));
        double[][] longer = new double[laws.length][];
        int asked = 0;
        for (int row = 0; row < laws.length; row++) {
            longer[row] = new double[laws[row].length * vocabulary];
            for (int word = 0; word < laws[row].length; word++) {
                if (laws[row][word] > IMPOSSIBLE) {
                    for (int v = 0; v < vocabulary; v++) {
                        longer[row][word * vocabulary + v] = laws[row][word] * table.get(asked, v);
                    }
                    asked++;
                }
            }
        }
        return longer;
    }

    private static int[] extended(ContextSet contexts, int row, int word, int length, int vocabulary) {
        int[] context = contexts.context(row);
        int[] sequence = Arrays.copyOf(context, context.length + length);
        int rest = word;
        for (int i = sequence.length - 1; i >= context.length; i--) {
            sequence[i] = rest % vocabulary;
            rest /= vocabulary;
        }
        return sequence;
    }
}
