package org.assay.neural.hook;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assay.datasets.file.AtomicFile;
import org.assay.datasets.file.DamagedFileException;
import org.assay.datasets.file.Json;
import org.assay.datasets.file.Manifest;
import org.assay.datasets.file.Npy;
import org.assay.datasets.file.Spelling;
import org.assay.datasets.matrix.NamedArray;
import org.assay.datasets.model.Positions;
import org.assay.datasets.progress.Progress;
import org.assay.neural.transformer.HookPoint;

/**
 * Activations on disk: one {@code HOOK.npy} of numbers as the network computes them for each hook point, {@code tokens.npy}, and
 * {@code activations.json} with the names of the axes. Written batch by batch, so memory does not grow with the number of
 * sequences; read one hook point at a time. In Python: {@code numpy.load("blocks.0.attn.hook_z.npy", mmap_mode="r")}.
 */
public final class ActivationFolder {
    private static final String INDEX = "activations.json";
    private static final String TOKENS = "tokens.npy";
    private static final String TASK = "activations";

    private final Path folder;
    private final Index index;

    /**
     * @param weights   hash of the network's parameters
     * @param positions which positions (and queries) were kept
     * @param arrays    axes and extents by hook point
     */
    private record Index(String weights, List<Integer> positions, Map<String, Axes> arrays) {}

    private record Axes(List<String> axes, int[] shape) {}

    private ActivationFolder(Path folder, Index index) {
        this.folder = folder;
        this.index = index;
    }

    /**
     * Runs {@code network} on {@code sequences} and writes what {@code names} means at {@code positions}. A folder whose writing
     * was interrupted has no manifest and is refused by {@link #open}.
     */
    public static ActivationFolder write(
            Path folder,
            HookedTransformer network,
            int[][] sequences,
            NameFilter names,
            Positions positions,
            Progress progress)
            throws IOException {
        SequenceBatches batches = network.batches(sequences);
        List<HookPoint> points = network.chosen(names);
        int[] kept = network.kept(positions, batches.length());
        boolean twice = network.doublePrecision();
        Files.deleteIfExists(folder.resolve(Manifest.NAME));
        Map<String, Axes> arrays = new LinkedHashMap<>();
        List<AtomicFile.Pending> files = new ArrayList<>();
        try {
            for (HookPoint point : points) {
                int[] shape = Selection.shape(point, sequences.length, batches.length(), kept.length);
                arrays.put(point.name(), new Axes(point.axes(), shape));
                AtomicFile.Pending file = AtomicFile.open(folder.resolve(point.name() + ".npy"));
                files.add(file);
                file.stream().write(Npy.header(twice ? Npy.Type.F8 : Npy.Type.F4, shape));
            }
            for (int from = 0; from < sequences.length; from += batches.size()) {
                progress.at(TASK, from, sequences.length, "");
                ActivationCache cache = network.keptOf(batches.from(from), points, kept);
                for (int i = 0; i < points.size(); i++) {
                    append(
                            files.get(i).stream(),
                            cache.get(points.get(i).name()).values(),
                            twice);
                }
            }
            for (AtomicFile.Pending file : files) {
                file.commit();
            }
        } finally {
            for (AtomicFile.Pending file : files) {
                file.close();
            }
        }
        tokens(sequences, batches.length()).write(folder.resolve(TOKENS));
        Index index = new Index(network.weights().id().toString(), boxed(kept), arrays);
        AtomicFile.write(folder.resolve(INDEX), Json.pretty(index));
        List<String> written = new ArrayList<>(List.of(TOKENS, INDEX));
        arrays.keySet().forEach(name -> written.add(name + ".npy"));
        Manifest.write(folder, written::contains);
        progress.at(TASK, sequences.length, sequences.length, "");
        return new ActivationFolder(folder, index);
    }

    /**
     * Opens a folder that {@link #write} finished.
     *
     * @throws DamagedFileException when it was not finished, or a file is missing or changed
     */
    public static ActivationFolder open(Path folder) throws IOException {
        Manifest.verify(folder, List.of(TOKENS, INDEX));
        return new ActivationFolder(folder, Json.read(folder.resolve(INDEX), Index.class));
    }

    public List<String> names() {
        return List.copyOf(index.arrays.keySet());
    }

    /** Hash of the parameters of the network that was run. */
    public String weights() {
        return index.weights;
    }

    /** Reads what one hook point held. */
    public NamedArray get(String name) throws IOException {
        Axes axes = index.arrays.get(name);
        if (axes == null) {
            throw new IllegalArgumentException(
                    name + " was not kept in " + folder + ": " + Spelling.hint(name, index.arrays.keySet()));
        }
        Path file = folder.resolve(name + ".npy");
        Npy array = Npy.read(file);
        if (!Arrays.equals(array.shape(), axes.shape)) {
            throw new DamagedFileException(file, "has another shape than " + INDEX + " says");
        }
        double[] values = array.type() == Npy.Type.F8 ? array.doubles() : doubles(array.floats());
        return NamedArray.of(axes.axes, axes.shape, values);
    }

    private static Npy tokens(int[][] sequences, int length) {
        int[] tokens = new int[sequences.length * length];
        for (int s = 0; s < sequences.length; s++) {
            System.arraycopy(sequences[s], 0, tokens, s * length, length);
        }
        return Npy.of(new int[] {sequences.length, length}, tokens);
    }

    private static void append(OutputStream stream, double[] values, boolean twice) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * (twice ? Double.BYTES : Float.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        for (double value : values) {
            if (twice) {
                bytes.putDouble(value);
            } else {
                bytes.putFloat((float) value);
            }
        }
        stream.write(bytes.array());
    }

    private static double[] doubles(float[] floats) {
        double[] values = new double[floats.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = floats[i];
        }
        return values;
    }

    private static List<Integer> boxed(int[] values) {
        return Arrays.stream(values).boxed().toList();
    }
}
