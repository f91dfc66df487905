package org.assay.neural.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.assay.datasets.file.AtomicFile;
import org.assay.datasets.file.DamagedFileException;
import org.assay.datasets.file.Json;
import org.assay.datasets.file.Manifest;
import org.assay.neural.djl.TorchTraining;
import org.assay.neural.transformer.TransformerConfig;
import org.assay.neural.weights.NamedWeights;
import org.assay.neural.weights.SafeTensors;

/**
 * The states of a training on disk: {@code checkpoints/step-000000001000/} with weights, what the optimiser remembers, {@code state.json}
 * and, last, {@code manifest.json} with the hash of each. A checkpoint is made under another name and renamed when it is whole, and
 * old ones are removed only after that, so that a kill at any moment leaves one that can be resumed. Kept are the newest and the
 * one before it that the options ask for: one that an interruption asked for goes with the next.
 */
final class Checkpoints {
    static final int FORMAT = 2;
    private static final String PREFIX = "step-";
    private static final String STATE = "state.json";
    private static final String WEIGHTS = "weights.safetensors";
    private static final String FIRST = "first-moments.safetensors";
    private static final String SECOND = "second-moments.safetensors";

    private final Path folder;
    private final TransformerConfig config;
    private final Map<String, String> key;
    private final Set<Integer> scheduled;
    private final int memory;

    /** {@code state.json}. */
    record StateFile(int format, long step, long metricsBytes, Map<String, String> key) {}

    /** A state together with the length that {@code metrics.jsonl} had. */
    record Saved(TorchTraining.State state, long metricsBytes) {}

    /** @param training folder of the training; checkpoints lie in a folder of their own below it */
    Checkpoints(Path training, TrainingJob job) {
        this.folder = training.resolve("checkpoints");
        this.config = job.config();
        this.key = job.key();
        this.scheduled = job.options().checkpointSteps();
        this.memory = job.options().optimiser().memory();
    }

    /** Writes a checkpoint, then removes those that are no longer needed. */
    void save(Saved saved) throws IOException {
        Files.createDirectories(folder);
        TorchTraining.State state = saved.state();
        Path making = folder.resolve(".making");
        deleteTree(making);
        AtomicFile.write(making.resolve(WEIGHTS), tensors(state.parameters()));
        if (memory > 0) {
            AtomicFile.write(making.resolve(FIRST), tensors(state.firstMoments()));
        }
        if (memory > 1) {
            AtomicFile.write(making.resolve(SECOND), tensors(state.secondMoments()));
        }
        StateFile stateFile = new StateFile(FORMAT, state.step(), saved.metricsBytes(), key);
        AtomicFile.write(making.resolve(STATE), Json.pretty(stateFile));
        Manifest.write(making);
        Path target = folder.resolve(name(state.step()));
        deleteTree(target);
        Files.move(making, target, StandardCopyOption.ATOMIC_MOVE);
        settle(target);
    }

    /** What follows a checkpoint; a kill may have come before it. */
    private void settle(Path newest) throws IOException {
        AtomicFile.write(folder.resolve("latest"), newest.getFileName() + "\n");
        deleteTree(folder.resolve(".making"));
        int kept = 0;
        for (Path older : steps()) {
            int step = Integer.parseInt(older.getFileName().toString().substring(PREFIX.length()));
            if (!older.equals(newest) && (kept == 1 || !scheduled.contains(step))) {
                deleteTree(older);
            } else if (!older.equals(newest)) {
                kept++;
            }
        }
    }

    /**
     * The newest state that is whole. Damaged checkpoints are set aside under another name and an older one is taken. Throws
     * when a whole one belongs to another configuration.
     */
    Optional<Saved> newest() throws IOException {
        for (Path checkpoint : steps()) {
            try {
                Saved saved = load(checkpoint);
                settle(checkpoint);
                return Optional.of(saved);
            } catch (DamagedFileException e) {
                Path aside = folder.resolve(".damaged-" + checkpoint.getFileName());
                deleteTree(aside);
                Files.move(checkpoint, aside, StandardCopyOption.ATOMIC_MOVE);
            }
        }
        return Optional.empty();
    }

    private Saved load(Path checkpoint) throws IOException {
        Manifest.verify(checkpoint, List.of(STATE, WEIGHTS));
        StateFile state = Json.read(checkpoint.resolve(STATE), StateFile.class);
        if (state.format() != FORMAT) {
            throw new OtherConfigurationException(
                    folder.getParent(),
                    List.of("format of checkpoints: there " + state.format() + ", now " + FORMAT
                            + " (written by another version)"));
        }
        requireSame(state.key());
        return new Saved(
                new TorchTraining.State(
                        state.step(),
                        values(checkpoint.resolve(WEIGHTS)),
                        memory > 0 ? values(checkpoint.resolve(FIRST)) : new float[0],
                        memory > 1 ? values(checkpoint.resolve(SECOND)) : new float[0]),
                state.metricsBytes());
    }

    private void requireSame(Map<String, String> found) {
        TreeSet<String> fields = new TreeSet<>(key.keySet());
        fields.addAll(found.keySet());
        List<String> differences = new ArrayList<>();
        for (String field : fields) {
            if (!Objects.equals(found.get(field), key.get(field))) {
                differences.add(field + ": there " + found.get(field) + ", now " + key.get(field));
            }
        }
        if (!differences.isEmpty()) {
            throw new OtherConfigurationException(folder.getParent(), differences);
        }
    }

    private byte[] tensors(float[] values) {
        return NamedWeights.toTensors(config, values, Map.of()).bytes();
    }

    private float[] values(Path file) throws IOException {
        return NamedWeights.fromTensors(config, SafeTensors.read(file), file);
    }

    /** Folders of finished checkpoints, the newest first. */
    private List<Path> steps() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(path -> path.getFileName().toString().matches(PREFIX + "\\d{12}"))
                    .sorted(Comparator.comparing(
                                    (Path path) -> path.getFileName().toString())
                            .reversed())
                    .toList();
        }
    }

    private static String name(long step) {
        return String.format(Locale.ROOT, PREFIX + "%012d", step);
    }

    private static void deleteTree(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        List<Path> all;
        try (Stream<Path> tree = Files.walk(root)) {
            all = tree.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            Files.delete(path);
        }
    }
}
