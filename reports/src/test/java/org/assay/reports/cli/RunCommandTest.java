package org.assay.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.assay.datasets.file.Manifest;
import org.assay.datasets.origin.ContentHash;
import org.assay.reports.cli.terminal.Interruption;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way on a small scale. */
@Tag("slow")
class RunCommandTest {
    private static final String EXPERIMENT = """
            name: small
            question: Does the whole way work on a small scale?
            seed: 1
            replicates: 3
            languages:
              - language: mess3
                networks: 1
                network:
                  n_layers: 1
                  d_model: 8
                  n_heads: 2
                  n_ctx: 6
                  act_fn: relu
                  normalization_type: LN
                  positional_embedding_type: standard
                  attention: softmax
                training:
                  steps: 900
                  batch: 8
                  learning_rate: 0.005
                  warmup: 5
                  weight_decay: 0.0
                  clip: 1.0
                  evaluations: 4
                contexts: {enumerate: 5, first_position: 0, split_depth: 2, held_out_share: 0.3}
                methods:
                  sites: [blocks.0.hook_resid_post]
                  directions: [2]
                  program_site: blocks.0.hook_resid_post
                  program_context: 2
                  edited_rows: 200
                  ngram_tokens: 5000
                checks: {mean_kl_below: 1.0}
            """;

    @TempDir
    private Path folder;

    private CommandLineCall run(Interruption interruption, String out, String... more) throws IOException {
        Path file = folder.resolve("small.yaml");
        Files.writeString(file, EXPERIMENT);
        String[] line = {"run", file.toString(), "--out", folder.resolve(out).toString()};
        String[] all = Arrays.copyOf(line, line.length + more.length);
        System.arraycopy(more, 0, all, line.length, more.length);
        return CommandLineCall.of(interruption, all);
    }

    private CommandLineCall run(String out) throws IOException {
        return run(new Interruption(), out);
    }

    /** Hash of every file that must not depend on when and how it was made. */
    private static Map<String, String> bytes(Path run) throws IOException {
        Map<String, String> bytes = new TreeMap<>();
        try (Stream<Path> files = Files.walk(run)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = run.relativize(file).toString();
                if (!List.of("provenance.json", "timing.csv").contains(name)) {
                    bytes.put(name, ContentHash.of(Files.readAllBytes(file)).hex());
                }
            }
        }
        return bytes;
    }

    @Test
    void a_run_is_whole_and_again_at_once_and_an_interrupted_one_ends_with_the_same_bytes() throws IOException {
        CommandLineCall first = run("whole");
        assertThat(first.code()).as(first.toString()).isZero();
        Path run = Path.of(first.lastLine());
        assertThat(Manifest.verify(run).files())
                .extracting(Manifest.Entry::name)
                .contains("report.html", "scores.csv", "scores.json", "result.json", "mess3/program-0.assay");
        assertThat(run.resolve("timing.csv")).exists();
        assertThat(run.resolve("provenance.json")).exists();
        Map<String, String> bytes = bytes(run);

        CommandLineCall again = run("whole");
        assertThat(again.out()).isEqualTo(first.out());
        assertThat(again.err()).contains("nothing was left to do");
        assertThat(bytes(run)).isEqualTo(bytes);

        Files.writeString(run.resolve("result.json"), "{}");
        assertThat(run("whole").err()).contains("result.json").contains("made again");
        assertThat(bytes(run)).isEqualTo(bytes);

        Interruption asked = new Interruption();
        asked.ask();
        CommandLineCall stopped = run(asked, "stopped", "--workers", "2");
        assertThat(stopped.code()).as(stopped.toString()).isEqualTo(75);
        assertThat(stopped.err()).contains("run again to go on");
        CommandLineCall resumed = run("stopped");
        assertThat(resumed.code()).as(resumed.toString()).isZero();
        assertThat(bytes(Path.of(resumed.lastLine()))).isEqualTo(bytes);
    }

    @Test
    void truncated_weights_are_refused_by_name_and_nothing_else_is_lost() throws IOException {
        CommandLineCall first = run("out");
        assertThat(first.code()).as(first.toString()).isZero();
        Path weights;
        try (Stream<Path> files = Files.walk(folder.resolve("out/stages"))) {
            weights = files.filter(file -> file.endsWith("model/model.safetensors"))
                    .findFirst()
                    .orElseThrow();
        }
        byte[] whole = Files.readAllBytes(weights);
        Files.write(weights, Arrays.copyOf(whole, whole.length - 100));
        Map<String, String> before = bytes(Path.of(first.lastLine()));
        CommandLineCall damaged = run("out");
        assertThat(damaged.code()).as(damaged.toString()).isEqualTo(4);
        Path value = weights.resolveSibling("../value.json").normalize();
        assertThat(damaged.err()).contains("model.safetensors", "delete " + value);
        assertThat(bytes(Path.of(first.lastLine()))).isEqualTo(before);

        Files.delete(value);
        assertThat(run("out").code()).isZero();
        assertThat(weights).hasBinaryContent(whole);

        Path metrics = value.resolveSibling("training/metrics.jsonl");
        Files.writeString(metrics, Files.readString(metrics).replaceFirst("[1-9]", "0"));
        CommandLineCall changed = run("out");
        assertThat(changed.code()).as(changed.toString()).isEqualTo(4);
        assertThat(changed.err()).contains("metrics.jsonl", "delete the folder " + value.getParent());
        assertThat(bytes(Path.of(first.lastLine()))).isEqualTo(before);
    }

    @Test
    void an_override_makes_another_run_and_a_check_that_fails_ends_with_5() throws IOException {
        CommandLineCall strict =
                run(new Interruption(), "strict", "--set", "languages.mess3.checks.mean_kl_below=0.0000001");
        assertThat(strict.code()).as(strict.toString()).isEqualTo(5);
        assertThat(strict.err()).contains("check failed");
        assertThat(Path.of(strict.lastLine()).resolve("report.html")).exists();
    }
}
