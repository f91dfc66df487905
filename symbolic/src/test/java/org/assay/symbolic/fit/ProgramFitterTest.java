package org.assay.symbolic.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.progress.Progress;
import org.assay.datasets.sequence.ContextSet;
import org.assay.datasets.sequence.Vocabulary;
import org.assay.symbolic.run.Interpreter;
import org.assay.symbolic.text.ProgramParser;
import org.assay.symbolic.text.ProgramPrinter;
import org.junit.jupiter.api.Test;

class ProgramFitterTest {
    private static final FitOptions OPTIONS = FitOptions.of(3, 4);

    private static FittedProgram fit(PlantedContexts planted) {
        return fit(planted, OPTIONS);
    }

    private static FittedProgram fit(PlantedContexts planted, FitOptions options) {
        return ProgramFitter.fit(
                planted.contexts(),
                planted.table(),
                planted.labels(),
                planted.program().vocabulary(),
                options,
                new ReferenceNumerics(),
                Progress.SILENT);
    }

    @Test
    void a_planted_program_is_recovered_where_tables_of_tokens_fail() {
        PlantedContexts planted = PlantedContexts.of(PlantedContexts.CATEGORIES, Seed.of(1), 300, 12);
        FittedProgram fitted = fit(planted, new FitOptions(1e4, 3, 600, 4, 0.2, List.of(0.0, 0.3)));
        FitReport report = fitted.report();
        assertThat(report.step("program").heldOutLoss()).isLessThan(1e-4);
        assertThat(report.step("unigram").heldOutLoss()).isGreaterThan(0.2);
        assertThat(report.step("bigram").heldOutLoss()).isGreaterThan(0.1);
        assertThat(report.step("classes").parts()).isEqualTo(3);
        assertThat(fitted.tokens().cut(2)).containsExactly(0, 0, 0, 1, 1, 1);
        assertThat(report.step("token superlabels").parts()).isEqualTo(2);
    }

    @Test
    void the_printed_program_gives_the_same_table_bit_for_bit() {
        PlantedContexts planted = PlantedContexts.of(PlantedContexts.CATEGORIES, Seed.of(2), 60, 10);
        FittedProgram fitted = fit(planted);
        var reread = ProgramParser.parse(ProgramPrinter.print(fitted.program()), "printed");
        assertThat(reread).isEqualTo(fitted.program());
        assertThat(Interpreter.of(reread, "p").next(planted.contexts()))
                .isEqualTo(Interpreter.of(fitted.program(), "p").next(planted.contexts()));
    }

    @Test
    void exclusive_or_needs_labels_and_votes_recover_nothing_of_it() {
        FittedProgram fitted = fit(PlantedContexts.of(PlantedContexts.XOR, Seed.of(3), 300, 12));
        FitReport report = fitted.report();
        double gap = report.step("unigram").heldOutLoss();
        assertThat(gap).isGreaterThan(0.2);
        assertThat(report.step("bigram").heldOutLoss()).isGreaterThan(0.9 * gap);
        assertThat(report.step("votes").heldOutLoss()).isGreaterThan(0.85 * gap);
        assertThat(report.step("labels").heldOutLoss()).isLessThan(1e-3 * gap);
        assertThat(fitted.form()).contains("labels");
    }

    @Test
    void shuffled_answers_leave_nothing_to_find() {
        PlantedContexts shuffled = PlantedContexts.of(PlantedContexts.CATEGORIES, Seed.of(4), 300, 12)
                .shuffled(Seed.of(5));
        FitReport report =
                fit(shuffled, new FitOptions(1e4, 3, 600, 4, 0.2, List.of(0.0))).report();
        assertThat(report.step("program").heldOutLoss())
                .isGreaterThan(0.97 * report.step("unigram").heldOutLoss());
    }

    @Test
    void a_network_without_context_gets_a_program_without_units() {
        var constant = ProgramParser.parse("vocab a b c\nlabel L\ntoken a -> L\nbias a=1 b=-1\n", "constant");
        FittedProgram fitted = fit(PlantedContexts.of(constant, Seed.of(6), 100, 8));
        assertThat(fitted.report().step("program").heldOutLoss()).isLessThan(1e-4);
        assertThat(fitted.report().step("classes").parts()).isEqualTo(1);
        assertThat(fitted.program().unembedding().votes()).isEmpty();
    }

    @Test
    void the_same_input_gives_the_same_program_and_doubled_rows_give_it_again() {
        PlantedContexts planted = PlantedContexts.of(PlantedContexts.CATEGORIES, Seed.of(7), 80, 10);
        String text = ProgramPrinter.print(fit(planted).program());
        assertThat(ProgramPrinter.print(fit(planted).program())).isEqualTo(text);
        List<int[]> twice = new ArrayList<>();
        for (int s = 0; s < planted.contexts().sequences(); s++) {
            twice.add(planted.contexts().sequence(s));
            twice.add(planted.contexts().sequence(s));
        }
        ContextSet doubled = ContextSet.everyPosition(twice.toArray(int[][]::new), 0);
        PlantedContexts again = PlantedContexts.of(PlantedContexts.CATEGORIES, doubled);
        assertThat(ProgramPrinter.print(fit(again).program())).isEqualTo(text);
    }

    @Test
    void contexts_never_seen_fall_in_exactly_one_class() {
        PlantedContexts few = PlantedContexts.of(PlantedContexts.CATEGORIES, Seed.of(8), 30, 6);
        FittedProgram fitted = fit(few);
        Interpreter interpreter = Interpreter.of(fitted.program(), "p");
        List<String> names = fitted.program().declared().names();
        int classes = 0;
        for (int a = 0; a < 6; a++) {
            for (int b = 0; b < 6; b++) {
                for (int c = 0; c < 6; c++) {
                    var last = interpreter
                            .trace(a, b, c)
                            .at(fitted.program().layers().size(), 2);
                    assertThat(last.explicit().stream()
                                    .filter(label -> label.matches("C[0-9]+\\..*"))
                                    .count())
                            .isEqualTo(1);
                    classes++;
                }
            }
        }
        assertThat(classes).isEqualTo(216);
        assertThat(names).anyMatch(name -> name.startsWith("C"));
    }

    @Test
    void tokens_named_like_labels_of_the_fit_do_no_harm() {
        var awkward = ProgramParser.parse("""
                vocab token at1:none C1.token S1.token none "/"
                label L
                token token -> L
                token none -> L
                head h layer 1 k=1 theta=1 offset {+1} value {L}
                predict h:L -> none=2
                predict L -> token=1
                """, "awkward");
        FittedProgram fitted = fit(PlantedContexts.of(awkward, Seed.of(9), 200, 10));
        assertThat(fitted.report().step("program").heldOutLoss()).isLessThan(1e-3);
        String text = ProgramPrinter.print(fitted.program());
        assertThat(ProgramPrinter.print(ProgramParser.parse(text, "p"))).isEqualTo(text);
    }

    @Test
    void things_of_other_contexts_are_refused() {
        PlantedContexts one = PlantedContexts.of(PlantedContexts.CATEGORIES, Seed.of(10), 20, 6);
        PlantedContexts other = PlantedContexts.of(PlantedContexts.CATEGORIES, Seed.of(11), 20, 6);
        assertThatThrownBy(() -> ProgramFitter.fit(
                        one.contexts(),
                        other.table(),
                        one.labels(),
                        one.program().vocabulary(),
                        OPTIONS,
                        new ReferenceNumerics(),
                        Progress.SILENT))
                .hasMessageContaining("must be of the contexts");
        assertThatThrownBy(() -> ProgramFitter.fit(
                        one.contexts(),
                        one.table(),
                        one.labels(),
                        Vocabulary.of("a"),
                        OPTIONS,
                        new ReferenceNumerics(),
                        Progress.SILENT))
                .hasMessageContaining("the vocabulary has 1");
        assertThatThrownBy(() -> FitOptions.of(0, 4)).hasMessageContaining("window");
    }
}
