package org.assay.datasets.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.assay.datasets.file.DamagedFileException;
import org.assay.datasets.file.Json;
import org.assay.datasets.file.Manifest;
import org.assay.datasets.file.Npy;
import org.assay.datasets.language.Languages;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.progress.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorpusWriterTest {
    @TempDir
    Path folder;

    private final GeneratingProcess toy = Languages.open("toy-english");

    @Test
    void what_is_on_disk_is_what_was_sampled_with_its_truth() throws IOException {
        Sampler sampler = new Sampler(toy, Seed.of(1), 30);
        CorpusCard card = write(toy, 1, CorpusLayout.oneSequencePerRow(20, 30), CorpusFormat.BOTH);
        Npy tokens = Npy.read(folder.resolve("tokens.npy"));
        assertThat(tokens.shape()).containsExactly(20, 30);
        assertThat(tokens.ints()).containsExactly(sampler.tokens(0, 20));
        List<String> lines = Files.readAllLines(folder.resolve("sequences.jsonl"));
        assertThat(lines).hasSize(20);
        double entropy = 0;
        for (int s = 0; s < 20; s++) {
            CorpusCard.Line line = Json.parse(lines.get(s), CorpusCard.Line.class);
            assertThat(line.tokens()).containsExactly(sampler.sequence(s).tokens());
            assertThat(toy.vocabulary().encode(line.text())).containsExactly(line.tokens());
            assertThat(line.rules().get(0)).isEqualTo("category-bigram");
            assertThat(line.probability()[0]).isEqualTo(.125);
            assertThat(line.entropy()[0]).isCloseTo(Math.log(8), within(1e-12));
            entropy += Arrays.stream(line.entropy()).sum();
        }
        assertThat(card.meanEntropy()).isCloseTo(entropy / 600, within(1e-12));
        assertThat(Json.read(folder.resolve("corpus.json"), CorpusCard.class)).isEqualTo(card);
        assertThat(Manifest.verify(folder).files()).hasSize(10);
    }

    @Test
    void what_counts_in_the_loss_is_written_beside_the_tokens() throws IOException {
        GeneratingProcess task = Languages.open("k-hop-8");
        CorpusCard card = write(task, 3, CorpusLayout.oneSequencePerRow(5, 32), CorpusFormat.BOTH);
        boolean[] scored = Npy.read(folder.resolve("scored.npy")).booleans();
        assertThat(scored).hasSize(160);
        List<String> lines = Files.readAllLines(folder.resolve("sequences.jsonl"));
        for (int i = 0; i < 160; i++) {
            CorpusCard.Line line = Json.parse(lines.get(i / 32), CorpusCard.Line.class);
            assertThat(scored[i]).isEqualTo(i % 32 > 16 && i % 4 == 3).isEqualTo(line.scored()[i % 32]);
        }
        assertThat(card.scoredTokens()).isEqualTo(20);
        assertThat(card.scoredMeanEntropy()).isZero();
        assertThat(card.meanEntropy()).isPositive();
    }

    @Test
    void the_dataset_card_and_the_croissant_file_say_what_the_corpus_is() throws IOException {
        CorpusCard card = write(toy, 1, CorpusLayout.oneSequencePerRow(20, 30), CorpusFormat.BOTH);
        String readme = Files.readString(folder.resolve("README.md"));
        assertThat(readme)
                .startsWith("---\npretty_name: \"toy-english, 20 sequences of 30 tokens\"\n")
                .contains("\n- n<1K\n", "data_files: sequences.jsonl\n---\n", "seed 1:", card.source())
                .contains(String.format(Locale.ROOT, "%.6f nats/token", card.meanEntropy()));
        JsonNode croissant = Json.read(folder.resolve("croissant.json"));
        assertThat(croissant.get("conformsTo").asText()).isEqualTo("http://mlcommons.org/croissant/1.0");
        Manifest manifest = Manifest.verify(folder);
        for (JsonNode file : croissant.get("distribution")) {
            assertThat(manifest.files())
                    .filteredOn(
                            entry -> entry.name().equals(file.get("contentUrl").asText()))
                    .singleElement()
                    .satisfies(entry -> assertThat(entry.sha256())
                            .isEqualTo(file.get("sha256").asText()));
        }
        JsonNode line =
                Json.parse(Files.readAllLines(folder.resolve("sequences.jsonl")).get(0), JsonNode.class);
        JsonNode fields = croissant.get("recordSet").get(0).get("field");
        assertThat(fields).hasSize(line.size());
        fields.forEach(field -> assertThat(line.has(field.get("name").asText()))
                .as(field.toString())
                .isTrue());
    }

    @Test
    void the_same_corpus_again_has_the_same_bytes() throws IOException {
        CorpusLayout layout = CorpusLayout.oneSequencePerRow(5, 10);
        for (String name : List.of("a", "b", "b")) {
            CorpusWriter.write(
                    Languages.open("mess3"),
                    Seed.of(2),
                    layout,
                    CorpusFormat.BOTH,
                    folder.resolve(name),
                    Progress.SILENT);
        }
        assertThat(Manifest.verify(folder.resolve("a"))).isEqualTo(Manifest.verify(folder.resolve("b")));
    }

    @Test
    void a_corpus_that_was_stopped_half_way_is_not_taken_for_a_finished_one() throws IOException {
        CorpusLayout layout = CorpusLayout.oneSequencePerRow(300, 30);
        write(toy, 1, layout, CorpusFormat.BOTH);
        Progress stops = (task, done, total, note) -> {
            throw new IllegalStateException("stopped");
        };
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> CorpusWriter.write(toy, Seed.of(1), layout, CorpusFormat.BOTH, folder, stops));
        assertThatExceptionOfType(DamagedFileException.class).isThrownBy(() -> Manifest.verify(folder));
        write(toy, 1, layout, CorpusFormat.BOTH);
        assertThat(Manifest.verify(folder).files()).hasSize(10);
    }

    @Test
    void progress_ends_with_every_token_done() throws IOException {
        List<Long> reported = new ArrayList<>();
        CorpusWriter.write(
                toy,
                Seed.of(1),
                CorpusLayout.oneSequencePerRow(300, 1 << 9),
                CorpusFormat.NPY,
                folder,
                (task, done, total, note) -> reported.add(done));
        assertThat(reported).containsExactly(65_536L, 131_072L, 153_600L);
    }

    @Test
    void without_lines_the_arrays_hold_everything_and_nothing_of_another_format_is_left() throws IOException {
        CorpusLayout layout = CorpusLayout.oneSequencePerRow(7, 11);
        write(toy, 1, layout, CorpusFormat.BOTH);
        List<String> lines = Files.readAllLines(folder.resolve("sequences.jsonl"));
        CorpusCard card = write(toy, 1, layout, CorpusFormat.NPY);
        assertThat(folder.resolve("sequences.jsonl")).doesNotExist();
        assertThat(card.files()).doesNotContain("sequences.jsonl", "states.npy").contains("rules.npy");
        int[] rules = Npy.read(folder.resolve("rules.npy")).ints();
        double[] probability = Npy.read(folder.resolve("probability.npy")).doubles();
        double[] entropy = Npy.read(folder.resolve("entropy.npy")).doubles();
        for (int i = 0; i < 77; i++) {
            CorpusCard.Line line = Json.parse(lines.get(i / 11), CorpusCard.Line.class);
            assertThat(card.rules().get(rules[i])).isEqualTo(line.rules().get(i % 11));
            assertThat(probability[i]).isEqualTo(line.probability()[i % 11]);
            assertThat(entropy[i]).isEqualTo(line.entropy()[i % 11]);
        }
        assertThat(Json.read(folder.resolve("croissant.json")).get("recordSet")).isEmpty();
        assertThat(Files.readString(folder.resolve("README.md"))).doesNotContain("sequences.jsonl");
        write(toy, 1, layout, CorpusFormat.JSONL);
        assertThat(folder.resolve("tokens.npy")).doesNotExist();
        assertThat(Files.readString(folder.resolve("README.md"))).doesNotContain("Arrays", ".npy");
        assertThat(Manifest.verify(folder).files()).hasSize(4);
    }

    private CorpusCard write(GeneratingProcess process, long seed, CorpusLayout layout, CorpusFormat format)
            throws IOException {
        return CorpusWriter.write(process, Seed.of(seed), layout, format, folder, Progress.SILENT);
    }
}
