package org.assay.analysis.belief.causal;

import java.util.Optional;
import org.assay.analysis.metric.Interval;
import org.assay.analysis.metric.KlDivergence;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.InstrumentedModel;
import org.assay.datasets.model.Intervention;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.model.Site;
import org.assay.datasets.origin.Seed;

/**
 * What is left when the belief is taken away: the part of the activation in a subspace is set to its mean, and the loss should rise to that
 * of an observer who knows the length of the context and nothing else, but not when the subspace is a random one of as many dimensions.
 *
 * @param site         where
 * @param intact       KL(exact law || network), nats per token
 * @param erased       the same with the encoder's subspace set to its mean
 * @param random       the same with a random subspace set to its mean, over its draws
 * @param others       the same with everything but the encoder's subspace set to its mean: what else the network needs there
 * @param beliefFree   KL(exact law || mean exact law): the floor without a belief
 * @param lost         {@code (erased - intact) / (beliefFree - intact)}, with its interval over contexts: 1 when nothing is left, more
 *                     when the network is misled
 */
public record BeliefErasure(
        Site site, double intact, double erased, Interval random, double others, double beliefFree, Interval lost) {

    static BeliefErasure of(InstrumentedModel network, HeldPairs held, int draws, Seed seed) {
        BeliefPairs pairs = held.pairs();
        double[] intact = KlDivergence.perRow(pairs.baseLaw(), network.next(pairs.base()));
        double[] free = KlDivergence.perRow(pairs.baseLaw(), meanLaw(pairs.baseLaw()));
        Matrix basis = held.encoder().subspace().basis();
        double[] erased = erased(network, held, basis);
        double[] random = new double[draws];
        for (int d = 0; d < draws; d++) {
            random[d] = SiteEdits.mean(erased(network, held, held.randomBasis(seed.child("subspace " + d))));
        }
        Interval lost = Interval.bootstrap(
                new double[][] {intact, erased, free},
                pairs.clusters(),
                sums -> (sums[1] - sums[0]) / (sums[2] - sums[0]),
                seed.child("interval"));
        return new BeliefErasure(
                held.site(),
                SiteEdits.mean(intact),
                SiteEdits.mean(erased),
                Interval.overSeeds(random),
                SiteEdits.mean(erased(network, held, held.encoder().subspace().complement())),
                SiteEdits.mean(free),
                lost);
    }

    private static double[] erased(InstrumentedModel network, HeldPairs held, Matrix basis) {
        BeliefPairs pairs = held.pairs();
        Matrix mean = Matrix.zeros(held.base().rows(), held.base().columns());
        for (int r = 0; r < mean.rows(); r++) {
            System.arraycopy(held.encoder().subspace().mean(), 0, mean.values(), r * mean.columns(), mean.columns());
        }
        Intervention erase = new Intervention(held.site(), Optional.of(basis), mean);
        return KlDivergence.perRow(pairs.baseLaw(), network.run(pairs.base(), erase));
    }

    private static NextTokenTable meanLaw(NextTokenTable laws) {
        int tokens = laws.vocabularySize();
        double[] mean = new double[tokens];
        for (int i = 0; i < laws.probabilities().values().length; i++) {
            mean[i % tokens] += laws.probabilities().values()[i] / laws.rows();
        }
        Matrix all = Matrix.zeros(laws.rows(), tokens);
        for (int r = 0; r < laws.rows(); r++) {
            System.arraycopy(mean, 0, all.values(), r * tokens, tokens);
        }
        return new NextTokenTable(laws.contexts(), all);
    }
}
