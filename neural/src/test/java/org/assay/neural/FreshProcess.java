package org.assay.neural;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A Java process of its own that has ended, for what must be seen from the start.
 *
 * @param exit its exit status
 * @param said everything that it printed
 */
public record FreshProcess(int exit, String said) {
    private static final long LONGEST_SECONDS = 120;

    /** Runs the main method of {@code main} with the class path of the tests and waits for its end. */
    public static FreshProcess run(List<String> options, Class<?> main) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)).isTrue();
        return new FreshProcess(process.exitValue(), said);
    }
}
