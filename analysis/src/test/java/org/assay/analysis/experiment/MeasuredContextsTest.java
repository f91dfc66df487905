package org.assay.analysis.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.assay.analysis.experiment.ExperimentSpec.ContextSpec;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.HiddenMarkovProcess;
import org.assay.datasets.process.Processes;
import org.assay.datasets.sequence.ContextSet;
import org.junit.jupiter.api.Test;

class MeasuredContextsTest {
    private static final int DEPTH = 3;

    private static MeasuredContexts of(HiddenMarkovProcess process) {
        return MeasuredContexts.of(process, new ContextSpec(5, 0, 0, DEPTH, 0.3), 5, 40, Seed.of(7));
    }

    private static Set<String> beginnings(ContextSet contexts) {
        Set<String> beginnings = new HashSet<>();
        for (int r = 0; r < contexts.rows(); r++) {
            int[] context = contexts.context(r);
            if (context.length >= DEPTH) {
                beginnings.add(Arrays.toString(Arrays.copyOf(context, DEPTH)));
            }
        }
        return beginnings;
    }

    @Test
    void no_scored_context_shares_its_beginning_with_one_that_was_fitted_on() {
        MeasuredContexts contexts = of(Processes.mess3(0.05, 0.85));
        assertThat(beginnings(contexts.heldOut())).isNotEmpty().doesNotContainAnyElementsOf(beginnings(contexts.fit()));
        assertThat(beginnings(contexts.heldOut())).containsAll(beginnings(contexts.edited()));
        assertThat(contexts.edited().rows())
                .isEqualTo(40)
                .isLessThan(contexts.heldOut().rows());
    }

    @Test
    void a_belief_that_is_also_a_factor_is_one_target() {
        MeasuredContexts contexts = of(Processes.mess3(0.05, 0.85));
        assertThat(contexts.hasBelief()).isTrue();
        assertThat(contexts.process().factors().stream().filter(factor -> factor.graded()))
                .hasSize(1);
        assertThat(contexts.targets()).containsOnlyKeys("belief", "factor.current-token");
    }

    @Test
    void a_belief_that_never_changes_is_nothing_to_read_out_or_to_move() {
        // Every state emits every token alike, so tokens say nothing of the state.
        MeasuredContexts contexts = of(Processes.mess3(0.05, 1.0 / 3));
        Matrix belief = contexts.process()
                .record(contexts.all(), MeasuredContexts.beliefSite())
                .values();
        double[] third = new double[belief.rows()];
        Arrays.fill(third, 1.0 / 3);
        assertThat(belief.column(0)).containsExactly(third, within(1e-12));
        assertThat(contexts.hasBelief()).isFalse();
        assertThat(contexts.targets()).containsOnlyKeys("factor.current-token");
    }
}
