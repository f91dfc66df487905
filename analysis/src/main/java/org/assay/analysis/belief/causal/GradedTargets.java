package org.assay.analysis.belief.causal;

import java.util.Arrays;
import java.util.Optional;
import org.assay.analysis.metric.Interval;
import org.assay.analysis.metric.KlDivergence;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.InstrumentedModel;
import org.assay.datasets.model.Intervention;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.model.Site;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.GeneratingProcess;

/**
 * Beliefs that no context has: a point drawn uniformly from the simplex of hidden states is written along the encoder, and the network
 * should answer with the law that the process gives it, {@code b E} with E the emissions. A network that only knows its training set by
 * heart has nothing to answer with there.
 *
 * @param site       where
 * @param divergence KL(b E || edited), nats, with its bootstrap interval over points
 * @param median     of the same
 * @param within     share of the points at which it is at most {@link #CLOSE}
 * @param unedited   KL(b E || unedited), nats
 * @param random     KL(b E || moved as far in a random direction), nats
 * @param success    1 - divergence / unedited
 */
public record GradedTargets(
        Site site, Interval divergence, double median, double within, double unedited, double random, double success) {
    /** Nats: an answer as close as this is the law that was asked for. */
    public static final double CLOSE = 0.01;

    /** Every base is given a point of its own. */
    static GradedTargets of(InstrumentedModel network, GeneratingProcess process, HeldPairs held, Seed seed) {
        BeliefPairs pairs = held.pairs();
        Matrix points = uniform(pairs.count(), pairs.baseBeliefs().columns(), seed.child("points"));
        NextTokenTable wanted =
                process.run(pairs.base(), new Intervention(BeliefPairs.BELIEF, Optional.empty(), points));
        Matrix move = HeldPairs.minus(points, pairs.baseBeliefs())
                .times(held.encoder().directions());
        double[] after = divergence(network, held, wanted, move);
        double[] sorted = after.clone();
        Arrays.sort(sorted);
        double[] even = pairs.base().weights();
        double unedited = KlDivergence.of(wanted, network.next(pairs.base()), even);
        Interval divergence = Interval.ofMean(after, even, pairs.clusters(), seed.child("interval"));
        return new GradedTargets(
                held.site(),
                divergence,
                (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2,
                (double) Arrays.stream(after).filter(kl -> kl <= CLOSE).count() / after.length,
                unedited,
                SiteEdits.mean(divergence(network, held, wanted, HeldPairs.turned(move, seed.child("direction")))),
                1 - divergence.value() / unedited);
    }

    private static double[] divergence(InstrumentedModel network, HeldPairs held, NextTokenTable wanted, Matrix move) {
        Intervention edit = new Intervention(held.site(), Optional.empty(), HeldPairs.plus(held.base(), move));
        return KlDivergence.perRow(wanted, network.run(held.pairs().base(), edit));
    }

    /** Uniform on the simplex: independent exponential numbers over their sum. */
    private static Matrix uniform(int rows, int states, Seed seed) {
        Draws draws = seed.draws();
        Matrix points = Matrix.zeros(rows, states);
        for (int r = 0; r < rows; r++) {
            double sum = 0;
            for (int s = 0; s < states; s++) {
                double drawn = -StrictMath.log(1 - draws.nextDouble());
                points.set(r, s, drawn);
                sum += drawn;
            }
            for (int s = 0; s < states; s++) {
                points.set(r, s, points.get(r, s) / sum);
            }
        }
        return points;
    }
}
