package org.assay.datasets.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assay.datasets.file.Manifest;
import org.assay.datasets.language.Languages;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.progress.Progress;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Streams in a process of its own whose heap could not hold the tokens, were they kept: 8,000,000 tokens are 32 MB, the heap 24.
 */
@Tag("slow")
class FlatMemoryTest {
    private static final int ROW = 1_000;
    private static final int ROWS = 8_000;

    @TempDir
    private Path folder;

    /** Runs in the other process: what to do and where. */
    public static void main(String[] arguments) throws IOException {
        GeneratingProcess process = Languages.open(arguments[1]);
        if (arguments[0].equals("write")) {
            CorpusLayout layout = CorpusLayout.continuing(ROWS, ROW);
            CorpusWriter.write(process, Seed.of(1), layout, CorpusFormat.NPY, Path.of(arguments[2]), Progress.SILENT);
            return;
        }
        TokenStream stream = new TokenStream(process, Seed.of(1), TokenStream.ENDLESS);
        List<int[]> kept = new ArrayList<>();
        long sum = 0;
        for (int r = 0; r < ROWS; r++) {
            int[] row = new int[ROW];
            for (int p = 0; p < ROW; p++) {
                row[p] = stream.next();
                sum += row[p];
            }
            if (arguments[0].equals("keep")) {
                kept.add(row);
            }
        }
        Files.writeString(Path.of(arguments[2]), sum + " " + kept.size());
    }

    @Test
    void a_stream_needs_no_more_memory_than_a_row() throws Exception {
        assertThat(run("stream", "mess3", folder.resolve("sum"))).isZero();
        assertThat(run("stream", "toy-english", folder.resolve("sum"))).isZero();
    }

    @Test
    void a_corpus_on_disk_needs_no_more_memory_than_a_row() throws Exception {
        assertThat(run("write", "mess3", folder)).isZero();
        assertThat(Manifest.verify(folder).files()).isNotEmpty();
    }

    @Test
    void keeping_what_was_streamed_fails() throws Exception {
        assertThat(run("keep", "mess3", folder.resolve("sum"))).isNotZero();
    }

    private int run(String what, String language, Path target) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx24m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FlatMemoryTest.class.getName(),
                        what,
                        language,
                        target.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        return process.waitFor();
    }
}
