package org.assay.analysis.subspace.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assay.analysis.metric.Assignment;
import org.assay.analysis.subspace.Partition;
import org.junit.jupiter.api.Test;

class IndependenceErrorTest {
    private static IndependenceError of(Partition partition, KnownCodes codes) {
        return IndependenceError.of(
                        partition, new KnownActivations(codes.activations, codes.weights, codes.factors), 0, 1)
                .get();
    }

    @Test
    void true_blocks_are_as_dependent_as_their_factors() {
        for (double dependence : new double[] {0, .5}) {
            KnownCodes codes = new KnownCodes(1000, new int[] {6, 6}, new int[] {4, 4}, dependence, 0, 51);
            IndependenceError own = of(codes.truth(), codes);
            assertThat(own.error()).as("dependence " + dependence).isLessThan(.06);
            assertThat(own.pairs()).isEqualTo(1);
        }
        KnownCodes half = new KnownCodes(1000, new int[] {6, 6}, new int[] {4, 4}, .5, 0, 51);
        assertThat(of(half.truth(), half).truth()).isGreaterThan(.25);
    }

    @Test
    void blocks_that_mix_independent_factors_depend_on_each_other() {
        KnownCodes codes = new KnownCodes(1000, new int[] {6, 6}, new int[] {4, 4}, 0, 0, 61);
        assertThat(of(codes.random(4), codes).error()).isGreaterThan(1);
    }

    @Test
    void without_two_blocks_of_their_own_there_is_nothing_to_compare() {
        KnownCodes codes = new KnownCodes(1000, new int[] {6, 6}, new int[] {4, 4}, 0, 0, 61);
        KnownActivations known = new KnownActivations(codes.activations, codes.weights, codes.factors);
        assertThat(IndependenceError.of(codes.truth(), known, 0, Assignment.NONE)
                        .toOptional())
                .isEmpty();
    }

    @Test
    void a_factor_tells_its_whole_entropy_about_itself() {
        KnownCodes codes = new KnownCodes(1000, new int[] {6, 6}, new int[] {4, 4}, 0, 0, 61);
        double own = IndependenceError.between(codes.factors.get(0), codes.factors.get(0), codes.weights);
        assertThat(own).isCloseTo(Math.log(6), within(.01));
    }
}
