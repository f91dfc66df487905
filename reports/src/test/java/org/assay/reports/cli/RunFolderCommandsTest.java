package org.assay.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assay.analysis.experiment.RunResult;
import org.assay.analysis.metric.Score;
import org.assay.datasets.file.Json;
import org.assay.datasets.file.Manifest;
import org.assay.reports.SampleRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code report}, {@code compare} and {@code explain} on the folder of a run. */
class RunFolderCommandsTest {
    @TempDir
    private Path folder;

    private RunResult run;

    @BeforeEach
    void write_a_run() throws IOException {
        RunResult sample = SampleRun.of();
        run = new RunResult(
                sample.experiment(),
                sample.key(),
                sample.question(),
                sample.command(),
                sample.processes(),
                sample.scores(),
                List.of(new RunResult.Check("below the plateau", true, "2.6 < 2.69")),
                sample.limits());
        Files.writeString(folder.resolve("result.json"), Json.pretty(run));
        Manifest.write(folder);
    }

    private CommandLineCall report() {
        return CommandLineCall.of("report", folder.toString());
    }

    @Test
    void report_writes_page_and_scores_and_prints_where_the_page_is() throws IOException {
        CommandLineCall call = report();
        assertThat(call.code()).as(call.toString()).isZero();
        assertThat(call.lastLine()).isEqualTo(folder.resolve("report.html").toString());
        assertThat(folder.resolve("report.html")).content().contains("<html").contains(run.question());
        assertThat(folder.resolve("scores.csv")).isNotEmptyFile();
        assertThat(Json.read(folder.resolve("scores.json")))
                .hasSize(run.scores().size());
    }

    @Test
    void report_says_which_check_failed_and_ends_with_5() throws IOException {
        RunResult failed = new RunResult(
                run.experiment(),
                run.key(),
                run.question(),
                run.command(),
                run.processes(),
                run.scores(),
                List.of(new RunResult.Check("below the plateau", false, "2.70 >= 2.69")),
                run.limits());
        Files.writeString(folder.resolve("result.json"), Json.pretty(failed));
        Manifest.write(folder);
        CommandLineCall call = report();
        assertThat(call.code()).isEqualTo(5);
        assertThat(call.err()).contains("below the plateau").contains("2.70 >= 2.69");
        assertThat(folder.resolve("report.html")).exists();
    }

    @Test
    void a_result_cut_anywhere_is_damaged_and_nothing_is_written() throws IOException {
        byte[] whole = Files.readAllBytes(folder.resolve("result.json"));
        for (int length = 0; length < whole.length - 2; length += 1 + whole.length / 40) {
            Files.write(folder.resolve("result.json"), java.util.Arrays.copyOf(whole, length));
            CommandLineCall call = report();
            assertThat(call.code()).as("cut at " + length + "\n" + call).isEqualTo(4);
            assertThat(call.err()).contains("result.json");
            assertThat(folder.resolve("report.html")).doesNotExist();
        }
    }

    @Test
    void a_number_changed_behind_our_back_is_damage_and_not_a_result() throws IOException {
        report();
        for (String name : List.of("result.json", "scores.json")) {
            String whole = Files.readString(folder.resolve(name));
            Files.writeString(folder.resolve(name), whole.replaceFirst("[1-9]", "0"));
            String command = name.startsWith("result") ? "report" : "compare";
            CommandLineCall call = CommandLineCall.of(command, folder.toString());
            assertThat(call.code()).as(call.toString()).isEqualTo(4);
            assertThat(call.err()).contains(name).contains("./assay run");
            Files.writeString(folder.resolve(name), whole);
        }
    }

    @Test
    void report_makes_its_own_files_again_whatever_became_of_them() throws IOException {
        report();
        byte[] page = Files.readAllBytes(folder.resolve("report.html"));
        Files.writeString(folder.resolve("report.html"), "gone");
        Files.delete(folder.resolve("scores.json"));
        assertThat(report().code()).isZero();
        assertThat(folder.resolve("report.html")).hasBinaryContent(page);
        assertThat(CommandLineCall.of("compare", folder.toString()).code()).isZero();
    }

    @Test
    void a_folder_without_a_result_is_damaged_and_says_what_may_be_wrong() throws IOException {
        Files.delete(folder.resolve("manifest.json"));
        assertThat(report().code()).isEqualTo(4);
        assertThat(report().err()).contains("no finished run").contains("goes on");
        assertThat(CommandLineCall.of("compare", folder.toString()).code()).isEqualTo(4);
    }

    @Test
    void compare_shows_the_table_of_one_run_and_what_two_runs_share() throws IOException {
        report();
        CommandLineCall one = CommandLineCall.of("compare", folder.toString());
        assertThat(one.code()).as(one.toString()).isZero();
        assertThat(one.out()).contains("control: ").contains("method");
        CommandLineCall two = CommandLineCall.of(
                "compare", folder.toString(), folder.resolve(".").toString());
        assertThat(two.code()).isZero();
        assertThat(two.out())
                .contains(run.scores().size() + " scores are in every run, 0 are not")
                .contains(run.scores().get(0).id())
                .doesNotContain("differ");
    }

    @Test
    void compare_in_json_holds_every_score_by_folder() throws IOException {
        report();
        CommandLineCall call = CommandLineCall.of("compare", folder.toString(), "--json");
        assertThat(Json.parse(call.out(), JsonNode.class).get(folder.toString()))
                .hasSize(run.scores().size());
    }

    @Test
    void explain_gives_value_formula_inputs_and_the_controls_beside() throws IOException {
        report();
        Score score = run.scores().get(0);
        CommandLineCall call = CommandLineCall.of("explain", score.id(), "--run", folder.toString());
        assertThat(call.code()).as(call.toString()).isZero();
        assertThat(call.out())
                .contains(
                        score.id(),
                        score.derivation().formula(),
                        score.derivation().interval(),
                        score.unit());
        score.derivation()
                .inputs()
                .forEach((name, value) -> assertThat(call.out()).contains(name, value));
        JsonNode json = Json.parse(
                CommandLineCall.of("explain", score.id(), "--run", folder.toString(), "--json")
                        .out(),
                JsonNode.class);
        assertThat(json.get("value").asDouble()).isEqualTo(score.value());
    }

    @Test
    void explain_suggests_the_nearest_id() throws IOException {
        report();
        String id = run.scores().get(0).id();
        CommandLineCall call =
                CommandLineCall.of("explain", id.substring(0, id.length() - 1), "--run", folder.toString());
        assertThat(call.code()).isEqualTo(2);
        assertThat(call.err()).contains("did you mean '" + id + "'?");
    }

    @Test
    void text_of_a_run_in_another_encoding_is_damaged() throws IOException {
        Files.write(folder.resolve("scores.json"), "[{\"id\": \"é\"}]".getBytes(StandardCharsets.ISO_8859_1));
        Manifest.write(folder);
        assertThat(CommandLineCall.of("compare", folder.toString()).code()).isEqualTo(4);
    }
}
