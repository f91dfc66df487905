package org.assay.analysis.compile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.assay.analysis.compile.CompileOptions.Code;
import org.assay.analysis.compile.CompileOptions.Target;
import org.assay.datasets.model.SequenceModel;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.sequence.ContextSet;
import org.assay.neural.hook.HookedTransformer;
import org.assay.symbolic.program.Program;
import org.assay.symbolic.run.Interpreter;
import org.assay.symbolic.text.ProgramParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ProgramCompilerTest {
    private static final Seed SEED = Seed.of(11);

    static List<String> anyTarget() {
        return List.of(
                ProgramTexts.BIGRAM,
                ProgramTexts.OFFSETS,
                ProgramTexts.GATED_OFFSET,
                ProgramTexts.MATCHED_OFFSET,
                ProgramTexts.AND_OF_TWO,
                ProgramTexts.EXCLUSIVE_OR,
                ProgramTexts.TWO_LAYERS,
                ProgramTexts.NOTHING_SELECTED);
    }

    static List<String> softmaxOnly() {
        return List.of(
                ProgramTexts.SKIP_TRIGRAM,
                ProgramTexts.FARTHEST,
                ProgramTexts.INDUCTION,
                ProgramTexts.K_OF_N,
                ProgramTexts.COPY_OF_COPY,
                ProgramTexts.EXPERTS,
                ProgramTexts.ABSENCE);
    }

    static List<String> everything() {
        return Stream.concat(anyTarget().stream(), softmaxOnly().stream()).toList();
    }

    @ParameterizedTest
    @MethodSource("everything")
    void softmax_network_answers_as_the_program_in_every_context(String text) {
        assertExact(text, CompileOptions.of(Target.SOFTMAX, 5, SEED));
    }

    @ParameterizedTest
    @MethodSource("anyTarget")
    void bilinear_network_answers_as_the_program_in_every_context(String text) {
        assertExact(text, CompileOptions.of(Target.BILINEAR, 5, SEED));
    }

    @ParameterizedTest
    @MethodSource("everything")
    void simplex_codes_and_spare_directions_change_nothing(String text) {
        assertExact(
                text,
                CompileOptions.of(Target.SOFTMAX, 5, SEED).with(Code.SIMPLEX).withSpare(7));
    }

    @ParameterizedTest
    @EnumSource(Target.class)
    void engine_answers_as_the_program(Target target) {
        for (String text : anyTarget()) {
            Program program = ProgramParser.parse(text, "test");
            ContextSet contexts = EveryContext.upTo(program.vocabulary().size(), 5);
            CompiledNetwork compiled = ProgramCompiler.compile(program, CompileOptions.of(target, 5, SEED));
            try (HookedTransformer network =
                    HookedTransformer.of("network", compiled.vocabulary(), compiled.weights())) {
                Agreement agreement =
                        Agreement.of(Interpreter.of(program, "program"), compiled.model(network), contexts);
                assertThat(agreement.worst()).as(text).isLessThanOrEqualTo(Agreement.EXACT);
            }
        }
    }

    private static void assertExact(String text, CompileOptions options) {
        Program program = ProgramParser.parse(text, "test");
        ContextSet contexts = EveryContext.upTo(program.vocabulary().size(), options.longest());
        SequenceModel network = ProgramCompiler.compile(program, options).reference("network");
        Agreement agreement = Agreement.of(Interpreter.of(program, "program"), network, contexts);
        assertThat(agreement.worst()).as(text).isLessThanOrEqualTo(Agreement.EXACT);
    }

    @Test
    void a_network_of_another_program_does_not_agree() {
        Program program = ProgramParser.parse(ProgramTexts.OFFSETS, "test");
        Program other =
                ProgramParser.parse(ProgramTexts.OFFSETS.replace("prev:vowel -> c=1", "prev:vowel -> c=1.01"), "test");
        SequenceModel network = ProgramCompiler.compile(other, CompileOptions.of(Target.SOFTMAX, 4, SEED))
                .reference("network");
        Agreement agreement = Agreement.of(Interpreter.of(program, "program"), network, EveryContext.upTo(4, 4));
        assertThat(agreement.isExact()).isFalse();
    }

    @Test
    void compiling_twice_gives_the_same_weights_and_another_seed_others() {
        Program program = ProgramParser.parse(ProgramTexts.INDUCTION, "test");
        CompileOptions options = CompileOptions.of(Target.SOFTMAX, 4, SEED).withNoise(0.01);
        CompiledNetwork network = ProgramCompiler.compile(program, options);
        assertThat(ProgramCompiler.compile(program, options).weights().id())
                .isEqualTo(network.weights().id());
        CompileOptions other = CompileOptions.of(Target.SOFTMAX, 4, Seed.of(12)).withNoise(0.01);
        assertThat(ProgramCompiler.compile(program, other).weights().id())
                .isNotEqualTo(network.weights().id());
    }

    @Test
    void noise_and_compression_cost_agreement() {
        Program program = ProgramParser.parse(ProgramTexts.AND_OF_TWO, "test");
        CompileOptions exact = CompileOptions.of(Target.SOFTMAX, 4, SEED);
        assertThat(worst(program, exact.withNoise(0.02))).isGreaterThan(Agreement.EXACT);
        assertThat(worst(program, exact.compressedTo(0.5))).isGreaterThan(Agreement.EXACT);
        assertThat(worst(program, exact.compressedTo(1))).isLessThanOrEqualTo(Agreement.EXACT);
    }

    private static double worst(Program program, CompileOptions options) {
        SequenceModel network = ProgramCompiler.compile(program, options).reference("network");
        return Agreement.of(Interpreter.of(program, "program"), network, EveryContext.upTo(4, 4))
                .worst();
    }
}
