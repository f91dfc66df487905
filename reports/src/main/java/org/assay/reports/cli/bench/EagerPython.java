package org.assay.reports.cli.bench;

import java.io.IOException;
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
 * class: plain PyTorch modules run eagerly, as training code is usually written.
 */
final class EagerPython implements AutoCloseable {
    private static final String SCRIPT = "eager_training.py";

    private final PythonProcess process;

    /** What the script prints after a turn. */
    private record Turn(double seconds, double processorSeconds, double[] losses) {}

    /** One tensor of the flat file of weights, as the script reads it. */
    private record Tensor(String name, List<Integer> shape, int offset) {}

    private EagerPython(PythonProcess process) {
        this.process = process;
    }

    /** Starts {@code interpreter} on the same first weights and batches. */
    static EagerPython start(Path interpreter, TimedTraining training) {
        return new EagerPython(PythonProcess.start(interpreter, SCRIPT, folder -> writeJob(folder, training)));
    }

    private static void writeJob(Path folder, TimedTraining training) throws IOException {
        TransformerConfig config = training.initial().config();
        PythonProcess.writeFloats(
                folder.resolve("weights.f32"), training.initial().values());
        int[][] batches = training.batches();
        PythonProcess.writeInts(folder.resolve("tokens.i32"), batches);
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
        Turn turn = process.ask(Integer.toString(count), Turn.class);
        return new TimedTraining.Lap(turn.seconds(), turn.processorSeconds(), turn.losses());
    }

    @Override
    public void close() {
        process.close();
    }
}
