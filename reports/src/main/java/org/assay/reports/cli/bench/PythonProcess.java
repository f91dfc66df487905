package org.assay.reports.cli.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assay.datasets.file.Json;

/**
 * A Python process that runs a script beside this class on one thread and waits between its turns. What it works on lies in a folder
 * that goes with it.
 */
final class PythonProcess implements AutoCloseable {
    private static final int GRACE_SECONDS = 5;
    private static final String ERRORS = "errors.txt";

    private final Process process;
    private final Writer orders;
    private final BufferedReader answers;
    private final Path folder;

    private PythonProcess(Process process, Path folder) {
        this.process = process;
        this.orders = process.outputWriter(StandardCharsets.UTF_8);
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        this.folder = folder;
    }

    /** What a process works on. */
    interface Job {
        void write(Path folder) throws IOException;
    }

    /** Starts {@code interpreter} on {@code script} with the folder into which {@code job} has written. */
    static PythonProcess start(Path interpreter, String script, Job job) {
        try (InputStream text = PythonProcess.class.getResourceAsStream(script)) {
            Path folder = Files.createTempDirectory("assay-python");
            job.write(folder);
            ProcessBuilder builder = new ProcessBuilder(
                    interpreter.toString(),
                    "-c",
                    new String(text.readAllBytes(), StandardCharsets.UTF_8),
                    folder.toString());
            // OpenBLAS and OpenMP each keep threads of their own and do not heed torch.set_num_threads.
            builder.environment()
                    .putAll(Map.of("OPENBLAS_NUM_THREADS", "1", "OMP_NUM_THREADS", "1", "MKL_NUM_THREADS", "1"));
            builder.environment().putAll(fastKernels());
            builder.redirectError(folder.resolve(ERRORS).toFile());
            return new PythonProcess(builder.start(), folder);
        } catch (IOException e) {
            throw new PythonUnavailableException(interpreter + " did not start: " + e.getMessage());
        }
    }

    /** OpenBLAS older than the processor falls back to kernels many times slower than it has: it is told which are right. */
    private static Map<String, String> fastKernels() throws IOException {
        Path description = Path.of("/proc/cpuinfo");
        if (System.getenv("OPENBLAS_CORETYPE") != null || !Files.isReadable(description)) {
            return Map.of();
        }
        boolean wide = Files.readString(description).contains(" avx512vl");
        return wide ? Map.of("OPENBLAS_CORETYPE", "SkylakeX") : Map.of();
    }

    /** Sends a line and waits for the answer, one line of JSON. */
    <T> T ask(String order, Class<T> type) {
        try {
            orders.write(order + "\n");
            orders.flush();
            String answer = answers.readLine();
            if (answer == null) {
                throw new PythonUnavailableException("Python gave up: " + lastError());
            }
            return Json.parse(answer, type);
        } catch (IOException e) {
            throw new PythonUnavailableException("Python went away: " + lastError());
        }
    }

    private String lastError() {
        try {
            List<String> lines = Files.readAllLines(folder.resolve(ERRORS));
            return lines.isEmpty() ? "it says nothing" : lines.get(lines.size() - 1);
        } catch (IOException e) {
            return e.getMessage();
        }
    }

    /** Numbers as a script reads them, little-endian. */
    static void writeFloats(Path file, float[] values) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        Files.write(file, bytes.array());
    }

    /** Arrays one after the other, little-endian. */
    static void writeInts(Path file, int[][] arrays) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(
                        Stream.of(arrays).mapToInt(array -> array.length).sum() * Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN);
        for (int[] array : arrays) {
            for (int value : array) {
                bytes.putInt(value);
            }
        }
        Files.write(file, bytes.array());
    }

    @Override
    public void close() {
        try {
            orders.close();
            if (!process.waitFor(GRACE_SECONDS, java.util.concurrent.TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    Files.deleteIfExists(file);
                }
            }
            Files.deleteIfExists(folder);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
