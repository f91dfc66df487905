package org.assay.neural.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.assay.datasets.file.AtomicFile;
import org.assay.datasets.file.Manifest;
import org.assay.neural.transformer.TransformerConfig;
import org.assay.neural.weights.NamedWeights;

/**
 * The weights of chosen steps, {@code kept/step-000000000016.safetensors}, float32, apart from the states that a training goes on
 * from: what later work follows the formation of circuits with. {@code kept/manifest.json} is written at the end.
 */
final class KeptWeights {
    private final Path folder;
    private final TransformerConfig config;

    /** @param training folder of the training */
    KeptWeights(Path training, TransformerConfig config) {
        this.folder = training.resolve("kept");
        this.config = config;
    }

    void write(long step, float[] parameters) throws IOException {
        Map<String, String> metadata = Map.of("step", Long.toString(step));
        AtomicFile.write(
                folder.resolve(String.format(Locale.ROOT, "step-%012d.safetensors", step)),
                NamedWeights.toTensors(config, parameters, metadata).bytes());
    }

    /** Lists what was kept, if anything was. */
    void finish() throws IOException {
        if (Files.isDirectory(folder)) {
            Manifest.write(folder);
        }
    }
}
