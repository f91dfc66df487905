package org.assay.datasets.matrix;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * A dense array of doubles whose axes have names, row-major: nobody has to remember which axis is the head. Immutable by
 * agreement: {@link #values()} hands the array itself out for reading.
 */
public final class NamedArray {
    private final List<String> axes;
    private final int[] shape;
    private final double[] values;

    private NamedArray(List<String> axes, int[] shape, double[] values) {
        this.axes = axes;
        this.shape = shape;
        this.values = values;
    }

    /**
     * Wraps {@code values} without copying.
     *
     * @param axes   different names, outermost first
     * @param shape  as many extents
     * @param values as many as the product of the extents
     */
    public static NamedArray of(List<String> axes, int[] shape, double... values) {
        if (axes.size() != shape.length || axes.stream().distinct().count() != axes.size()) {
            throw new IllegalArgumentException(
                    "wanted one name for each axis, all different: " + axes + " for " + Arrays.toString(shape));
        }
        long size = 1;
        for (int extent : shape) {
            if (extent < 0) {
                throw new IllegalArgumentException("extents must not be negative: " + Arrays.toString(shape));
            }
            size *= extent;
        }
        if (size != values.length) {
            throw new IllegalArgumentException(
                    "an array of " + described(axes, shape) + " needs " + size + " values, got " + values.length);
        }
        return new NamedArray(List.copyOf(axes), shape.clone(), values);
    }

    /** Zeros. */
    public static NamedArray zeros(List<String> axes, int... shape) {
        long size = Arrays.stream(shape).asLongStream().reduce(1, Math::multiplyExact);
        return of(axes, shape, new double[Math.toIntExact(size)]);
    }

    public List<String> axes() {
        return axes;
    }

    public int[] shape() {
        return shape.clone();
    }

    /** The entries themselves, row-major; not a copy. */
    public double[] values() {
        return values;
    }

    /** The extent of one axis. */
    public int size(String axis) {
        return shape[axis(axis)];
    }

    /** The entry at these indices, one for each axis. */
    public double at(int... indices) {
        return values[offset(indices)];
    }

    /** Sets the entry at these indices; for whoever makes the array. */
    public void set(double value, int... indices) {
        values[offset(indices)] = value;
    }

    /** The part where {@code axis} is {@code index}, without that axis; a copy. */
    public NamedArray select(String axis, int index) {
        int at = axis(axis);
        Objects.checkIndex(index, shape[at]);
        int inner = 1;
        for (int a = at + 1; a < shape.length; a++) {
            inner *= shape[a];
        }
        double[] part = new double[values.length / shape[at]];
        for (int outer = 0; outer * inner < part.length; outer++) {
            System.arraycopy(values, (outer * shape[at] + index) * inner, part, outer * inner, inner);
        }
        List<String> names = new ArrayList<>(axes);
        names.remove(at);
        int[] extents = new int[shape.length - 1];
        for (int a = 0; a < extents.length; a++) {
            extents[a] = shape[a < at ? a : a + 1];
        }
        return of(names, extents, part);
    }

    /** The entries with the axes before {@code axis} as rows and the rest as columns; not a copy. */
    public Matrix matrix(String axis) {
        int columns = 1;
        for (int a = axis(axis); a < shape.length; a++) {
            columns *= shape[a];
        }
        return Matrix.wrap(columns == 0 ? 0 : values.length / columns, columns, values);
    }

    private int axis(String name) {
        int index = axes.indexOf(name);
        if (index < 0) {
            throw new IllegalArgumentException("there is no axis '" + name + "' in " + this);
        }
        return index;
    }

    private int offset(int... indices) {
        if (indices.length != shape.length) {
            throw new IllegalArgumentException(
                    "wanted " + shape.length + " indices for " + this + ", got " + indices.length);
        }
        int offset = 0;
        for (int a = 0; a < shape.length; a++) {
            offset = offset * shape[a] + Objects.checkIndex(indices[a], shape[a]);
        }
        return offset;
    }

    private static String described(List<String> axes, int... shape) {
        List<String> parts = new ArrayList<>();
        for (int a = 0; a < shape.length; a++) {
            parts.add(axes.get(a) + " " + shape[a]);
        }
        return String.join(" x ", parts);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NamedArray array
                && axes.equals(array.axes)
                && Arrays.equals(shape, array.shape)
                && Arrays.equals(values, array.values);
    }

    @Override
    public int hashCode() {
        return 31 * axes.hashCode() + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "NamedArray[" + described(axes, shape) + "]";
    }
}
