package org.assay.datasets.mixedstate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.assay.datasets.language.Languages;
import org.assay.datasets.mixedstate.MechanicsCases.MechanicsCase;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.process.HiddenMarkovProcess;
import org.assay.datasets.process.Processes;
import org.assay.datasets.process.TransitionTensors;
import org.assay.datasets.process.definition.ProcessReader;
import org.assay.datasets.process.library.BuiltInProcesses;
import org.assay.datasets.process.library.GeneralisedProcesses;
import org.assay.datasets.process.library.SoficProcesses;
import org.assay.datasets.process.library.XorProcesses;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MixedStatesTest {
    private static final int ROOM = 1_500;
    private static final double LN2 = Math.log(2);
    private final MixedStates rrxor = MixedStates.of(XorProcesses.rrxor(.5, .5).model(), ROOM);

    /**
     * Half of the tokens are r and draw the state anew, so the observer is back at the start for ever: h(0) = 1.5 ln 2, and
     * h(L) = 1.25 ln 2 from there on.
     */
    @Test
    void excess_entropy_counts_observers_that_are_thrown_back_to_the_start() {
        HiddenMarkovProcess process = (HiddenMarkovProcess) ProcessReader.read("reset.yaml", """
                kind: hidden-markov
                name: reset
                tokens: [a, b, r]
                states: [p, q]
                transitions:
                  p: {a: {q: 0.5}, r: {p: 0.25, q: 0.25}}
                  q: {b: {p: 0.5}, r: {p: 0.25, q: 0.25}}
                """);
        Mechanics found = Mechanics.of(process, ROOM).orElseThrow();
        double[] floors = MixedStates.of(process.model(), ROOM).floors(3);
        assertThat(floors).containsExactly(new double[] {1.5 * LN2, 1.25 * LN2, 1.25 * LN2, 1.25 * LN2}, within(1e-12));
        assertThat(found.excessEntropy().orElseThrow()).isCloseTo(.25 * LN2, within(1e-10));
    }

    /** Two coins of which one is tossed for ever: the beliefs never settle, so the graph, which merges them, cannot know. */
    @Test
    void excess_entropy_of_beliefs_without_end_is_not_told() {
        GeneratingProcess coins = ProcessReader.read("coins.yaml", """
                kind: hidden-markov
                name: coins
                tokens: [a, b]
                states: [p, q]
                transitions:
                  p: {a: {p: 0.75}, b: {p: 0.25}}
                  q: {a: {q: 0.25}, b: {q: 0.75}}
                start: {p: 0.5, q: 0.5}
                """);
        assertThat(Mechanics.of(coins, ROOM).orElseThrow().excessEntropy()).isEmpty();
    }

    static List<MechanicsCase> cases() {
        return MechanicsCases.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void presentation_is_the_published_one(MechanicsCase known) {
        MixedStates found = MixedStates.of(known.model(), ROOM);
        assertThat(found.isExact()).isEqualTo(known.mixedStates() > 0);
        if (found.isExact()) {
            assertThat(found.size()).isEqualTo(known.mixedStates());
            assertThat(IntStream.range(0, found.size()).filter(s -> !found.isRecurrent(s)))
                    .hasSize(known.transients());
            if (!Double.isNaN(known.rate())) {
                assertThat(found.entropyRate().orElseThrow() / LN2).isCloseTo(known.rate(), within(known.tolerance()));
            }
            if (!Double.isNaN(known.excess())) {
                assertThat(found.excessEntropy().orElseThrow() / LN2)
                        .isCloseTo(known.excess(), within(known.tolerance()));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void epsilon_machine_is_the_published_one(MechanicsCase known) {
        var machine = EpsilonMachine.of(known.model(), ROOM);
        assertThat(machine.isPresent()).isEqualTo(known.causalStates() > 0);
        machine.ifPresent(found -> {
            assertThat(found.size()).isEqualTo(known.causalStates());
            assertThat(Arrays.stream(found.law()).sum()).isCloseTo(1, within(1e-12));
            if (known.lawClasses() > 0) {
                assertThat(found.nextTokenClasses()).isEqualTo(known.lawClasses());
            }
            if (!Double.isNaN(known.rate())) {
                assertThat(found.entropyRate() / LN2).isCloseTo(known.rate(), within(known.tolerance()));
            }
            if (!Double.isNaN(known.complexity())) {
                assertThat(found.statisticalComplexity() / LN2)
                        .isCloseTo(known.complexity(), within(known.tolerance()));
            }
        });
    }

    /** Partition refinement of the model's states, and the quotient of its mixed states: one machine, by two routes. */
    @ParameterizedTest
    @ValueSource(
            strings = {"rrxor", "z1r", "even", "golden-mean", "rip", "days-of-week", "mr-name", "dyck-3-2", "coin"})
    void epsilon_machine_is_the_same_by_both_routes(String name) {
        TransitionTensors model = MechanicsCases.all().stream()
                .filter(known -> known.name().equals(name))
                .findFirst()
                .orElseThrow()
                .model();
        EpsilonMachine refined = EpsilonMachine.of(model, ROOM).orElseThrow();
        EpsilonMachine merged = EpsilonMachine.ofMixedStates(model, ROOM).orElseThrow();
        assertThat(merged.size()).isEqualTo(refined.size());
        assertThat(merged.statisticalComplexity()).isCloseTo(refined.statisticalComplexity(), within(1e-9));
        assertThat(merged.entropyRate()).isCloseTo(refined.entropyRate(), within(1e-9));
        assertThat(Arrays.stream(merged.law()).sorted().toArray())
                .containsExactly(Arrays.stream(refined.law()).sorted().toArray(), within(1e-9));
        assertThat(merged.nextTokenClasses()).isEqualTo(refined.nextTokenClasses());
    }

    @Test
    void a_summary_says_what_is_known_and_what_was_cut() {
        Mechanics rrxorKnown = Mechanics.of(Languages.open("rrxor"), ROOM).orElseThrow();
        assertThat(rrxorKnown.hankelRank()).isEqualTo(5);
        assertThat(rrxorKnown.mixedStates()).isEqualTo(36);
        assertThat(rrxorKnown.truncated()).isFalse();
        assertThat(rrxorKnown.transientStates()).hasValue(31);
        assertThat(rrxorKnown.causalStates()).hasValue(5);
        assertThat(rrxorKnown.excessEntropy().orElseThrow() / LN2).isCloseTo(2.251629, within(5.1e-7));
        assertThat(rrxorKnown.synchronisation()[4]).isCloseTo(1 / 12., within(1e-12));
        Mechanics mess3 = Mechanics.of(Languages.open("mess3"), ROOM).orElseThrow();
        assertThat(mess3.truncated()).isTrue();
        assertThat(mess3.causalStates()).isEmpty();
        assertThat(mess3.synchronisation()).isEmpty();
        assertThat(Mechanics.of(Languages.open("toy-english"), ROOM)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void hankel_rank_is_the_published_one(MechanicsCase known) {
        assertThat(PredictiveQuotient.of(known.model()).hankelRank()).isEqualTo(known.hankelRank());
    }

    @Test
    void degenerate_mess3_has_rank_one_and_one_class_of_beliefs() {
        TransitionTensors model = Processes.mess3(1 / 3., .85).model();
        PredictiveQuotient quotient = PredictiveQuotient.of(model);
        assertThat(quotient.hankelRank()).isEqualTo(1);
        assertThat(quotient.equivalent(new double[] {1, 0, 0}, new double[] {0, .5, .5}))
                .isTrue();
    }

    @Test
    void beliefs_with_one_next_token_law_need_not_predict_the_same() {
        TransitionTensors z1r = XorProcesses.z1r(.5).model();
        double[] after01 = {0, 0, 1};
        double[] after10 = {.5, .5, 0};
        assertThat(MixedStates.lawOf(z1r, after01)).containsExactly(MixedStates.lawOf(z1r, after10));
        assertThat(PredictiveQuotient.of(z1r).equivalent(after01, after10)).isFalse();
    }

    @Test
    void rrxor_synchronises_as_published() {
        assertThat(rrxor.depthHistogram()).containsExactly(1, 2, 4, 8, 12, 7, 2);
        assertThat(rrxor.edges()).isEqualTo(70);
        assertThat(rrxor.distinctLaws()).isEqualTo(11);
        double[] synchronised = rrxor.synchronisation(24);
        assertThat(Arrays.copyOfRange(synchronised, 4, 13))
                .containsExactly(
                        new double[] {1 / 12., .25, 1 / 3., .4375, .5625, .625, .692708, .765625, .802083},
                        within(5.1e-7));
        assertThat(synchronised[24]).isCloseTo(.987, within(5e-4));
        double[] entropy = rrxor.beliefEntropy(6);
        double[] bits = {2.2516, 1.9183, 1.5850, 1.3333, 1.0933, .8962, .7296};
        for (int length = 0; length < bits.length; length++) {
            assertThat(entropy[length] / LN2).isCloseTo(bits[length], within(5.1e-5));
        }
        // The table of six digits gives .586502 and .517218; these are the means of the unrounded values, enumerated.
        assertThat(Arrays.stream(rrxor.floors(9), 1, 10).average().orElseThrow())
                .isCloseTo(.5865014866, within(5.1e-11));
        assertThat(Arrays.stream(rrxor.floors(24), 1, 25).average().orElseThrow())
                .isCloseTo(.5172185458, within(5.1e-11));
    }

    @Test
    void depths_at_which_z1r_meets_its_beliefs_are_the_published_ones() {
        assertThat(MixedStates.of(XorProcesses.z1r(.5).model(), ROOM).depthHistogram())
                .containsExactly(1, 2, 4);
    }

    @Test
    void words_are_counted_as_published() {
        assertThat(MixedStateTree.of(XorProcesses.rrxor(.5, .5).model(), 11, 10_000)
                        .wordCounts())
                .containsExactly(1, 2, 4, 8, 16, 28, 52, 92, 148, 260, 436, 676);
        MechanicsCase product = MechanicsCases.all().stream()
                .filter(known -> known.name().equals("z1r-x-golden-mean"))
                .findFirst()
                .orElseThrow();
        assertThat(MixedStateTree.of(product.model(), 7, 10_000).wordCounts())
                .containsExactly(1, 4, 12, 30, 64, 130, 252, 544);
    }

    @Test
    void a_tree_that_does_not_fit_says_so() {
        MixedStateTree tree = MixedStateTree.of(Processes.mess3(.05, .85).model(), 10, 1_000);
        assertThat(tree.truncated()).isTrue();
        assertThat(tree.depth()).isEqualTo(5);
        assertThat(tree.nodes()).hasSize(364);
        assertThat(tree.nodes().stream()
                        .filter(node -> node.depth() == 5)
                        .mapToDouble(MixedStateTree.Node::probability)
                        .sum())
                .isCloseTo(1, within(1e-12));
    }

    @Test
    void a_truncated_graph_is_exact_as_far_as_it_goes_and_refuses_the_rest() {
        MixedStates cut = MixedStates.of(Processes.mess3(.05, .85).model(), ROOM);
        assertThat(cut.truncated()).isTrue();
        assertThat(cut.completeDepth()).isEqualTo(5);
        assertThat(cut.floors(5)[5]).isCloseTo(.793783, within(5.1e-7));
        assertThat(cut.entropyRate()).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> cut.floors(6)).withMessageContaining("truncated");
        assertThatIllegalStateException().isThrownBy(() -> cut.synchronisation(3));
    }

    @Test
    void generalised_beliefs_grow_as_published() {
        TransitionTensors calm = GeneralisedProcesses.blochWalk(1, 1).model();
        MixedStates five = MixedStates.of(calm, ROOM);
        assertThat(five.size()).isEqualTo(5);
        assertThat(five.entropyRate().orElseThrow()).isCloseTo(1.5 * LN2, within(1e-12));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> five.beliefEntropy(1))
                .withMessageContaining("no entropy");
        assertThat(MixedStates.of(GeneralisedProcesses.blochWalk(1, 4.3).model(), 60_000)
                        .floors(7)[7])
                .isCloseTo(1.350217, within(5.1e-7));
        MixedStates moon = MixedStates.of(GeneralisedProcesses.moon(1, .5).model(), ROOM);
        assertThat(moon.floors(7)[7]).isCloseTo(.699278, within(5.1e-7));
        MixedStates frdn = MixedStates.of(GeneralisedProcesses.frdn(2000, .49).model(), ROOM);
        assertThat(frdn.floors(12)[12]).isCloseTo(.644778, within(5.1e-7));
    }

    @Test
    void moon_starts_and_ends_as_published() {
        TransitionTensors moon = GeneralisedProcesses.moon(1, .5).model();
        assertThat(moon.start()).containsExactly(new double[] {1.240207, -.483365, -.413906}, within(5.1e-7));
        assertThat(moon.right()).containsExactly(new double[] {.947232, .316129, .053051}, within(5.1e-7));
        assertThat(moon.emission().leftTimes(moon.start()))
                .containsExactly(new double[] {.114272, .754264, .131464}, within(5.1e-7));
        assertThat(moon.probability(0, 0)).isCloseTo(0, within(1e-15));
        assertThat(moon.isStationary()).isTrue();
    }

    @Test
    void golden_mean_of_one_and_one_is_the_golden_mean() {
        EpsilonMachine general = EpsilonMachine.of(
                        SoficProcesses.goldenMean(1, 1, .3).model(), ROOM)
                .orElseThrow();
        EpsilonMachine plain =
                EpsilonMachine.of(SoficProcesses.goldenMean(.3).model(), ROOM).orElseThrow();
        assertThat(general.tokenLaws()).isEqualTo(plain.tokenLaws());
        assertThat(general.law()).containsExactly(plain.law(), within(1e-15));
    }

    @Test
    void every_built_in_model_has_a_rank_of_at_most_its_states() {
        assertThat(BuiltInProcesses.byName()).hasSizeGreaterThanOrEqualTo(30);
        for (MechanicsCase known : MechanicsCases.all()) {
            assertThat(known.hankelRank()).isLessThanOrEqualTo(known.model().size());
        }
    }
}
