package org.assay.analysis.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assay.analysis.compile.CompileOptions.Target;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.sequence.ContextSet;
import org.assay.symbolic.program.Program;
import org.assay.symbolic.run.Interpreter;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class GeneratedProgramsTest {
    private static final Seed SEED = Seed.of(2026);

    @ParameterizedTest
    @EnumSource(Target.class)
    void fifty_programs_have_fifty_circuits(Target target) {
        List<CompiledNetwork> networks = GeneratedPrograms.networks(50, CompileOptions.of(target, 5, SEED));
        assertThat(networks.stream().map(network -> network.circuit().edges()).distinct())
                .hasSize(50);
    }

    @Test
    void a_seed_has_one_program() {
        assertThat(GeneratedPrograms.of(Target.SOFTMAX, SEED)).isEqualTo(GeneratedPrograms.of(Target.SOFTMAX, SEED));
        assertThat(GeneratedPrograms.of(Target.SOFTMAX, SEED.child(1)))
                .isNotEqualTo(GeneratedPrograms.of(Target.SOFTMAX, SEED));
    }

    @Tag("slow")
    @ParameterizedTest
    @EnumSource(Target.class)
    void every_generated_network_answers_as_its_program_in_every_context(Target target) {
        for (CompiledNetwork network : GeneratedPrograms.networks(50, CompileOptions.of(target, 5, SEED))) {
            assertThat(agreement(network, 5).worst()).isLessThanOrEqualTo(Agreement.EXACT);
        }
    }

    @ParameterizedTest
    @EnumSource(Target.class)
    void some_generated_networks_answer_as_their_programs(Target target) {
        for (CompiledNetwork network : GeneratedPrograms.networks(3, CompileOptions.of(target, 4, SEED))) {
            assertThat(agreement(network, 4).worst()).isLessThanOrEqualTo(Agreement.EXACT);
        }
    }

    private static Agreement agreement(CompiledNetwork network, int longest) {
        Program program = network.program();
        ContextSet contexts = EveryContext.upTo(program.vocabulary().size(), longest);
        return Agreement.of(Interpreter.of(program, "program"), network.reference("network"), contexts);
    }

    /** By hand: after t0 t1 .. t5 t0 the copied token is t1 with log-odds 4 against each of the five others. */
    @ParameterizedTest
    @CsvSource({"false", "true"})
    void copied_word_comes_again(boolean bigrams) {
        Program program = bigrams ? HandMadePrograms.bigramCopy(6, 4) : HandMadePrograms.copy(6, 4);
        CompiledNetwork network = ProgramCompiler.compile(program, CompileOptions.of(Target.SOFTMAX, 12, SEED));
        int[] twice = {0, 1, 2, 3, 4, 5, 0, 1, 2, 3, 4, 5};
        ContextSet contexts = ContextSet.everyPosition(new int[][] {twice}, 0);
        NextTokenTable laws = network.reference("network").next(contexts);
        double copied = Math.exp(4) / (Math.exp(4) + 5);
        for (int position = 0; position < 11; position++) {
            boolean known = position >= (bigrams ? 7 : 6);
            assertThat(laws.get(position, twice[position + 1])).isCloseTo(known ? copied : 1.0 / 6, within(1e-9));
        }
    }
}
