package org.assay.neural.weights;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assay.datasets.file.AtomicFile;
import org.assay.datasets.file.DamagedFileException;
import org.assay.datasets.file.Json;
import org.assay.datasets.file.Manifest;
import org.assay.datasets.sequence.Vocabulary;
import org.assay.neural.transformer.TransformerConfig;
import org.assay.neural.transformer.TransformerWeights;

/**
 * A network as a folder: {@code model.safetensors} in TransformerLens' key layout, {@code config.json} with its field names,
 * {@code vocab.json} (id to token), and {@code manifest.json} with the SHA-256 of each, written last. The same network gives the
 * same bytes.
 *
 * @param weights    all parameters, with their configuration
 * @param vocabulary as many tokens as the configuration says
 */
public record ModelFolder(TransformerWeights weights, Vocabulary vocabulary) {
    static final String MODEL = "model.safetensors";
    static final String CONFIG = "config.json";
    static final String VOCABULARY = "vocab.json";
    private static final List<String> FILES = List.of(CONFIG, MODEL, VOCABULARY);

    public ModelFolder {
        if (vocabulary.size() != weights.config().dVocab()) {
            throw new IllegalArgumentException("the network reads "
                    + weights.config().dVocab() + " tokens, the vocabulary has " + vocabulary.size());
        }
    }

    /** Writes all files, the manifest last; makes the folder when missing. */
    public void write(Path folder) throws IOException {
        Map<String, String> names = new TreeMap<>();
        for (int id = 0; id < vocabulary.size(); id++) {
            names.put(Integer.toString(id), vocabulary.token(id));
        }
        Map<String, byte[]> files = new TreeMap<>();
        files.put(
                MODEL,
                NamedWeights.toTensors(weights.config(), weights.values(), Map.of("format", "pt"))
                        .bytes());
        files.put(CONFIG, Json.pretty(ConfigFile.of(weights.config())).getBytes(StandardCharsets.UTF_8));
        files.put(VOCABULARY, Json.pretty(names).getBytes(StandardCharsets.UTF_8));
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            AtomicFile.write(folder.resolve(file.getKey()), file.getValue());
        }
        Manifest.write(folder, FILES::contains);
    }

    /** Reads a folder back, refusing what is missing, changed since it was written, or not what its configuration says. */
    public static ModelFolder read(Path folder) throws IOException {
        Manifest.verify(folder, FILES);
        Path configFile = folder.resolve(CONFIG);
        TransformerConfig config;
        try {
            config = Json.read(configFile, ConfigFile.class).toConfig();
        } catch (IllegalArgumentException e) {
            throw new DamagedFileException(configFile, e.getMessage());
        }
        Path model = folder.resolve(MODEL);
        float[] values = NamedWeights.fromTensors(config, SafeTensors.read(model), model);
        Vocabulary vocabulary = vocabulary(folder.resolve(VOCABULARY), config.dVocab());
        return new ModelFolder(TransformerWeights.of(config, values), vocabulary);
    }

    private static Vocabulary vocabulary(Path file, int size) throws IOException {
        Map<?, ?> names = Json.read(file, Map.class);
        List<String> tokens = new ArrayList<>();
        for (int id = 0; id < size; id++) {
            if (!(names.get(Integer.toString(id)) instanceof String token)) {
                throw new DamagedFileException(file, "has no token for id " + id);
            }
            tokens.add(token);
        }
        if (names.size() != size) {
            throw new DamagedFileException(file, "has " + names.size() + " tokens, the network reads " + size);
        }
        try {
            return new Vocabulary(tokens);
        } catch (IllegalArgumentException e) {
            throw new DamagedFileException(file, e.getMessage());
        }
    }
}
