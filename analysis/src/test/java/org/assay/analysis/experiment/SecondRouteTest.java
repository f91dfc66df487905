package org.assay.analysis.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assay.datasets.file.ConfigNode;
import org.assay.datasets.progress.Progress;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The numbers of a run against those of a NumPy script that knows nothing but the files of the run. */
@Tag("optional")
@EnabledIfSystemProperty(
        named = "assay.optional",
        matches = "true",
        disabledReason = "needs python3 with numpy on the path")
class SecondRouteTest {
    private static final Path SCRIPT = Path.of("src/test/python/second_route.py");

    @TempDir
    static Path folder;

    private static Path run;

    @BeforeAll
    static void train() throws IOException, InterruptedException {
        assumeThat(exitCode(folder.resolve("numpy.txt"), "-c", "import numpy"))
                .as("python3 with numpy is not on the path")
                .isZero();
        try (var stream = SecondRouteTest.class.getResourceAsStream("tiny.yaml")) {
            // A bound that networks this small can meet, so that their geometry is reported and can be compared.
            String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("mean_kl_below: 0.002", "mean_kl_below: 9");
            ExperimentSpec spec = ExperimentReader.read("tiny.yaml", ConfigNode.parse("tiny.yaml", text));
            run = Experiment.run(spec, folder.resolve("runs"), 2, Progress.SILENT, () -> false)
                    .folder();
        }
    }

    private static int exitCode(Path output, String... arguments) throws IOException, InterruptedException {
        String[] command = new String[arguments.length + 1];
        command[0] = "python3";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start()
                    .waitFor();
        } catch (IOException absent) {
            Files.writeString(output, absent.getMessage());
            return -1;
        }
    }

    @Test
    void both_routes_give_the_same_numbers() throws IOException, InterruptedException {
        Path output = folder.resolve("agreement.txt");
        int code = exitCode(output, SCRIPT.toString(), run.toString());
        assertThat(code).as(Files.readString(output)).isZero();
        // Attention of both languages; of Mess3 five numbers in each of three replicates.
        assertThat(Files.readAllLines(output)).hasSize(2 + 3 * 5).allMatch(line -> line.startsWith("ok"));
    }

    @Test
    void a_score_that_was_changed_is_found() throws IOException, InterruptedException {
        Path copy = Files.createDirectory(folder.resolve("changed"));
        try (var files = Files.walk(run)) {
            for (Path file : files.toList()) {
                Path to = copy.resolve(run.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(to);
                } else {
                    Files.copy(file, to);
                }
            }
        }
        Path result = copy.resolve(RunFolder.RESULT);
        String text = Files.readString(result);
        int score = text.indexOf("\"mess3/trained/program/next-token/kl-from-truth\"");
        int values = text.lastIndexOf("\"values\"", score);
        int number = text.indexOf('.', values) + 1;
        char digit = text.charAt(number) == '9' ? '0' : (char) (text.charAt(number) + 1);
        Files.writeString(result, text.substring(0, number) + digit + text.substring(number + 1));
        Path output = folder.resolve("disagreement.txt");
        assertThat(exitCode(output, SCRIPT.toString(), copy.toString()))
                .as(Files.readString(output))
                .isEqualTo(1);
        assertThat(Files.readAllLines(output))
                .filteredOn(line -> line.startsWith("FAIL"))
                .hasSize(1);
    }
}
