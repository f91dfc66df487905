package org.assay.datasets.process.combine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.Intervention;
import org.assay.datasets.model.Site;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.process.HiddenMarkovProcess;
import org.assay.datasets.process.Processes;
import org.assay.datasets.process.library.GeneralisedProcesses;
import org.assay.datasets.process.library.SoficProcesses;
import org.assay.datasets.process.library.StackProcesses;
import org.assay.datasets.process.library.XorProcesses;
import org.assay.datasets.sequence.ContextSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CombinationsTest {
    private final HiddenMarkovProcess z1r = XorProcesses.z1r(.5);
    private final HiddenMarkovProcess even = SoficProcesses.even(.5);
    private final HiddenMarkovProcess mess3 = Processes.mess3(.05, .85);
    private final HiddenMarkovProcess mixture = Combinations.mixture("z1r-or-even", new double[] {.5, .5}, z1r, even);

    @ParameterizedTest
    @CsvSource({"1, .428571428571", "1 1, .25", "1 1 0, .5", "1 1 1, 0", "0 1 0, 1", "0 1 1 0 1, .8"})
    void posterior_of_the_components_is_the_published_one(String context, double first) {
        double[] weights = last(mixture, "factor.component", context);
        assertThat(weights).containsExactly(new double[] {first, 1 - first}, within(1e-9));
    }

    @Test
    void first_token_of_the_mixture_has_the_published_law() {
        assertThat(mixture.next(mixture.initial())[1]).isCloseTo(.583333333333, within(1e-9));
    }

    @Test
    void a_component_changed_alone_gives_the_law_of_that_component() {
        ContextSet contexts = contexts(mixture, "1 1");
        Matrix certain = Matrix.ofRows(new double[] {1, 0});
        Matrix law = mixture.run(contexts, new Intervention(new Site("factor.component"), Optional.empty(), certain))
                .probabilities();
        assertThat(law.row(0))
                .containsExactly(z1r.next(contexts(z1r, "1 1")).probabilities().row(0), within(1e-15));
    }

    @Test
    void weight_on_what_the_context_excludes_is_refused() {
        ContextSet contexts = contexts(mixture, "1 1 1");
        Matrix excluded = Matrix.ofRows(new double[] {.5, .5});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> mixture.run(
                        contexts, new Intervention(new Site("factor.component"), Optional.empty(), excluded)))
                .withMessageContaining("component = z1r, which the context excludes");
    }

    @Test
    void weights_that_do_not_sum_to_one_are_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Combinations.mixture("m", new double[] {.5, .6}, z1r, even))
                .withMessageContaining("sum 1");
    }

    @Test
    void belief_of_a_product_is_the_outer_product_and_its_factors_are_the_beliefs_of_its_parts() {
        HiddenMarkovProcess product = Combinations.product("p", z1r, mess3);
        String context = "0,1 1,1 1,0 0,2";
        double[] joint = last(product, "belief", context);
        double[] first = last(z1r, "belief", "0 1 1 0");
        double[] second = last(mess3, "belief", "1 1 0 2");
        for (int s = 0; s < 9; s++) {
            assertThat(joint[s]).isCloseTo(first[s / 3] * second[s % 3], within(1e-14));
        }
        assertThat(last(product, "factor.z1r", context)).containsExactly(first, within(1e-14));
        assertThat(last(product, "factor.mess3", context)).containsExactly(second, within(1e-14));
    }

    @Test
    void a_factored_process_is_the_product_that_is_not_multiplied_out() {
        HiddenMarkovProcess joint = Combinations.product("p", z1r, mess3);
        FactoredProcess factored = FactoredProcess.of("p", z1r, mess3);
        ContextSet contexts = contexts(joint, "0,1 1,1 1,0 0,2 1,1");
        assertThat(factored.vocabulary()).isEqualTo(joint.vocabulary());
        assertThat(factored.next(contexts).probabilities().values())
                .containsExactly(joint.next(contexts).probabilities().values(), within(1e-14));
        Matrix other = Matrix.ofRows(new double[] {.2, .3, .5});
        Matrix edited = factored.run(contexts, new Intervention(new Site("belief.mess3"), Optional.empty(), other))
                .probabilities();
        Matrix wanted = joint.run(contexts, new Intervention(new Site("factor.mess3"), Optional.empty(), other))
                .probabilities();
        assertThat(edited.values()).containsExactly(wanted.values(), within(1e-14));
    }

    @Test
    void a_factored_process_takes_generalised_parts() {
        FactoredProcess factored = FactoredProcess.of("p", mess3, GeneralisedProcesses.blochWalk(1, 3));
        assertThat(factored.sites()).contains(new Site("belief.bloch-walk"), new Site("belief.mess3"));
        assertThat(last(factored, "belief.bloch-walk", "0,3 1,1"))
                .containsExactly(last(factored.parts().get(1), "belief", "3 1"), within(1e-15));
    }

    @Test
    void floors_known_from_the_parts_agree_with_those_of_the_tensors() {
        HiddenMarkovProcess product = Combinations.product("p", z1r, SoficProcesses.goldenMean(.5));
        HiddenMarkovProcess turns = Combinations.interleaved("t", z1r, mess3);
        HiddenMarkovProcess late = Channels.afterStart("l", even, "BOS");
        for (HiddenMarkovProcess made : List.of(product, turns, late)) {
            HiddenMarkovProcess plain = HiddenMarkovProcess.of("plain", "", made.model(), List.of());
            assertThat(made.floors(6).values()).containsExactly(plain.floors(6).values(), within(1e-12));
        }
    }

    @Test
    void in_turn_each_part_reads_its_own_tokens_only() {
        HiddenMarkovProcess turns = Combinations.interleaved("t", z1r, mess3);
        String context = "0 2 1 2 1 0 0";
        assertThat(last(turns, "factor.z1r", context)).containsExactly(last(z1r, "belief", "0 1 1 0"), within(1e-14));
        assertThat(last(turns, "factor.mess3", context)).containsExactly(last(mess3, "belief", "2 2 0"), within(1e-14));
        assertThat(last(turns, "factor.turn", context)).containsExactly(0, 1);
        assertThat(turns.next(contexts(turns, context)).probabilities().row(0))
                .containsExactly(
                        mess3.next(contexts(mess3, "2 2 0")).probabilities().row(0), within(1e-14));
    }

    @Test
    void the_driven_part_takes_the_variant_that_the_token_calls_for() {
        HiddenMarkovProcess same = Combinations.chain("c", z1r, List.of(mess3, mess3), new int[] {0, 1});
        HiddenMarkovProcess apart = Combinations.product("p", z1r, mess3);
        ContextSet contexts = contexts(apart, "0,1 1,1 1,0");
        assertThat(same.next(contexts).probabilities().values())
                .containsExactly(apart.next(contexts).probabilities().values(), within(1e-14));
        HiddenMarkovProcess driven =
                Combinations.chain("c", z1r, List.of(mess3, Processes.mess3(.15, .6)), new int[] {0, 1});
        assertThat(last(driven, "factor.mess3", "0,0")).containsExactly(new double[] {.85, .075, .075}, within(1e-12));
        assertThat(last(driven, "factor.mess3", "1,0")).containsExactly(new double[] {.6, .2, .2}, within(1e-12));
    }

    @Test
    void full_noise_is_uniform_and_no_noise_changes_nothing() {
        HiddenMarkovProcess drowned = Channels.noisy("n", mess3, 1);
        HiddenMarkovProcess clean = Channels.noisy("n", mess3, 0);
        ContextSet contexts = contexts(mess3, "0 0 1");
        assertThat(drowned.next(contexts).probabilities().row(0))
                .containsExactly(new double[] {1 / 3., 1 / 3., 1 / 3.}, within(1e-15));
        assertThat(clean.next(contexts)).isEqualTo(mess3.next(contexts));
    }

    @Test
    void after_the_starting_token_all_is_as_before() {
        HiddenMarkovProcess late = Channels.afterStart("l", StackProcesses.dyck(2, 2), "BOS");
        double[] first = late.next(late.initial());
        assertThat(first[late.vocabulary().id("BOS")]).isCloseTo(1, within(1e-15));
        assertThat(Arrays.copyOf(first, 4)).containsOnly(0);
        double[] depth = last(late, "factor.depth", "BOS ( [ ]");
        double[] plain = last(StackProcesses.dyck(2, 2), "factor.depth", "( [ ]");
        assertThat(Arrays.copyOf(depth, 3)).containsExactly(plain, within(1e-15));
    }

    @Test
    void relabelled_tokens_give_the_same_beliefs() {
        HiddenMarkovProcess days = Channels.relabelled("r", mess3, Seed.of(4));
        int[] word = {0, 2, 1};
        int[] shown = new int[3];
        for (int t = 0; t < 3; t++) {
            for (int v = 0; v < 3; v++) {
                if (days.tensor(v).equals(mess3.tensor(word[t]))) {
                    shown[t] = v;
                }
            }
        }
        ContextSet plain = ContextSet.lastPosition(List.of(word));
        ContextSet renamed = ContextSet.lastPosition(List.of(shown));
        assertThat(days.record(renamed, new Site("belief")).values())
                .isEqualTo(mess3.record(plain, new Site("belief")).values());
        assertThat(Channels.relabelled("r", mess3, Seed.of(4)).id()).isEqualTo(days.id());
    }

    @Test
    void stack_levels_are_certain_once_the_context_tells() {
        HiddenMarkovProcess dyck = StackProcesses.dyck(2, 3);
        assertThat(last(dyck, "factor.depth", "( [ (")).containsExactly(0, 0, 0, 1);
        assertThat(last(dyck, "factor.level-2", "( [ (")).containsExactly(0, 1, 0);
        assertThat(last(dyck, "factor.level-3", "( [ ( )")).containsExactly(0, 0, 1);
    }

    private static ContextSet contexts(GeneratingProcess process, String context) {
        return ContextSet.lastPosition(List.of(process.vocabulary().encode(context)));
    }

    private static double[] last(GeneratingProcess process, String site, String context) {
        return process.record(contexts(process, context), new Site(site))
                .values()
                .row(0);
    }
}
