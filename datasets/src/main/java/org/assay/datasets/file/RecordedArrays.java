package org.assay.datasets.file;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assay.datasets.model.Representation;
import org.assay.datasets.sequence.ContextSet;

/**
 * What models held at their sites, with the contexts that they saw, as arrays for {@link Npz}: one row per row of the context set.
 * {@code tokens} (S, longest) holds the sequences, -1 after their ends; {@code sequence}, {@code position} and {@code weight} (R)
 * say which context a row is; every site is an array (R, directions) under its own name, such as {@code
 * blocks.0.hook_resid_post} or {@code belief}.
 */
public final class RecordedArrays {
    private static final int NO_TOKEN = -1;

    private RecordedArrays() {}

    /** Of any models, all asked about {@code contexts}; sites must have different names. */
    public static Npz of(ContextSet contexts, List<Representation> recorded) {
        Map<String, Npy> arrays = new TreeMap<>();
        int rows = contexts.rows();
        int[] sequence = new int[rows];
        int[] position = new int[rows];
        for (int row = 0; row < rows; row++) {
            sequence[row] = contexts.rowSequence(row);
            position[row] = contexts.rowPosition(row);
        }
        arrays.put("tokens", tokens(contexts));
        arrays.put("sequence", Npy.of(new int[] {rows}, sequence));
        arrays.put("position", Npy.of(new int[] {rows}, position));
        arrays.put("weight", Npy.of(new int[] {rows}, contexts.weights()));
        for (Representation each : recorded) {
            if (!each.contexts().equals(contexts.id())) {
                throw new IllegalArgumentException("site " + each.site() + " was recorded on other contexts: "
                        + each.contexts().brief() + ", wanted " + contexts.id().brief());
            }
            if (arrays.put(each.site().name(), array(each)) != null) {
                throw new IllegalArgumentException("two arrays would be called " + each.site());
            }
        }
        return Npz.of(arrays);
    }

    private static Npy tokens(ContextSet contexts) {
        int longest = contexts.longest();
        int[] tokens = new int[contexts.sequences() * longest];
        Arrays.fill(tokens, NO_TOKEN);
        for (int s = 0; s < contexts.sequences(); s++) {
            int[] sequence = contexts.sequence(s);
            System.arraycopy(sequence, 0, tokens, s * longest, sequence.length);
        }
        return Npy.of(new int[] {contexts.sequences(), longest}, tokens);
    }

    /** float32 where nothing is lost by it, as for what a network computed in float32; else float64. */
    private static Npy array(Representation each) {
        double[] values = each.values().values();
        int[] shape = {each.values().rows(), each.values().columns()};
        float[] narrow = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            narrow[i] = (float) values[i];
            if (narrow[i] != values[i]) {
                return Npy.of(shape, values);
            }
        }
        return Npy.of(shape, narrow);
    }
}
