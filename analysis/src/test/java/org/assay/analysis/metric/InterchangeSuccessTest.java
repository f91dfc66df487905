package org.assay.analysis.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import java.util.stream.IntStream;
import org.assay.analysis.BeliefNetwork;
import org.assay.analysis.Enumeration;
import org.assay.analysis.subspace.FactorSubspace;
import org.assay.analysis.subspace.RandomSubspace;
import org.assay.analysis.subspace.Subspace;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.Intervention;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.model.Representation;
import org.assay.datasets.model.Site;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.sequence.ContextSet;
import org.junit.jupiter.api.Test;

class InterchangeSuccessTest {
    private static final BeliefNetwork NETWORK = new BeliefNetwork();
    private static final ContextSet CONTEXTS = Enumeration.byProbability(NETWORK.process(), 6);
    private static final Representation HELD = NETWORK.record(CONTEXTS, BeliefNetwork.SITE);
    private static final Representation BELIEF = NETWORK.process().record(CONTEXTS, new Site("belief"));
    private static final NextTokenTable BASE = NETWORK.process().next(CONTEXTS);
    private static final Clusters CLUSTERS = Clusters.bySubtree(CONTEXTS, 3);
    private static final int[] SOURCE = InterchangePairs.samePosition(CONTEXTS, Seed.of(1));
    private static final Subspace ENCODER = FactorSubspace.spanning(
            FactorSubspace.covariances(HELD, CONTEXTS.weights(), NETWORK.factors(CONTEXTS))
                    .get(0),
            HELD.values().leftTimes(CONTEXTS.weights()));

    @Test
    void swapping_where_the_belief_is_held_gives_the_law_of_the_other_context() {
        InterchangeSuccess success = of(ENCODER.basis(), SOURCE);
        assertThat(success.success()).isGreaterThan(.99);
        assertThat(success.after()).isLessThan(.01 * success.before());
        assertThat(success.random()).isLessThan(.6);
        assertThat(success.excess().value()).isCloseTo(success.success() - success.random(), within(1e-12));
        assertThat(success.excess().low()).isGreaterThan(.3);
        assertThat(success.fromBase()).isGreaterThan(.3);
    }

    @Test
    void swapping_everything_else_does_nothing() {
        InterchangeSuccess success = of(ENCODER.complement(), SOURCE);
        assertThat(success.success()).isBetween(-.01, .01);
    }

    @Test
    void random_subspaces_of_the_same_size_do_less_than_half_as_well() {
        double mean = IntStream.range(0, 10)
                .mapToDouble(i -> of(
                                RandomSubspace.of(
                                                new double[BeliefNetwork.DIRECTIONS],
                                                2,
                                                Seed.of(20).child(i))
                                        .basis(),
                                SOURCE)
                        .excess()
                        .value())
                .average()
                .orElseThrow();
        assertThat(mean).isLessThan(of(ENCODER.basis(), SOURCE).excess().low() / 2);
    }

    @Test
    void when_every_row_is_its_own_source_there_is_nothing_to_succeed_at() {
        int[] self = IntStream.range(0, CONTEXTS.rows()).toArray();
        assertThat(of(ENCODER.basis(), SOURCE).before()).isGreaterThan(.3);
        NextTokenTable answer = NETWORK.next(CONTEXTS);
        assertThatThrownBy(() -> InterchangeSuccess.of(
                        NETWORK, CONTEXTS, HELD, ENCODER.basis(), self, answer, BASE, CLUSTERS, Seed.of(2)))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("already gives the target law");
    }

    @Test
    void sources_share_the_position_and_are_other_rows() {
        for (int r = 0; r < SOURCE.length; r++) {
            assertThat(SOURCE[r]).isNotEqualTo(r);
            assertThat(CONTEXTS.rowPosition(SOURCE[r])).isEqualTo(CONTEXTS.rowPosition(r));
        }
    }

    @Test
    void sources_are_drawn_by_weight() {
        int[][] sequences = {{0, 0}, {1, 0}, {2, 0}, {2, 1}};
        ContextSet contexts =
                ContextSet.of(sequences, new int[] {0, 1, 2, 3}, new int[] {1, 1, 1, 1}, new double[] {1, 6, 3, 0});
        int[] counts = new int[4];
        for (int i = 0; i < 3000; i++) {
            counts[InterchangePairs.samePosition(contexts, Seed.of(i))[0]]++;
        }
        assertThat(counts[0]).isZero();
        assertThat(counts[3]).isZero();
        // Two thirds of 3,000, standard deviation 26.
        assertThat(counts[1]).isCloseTo(2000, within(110));
    }

    @Test
    void a_position_with_a_single_row_has_nothing_to_interchange_with() {
        ContextSet contexts = ContextSet.everyPosition(new int[][] {{0, 1}, {0}}, 0);
        assertThatThrownBy(() -> InterchangePairs.samePosition(contexts, Seed.of(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("position 1");
    }

    private static InterchangeSuccess of(Matrix basis, int[] source) {
        NextTokenTable target =
                NETWORK.process().run(CONTEXTS, Intervention.interchange(BELIEF, Optional.empty(), source));
        return InterchangeSuccess.of(NETWORK, CONTEXTS, HELD, basis, source, target, BASE, CLUSTERS, Seed.of(2));
    }
}
