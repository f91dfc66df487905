package org.assay.neural.hook;

import java.util.Arrays;
import java.util.List;
import org.assay.datasets.matrix.NamedArray;
import org.assay.neural.transformer.HookPoint;
import org.assay.neural.transformer.HookPoint.Layout;

/** What a cache is put together from, batch by batch, and whether there is room for it. */
final class CacheParts {
    private CacheParts() {}

    /** The tokens as an array of their own hook point. */
    static NamedArray tokens(HookPoint point, int[][] sequences) {
        double[] tokens = Arrays.stream(sequences)
                .flatMapToInt(Arrays::stream)
                .asDoubleStream()
                .toArray();
        return NamedArray.of(point.axes(), point.shape(sequences.length, sequences[0].length), tokens);
    }

    /** The parts one after the other along the batch. */
    static NamedArray joined(List<NamedArray> parts, int batch) {
        int[] shape = parts.get(0).shape();
        shape[0] = batch;
        int size = parts.stream().mapToInt(part -> part.values().length).sum();
        double[] values = new double[size];
        int at = 0;
        for (NamedArray part : parts) {
            System.arraycopy(part.values(), 0, values, at, part.values().length);
            at += part.values().length;
        }
        return NamedArray.of(parts.get(0).axes(), shape, values);
    }

    /** Refuses what would take more than half of what the JVM may use, or more than one array can hold. */
    static void requireRoom(List<HookPoint> chosen, long batch, int length, int kept) {
        long numbers = 0;
        for (HookPoint point : chosen) {
            long perPosition = point.layout() == Layout.KEYS ? (long) point.heads() * length : point.width();
            numbers += batch * kept * perPosition;
        }
        long most = Math.min(Runtime.getRuntime().maxMemory() / 2, (long) Integer.MAX_VALUE * Double.BYTES);
        if (numbers * Double.BYTES > most) {
            throw new IllegalArgumentException("the cache would take " + (numbers * Double.BYTES >> 20)
                    + " MiB, there are " + (most >> 20)
                    + ": keep fewer hook points, positions or sequences, or write them with ActivationFolder");
        }
    }
}
