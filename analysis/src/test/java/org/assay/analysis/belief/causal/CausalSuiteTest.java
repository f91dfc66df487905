package org.assay.analysis.belief.causal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.assay.analysis.belief.causal.HeldBeliefs.Habit;
import org.assay.analysis.belief.causal.SiteEdits.EditScore;
import org.assay.datasets.language.Languages;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.HiddenMarkovProcess;
import org.assay.datasets.process.Processes;
import org.assay.datasets.progress.Progress;
import org.assay.datasets.sequence.ContextSet;
import org.junit.jupiter.api.Test;

class CausalSuiteTest {
    private static final HiddenMarkovProcess MESS3 = Processes.mess3(0.05, 0.85);
    private static final HiddenMarkovProcess RRXOR = (HiddenMarkovProcess) Languages.open("rrxor");
    private static final Seed SEED = Seed.of(1);

    private static final CausalSuite GOES_ON = suite(MESS3, Habit.GOES_ON, 5);
    private static final CausalSuite AFRESH = suite(MESS3, Habit.AFRESH, 5);
    private static final CausalSuite BLIND = suite(MESS3, Habit.BLIND, 5);
    private static final CausalSuite XOR_GOES_ON = suite(RRXOR, Habit.GOES_ON, 8);
    private static final CausalSuite XOR_AFRESH = suite(RRXOR, Habit.AFRESH, 8);

    @Test
    void a_network_that_is_its_belief_follows_every_edit_of_it_and_no_other() {
        SiteEdits edits = AFRESH.edits().get(0);
        assertThat(edits.dimensions()).isEqualTo(2);
        assertThat(edits.explained()).isCloseTo(1, within(1e-9));
        assertThat(edits.probeR2()).isCloseTo(1, within(1e-9));
        assertThat(edits.excess()).isLessThan(1e-7);
        for (BeliefEdit edit : List.of(
                BeliefEdit.FULL_SWAP, BeliefEdit.ENCODER_EDIT, BeliefEdit.ENCODER_SWAP, BeliefEdit.PROBE_EDIT)) {
            EditScore score = edits.of(edit);
            assertThat(score.edit()).isEqualTo(edit);
            assertThat(score.success().value()).isCloseTo(1, within(1e-6));
            assertThat(score.toTarget()).isLessThan(1e-6);
            assertThat(score.fromBase()).isGreaterThan(.3);
            assertThat(score.aboveRandom().low()).isGreaterThan(.3);
        }
        assertThat(edits.of(BeliefEdit.COMPLEMENT_SWAP).success().value()).isCloseTo(0, within(1e-9));
        assertThat(edits.of(BeliefEdit.RANDOM_SUBSPACE).success().value()).isBetween(.01, .6);
        assertThat(edits.of(BeliefEdit.RANDOM_DIRECTION).success().value()).isLessThan(.6);
    }

    @Test
    void a_network_that_holds_the_belief_and_does_not_look_at_it_follows_none() {
        assertThat(BLIND.edits().get(0).probeR2()).isCloseTo(1, within(1e-9));
        for (EditScore score : BLIND.edits().get(0).edits()) {
            assertThat(score.success().value()).isZero();
            assertThat(score.aboveRandom().value()).isZero();
        }
        assertThat(BLIND.graded().get(0).success()).isZero();
        assertThat(BLIND.erasures().get(0).lost().value()).isZero();
    }

    @Test
    void where_the_belief_can_be_read_best_is_not_where_an_edit_works() {
        SiteEdits edits = suite(MESS3, Habit.COPIED, 5).edits().get(0);
        assertThat(edits.probeR2()).isGreaterThan(.999);
        assertThat(edits.of(BeliefEdit.ENCODER_EDIT).success().value()).isGreaterThan(.95);
        assertThat(edits.of(BeliefEdit.PROBE_EDIT).success().value()).isBetween(-.01, .05);
    }

    @Test
    void the_random_controls_are_subtracted_by_the_better_of_the_two() {
        SiteEdits edits = AFRESH.edits().get(0);
        double better = Math.max(
                edits.of(BeliefEdit.RANDOM_DIRECTION).success().value(),
                edits.of(BeliefEdit.RANDOM_SUBSPACE).success().value());
        EditScore swap = edits.of(BeliefEdit.ENCODER_SWAP);
        assertThat(swap.aboveRandom().value()).isCloseTo(swap.success().value() - better, within(1e-12));
        assertThat(swap.success().value()).isCloseTo(1 - swap.toTarget() / edits.before(), within(1e-12));
    }

    @Test
    void beliefs_that_no_context_has_are_answered_as_the_process_would() {
        GradedTargets graded = AFRESH.graded().get(0);
        assertThat(graded.divergence().value()).isLessThan(1e-6);
        assertThat(graded.within()).isEqualTo(1);
        assertThat(graded.unedited()).isGreaterThan(.1);
        assertThat(graded.random()).isGreaterThan(.05);
    }

    @Test
    void without_the_belief_the_loss_is_that_of_who_knows_nothing() {
        BeliefErasure erasure = AFRESH.erasures().get(0);
        // The mean belief is that of the contexts fitted on, which are others.
        assertThat(erasure.lost().value()).isCloseTo(1, within(.05));
        assertThat(erasure.random().value()).isLessThan(.6 * erasure.beliefFree());
        assertThat(erasure.others()).isCloseTo(erasure.intact(), within(1e-9));
    }

    @Test
    void an_edit_is_seen_later_where_the_network_goes_on_from_it_and_only_there() {
        for (int step = 0; step <= 2; step++) {
            LaterReadout goesOn = GOES_ON.later().get(step);
            assertThat(goesOn.steps()).isEqualTo(step);
            assertThat(goesOn.success().get(BeliefEdit.ENCODER_SWAP).value()).isCloseTo(1, within(1e-6));
            double afresh = AFRESH.later()
                    .get(step)
                    .success()
                    .get(BeliefEdit.ENCODER_SWAP)
                    .value();
            assertThat(afresh).isCloseTo(step == 0 ? 1 : 0, within(1e-6));
        }
    }

    @Test
    void beliefs_that_agree_in_the_next_law_are_told_apart_two_tokens_later() {
        List<LaterReadout> alike = XOR_GOES_ON.later().stream()
                .filter(each -> each.kind() == BeliefPairs.Kind.SAME_NEXT_LAW)
                .toList();
        assertThat(alike).hasSize(3);
        assertThat(alike.get(0).apart()).isLessThan(1e-9);
        assertThat(alike.get(0).success()).isEmpty();
        assertThat(alike.get(2).apart()).isGreaterThan(.05);
        assertThat(alike.get(2).success().get(BeliefEdit.ENCODER_SWAP).value()).isGreaterThan(.99);
        LaterReadout afresh = XOR_AFRESH.later().get(XOR_AFRESH.later().size() - 1);
        assertThat(afresh.kind()).isEqualTo(BeliefPairs.Kind.SAME_NEXT_LAW);
        assertThat(afresh.success().get(BeliefEdit.FULL_SWAP).value()).isZero();
    }

    @Test
    void five_states_span_four_dimensions() {
        assertThat(XOR_AFRESH.edits().get(0).dimensions()).isEqualTo(4);
    }

    @Test
    void beliefs_that_never_agree_in_the_next_law_are_said_to() {
        assertThat(AFRESH.alike()).contains("agree in the law");
        assertThat(XOR_AFRESH.alike()).isEmpty();
    }

    @Test
    void the_filter_is_computed_on_sequences_of_any_process() {
        assertThat(AFRESH.transfer()).hasSize(3);
        for (FilterTransfer transfer : AFRESH.transfer()) {
            assertThat(transfer.toTrained().value()).isLessThan(1e-7);
            assertThat(transfer.kept()).isEqualTo(1);
        }
        assertThat(AFRESH.transfer().get(1).toMaker().orElseThrow()).isGreaterThan(.05);
        FilterTransfer even = XOR_AFRESH.transfer().get(XOR_AFRESH.transfer().size() - 1);
        assertThat(even.kept()).isLessThan(.9);
    }

    @Test
    void no_context_is_both_fitted_on_and_edited() {
        BeliefPairs pairs = BeliefPairs.of(MESS3, 5, 3000, 300, BeliefPairs.Kind.ANY, SEED);
        Set<String> fitted = contexts(pairs.fit());
        assertThat(contexts(pairs.base())).doesNotContainAnyElementsOf(fitted);
        assertThat(contexts(pairs.source())).doesNotContainAnyElementsOf(fitted);
        assertThat(pairs.contextsFitted()).isEqualTo(fitted.size());
        for (int pair = 0; pair < pairs.count(); pair++) {
            assertThat(pairs.base().context(pair))
                    .hasSize(6)
                    .isNotEqualTo(pairs.source().context(pair));
        }
    }

    @Test
    void where_every_context_has_one_belief_there_is_nothing_to_swap() {
        HiddenMarkovProcess flat = Processes.mess3(0.05, 1.0 / 3);
        assertThatThrownBy(() -> suite(flat, Habit.AFRESH, 5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("hold the same belief, so there is nothing to swap");
    }

    @Test
    void options_that_run_past_the_context_are_refused() {
        assertThatThrownBy(() -> new CausalSuite.Options(List.of(HeldBeliefs.SITE), 7, 100, 10, 1, 2, 9))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("need 10 tokens, the network reads 9");
    }

    private static Set<String> contexts(ContextSet set) {
        Set<String> contexts = new HashSet<>();
        IntStream.range(0, set.rows()).forEach(r -> contexts.add(Arrays.toString(set.context(r))));
        return contexts;
    }

    private static CausalSuite suite(HiddenMarkovProcess process, Habit habit, int position) {
        return CausalSuite.of(
                new HeldBeliefs(process, habit),
                process,
                process.vocabulary().equals(MESS3.vocabulary()) ? List.of(Processes.mess3(0.15, 0.6)) : List.of(),
                new CausalSuite.Options(List.of(HeldBeliefs.SITE), position, 2000, 200, 2, 2, position + 3),
                SEED,
                Progress.SILENT);
    }
}
