package org.assay.neural.train;

import java.util.Arrays;
import java.util.List;
import org.assay.datasets.corpus.BatchSource;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.sequence.ContextSet;

/**
 * The truth about held-out targets, row by row: batch by batch, sequence by sequence, position by position.
 *
 * @param laws        (rows, V), the exact law of each target
 * @param rules       names of the rules; empty for a process that is not made of rules
 * @param winningRule for each row the index of the rule that wins there; empty when there are no rules
 * @param floor       mean of {@code -ln p(target)} over the scored targets, nats per token: the Bayes loss of exactly these
 *                    targets, so that the chance of the draw cancels out of a loss on them
 */
public record Truth(Matrix laws, List<String> rules, int[] winningRule, double floor) {
    public Truth {
        rules = List.copyOf(rules);
        if (winningRule.length != (rules.isEmpty() ? 0 : laws.rows())) {
            throw new IllegalArgumentException("each of " + laws.rows()
                    + " rows of a process with rules needs one that wins," + " got " + winningRule.length);
        }
        if (!(floor >= 0) || Double.isInfinite(floor)) {
            throw new IllegalArgumentException(
                    "the floor of held-out targets must be finite and not negative, got " + floor);
        }
    }

    /** The truth about the first {@code batches} batches of {@code source}, which draws from {@code process}. */
    static Truth of(GeneratingProcess process, BatchSource source, int batches) {
        int length = source.sequenceLength();
        int size = source.batchSize();
        int[][] seen = new int[batches * size][];
        int[] target = new int[seen.length * (length - 1)];
        boolean[] scored = new boolean[target.length];
        for (int b = 0; b < batches; b++) {
            int[] tokens = source.batch(b);
            boolean[] mask = source.scored(b);
            for (int s = 0; s < size; s++) {
                int row = (b * size + s) * (length - 1);
                seen[b * size + s] = Arrays.copyOfRange(tokens, s * length, (s + 1) * length - 1);
                System.arraycopy(tokens, s * length + 1, target, row, length - 1);
                for (int p = 0; p < length - 1; p++) {
                    scored[row + p] = mask.length == 0 || mask[s * (length - 1) + p];
                }
            }
        }
        ContextSet contexts = ContextSet.everyPosition(seen, 0);
        Matrix laws = process.next(contexts).probabilities();
        int[] winners = process.rules().isEmpty() ? new int[0] : process.winningRule(contexts);
        return new Truth(laws, process.rules(), winners, floor(laws, target, scored));
    }

    private static double floor(Matrix laws, int[] target, boolean[] scored) {
        double sum = 0;
        long count = 0;
        for (int row = 0; row < target.length; row++) {
            if (scored[row]) {
                sum -= StrictMath.log(laws.get(row, target[row]));
                count++;
            }
        }
        return sum / count;
    }

    public int rows() {
        return laws.rows();
    }
}
