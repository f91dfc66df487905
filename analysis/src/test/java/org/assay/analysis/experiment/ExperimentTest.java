package org.assay.analysis.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assay.analysis.experiment.partition.PartitionResult;
import org.assay.analysis.metric.Score;
import org.assay.datasets.file.ConfigNode;
import org.assay.datasets.origin.ContentHash;
import org.assay.datasets.progress.Progress;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way, on networks too small to learn anything: what must hold whatever they learn. */
@Tag("slow")
class ExperimentTest {
    @TempDir
    static Path folder;

    private static final List<String> CUTS = List.of("random", "pca", "true-partition");

    private static Experiment.Finished finished;

    @BeforeAll
    static void run() throws IOException {
        finished = Experiment.run(spec(), folder.resolve("first"), 2, Progress.SILENT, () -> false);
    }

    private static ExperimentSpec spec() throws IOException {
        try (var stream = ExperimentTest.class.getResourceAsStream("tiny.yaml")) {
            String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            return ExperimentReader.read("tiny.yaml", ConfigNode.parse("tiny.yaml", text));
        }
    }

    private static Map<String, String> hashes(Path run) throws IOException {
        try (Stream<Path> files = Files.walk(run)) {
            Map<String, String> hashes = new TreeMap<>();
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                hashes.put(
                        run.relativize(file).toString(),
                        ContentHash.of(Files.readAllBytes(file)).hex());
            }
            return hashes;
        }
    }

    @Test
    void one_worker_gives_the_bytes_of_two() throws IOException {
        Experiment.Finished alone = Experiment.run(spec(), folder.resolve("alone"), 1, Progress.SILENT, () -> false);
        assertThat(hashes(alone.folder())).isEqualTo(hashes(finished.folder()));
    }

    @Test
    void a_second_run_finds_everything_done() throws IOException {
        Map<String, String> before = hashes(finished.folder());
        Experiment.Finished again = Experiment.run(spec(), folder.resolve("first"), 2, Progress.SILENT, () -> false);
        assertThat(again.result()).isEqualTo(finished.result());
        assertThat(hashes(again.folder())).isEqualTo(before);
        assertThat(again.times()).allSatisfy(time -> assertThat(time.seconds()).isLessThan(1));
    }

    @Test
    void a_run_asked_to_stop_while_it_measures_stops_and_goes_on() throws IOException {
        AtomicBoolean measuring = new AtomicBoolean();
        Progress watched = (task, done, total, note) -> {
            if (task.startsWith("measure")) {
                measuring.set(true);
            }
        };
        Path root = folder.resolve("stopped");
        assertThatThrownBy(() -> Experiment.run(spec(), root, 1, watched, measuring::get))
                .isInstanceOf(MeasuringInterruptedException.class)
                .hasMessageContaining("run again to go on");
        Experiment.Finished resumed = Experiment.run(spec(), root, 1, Progress.SILENT, () -> false);
        assertThat(hashes(resumed.folder())).isEqualTo(hashes(finished.folder()));
    }

    @Test
    void the_result_file_reads_back_as_the_result() throws IOException {
        assertThat(RunFolder.read(finished.folder())).isEqualTo(finished.result());
    }

    @Test
    void program_subspaces_and_their_controls_stand_on_the_same_scores() {
        for (String language : List.of("toy-english", "mess3")) {
            Map<String, List<String>> scoresOf = finished.result().scores().stream()
                    .filter(score -> score.process().equals(language))
                    .collect(Collectors.groupingBy(
                            score -> score.method() + "/" + score.control(),
                            TreeMap::new,
                            Collectors.mapping(Score::score, Collectors.toList())));
            boolean gated = language.equals("mess3");
            String principal = gated ? "principal-subspace-2" : "principal-subspace-4";
            for (String control : List.of("", "untrained", "random-subspace")) {
                List<String> row = scoresOf.get(principal + "/" + control);
                assertThat(row).as(principal + control).contains("kl-from-network", "kl-from-truth", "size");
                assertThat(row.contains("r2")).as(principal + control).isEqualTo(!gated || !control.isEmpty());
            }
            for (String control : List.of("", "untrained")) {
                assertThat(scoresOf.get("program/" + control)).contains("kl-from-network", "kl-from-truth", "size");
            }
        }
    }

    @Test
    void every_method_that_cuts_stands_beside_its_controls() {
        PartitionResult partitions =
                finished.result().processes().get(0).partitions().orElseThrow();
        assertThat(finished.result().processes().get(1).partitions()).isEmpty();
        assertThat(partitions.sites()).singleElement().satisfies(site -> {
            assertThat(site.methods()).extracting(PartitionResult.Method::name).isEqualTo(CUTS);
            assertThat(site.methods()).extracting(PartitionResult.Method::cuts).containsExactly(1, 2, 1);
            assertThat(site.factors())
                    .extracting(PartitionResult.Factor::name)
                    .containsExactly("current-token", "bracket-kind", "position");
        });
        for (String method : CUTS) {
            assertThat(finished.result().scores())
                    .filteredOn(score ->
                            score.method().equals(method) && score.score().equals("one-to-one"))
                    .extracting(Score::control)
                    .containsExactly("", "random", "untrained");
            assertThat(finished.result().scores())
                    .filteredOn(score -> score.method().equals(method)
                            && score.target().equals("current-token")
                            && score.score().equals("capture"))
                    .extracting(Score::control)
                    .containsExactly("", "random", "shuffled", "untrained");
        }
        assertThat(partitions.circuits())
                .extracting(circuit -> circuit.method())
                .containsExactly("pca", "true-partition");
    }

    /** Rotary positions are in no stream, whatever is cut out of it. */
    @Test
    void a_factor_that_no_network_holds_is_said_to_be_in_no_subspace() {
        PartitionResult partitions =
                finished.result().processes().get(0).partitions().orElseThrow();
        assertThat(partitions.headlines()).first().asString().contains("In no subspace", "position");
        assertThat(partitions.findings())
                .anySatisfy(finding -> assertThat(finding).contains("no network holds position"));
        assertThat(finished.result().processes().get(0).findings()).containsAll(partitions.headlines());
    }

    @Test
    void every_score_has_an_interval_over_three_seeds_and_a_unique_id() {
        assertThat(finished.result().scores())
                .filteredOn(score -> !CUTS.contains(score.method()))
                .allSatisfy(score -> assertThat(score.seeds()).isEqualTo(3));
        assertThat(finished.result().scores().stream().map(Score::id)).doesNotHaveDuplicates();
    }

    @Test
    void shuffled_targets_cannot_be_read_out() {
        assertThat(finished.result().scores())
                .filteredOn(score -> score.control().equals("shuffled-targets"))
                .isNotEmpty()
                .allSatisfy(score -> assertThat(score.value()).isLessThan(0.02));
    }

    @Test
    void an_untrained_network_fails_its_check_and_makes_no_claim_about_geometry() {
        assertThat(finished.result().checks())
                .filteredOn(check -> check.name().contains(Checks.GATE))
                .singleElement()
                .satisfies(check -> assertThat(check.passed()).isFalse());
        assertThat(finished.result().processes().get(1).simplex()).isEmpty();
        assertThat(finished.result().scores())
                .filteredOn(score ->
                        score.process().equals("mess3") && score.control().isEmpty())
                .extracting(Score::score)
                .doesNotContain("r2", "capture", "interchange");
    }

    /** Rotary positions are not in the stream, so what a regression finds of them there is noise. */
    @Test
    void a_factor_that_leaves_no_trace_is_not_said_to_be_captured() {
        assertThat(finished.result().scores())
                .filteredOn(score -> score.score().equals("capture"))
                .extracting(Score::target)
                .contains("factor.current-token")
                .doesNotContain("factor.position");
    }

    @Test
    void what_holds_by_construction_held() {
        assertThat(finished.result().checks())
                .filteredOn(check -> !check.name().contains(Checks.GATE))
                .hasSizeGreaterThanOrEqualTo(3)
                .allSatisfy(
                        check -> assertThat(check.passed()).as(check.toString()).isTrue());
    }
}
