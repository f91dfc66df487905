package org.assay.analysis.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.assay.analysis.experiment.partition.PartitionSpec;
import org.assay.datasets.file.ConfigException;
import org.assay.datasets.language.UnknownLanguageException;
import org.assay.datasets.progress.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExperimentsTest {
    private static final Path REFERENCE =
            Path.of(System.getProperty("assay.root")).resolve("neural/reference");

    /** Where the kept networks lie from here. */
    private static final List<String> KEPT = IntStream.range(0, 3)
            .mapToObj(i ->
                    "languages.toy-english.reference." + i + "=" + REFERENCE.resolve("toy-english-softmax-" + (i + 1)))
            .toList();

    @TempDir
    Path folder;

    private static ConfigException refusal(String nameOrFile, String... overrides) {
        return catchThrowableOfType(ConfigException.class, () -> Experiments.open(nameOrFile, List.of(overrides)));
    }

    @Test
    void every_built_in_experiment_reads() throws IOException {
        for (String name : Experiments.names()) {
            List<String> where = name.equals("toy-english") ? KEPT : List.of();
            assertThat(Experiments.open(name, where).name()).isEqualTo(name);
        }
    }

    @Test
    void kept_networks_bring_their_architecture_and_the_id_of_their_weights() throws IOException {
        ExperimentSpec.LanguageSpec kept =
                Experiments.open("toy-english", KEPT).languages().get(0);
        assertThat(kept.networks()).isEqualTo(3);
        assertThat(kept.network().attention()).isEqualTo("softmax");
        assertThat(kept.training().steps()).isPositive();
        assertThat(kept.reference())
                .extracting(ExperimentSpec.Kept::weights)
                .doesNotHaveDuplicates()
                .allSatisfy(weights -> assertThat(weights).hasSize(64));
    }

    @Test
    void kept_networks_that_are_not_there_or_not_alike_are_told() {
        assertThat(refusal("toy-english", "languages.toy-english.reference.0=nowhere"))
                .hasMessageContaining("no kept network in 'nowhere'");
        List<String> mixed = new ArrayList<>(KEPT);
        mixed.set(0, "languages.toy-english.reference.0=" + REFERENCE.resolve("toy-english-bilinear-1"));
        assertThat(refusal("toy-english", mixed.toArray(String[]::new))).hasMessageContaining("differ in architecture");
    }

    @Test
    void a_way_to_cut_that_there_is_not_is_told_and_one_with_no_seed_is_left_out() throws IOException {
        List<String> more = new ArrayList<>(KEPT);
        more.add("languages.toy-english.partitions.methods.pac=1");
        assertThat(refusal("toy-english", more.toArray(String[]::new)))
                .hasMessageContaining("no way to cut called 'pac'")
                .hasMessageContaining("pca");
        more.set(more.size() - 1, "languages.toy-english.partitions.methods.pca=0");
        assertThat(Experiments.open("toy-english", more)
                        .languages()
                        .get(0)
                        .partitions()
                        .orElseThrow()
                        .methods())
                .extracting(PartitionSpec.MethodSeeds::name)
                .doesNotContain("pca")
                .contains("pca-ascending");
    }

    @Test
    void an_override_changes_one_value_and_the_key() throws IOException {
        ExperimentSpec plain = Experiments.open("quickstart", List.of());
        ExperimentSpec changed = Experiments.open("quickstart", List.of("languages.mess3.training.steps=500"));
        assertThat(changed.languages().get(1).training().steps()).isEqualTo(500);
        assertThat(changed.languages().get(0)).isEqualTo(plain.languages().get(0));
        assertThat(changed.key()).isNotEqualTo(plain.key());
    }

    @Test
    void an_override_that_leads_nowhere_is_told_with_a_way_out() {
        assertThat(refusal("quickstart", "languages.mess4.training.steps=5")).hasMessageContaining("mess4");
        assertThat(refusal("quickstart", "steps")).hasMessageContaining("a.b=c");
        assertThat(refusal("quickstart", "seed.deeper=5")).hasMessageContaining("seed");
        assertThat(refusal("quickstart", "languages.mess3.training.step=5"))
                .hasMessageContaining("step")
                .hasMessageContaining("steps");
    }

    @Test
    void three_mistakes_are_told_at_once_with_their_places() throws IOException {
        String text = new String(
                Experiments.class.getResourceAsStream("quickstart.yaml").readAllBytes(), StandardCharsets.UTF_8);
        Path file = folder.resolve("wrong.yaml");
        Files.writeString(
                file,
                text.replace("replicates: 3", "replicates: many")
                        .replace("      d_model: 32", "      d_modle: 32")
                        .replace("held_out_share: 0.3", "held_out_share: 3"));
        ConfigException refusal = refusal(file.toString());
        assertThat(refusal.problems()).hasSizeGreaterThanOrEqualTo(3);
        assertThat(refusal.problems()).allSatisfy(problem -> {
            assertThat(problem.line()).isPositive();
            assertThat(problem.column()).isPositive();
            assertThat(problem.fix()).isNotEmpty();
        });
        assertThat(refusal)
                .hasMessageContaining("replicates")
                .hasMessageContaining("d_model")
                .hasMessageContaining("held_out_share");
    }

    @Test
    void what_an_override_got_wrong_is_told_with_the_override_whatever_else_is_wrong() {
        ConfigException refusal = refusal(
                "quickstart",
                "languages.mess3.training.steps=-1",
                "languages.mess3.training.stepz=3",
                "replicates=0",
                "seed=abc");
        assertThat(refusal.problems())
                .extracting(ConfigException.Problem::where)
                .containsExactlyInAnyOrder(
                        "--set languages.mess3.training.steps=-1",
                        "--set languages.mess3.training.stepz=3",
                        "--set replicates=0",
                        "--set seed=abc");
    }

    @Test
    void a_file_that_is_no_text_or_far_too_large_is_refused_by_name() throws IOException {
        Path file = folder.resolve("noise.yaml");
        Files.write(file, new byte[] {(byte) 0xff, 0, 1});
        assertThat(refusal(file.toString())).hasMessageContaining("noise.yaml").hasMessageContaining("UTF-8");
        Throwable model = catchThrowableOfType(ConfigException.class, () -> ModelSpec.open(file.toString(), List.of()));
        assertThat(model).hasMessageContaining("noise.yaml").hasMessageContaining("UTF-8");
        Files.write(file, new byte[(1 << 20) + 1]);
        assertThat(refusal(file.toString())).hasMessageContaining("larger than");
    }

    @Test
    void a_number_out_of_range_is_told_once() {
        assertThat(refusal("quickstart", "replicates=2").problems()).hasSize(1);
    }

    @Test
    void a_language_that_is_unknown_or_named_twice_is_told_before_any_work() throws IOException {
        ExperimentSpec unknown = Experiments.open("quickstart", List.of("languages.1.language=mess4"));
        assertThatThrownBy(() -> Experiment.run(unknown, folder, 1, Progress.SILENT, () -> false))
                .isInstanceOf(UnknownLanguageException.class);
        ExperimentSpec twice = Experiments.open("quickstart", List.of("languages.0.language=mess3"));
        assertThatThrownBy(() -> Experiment.run(twice, folder, 1, Progress.SILENT, () -> false))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("two of its languages are called 'mess3'");
        assertThat(folder.resolve("stages")).doesNotExist();
    }
}
