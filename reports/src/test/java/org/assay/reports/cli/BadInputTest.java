package org.assay.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.assay.reports.cli.terminal.Console;
import org.assay.reports.cli.terminal.Interruption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is typed wrong gives the right exit code and a message that says what to do; nothing reaches standard output. */
class BadInputTest {
    @TempDir
    private Path folder;

    private static CommandLineCall refused(int code, String... arguments) {
        CommandLineCall call = CommandLineCall.of(arguments);
        assertThat(call.code()).as(call.toString()).isEqualTo(code);
        assertThat(call.out()).isEmpty();
        assertThat(call.err()).startsWith("assay: ").doesNotContain("\tat ");
        return call;
    }

    @ParameterizedTest
    @CsvSource({
        "lenguages,                                languages",
        "posterior toy-english --contxt x,         --context",
        "posterior toy-english --jsn --context x,  --json",
        "posterior toy-englsh --context x,         toy-english",
        "languages mess4,                          mess3",
        "run quikstart,                            quickstart",
        "train mess3 --model tny --out x,          tiny",
        "bench --only posterior-toyenglish,        posterior-toy-english"
    })
    void a_misspelt_name_is_a_usage_error_with_a_suggestion(String line, String suggestion) {
        assertThat(refused(2, line.split(" ")).err()).contains("did you mean").contains(suggestion);
    }

    @ParameterizedTest
    @CsvSource({
        "posterior toy-english,                                            --context",
        "generate mess3 --sequences 0 --length 3 --seed 1 --out x,         1 ..",
        "generate mess3 --sequences many --length 3 --seed 1 --out x,      many",
        "program check no-such-file,                                       no-such-file",
        "report no-such-folder,                                            no-such-folder",
        "compare no-such-folder,                                           no-such-folder",
        "explain a/b/c --run no-such-folder,                               no-such-folder",
        "languages mess3 too-much,                                         too-much"
    })
    void what_cannot_be_meant_is_a_usage_error_that_names_it(String line, String named) {
        assertThat(refused(2, line.split(" ")).err()).contains(named);
    }

    @Test
    void no_command_at_all_points_at_the_help() {
        assertThat(refused(2).err()).contains("--help");
        CommandLineCall help = CommandLineCall.of("--help");
        assertThat(help.code()).isZero();
        assertThat(help.out()).contains("posterior", "75 interrupted");
    }

    @Test
    void every_token_outside_the_vocabulary_is_told_at_once() {
        CommandLineCall call = refused(3, "posterior", "toy-english", "--context", "the alise rnus now");
        assertThat(call.err())
                .contains("token 2, 'alise'", "did you mean 'alice'?", "token 3, 'rnus'", "did you mean 'runs'?")
                .contains("token 4, 'now'")
                .doesNotContain("token 1");
    }

    @Test
    void three_mistakes_in_a_language_file_are_told_at_once_with_line_and_column() throws IOException {
        Path file = folder.resolve("wrong.yaml");
        Files.writeString(file, """
                name: wrong
                source: this test
                vocabulary:
                  A: [x, y]
                  B: [z]
                strat: A
                start: A
                transitions:
                  A: {A: 0.5, B: 0.4}
                  B: {C: 1.0}
                """);
        CommandLineCall call = refused(3, "languages", file.toString());
        assertThat(call.err())
                .contains("wrong.yaml:6:1: ", "wrong.yaml:9:", "wrong.yaml:10:")
                .contains("'strat'", "start", "0.9", "'C'");
    }

    @Test
    void every_mistake_in_an_experiment_is_told_at_once_with_line_and_column() throws IOException {
        Path file = folder.resolve("experiment.yaml");
        Files.writeString(file, """
                name: wrong
                question: Does it say what is wrong?
                seed: one
                replicates: 3
                langages: []
                """);
        CommandLineCall call = refused(3, "run", file.toString(), "--out", folder.toString());
        assertThat(call.err()).contains("experiment.yaml:3:", "experiment.yaml:5:1", "languages");
    }

    @Test
    void mistakes_in_a_model_specification_are_told_with_line_and_column() throws IOException {
        Path file = folder.resolve("model.yaml");
        Files.writeString(file, """
                network: {n_layers: 0, d_model: 30, n_heads: 4}
                training: {steps: -5}
                """);
        CommandLineCall call = refused(3, "train", "mess3", "--model", file.toString(), "--out", folder.toString());
        assertThat(call.err()).contains("model.yaml:1:", "model.yaml:2:", "n_ctx", "steps");
    }

    @Test
    void an_override_of_an_unknown_field_is_bad_input() {
        CommandLineCall call = refused(3, "run", "quickstart", "--set", "replicats=4", "--out", folder.toString());
        assertThat(call.err()).contains("replicats");
    }

    @Test
    void a_folder_that_cannot_be_written_is_a_lack_of_resources() throws IOException {
        Path file = folder.resolve("a-file");
        Files.writeString(file, "not a folder");
        String below = file.resolve("out").toString();
        assertThat(refused(7, "generate", "mess3", "--sequences", "2", "--length", "3", "--seed", "1", "--out", below)
                        .err())
                .contains("a-file");
        assertThat(refused(7, "train", "mess3", "--model", "tiny", "--out", below)
                        .err())
                .contains("a-file");
        assertThat(refused(7, "run", "quickstart", "--out", below).err()).contains("a-file");
        assertThat(Files.readString(file)).isEqualTo("not a folder");
    }

    @Test
    void results_that_cannot_be_written_whole_are_a_lack_of_resources() {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("No space left on device");
            }
        };
        Console console = new Console(full, OutputStream.nullOutputStream(), OptionalInt.empty());
        assertThat(Main.run(new String[] {"languages"}, console, new Interruption()))
                .isEqualTo(7);
        OutputStream closed = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        Console piped = new Console(closed, OutputStream.nullOutputStream(), OptionalInt.empty());
        assertThat(Main.run(new String[] {"languages"}, piped, new Interruption()))
                .isZero();
    }

    @Test
    void text_that_is_no_text_is_damaged() throws IOException {
        Path file = folder.resolve("binary.program");
        Files.write(file, new byte[] {'v', 'o', (byte) 0xFF, (byte) 0xFE});
        assertThat(refused(4, "program", "check", file.toString()).err()).contains("binary.program");
    }

    @Test
    void a_stack_trace_is_shown_on_request_only() {
        String[] wrong = {"posterior", "toy-english", "--context", "nothing", "--debug"};
        CommandLineCall call = CommandLineCall.of(wrong);
        assertThat(call.code()).isEqualTo(3);
        assertThat(call.err()).contains("\tat org.assay");
    }
}
