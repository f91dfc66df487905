package org.assay.datasets.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;
import org.junit.jupiter.api.Test;

class BeliefIndexTest {
    private static final double TOLERANCE = 1e-3;

    @Test
    void an_equal_belief_is_found_wherever_the_border_of_a_cell_lies() {
        Draws draws = Seed.of(1).draws();
        for (int sample = 0; sample < 10_000; sample++) {
            BeliefIndex index = new BeliefIndex(TOLERANCE);
            double[] belief = {3 * draws.nextNormal(), 3 * draws.nextNormal(), 3 * draws.nextNormal()};
            index.add(belief);
            double[] near = belief.clone();
            double[] far = belief.clone();
            for (int i = 0; i < near.length; i++) {
                near[i] += .99 * TOLERANCE * (draws.nextInt(2) == 0 ? -1 : 1);
            }
            far[draws.nextInt(3)] += 1.01 * TOLERANCE;
            assertThat(index.find(near)).isZero();
            assertThat(index.find(far)).isEqualTo(-1);
        }
    }

    @Test
    void a_tolerance_of_nothing_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BeliefIndex(0))
                .withMessageContaining("positive");
    }
}
