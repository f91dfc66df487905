package org.assay.symbolic.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.assay.datasets.corpus.Enumeration;
import org.assay.datasets.language.Languages;
import org.assay.datasets.mixedstate.CausalStates;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.process.HiddenMarkovProcess;
import org.assay.datasets.progress.Progress;
import org.assay.datasets.sequence.ContextSet;
import org.assay.symbolic.run.Interpreter;
import org.assay.symbolic.text.ProgramParser;
import org.assay.symbolic.text.ProgramPrinter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Programs for processes whose contexts are all enumerated; laws are known exactly, so at many nominal observations. */
class MachineFitterTest {
    private static final double EXACT = 1e8;

    private static FittedMachine fit(ProcessContexts known) {
        return MachineFitter.fit(
                known.process(), known.contexts(), Optional.empty(), MachineOptions.of(EXACT), Progress.SILENT);
    }

    /** The answers of the program as it is printed and read again. */
    private static NextTokenTable answers(FittedMachine fitted, ContextSet contexts) {
        var reread = ProgramParser.parse(ProgramPrinter.print(fitted.program()), "printed");
        assertThat(reread).isEqualTo(fitted.program());
        return Interpreter.of(reread, "program").next(contexts);
    }

    private static double largestExcess(ProcessContexts known, NextTokenTable answers) {
        return IntStream.range(0, answers.rows())
                .mapToDouble(row -> Information.crossEntropy(
                                known.law(row), answers.probabilities().row(row))
                        - Information.entropy(known.law(row)))
                .max()
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({"golden-mean, 2, 2", "z1r, 3, 3", "even, 3, 2", "rrxor, 17, 5"})
    void a_printed_program_of_as_few_labels_as_there_are_states_is_exact_on_every_context(
            String name, int labels, int states) {
        ProcessContexts known = ProcessContexts.of(Languages.open(name), 14);
        FittedMachine fitted = fit(known);
        assertThat(fitted.labels().count()).isEqualTo(labels);
        NextTokenTable answers = answers(fitted, known.contexts());
        assertThat(known.excess(answers)).isLessThan(1e-6);
        assertThat(largestExcess(known, answers)).isLessThan(1e-5);
        int[] causal = CausalStates.of(((HiddenMarkovProcess) known.process()).model(), known.contexts(), 1000);
        int[] synchronised = IntStream.range(0, causal.length)
                .filter(row -> causal[row] != CausalStates.UNKNOWN)
                .toArray();
        long pairs = Arrays.stream(synchronised)
                .mapToObj(row -> List.of(causal[row], fitted.defined()[row]))
                .distinct()
                .count();
        assertThat(pairs)
                .as("each state has one label and each label one state")
                .isEqualTo(states);
    }

    @Test
    void labels_of_the_program_are_those_that_were_found() {
        ProcessContexts known = ProcessContexts.of(Languages.open("rrxor"), 10);
        FittedMachine fitted = fit(known);
        assertThat(fitted.defined()).isEqualTo(fitted.labels().labelOfRow());
        Interpreter interpreter = Interpreter.of(fitted.program(), "program");
        int layers = fitted.program().layers().size();
        for (int row = 0; row < known.contexts().rows(); row += 7) {
            int[] context = known.contexts().context(row);
            List<String> active = interpreter.trace(context).at(layers, context.length - 1).explicit().stream()
                    .filter(fitted.names()::contains)
                    .toList();
            assertThat(active).containsExactly(fitted.names().get(fitted.defined()[row]));
        }
    }

    @Test
    void runs_of_even_length_are_told_by_how_far_back_the_last_zero_stands_at_any_length() {
        GeneratingProcess process = Languages.open("even");
        FittedMachine fitted = fit(ProcessContexts.of(process, 14));
        String text = ProgramPrinter.print(fitted.program());
        assertThat(text).contains("mod.2");
        assertThat(text.lines().filter(line -> line.startsWith("unit"))).hasSizeLessThanOrEqualTo(4);
        ProcessContexts longer = ProcessContexts.of(process, 20);
        int[] synchronised = IntStream.range(0, longer.contexts().rows())
                .filter(row -> Arrays.stream(longer.contexts().context(row)).anyMatch(token -> token == 0))
                .toArray();
        ContextSet contexts = longer.contexts().select(synchronised);
        ProcessContexts those = new ProcessContexts(process, contexts, process.next(contexts));
        assertThat(largestExcess(those, answers(fitted, contexts))).isLessThan(1e-5);
    }

    @Test
    void with_contexts_of_every_length_both_transient_states_of_the_even_process_are_found() {
        GeneratingProcess process = Languages.open("even");
        ContextSet contexts = Enumeration.of(process, 12);
        ProcessContexts known = new ProcessContexts(process, contexts, process.next(contexts));
        FittedMachine fitted = fit(known);
        assertThat(fitted.labels().count()).isEqualTo(4);
        assertThat(largestExcess(known, answers(fitted, contexts))).isLessThan(1e-5);
    }

    @Test
    void null_a_process_without_memory_has_one_label_and_no_question() {
        var constant = ProgramParser.parse("vocab a b\nlabel L\ntoken a -> L\nbias a=1\n", "constant");
        PlantedContexts planted = PlantedContexts.of(constant, Seed.of(1), 60, 6);
        FittedMachine fitted = MachineFitter.fit(
                Interpreter.of(constant, "constant"),
                planted.contexts(),
                Optional.of(planted.labels()),
                MachineOptions.of(1e6).ofNetwork(1e-4),
                Progress.SILENT);
        assertThat(fitted.labels().count()).isEqualTo(1);
        assertThat(fitted.program().layers()).hasSize(1);
        assertThat(fitted.program().layers().get(0).heads()).isEmpty();
    }

    @Test
    void the_same_contexts_give_the_same_program() {
        ProcessContexts known = ProcessContexts.of(Languages.open("mess3"), 6);
        MachineOptions options = MachineOptions.of(1e5);
        String once = ProgramPrinter.print(
                MachineFitter.fit(known.process(), known.contexts(), Optional.empty(), options, Progress.SILENT)
                        .program());
        String again = ProgramPrinter.print(
                MachineFitter.fit(known.process(), known.contexts(), Optional.empty(), options, Progress.SILENT)
                        .program());
        assertThat(again).isEqualTo(once);
    }

    @Test
    void degenerate_options_are_refused_and_noise_bounds_what_observations_tell() {
        assertThatThrownBy(() -> MachineOptions.of(10)).hasMessageContaining("observations");
        assertThatThrownBy(() -> MachineOptions.of(1e6).ofNetwork(Double.NaN)).hasMessageContaining("noise");
        assertThatThrownBy(() -> MachineOptions.of(1e6).withLabels(3, 9)).hasMessageContaining("mostSteps");
        MachineOptions noisy = MachineOptions.of(1e6).ofNetwork(1e-3);
        assertThat(noisy.observationsWorth(4, 2, 1)).isCloseTo(2000, within(1e-9));
        assertThat(noisy.observationsWorth(4, 4, 2)).isCloseTo(3000, within(1e-9));
        assertThat(MachineOptions.of(1e6).observationsWorth(4, 2, 1)).isEqualTo(1e6);
    }
}
