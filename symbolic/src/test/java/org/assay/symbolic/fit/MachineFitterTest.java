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
import org.assay.symbolic.cost.DescriptionLength;
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
        assertThat(fitted.names()).hasSize(labels);
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
    void labels_of_the_program_are_active_where_it_is_said() {
        ProcessContexts known = ProcessContexts.of(Languages.open("rrxor"), 10);
        FittedMachine fitted = fit(known);
        assertThat(Information.shared(
                        fitted.defined(),
                        fitted.labels().labelOfRow(),
                        known.contexts().weights()))
                .as("as they were found from futures")
                .isCloseTo(1, within(1e-9));
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
        assertThat(fitted.names()).hasSize(4);
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
        assertThat(fitted.names()).hasSize(1);
        assertThat(fitted.program().layers()).hasSize(1);
        assertThat(fitted.program().layers().get(0).heads()).isEmpty();
    }

    @Test
    void states_are_carried_by_layers_where_the_last_tokens_would_take_hundreds_of_units() {
        ProcessContexts known = ProcessContexts.of(Languages.open("rrxor"), 14);
        FittedMachine fitted = fit(known);
        String text = ProgramPrinter.print(fitted.program());
        assertThat(text.lines().count()).isLessThan(250);
        assertThat(text.lines().filter(line -> line.startsWith("label S")))
                .as("causal states")
                .hasSize(5);
        ProcessContexts shorter = ProcessContexts.of(known.process(), 13);
        assertThat(shorter.excess(answers(fitted, shorter.contexts())))
                .as("of contexts of another length only the odds of what is not known yet differ")
                .isLessThan(0.01);
    }

    @Test
    void a_machine_is_read_off_the_futures_of_its_states() {
        ProcessContexts known = ProcessContexts.of(Languages.open("golden-mean"), 8);
        LabelSearch search =
                LabelSearch.of(known.process(), known.contexts(), Optional.empty(), MachineOptions.of(EXACT));
        List<StateMachine> machines = StateMachine.candidates(search, known.contexts(), 2);
        assertThat(machines).hasSize(1);
        int[][] next = machines.get(0).next();
        int afterOne = next[0][1] == StateMachine.NEVER ? 0 : 1;
        assertThat(next[afterOne]).containsExactly(1 - afterOne, StateMachine.NEVER);
        assertThat(next[1 - afterOne]).containsExactly(1 - afterOne, afterOne);
        assertThat(machines.get(0).images()[1]).containsExactly(0, image(next[0][1]), image(next[1][1]), 1 << afterOne);
        assertThat(machines.get(0).before(1 - afterOne, 0)).isEqualTo(3);
    }

    private static int image(int state) {
        return state == StateMachine.NEVER ? 0 : 1 << state;
    }

    @Test
    void more_is_said_the_more_observations_there_are_and_each_price_has_its_shortest_program() {
        ProcessContexts known = ProcessContexts.of(Languages.open("mess3"), 6);
        List<FittedMachine> front = MachineFitter.front(
                known.process(),
                known.contexts(),
                Optional.empty(),
                MachineOptions.of(1e5),
                List.of(1e3, 1e4, 1e5, 1e6),
                Progress.SILENT);
        for (int i = 0; i < front.size(); i++) {
            double n = front.get(i).observations();
            for (FittedMachine other : front) {
                double its = other.description()
                        + (n - other.observations()) * lost(known, other)
                        + DescriptionLength.of(other.program(), n)
                        - DescriptionLength.of(other.program(), other.observations());
                assertThat(front.get(i).description()).isLessThanOrEqualTo(its * 1.02);
            }
            if (i > 0) {
                assertThat(known.excess(answers(front.get(i), known.contexts())))
                        .isLessThan(known.excess(answers(front.get(i - 1), known.contexts())));
            }
        }
    }

    private static double lost(ProcessContexts known, FittedMachine fitted) {
        Items rows = new Items(
                known.contexts().weights(),
                fitted.labels().futures(),
                new double[known.contexts().rows()][0]);
        return rows.lost(fitted.defined(), fitted.names().size());
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
