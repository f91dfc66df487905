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
import org.assay.datasets.file.Json;
import org.assay.neural.train.TimedTraining;
import org.assay.neural.transformer.ParameterLayout;
import org.assay.neural.transformer.TransformerConfig;

/**
 * A Python process that trains what a {@link TimedTraining} trains, with the script {@code eager_training.py} beside this
 * class: plain PyTorch modules run eagerly, as training code is usually written. It waits between its turns.
 */
final class EagerPython implements AutoCloseable {
    private static final String SCRIPT = "eager_training.py";
    private static final int GRACE_SECONDS = 5;

    private final Process process;
    private final Writer orders;
    private final BufferedReader answers;
    private final Path folder;

    /** What the script prints after a turn. */
    private record Turn(double seconds, double processorSeconds, double[] losses) {}

    /** One tensor of the flat file of weights, as the script reads it. */
    private record Tensor(String name, List<Integer> shape, int offset) {}

    private EagerPython(Process process, Path folder) {
        this.process = process;
        this.orders = process.outputWriter(StandardCharsets.UTF_8);
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        this.folder = folder;
    }

    /** Starts {@code interpreter} on the same first weights and batches. */
    static EagerPython start(Path interpreter, TimedTraining training) {
        try (InputStream script = EagerPython.class.getResourceAsStream(SCRIPT)) {
            Path folder = Files.createTempDirectory("assay-python");
            writeJob(folder, training);
            ProcessBuilder builder = new ProcessBuilder(
                    interpreter.toString(),
                    "-c",
                    new String(script.readAllBytes(), StandardCharsets.UTF_8),
                    folder.toString());
            // OpenBLAS and OpenMP each keep threads of their own and do not heed torch.set_num_threads.
            builder.environment()
                    .putAll(Map.of("OPENBLAS_NUM_THREADS", "1", "OMP_NUM_THREADS", "1", "MKL_NUM_THREADS", "1"));
            builder.environment().putAll(fastKernels());
            builder.redirectError(folder.resolve("errors.txt").toFile());
            return new EagerPython(builder.start(), folder);
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

    private static void writeJob(Path folder, TimedTraining training) throws IOException {
        TransformerConfig config = training.initial().config();
        float[] weights = training.initial().values();
        ByteBuffer bytes = ByteBuffer.allocate(weights.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(weights);
        Files.write(folder.resolve("weights.f32"), bytes.array());
        int[][] batches = training.batches();
        ByteBuffer tokens = ByteBuffer.allocate(batches.length * batches[0].length * Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN);
        for (int[] batch : batches) {
            for (int token : batch) {
                tokens.putInt(token);
            }
        }
        Files.write(folder.resolve("tokens.i32"), tokens.array());
        List<Tensor> tensors = ParameterLayout.of(config).parameters().stream()
                .map(parameter -> new Tensor(parameter.name(), parameter.shape(), parameter.offset()))
                .toList();
        Map<String, Object> job = Map.of(
                "layers", config.nLayers(),
                "heads", config.nHeads(),
                "bilinear", config.bilinearAttention(),
                "eps", config.eps(),
                "steps", batches.length,
                "length", training.length(),
                "rate", TimedTraining.LEARNING_RATE,
                "decay", TimedTraining.OPTIMISER.weightDecay(),
                "tensors", tensors);
        Files.writeString(folder.resolve("job.json"), Json.pretty(job));
    }

    /** Trains for so many laps; the losses are those of the last. */
    TimedTraining.Lap laps(int count) {
        try {
            orders.write(count + "\n");
            orders.flush();
            String answer = answers.readLine();
            if (answer == null) {
                throw new PythonUnavailableException("Python gave up: " + lastError());
            }
            Turn turn = Json.parse(answer, Turn.class);
            return new TimedTraining.Lap(turn.seconds(), turn.processorSeconds(), turn.losses());
        } catch (IOException e) {
            throw new PythonUnavailableException("Python went away: " + lastError());
        }
    }

    private String lastError() {
        try {
            List<String> lines = Files.readAllLines(folder.resolve("errors.txt"));
            return lines.isEmpty() ? "it says nothing" : lines.get(lines.size() - 1);
        } catch (IOException e) {
            return e.getMessage();
        }
    }

    @Override
    public void close() {
        try {
            orders.close();
            if (!process.waitFor(GRACE_SECONDS, java.util.concurrent.TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            for (String file : List.of("weights.f32", "tokens.i32", "job.json", "errors.txt")) {
                Files.deleteIfExists(folder.resolve(file));
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
