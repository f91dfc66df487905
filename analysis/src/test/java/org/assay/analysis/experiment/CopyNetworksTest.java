package org.assay.analysis.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.assay.datasets.corpus.SampledContexts;
import org.assay.datasets.language.Languages;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.sequence.ContextSet;
import org.assay.neural.hook.HookedTransformer;
import org.assay.neural.weights.ModelFolder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the page on partitions says of the kept networks that copy 62 symbols: how well, and by which heads. */
class CopyNetworksTest {
    private static final Path ROOT = Path.of(System.getProperty("assay.root"));
    private static final GeneratingProcess COPY = Languages.open("unique-copy-62");

    static List<Path> networks() throws IOException {
        try (Stream<Path> entries = Files.list(ROOT.resolve("neural/reference"))) {
            List<Path> copying = entries.filter(Files::isDirectory)
                    .filter(path -> path.getFileName().toString().startsWith("unique-copy-62-"))
                    .sorted()
                    .toList();
            assertThat(copying).hasSizeGreaterThanOrEqualTo(8);
            return copying;
        }
    }

    /** Columns: network, share of the second copy that is right, attention one back in layer 0 and at the symbol to copy in layer 1. */
    @ParameterizedTest
    @MethodSource("networks")
    void the_page_says_how_well_each_copies_and_by_what(Path network) throws IOException {
        String name = network.getFileName().toString();
        String[] cells = Files.readAllLines(ROOT.resolve("docs/partitions.md")).stream()
                .filter(line -> line.startsWith("| `" + name + "` |"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("the page has no row of " + name))
                .split("\\|");
        ModelFolder folder = ModelFolder.read(network);
        try (HookedTransformer model = HookedTransformer.of(name, folder.vocabulary(), folder.weights())) {
            ContextSet contexts = SampledContexts.of(COPY, Seed.of(7).child(name), 200, 67, 0)
                    .beforePadding(COPY.vocabulary())
                    .contexts();
            assertThat(accuracy(model, contexts)).isCloseTo(Double.parseDouble(cells[2].strip()), within(.008));
            assertThat(attention(model, contexts, 0)).isCloseTo(Double.parseDouble(cells[3].strip()), within(.02));
            assertThat(attention(model, contexts, 1)).isCloseTo(Double.parseDouble(cells[4].strip()), within(.02));
        }
    }

    /** Share of the targets of the second copy, its end among them, that the network holds most likely. */
    private static double accuracy(HookedTransformer model, ContextSet contexts) {
        Matrix truth = COPY.next(contexts).probabilities();
        Matrix answer = model.next(contexts).probabilities();
        boolean[] scored = COPY.scored(contexts);
        int targets = 0;
        int right = 0;
        for (int row = 0; row < scored.length; row++) {
            targets += scored[row] ? 1 : 0;
            right += scored[row] && largest(truth, row) == largest(answer, row) ? 1 : 0;
        }
        return (double) right / targets;
    }

    private static int largest(Matrix law, int row) {
        int largest = 0;
        for (int v = 1; v < law.columns(); v++) {
            largest = law.get(row, v) > law.get(row, largest) ? v : largest;
        }
        return largest;
    }

    /** Layer 0: in the first copy, to the token before. Layer 1: in the second copy, to the symbol of the first that comes next. */
    private static double attention(HookedTransformer model, ContextSet contexts, int layer) {
        int sep = COPY.vocabulary().id("<sep>");
        double sum = 0;
        int rows = 0;
        for (int s = 0; s < contexts.sequences(); s++) {
            int[] tokens = contexts.sequence(s);
            int middle = 0;
            while (tokens[middle] != sep) {
                middle++;
            }
            double[][] pattern = model.patterns(tokens)[layer][0];
            for (int query = layer == 0 ? 2 : middle + 1; query < (layer == 0 ? middle : 2 * middle); query++) {
                sum += pattern[query][layer == 0 ? query - 1 : query - middle + 1];
                rows++;
            }
        }
        return sum / rows;
    }
}
