package org.assay.analysis.belief.causal;

import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.assay.analysis.subspace.RandomSubspace;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.InstrumentedModel;
import org.assay.datasets.model.Representation;
import org.assay.datasets.model.Site;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;

/**
 * Pairs as a network holds them at one site, and what each edit makes of the bases.
 *
 * @param site    where
 * @param pairs   the contexts
 * @param encoder fitted on contexts that no pair has
 * @param base    h, pairs x D
 * @param source  h', pairs x D
 */
record HeldPairs(Site site, BeliefPairs pairs, BeliefEncoder encoder, Matrix base, Matrix source) {
    /** At several sites, from one pass over each side. */
    static List<HeldPairs> of(InstrumentedModel network, BeliefPairs pairs, List<Site> sites) {
        Map<Site, Representation> fit = network.record(pairs.fit(), sites);
        Map<Site, Representation> base = network.record(pairs.base(), sites);
        Map<Site, Representation> source = network.record(pairs.source(), sites);
        return sites.stream()
                .map(site -> new HeldPairs(
                        site,
                        pairs,
                        BeliefEncoder.fit(
                                fit.get(site).values(),
                                pairs.fitBeliefs(),
                                pairs.fit().weights()),
                        base.get(site).values(),
                        source.get(site).values()))
                .toList();
    }

    /** With an encoder that was fitted elsewhere, for pairs drawn some other way. */
    static HeldPairs of(InstrumentedModel network, BeliefPairs pairs, Site site, BeliefEncoder encoder) {
        return new HeldPairs(
                site,
                pairs,
                encoder,
                network.record(pairs.base(), site).values(),
                network.record(pairs.source(), site).values());
    }

    /** What takes the place of h, for each draw of the edit: one unless the edit is random. */
    List<Matrix> edited(BeliefEdit edit, int draws, Seed seed) {
        Matrix belief = minus(pairs.sourceBeliefs(), pairs.baseBeliefs());
        return switch (edit) {
            case FULL_SWAP -> List.of(source);
            case ENCODER_EDIT -> List.of(plus(base, belief.times(encoder.directions())));
            case ENCODER_SWAP -> List.of(plus(base, swap()));
            case COMPLEMENT_SWAP -> List.of(minus(source, swap()));
            case PROBE_EDIT -> List.of(plus(base, belief.times(encoder.shortest())));
            case RANDOM_DIRECTION -> repeated(draws, d -> plus(base, turned(swap(), seed.child("direction " + d))));
            case RANDOM_SUBSPACE -> repeated(draws, d -> plus(base, within(randomBasis(seed.child("subspace " + d)))));
        };
    }

    /** A subspace of as many dimensions as the encoder's, drawn at random. */
    Matrix randomBasis(Seed seed) {
        double[] mean = encoder.subspace().mean();
        return RandomSubspace.of(mean, encoder.subspace().dimensions(), seed).basis();
    }

    private Matrix swap() {
        return within(encoder.subspace().basis());
    }

    /** The part of h' - h in the span of {@code basis}. */
    private Matrix within(Matrix basis) {
        return minus(source, base).times(basis.transpose()).times(basis);
    }

    /** Rows of the same lengths, each in a random direction of its own. */
    static Matrix turned(Matrix moves, Seed seed) {
        Matrix turned = Matrix.zeros(moves.rows(), moves.columns());
        Draws draws = seed.draws();
        double[] direction = new double[moves.columns()];
        for (int r = 0; r < moves.rows(); r++) {
            double norm = 0;
            double length = 0;
            for (int c = 0; c < direction.length; c++) {
                direction[c] = draws.nextNormal();
                norm += direction[c] * direction[c];
                length += moves.get(r, c) * moves.get(r, c);
            }
            double scale = Math.sqrt(length / norm);
            for (int c = 0; c < direction.length; c++) {
                turned.set(r, c, scale * direction[c]);
            }
        }
        return turned;
    }

    static Matrix plus(Matrix a, Matrix b) {
        return combined(a, b, 1);
    }

    static Matrix minus(Matrix a, Matrix b) {
        return combined(a, b, -1);
    }

    private static Matrix combined(Matrix a, Matrix b, double sign) {
        Matrix sum = Matrix.zeros(a.rows(), a.columns());
        for (int i = 0; i < sum.values().length; i++) {
            sum.values()[i] = a.values()[i] + sign * b.values()[i];
        }
        return sum;
    }

    private static List<Matrix> repeated(int draws, IntFunction<Matrix> each) {
        return IntStream.range(0, draws).mapToObj(each).toList();
    }
}
