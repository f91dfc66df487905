package org.assay.analysis.subspace.score;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assay.analysis.explain.Answer;
import org.assay.analysis.information.MixedInformation;
import org.assay.analysis.subspace.KnownFactor;
import org.assay.analysis.subspace.Partition;
import org.assay.datasets.matrix.Matrix;

/**
 * How far the dependence between blocks is from the dependence between the factors that they are assigned to: {@code mean_{s<t} |
 * I(z_s; z_t) - I(f_k(s); f_k(t)) |}, nats, over pairs of blocks with a factor of their own. The first by {@link MixedInformation}, the
 * second from the table of values. The target is what is true, not zero: factors may depend on each other.
 *
 * @param error over the pairs
 * @param found mean I(z_s; z_t)
 * @param truth mean I(f_k(s); f_k(t))
 * @param pairs how many
 */
public record IndependenceError(double error, double found, double truth, int pairs) {
    private static final int NEIGHBOURS = 3;

    /** Samples compared with each other: the estimate takes their square. */
    private static final int MOST_SAMPLES = 1000;

    /**
     * @param blockOf for each factor its block, or a negative number
     * @return cannot be asked where fewer than two factors with values have a block of their own
     */
    public static Answer<IndependenceError> of(Partition partition, KnownActivations known, int... blockOf) {
        List<Integer> assigned = IntStream.range(0, blockOf.length)
                .filter(k -> blockOf[k] >= 0 && known.factors().get(k).values().isPresent())
                .boxed()
                .toList();
        if (assigned.size() < 2) {
            return Answer.cannotBeAsked("fewer than two factors with values have a block of their own");
        }
        int samples = Math.min(known.rows(), MOST_SAMPLES);
        int[] rows = IntStream.range(0, samples)
                .map(i -> (int) ((long) i * known.rows() / samples))
                .toArray();
        List<Matrix> blocks = new ArrayList<>();
        for (int k : assigned) {
            blocks.add(partition.block(blockOf[k]).coordinates(known.values().selectRows(rows)));
        }
        double error = 0;
        double found = 0;
        double truth = 0;
        int pairs = 0;
        for (int i = 0; i < assigned.size(); i++) {
            for (int j = i + 1; j < assigned.size(); j++) {
                double between = MixedInformation.of(blocks.get(i), blocks.get(j), NEIGHBOURS);
                double exact = between(
                        known.factors().get(assigned.get(i)), known.factors().get(assigned.get(j)), known.weights());
                error += Math.abs(between - exact);
                found += between;
                truth += exact;
                pairs++;
            }
        }
        return Answer.given(new IndependenceError(error / pairs, found / pairs, truth / pairs, pairs));
    }

    /** Mutual information of two factors with values, nats, from the weights of the rows. */
    static double between(KnownFactor first, KnownFactor second, double[] weights) {
        Map<Integer, Double> one = new HashMap<>();
        Map<Integer, Double> other = new HashMap<>();
        Map<Long, Double> both = new HashMap<>();
        for (int r = 0; r < weights.length; r++) {
            int a = first.values().orElseThrow()[r];
            int b = second.values().orElseThrow()[r];
            one.merge(a, weights[r], Double::sum);
            other.merge(b, weights[r], Double::sum);
            both.merge((long) a << Integer.SIZE | b, weights[r], Double::sum);
        }
        return entropy(one) + entropy(other) - entropy(both);
    }

    private static double entropy(Map<?, Double> law) {
        return law.values().stream()
                .sorted()
                .mapToDouble(p -> p > 0 ? -p * StrictMath.log(p) : 0)
                .sum();
    }
}
