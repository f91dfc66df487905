package org.assay.analysis.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assay.datasets.language.Languages;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.Observer;
import org.assay.datasets.progress.Progress;
import org.assay.datasets.sequence.ContextSet;
import org.assay.neural.weights.foreign.OpenedModel;
import org.assay.symbolic.fit.discrete.Answers;
import org.assay.symbolic.fit.discrete.DiscreteFit;
import org.assay.symbolic.fit.discrete.DiscreteFitter;
import org.assay.symbolic.program.Program;
import org.assay.symbolic.text.ProgramParser;
import org.assay.symbolic.text.ProgramPrinter;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Programs for the networks that are kept, by the fitter that is told nothing of what they were trained on. */
@Tag("slow")
class AlgorithmFitTest {
    private static final int SEQUENCES = 500;

    /** Words of the language, and the positions whose next token counts in its loss. */
    private static ContextSet words(String language) {
        Observer observer = Languages.open(language).observer();
        int[] tokens = new int[1_000];
        List<int[]> sequences = new ArrayList<>();
        List<int[]> rows = new ArrayList<>();
        for (int s = 0; s < SEQUENCES; s++) {
            Draws draws = Seed.of(7).child(language).child(s).draws();
            observer.restart();
            int length = 0;
            boolean asked = false;
            while (!asked || observer.scored()) {
                tokens[length] = observer.draw(draws);
                observer.read(tokens[length]);
                if (observer.scored()) {
                    rows.add(new int[] {s, length});
                    asked = true;
                }
                length++;
            }
            sequences.add(Arrays.copyOf(tokens, length - 1)); // the end is said, not read
        }
        double[] weights = new double[rows.size()];
        Arrays.fill(weights, 1);
        return ContextSet.of(
                sequences.toArray(int[][]::new),
                rows.stream().mapToInt(row -> row[0]).toArray(),
                rows.stream().mapToInt(row -> row[1]).toArray(),
                weights);
    }

    @ParameterizedTest
    @CsvSource({
        "unique-copy-26-1, unique-copy-26",
        "unique-copy-26-2, unique-copy-26",
        "unique-copy-26-3, unique-copy-26",
        "unique-bigram-copy-1, unique-bigram-copy",
        "unique-bigram-copy-2, unique-bigram-copy",
        "unique-bigram-copy-3, unique-bigram-copy"
    })
    void a_copying_network_gets_a_program_that_copies_as_it_does(String network, String language) throws IOException {
        Path folder = Path.of(System.getProperty("assay.root"))
                .resolve("neural/reference")
                .resolve(network);
        OpenedModel model = OpenedModel.of(folder);
        try (AlgorithmFit engine = AlgorithmFit.of(model)) {
            DiscreteFit fit = engine.fit(Seed.of(0), Progress.SILENT);
            Program program = ProgramParser.parse(ProgramPrinter.print(fit.program()), "printed");
            ContextSet words = words(language);
            Answers answers = engine.answers(words);
            assertThat(DiscreteFitter.answers(program, words).wholeSequenceMatch(answers))
                    .as("%s %s", fit.rules(), fit.gaveUp())
                    .isGreaterThanOrEqualTo(.9);
        }
    }
}
