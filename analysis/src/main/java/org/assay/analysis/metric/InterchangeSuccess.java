package org.assay.analysis.metric;

import java.util.Optional;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.InstrumentedModel;
import org.assay.datasets.model.Intervention;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.model.Representation;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.sequence.ContextSet;

/**
 * Whether a subspace is where the network keeps something: at every row the part of the activation in the subspace is
 * replaced by that of a source row, and the network's answer is compared with the exact law that the process gives for
 * the source's state (interchange intervention: Geiger et al. 2021, section 3; in a subspace: Geiger et al. 2024,
 * section 3).
 *
 * <p>{@code success = 1 - KL(target || edited) / KL(target || unedited)}, means over rows. Almost any edit lowers the
 * divergence from the law of another context, since it moves the network away from a confident answer; so the same is
 * done with a move of the same length in a random direction, row by row, and subtracted.
 *
 * @param success  of the subspace
 * @param random   of the matched random edit
 * @param excess   success - random, with its bootstrap interval
 * @param before   KL(target || unedited), nats per token
 * @param after    KL(target || edited), nats per token
 * @param fromBase KL(law of the row itself || edited), nats per token: how far the edit has left it
 */
public record InterchangeSuccess(
        double success, double random, Interval excess, double before, double after, double fromBase) {

    /**
     * @param held   the network's activations at the site on {@code contexts}
     * @param basis  k x D, orthonormal rows
     * @param source for every row the row that lends its state
     * @param target the exact law of every row with the state of its source
     * @param base   the exact law of every row
     */
    public static InterchangeSuccess of(
            InstrumentedModel network,
            ContextSet contexts,
            Representation held,
            Matrix basis,
            int[] source,
            NextTokenTable target,
            NextTokenTable base,
            Clusters clusters,
            Seed seed) {
        NextTokenTable unedited = network.next(contexts);
        NextTokenTable edited = network.run(contexts, Intervention.interchange(held, Optional.of(basis), source));
        Intervention move = new Intervention(held.site(), Optional.empty(), matchedRandom(held, basis, source, seed));
        NextTokenTable moved = network.run(contexts, move);

        double[] weights = contexts.weights();
        double[] before = KlDivergence.perRow(target, unedited);
        double[] after = KlDivergence.perRow(target, edited);
        double[] random = KlDivergence.perRow(target, moved);
        double meanBefore = WeightedMean.of(before, weights);
        if (!(meanBefore > 0)) {
            throw new ArithmeticException(
                    "interchange success is not defined: before the edit the network already gives the"
                            + " target law, KL = " + meanBefore);
        }
        double meanAfter = WeightedMean.of(after, weights);
        Interval excess = Interval.bootstrap(
                new double[][] {weighted(before, weights), weighted(after, weights), weighted(random, weights)},
                clusters,
                sums -> (sums[2] - sums[1]) / sums[0],
                seed.child("interval"));
        return new InterchangeSuccess(
                1 - meanAfter / meanBefore,
                1 - WeightedMean.of(random, weights) / meanBefore,
                excess,
                meanBefore,
                meanAfter,
                KlDivergence.of(base, edited, weights));
    }

    /** h + |U'U (source - h)| g / |g| with g standard normal, a new one for every row. */
    private static Matrix matchedRandom(Representation held, Matrix basis, int[] source, Seed seed) {
        Matrix h = held.values();
        int directions = h.columns();
        Matrix coordinates = h.times(basis.transpose());
        Matrix moved = Matrix.zeros(h.rows(), directions);
        Draws draws = seed.child("random direction").draws();
        double[] direction = new double[directions];
        for (int r = 0; r < h.rows(); r++) {
            double length = distance(coordinates, r, source[r]);
            double norm = 0;
            for (int c = 0; c < directions; c++) {
                direction[c] = draws.nextNormal();
                norm += direction[c] * direction[c];
            }
            double scale = length / Math.sqrt(norm);
            for (int c = 0; c < directions; c++) {
                moved.set(r, c, h.get(r, c) + scale * direction[c]);
            }
        }
        return moved;
    }

    private static double distance(Matrix rows, int a, int b) {
        double sum = 0;
        for (int c = 0; c < rows.columns(); c++) {
            double difference = rows.get(a, c) - rows.get(b, c);
            sum += difference * difference;
        }
        return Math.sqrt(sum);
    }

    private static double[] weighted(double[] values, double[] weights) {
        double[] weighted = new double[values.length];
        for (int r = 0; r < values.length; r++) {
            weighted[r] = weights[r] * values[r];
        }
        return weighted;
    }
}
