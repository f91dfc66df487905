package org.assay.datasets.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.assay.datasets.file.Json;
import org.assay.datasets.file.Manifest;
import org.assay.datasets.file.Npy;
import org.assay.datasets.language.Languages;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.Entropy;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.progress.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A packed corpus holds the tokens and the truth of the unpacked one, cut elsewhere. */
class PackedCorpusTest {
    private static final Seed SEED = Seed.of(4);

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"toy-english", "mess3", "nested", "repeat-copy", "k-hop-8", "mess3-cubed"})
    void packed_sequences_are_the_sequences_of_their_own_rows_one_behind_the_other(String name) throws IOException {
        Path alone = write(name, "alone", CorpusLayout.oneSequencePerRow(12, 35));
        Path packed = write(name, "packed", new CorpusLayout(20, 21, 35));
        requireSame(alone, packed);
        boolean[] starts = Npy.read(packed.resolve("starts.npy")).booleans();
        int[] began = IntStream.range(0, starts.length).filter(i -> starts[i]).toArray();
        assertThat(began)
                .containsExactly(IntStream.range(0, 12).map(i -> 35 * i).toArray());
    }

    @ParameterizedTest
    @ValueSource(strings = {"toy-english", "mess3", "repeat-copy", "cfg3-small"})
    void rows_of_a_continuing_stream_are_one_long_sequence_with_the_truth_of_one(String name) throws IOException {
        Path alone = write(name, "alone", CorpusLayout.oneSequencePerRow(1, 120));
        Path stream = write(name, "stream", CorpusLayout.continuing(10, 12));
        requireSame(alone, stream);
        boolean[] starts = Npy.read(stream.resolve("starts.npy")).booleans();
        assertThat(IntStream.range(0, 120).filter(i -> starts[i])).containsExactly(0);
    }

    @Test
    void the_law_behind_the_first_token_of_a_row_knows_the_row_before() throws IOException {
        GeneratingProcess process = Languages.open("days-of-week");
        write("days-of-week", "stream", CorpusLayout.continuing(3, 8));
        double[] entropy = Npy.read(folder.resolve("stream/entropy.npy")).doubles();
        double[] law = new double[process.vocabulary().size()];
        process.observer().next(law);
        assertThat(entropy[0]).isEqualTo(Entropy.of(law));
        assertThat(entropy[8]).isLessThan(entropy[0]);
        assertThat(entropy[16]).isLessThan(entropy[0]);
    }

    @Test
    void lines_and_cards_say_where_sequences_begin() throws IOException {
        Path packed = write("toy-english", "packed", new CorpusLayout(4, 10, 16));
        CorpusCard card = Json.read(packed.resolve("corpus.json"), CorpusCard.class);
        assertThat(card.packed()).isTrue();
        assertThat(card.sequences()).isEqualTo(3);
        assertThat(card.sequenceLength()).isEqualTo(16);
        boolean[] starts = Npy.read(packed.resolve("starts.npy")).booleans();
        for (int r = 0; r < 4; r++) {
            CorpusCard.Line line = Json.parse(
                    Files.readAllLines(packed.resolve("sequences.jsonl")).get(r), CorpusCard.Line.class);
            for (int p = 0; p < 10; p++) {
                assertThat(line.starts()[p]).isEqualTo(starts[10 * r + p]).isEqualTo((10 * r + p) % 16 == 0);
            }
        }
        assertThat(Files.readString(packed.resolve("README.md")))
                .contains("4 packed rows of 10 tokens", "rows cut from 3 sequences of 16 tokens", "`starts` marks");
        assertThat(Json.read(packed.resolve("croissant.json"))
                        .get("description")
                        .asText())
                .contains("rows cut from 3 sequences of 16 tokens");
        assertThat(Manifest.verify(packed).files()).hasSize(10);
    }

    @Test
    void a_corpus_of_nothing_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new CorpusLayout(0, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new CorpusLayout(1, 0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new CorpusLayout(1, 1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new TokenStream(Languages.open("mess3"), SEED, 0));
    }

    private Path write(String name, String out, CorpusLayout layout) throws IOException {
        Path target = folder.resolve(out);
        CorpusWriter.write(Languages.open(name), SEED, layout, CorpusFormat.BOTH, target, Progress.SILENT);
        return target;
    }

    private static void requireSame(Path a, Path b) throws IOException {
        assertThat(column(b, "tokens").ints())
                .containsExactly(column(a, "tokens").ints());
        assertThat(column(b, "probability").doubles())
                .containsExactly(column(a, "probability").doubles());
        assertThat(column(b, "entropy").doubles())
                .containsExactly(column(a, "entropy").doubles());
        assertThat(column(b, "scored").booleans())
                .containsExactly(column(a, "scored").booleans());
        for (String label : new String[] {"rules", "states"}) {
            assertThat(Files.exists(b.resolve(label + ".npy"))).isEqualTo(Files.exists(a.resolve(label + ".npy")));
            if (Files.exists(a.resolve(label + ".npy"))) {
                assertThat(column(b, label).ints())
                        .containsExactly(column(a, label).ints());
            }
        }
    }

    private static Npy column(Path corpus, String name) throws IOException {
        return Npy.read(corpus.resolve(name + ".npy"));
    }
}
