package org.assay.symbolic.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.assay.datasets.cases.ProcessCases;
import org.assay.datasets.corpus.Enumeration;
import org.assay.datasets.corpus.SampledContexts;
import org.assay.datasets.language.Languages;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.model.Representation;
import org.assay.datasets.model.Site;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.progress.Progress;
import org.assay.datasets.sequence.ContextSet;
import org.assay.symbolic.run.Interpreter;
import org.assay.symbolic.text.ProgramParser;
import org.assay.symbolic.text.ProgramPrinter;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Programs fitted to processes themselves: what a program of a few tokens can know of them. */
class ProcessFitTest {
    private static FittedProgram fit(
            GeneratingProcess process, ContextSet contexts, Representation activations, FitOptions options) {
        return ProgramFitter.fit(
                contexts,
                process.next(contexts),
                activations,
                process.vocabulary(),
                options,
                new ReferenceNumerics(),
                Progress.SILENT);
    }

    @Test
    @Tag("slow")
    void mess3_is_explained_to_a_thousandth_of_a_nat_by_few_weights() {
        GeneratingProcess process = ProcessCases.mess3().process();
        ContextSet contexts = Enumeration.of(process, 8);
        FittedProgram fitted =
                fit(process, contexts, process.record(contexts, new Site("belief")), FitOptions.of(8, 3));
        FitReport report = fitted.report();
        assertThat(report.step("program").fitLoss()).isLessThan(2e-3);
        assertThat(report.step("program").heldOutLoss()).isLessThan(4e-3);
        assertThat(report.step("trigram").heldOutLoss()).isGreaterThan(0.02);
        assertThat(report.step("table of the window").fitLoss()).isLessThan(1e-9);
        assertThat(fitted.program().unembedding().weights()).isLessThan(100);
        assertThat(report.step("classes").parts()).isCloseTo(37, within(5));
    }

    @Test
    @Tag("slow")
    void toy_english_is_explained_better_by_a_program_of_three_tokens_than_by_a_trigram_table() {
        GeneratingProcess process = Languages.open("toy-english");
        ContextSet contexts =
                SampledContexts.of(process, Seed.of(1), 500, 64, 0).contexts();
        FittedProgram fitted = fit(process, contexts, logits(process.next(contexts)), FitOptions.of(3, 4));
        FitReport report = fitted.report();
        double program = report.step("program").heldOutLoss();
        assertThat(program)
                .isLessThan(report.step("trigram").heldOutLoss() - 0.05)
                .isLessThan(report.step("bigram").heldOutLoss() - 0.2)
                .isLessThan(report.step("table of the window").heldOutLoss() - 0.05);
        assertThat(report.step("token superlabels").parts()).isGreaterThan(5);
        String text = ProgramPrinter.print(fitted.program());
        ContextSet some = contexts.select(IntStream.range(0, 640).toArray());
        assertThat(Interpreter.of(ProgramParser.parse(text, "printed"), "p").next(some))
                .isEqualTo(Interpreter.of(fitted.program(), "p").next(some));
    }

    private static Representation logits(NextTokenTable table) {
        double[] logits = table.probabilities().values().clone();
        for (int i = 0; i < logits.length; i++) {
            logits[i] = StrictMath.log(logits[i] + 1e-4);
        }
        List<String> directions = IntStream.range(0, table.vocabularySize())
                .mapToObj(Integer::toString)
                .toList();
        Matrix values = Matrix.wrap(table.rows(), table.vocabularySize(), logits);
        return new Representation(table.contexts(), new Site("logits"), directions, values);
    }
}
