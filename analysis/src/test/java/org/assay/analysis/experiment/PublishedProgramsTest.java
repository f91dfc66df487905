package org.assay.analysis.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.assay.datasets.cases.PublishedTask;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.progress.Progress;
import org.assay.datasets.sequence.ContextSet;
import org.assay.neural.weights.foreign.OpenedModel;
import org.assay.symbolic.fit.discrete.DiscreteFit;
import org.assay.symbolic.fit.discrete.DiscreteFitter;
import org.assay.symbolic.program.Program;
import org.assay.symbolic.text.ProgramParser;
import org.assay.symbolic.text.ProgramPrinter;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Programs for trained models of the literature, fitted by a fitter that is told nothing of their tasks, against the models on words of
 * the tasks drawn afresh: the share of whole words with every answer the network's.
 */
@Tag("optional")
@EnabledIfSystemProperty(
        named = "assay.models",
        matches = ".+",
        disabledReason = "needs -Dassay.models=DIR, a folder of published GPT-2 models")
class PublishedProgramsTest {
    private static final int SAMPLES = 2000;
    private static final int AT_ONCE = 250;
    private static final int MOST_LINES = 400;
    private static final double ENOUGH = .9;

    static List<Path> models() throws IOException {
        return PublishedTask.folders(System.getProperty("assay.models"));
    }

    @ParameterizedTest
    @MethodSource("models")
    void a_fitted_program_answers_whole_words_as_the_network(Path folder) throws IOException {
        OpenedModel model = OpenedModel.of(folder);
        try (AlgorithmFit network = AlgorithmFit.of(model)) {
            DiscreteFit fit = network.fit(Seed.of(0), Progress.SILENT);
            assertThat(fit.gaveUp()).as(fit.rules().toString()).isEmpty();
            assertThat(fit.steps().get(0).heldOutMatch()).as("always the same").isLessThan(ENOUGH);
            String text = ProgramPrinter.print(fit.program());
            assertThat(text.lines().count()).isLessThanOrEqualTo(MOST_LINES);
            Program program = ProgramParser.parse(text, "printed");
            for (int[] lengths : new int[][] {{1, 50}, {51, 100}}) {
                assertThat(match(folder, model, network, program, lengths))
                        .as("lengths %d to %d, %s", lengths[0], lengths[1], fit.rules())
                        .isGreaterThanOrEqualTo(ENOUGH);
            }
        }
    }

    private static double match(Path folder, OpenedModel model, AlgorithmFit network, Program program, int[] lengths) {
        PublishedTask task = PublishedTask.of(folder.getFileName().toString());
        Draws draws = Seed.of(3).child(task.name()).child(lengths[0]).draws();
        double sum = 0;
        for (int done = 0; done < SAMPLES; done += AT_ONCE) {
            ContextSet contexts = words(task, model.vocabulary().size() - PublishedTask.SPECIAL_TOKENS, lengths, draws);
            sum += DiscreteFitter.answers(program, contexts).wholeSequenceMatch(network.answers(contexts));
        }
        return sum * AT_ONCE / SAMPLES;
    }

    private static ContextSet words(PublishedTask task, int symbols, int[] lengths, Draws draws) {
        return PublishedTask.contexts(Stream.generate(
                        () -> task.item(task.length(lengths[0], lengths[1], draws), symbols, draws))
                .limit(AT_ONCE)
                .toList());
    }
}
