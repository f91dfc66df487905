package org.assay.analysis.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.assay.analysis.compile.CompileOptions.Code;
import org.assay.analysis.compile.CompileOptions.Target;
import org.assay.analysis.decompile.NotDiscreteException;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.sequence.ContextSet;
import org.assay.symbolic.program.Program;
import org.assay.symbolic.text.ProgramParser;
import org.assay.symbolic.text.ProgramPrinter;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoundTripTest {
    private static final Seed SEED = Seed.of(2026);

    @Tag("slow")
    @ParameterizedTest
    @EnumSource(Target.class)
    void at_least_45_of_50_programs_come_back_whole(Target target) {
        List<String> lost = new ArrayList<>();
        for (CompiledNetwork network : GeneratedPrograms.networks(50, CompileOptions.of(target, 5, SEED))) {
            RoundTrip trip = RoundTrip.of(network);
            if (!trip.isWhole()) {
                lost.add(trip.agreement() + " " + trip.precision() + " " + trip.recall() + "\n"
                        + ProgramPrinter.print(network.program()) + "\n" + ProgramPrinter.print(trip.read()));
            }
        }
        assertThat(lost).as("not whole").hasSizeLessThanOrEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ProgramTexts.BIGRAM,
                ProgramTexts.OFFSETS,
                ProgramTexts.NOTHING_SELECTED,
                ProgramTexts.GATED_OFFSET,
                ProgramTexts.MATCHED_OFFSET,
                ProgramTexts.AND_OF_TWO,
                ProgramTexts.EXCLUSIVE_OR,
                ProgramTexts.TWO_LAYERS,
                ProgramTexts.INDUCTION,
                ProgramTexts.K_OF_N,
                ProgramTexts.FARTHEST,
                ProgramTexts.COPY_OF_COPY,
                ProgramTexts.EXPERTS,
                ProgramTexts.ABSENCE
            })
    void small_programs_come_back_whole(String text) {
        CompiledNetwork network = compiled(text, CompileOptions.of(Target.SOFTMAX, 4, SEED));
        RoundTrip trip = RoundTrip.of(network);
        assertThat(trip.agreement().worst()).isLessThanOrEqualTo(Agreement.EXACT);
        assertThat(trip.precision()).isEqualTo(1);
        assertThat(trip.recall()).isEqualTo(1);
    }

    @Test
    void a_head_that_matches_two_things_comes_back() {
        Program program = HandMadePrograms.bigramCopy(3, 2);
        RoundTrip trip = RoundTrip.of(ProgramCompiler.compile(program, CompileOptions.of(Target.SOFTMAX, 6, SEED)));
        assertThat(trip.isWhole()).isTrue();
    }

    @Test
    void keys_chosen_by_priority_are_refused_with_the_head() {
        CompileOptions options = CompileOptions.of(Target.SOFTMAX, 4, SEED);
        assertThatThrownBy(() -> RoundTrip.of(compiled(ProgramTexts.SKIP_TRIGRAM, options)))
                .isInstanceOf(NotDiscreteException.class)
                .hasMessageContaining("head1.1 keeps keys that no two relations");
    }

    @Test
    void code_and_rotation_make_no_difference_to_what_comes_back() {
        CompileOptions options = CompileOptions.of(Target.SOFTMAX, 4, SEED);
        Program read = RoundTrip.of(compiled(ProgramTexts.INDUCTION, options)).read();
        CompileOptions other = options.with(Seed.of(7)).with(Code.SIMPLEX).withSpare(3);
        assertThat(RoundTrip.of(compiled(ProgramTexts.INDUCTION, other)).read()).isEqualTo(read);
    }

    @Test
    void a_network_that_is_not_discrete_is_refused_and_says_where() {
        CompileOptions options = CompileOptions.of(Target.SOFTMAX, 4, SEED);
        assertThatThrownBy(() -> RoundTrip.of(compiled(ProgramTexts.INDUCTION, options.withSharpness(1))))
                .isInstanceOf(NotDiscreteException.class)
                .hasMessageContaining("head 0 of layer 0")
                .hasMessageContaining("fit one instead");
    }

    @Test
    void rules_of_another_program_are_neither_found_nor_true() {
        ContextSet contexts = EveryContext.upTo(4, 4);
        VoteRules rules = VoteRules.of(ProgramParser.parse(ProgramTexts.OFFSETS, "test"), contexts);
        VoteRules others = VoteRules.of(ProgramParser.parse(ProgramTexts.AND_OF_TWO, "test"), contexts);
        assertThat(rules.shareIn(rules)).isEqualTo(1);
        assertThat(rules.shareIn(others)).isZero();
        assertThat(others.shareIn(rules)).isZero();
    }

    @Test
    void a_program_without_votes_has_no_rules() {
        VoteRules none = VoteRules.of(ProgramParser.parse("vocab a b\n", "test"), EveryContext.upTo(2, 2));
        assertThat(none.rules()).isEmpty();
        assertThat(none.shareIn(none)).isEqualTo(1);
    }

    private static CompiledNetwork compiled(String text, CompileOptions options) {
        return ProgramCompiler.compile(ProgramParser.parse(text, "test"), options);
    }
}
