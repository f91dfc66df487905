package org.assay.neural.weights;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
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
 * A network as a folder that opens in other tools. {@code model.safetensors} in the key layout of TransformerLens up to 3, {@code
 * model-native.safetensors} in that of its own small networks from 3.4 on (where it has the architecture, see {@link LensForms}),
 * {@code config.json} with its field names, {@code vocab.json} (id to token), {@code check.npz} with logits to compare with,
 * {@code load_in_python.py} that compares them, and {@code manifest.json} with the SHA-256 of each, written last. The same network
 * gives the same bytes.
 *
 * @param weights    all parameters, with their configuration
 * @param vocabulary as many tokens as the configuration says
 */
public record ModelFolder(TransformerWeights weights, Vocabulary vocabulary) {
    static final String MODEL = "model.safetensors";
    static final String NATIVE_MODEL = "model-native.safetensors";
    static final String CONFIG = "config.json";
    static final String VOCABULARY = "vocab.json";
    private static final String CHECK = "check.npz";
    private static final String SCRIPT = "load_in_python.py";
    private static final Map<String, String> METADATA = Map.of("format", "pt");
    private static final List<String> NEEDED = List.of(CONFIG, MODEL, VOCABULARY);
    private static final List<String> ALL = List.of(CONFIG, MODEL, VOCABULARY, NATIVE_MODEL, CHECK, SCRIPT);

    public ModelFolder {
        if (vocabulary.size() != weights.config().dVocab()) {
            throw new IllegalArgumentException("the network reads "
                    + weights.config().dVocab() + " tokens, the vocabulary has " + vocabulary.size());
        }
    }

    /** Writes all files, the manifest last; makes the folder when missing. */
    public void write(Path folder) throws IOException {
        writeNeeded(folder);
        TransformerConfig config = weights.config();
        if (LensForms.nativeObstacle(config).isEmpty()) {
            Map<String, Tensor> own = NamedWeights.tensors(config, weights.values());
            SafeTensors.of(LensForms.toNative(config, own), METADATA).write(folder.resolve(NATIVE_MODEL));
        } else {
            Files.deleteIfExists(folder.resolve(NATIVE_MODEL));
        }
        CheckVectors.of(weights).write(folder.resolve(CHECK));
        AtomicFile.write(folder.resolve(SCRIPT), script());
        Manifest.write(folder, ALL::contains);
    }

    /** Writes what is needed to read the network back here, and nothing for other tools: where size counts. */
    public void writeSmall(Path folder) throws IOException {
        writeNeeded(folder);
        Manifest.write(folder, NEEDED::contains);
    }

    private void writeNeeded(Path folder) throws IOException {
        Map<String, String> names = new TreeMap<>();
        for (int id = 0; id < vocabulary.size(); id++) {
            names.put(Integer.toString(id), vocabulary.token(id));
        }
        Map<String, Tensor> own = NamedWeights.tensors(weights.config(), weights.values());
        Map<String, Tensor> all = new TreeMap<>(own);
        all.putAll(LensForms.additions(weights.config(), own));
        SafeTensors.of(all, METADATA).write(folder.resolve(MODEL));
        AtomicFile.write(folder.resolve(CONFIG), Json.pretty(ConfigFile.of(weights.config())));
        AtomicFile.write(folder.resolve(VOCABULARY), Json.pretty(names));
    }

    private static byte[] script() throws IOException {
        try (InputStream script = ModelFolder.class.getResourceAsStream(SCRIPT)) {
            return script.readAllBytes();
        }
    }

    /** Reads a folder back, refusing what is missing, changed since it was written, or not what its configuration says. */
    public static ModelFolder read(Path folder) throws IOException {
        Manifest.verify(folder, NEEDED);
        Path configFile = folder.resolve(CONFIG);
        TransformerConfig config;
        try {
            config = Json.read(configFile, ConfigFile.class).toConfig();
        } catch (IllegalArgumentException e) {
            throw new DamagedFileException(configFile, e.getMessage());
        }
        Path model = folder.resolve(MODEL);
        float[] values =
                NamedWeights.values(config, own(config, SafeTensors.read(model).tensors(), model), model);
        Vocabulary vocabulary = vocabulary(folder.resolve(VOCABULARY), config.dVocab());
        return new ModelFolder(TransformerWeights.of(config, values), vocabulary);
    }

    /** The network's own tensors of a file that may hold what TransformerLens needs beside them, when that says the same. */
    public static Map<String, Tensor> own(TransformerConfig config, Map<String, Tensor> all, Path file)
            throws DamagedFileException {
        Map<String, Tensor> own = NamedWeights.keys(config).toOwn(all, LensForms.added(config), file);
        for (Map.Entry<String, Tensor> added : LensForms.additions(config, own).entrySet()) {
            Tensor found = all.get(added.getKey());
            if (found != null && !found.equals(added.getValue())) {
                throw new DamagedFileException(
                        file,
                        added.getKey() + " is not what " + CONFIG + " makes of it: zero, or the embedding transposed");
            }
        }
        return own;
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
