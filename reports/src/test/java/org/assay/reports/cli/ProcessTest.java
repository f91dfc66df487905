package org.assay.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What only a process of its own can show: signals, the settings of the machine, what is loaded. */
@Tag("slow")
class ProcessTest {
    private static final int LONGEST_SECONDS = 120;

    @TempDir
    private Path folder;

    private Process start(List<String> settings, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx512m");
        command.addAll(settings);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile())
                .start();
    }

    private byte[] out() throws IOException {
        return Files.readAllBytes(folder.resolve("out"));
    }

    private static void await(Process process) throws InterruptedException {
        assertThat(process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void bytes_do_not_depend_on_locale_or_charset_and_nothing_native_is_loaded() throws Exception {
        Path language = folder.resolve("language.yaml");
        Files.writeString(language, """
                name: small
                source: "ein Wörterbuch für İstanbul"
                vocabulary: {A: [çok, iyi]}
                start: A
                transitions: {A: {A: 1.0}}
                """);
        List<String> settings = List.of(
                "-Duser.language=tr",
                "-Duser.country=TR",
                "-Dfile.encoding=ISO-8859-1",
                "-Xlog:class+load:file=" + folder.resolve("classes"));
        Process process = start(settings, "languages", language.toString(), "--json");
        await(process);
        CommandLineCall here = CommandLineCall.of("languages", language.toString(), "--json");
        assertThat(process.exitValue()).isZero();
        assertThat(new String(out(), StandardCharsets.UTF_8))
                .isEqualTo(here.out())
                .contains("çok", "İstanbul");
        assertThat(Files.readString(folder.resolve("classes")))
                .contains("org.assay.datasets.language.Languages")
                .doesNotContain(" ai.djl.", " org.nd4j.", " smile.", " tech.tablesaw.");
        assertThat(folder.resolve("err")).isEmptyFile();
        assertThat(Locale.getDefault().getLanguage()).isNotEqualTo("tr");
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no SIGTERM")
    void sigterm_leaves_a_checkpoint_and_ends_with_75() throws Exception {
        Path out = folder.resolve("model");
        Process process = start(List.of(), "train", "mess3", "--model", "tiny", "--out", out.toString());
        Path metrics = out.resolve("training/metrics.jsonl");
        while (process.isAlive() && (!Files.exists(metrics) || Files.size(metrics) == 0)) {
            Thread.sleep(50);
        }
        process.destroy();
        await(process);
        assertThat(process.exitValue())
                .as(Files.readString(folder.resolve("err")))
                .isEqualTo(75);
        assertThat(folder.resolve("err")).content().contains("run again to go on");
        assertThat(out.resolve("training/checkpoints/latest")).exists();
        assertThat(out()).isEmpty();
    }

    @Test
    void too_little_memory_is_said_as_such() throws Exception {
        Process process = start(
                List.of("-Xmx24m"),
                "generate",
                "toy-english",
                "--sequences",
                "1",
                "--length",
                "1048576",
                "--seed",
                "1",
                "--out",
                folder.resolve("corpus").toString());
        await(process);
        assertThat(process.exitValue())
                .as(Files.readString(folder.resolve("err")))
                .isEqualTo(7);
        assertThat(folder.resolve("err")).content().contains("out of memory").contains("-Xmx");
        assertThat(folder.resolve("corpus/manifest.json")).doesNotExist();
    }
}
