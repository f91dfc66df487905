package org.assay.datasets.file;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.assay.datasets.matrix.Matrix;

/**
 * Arrays in numpy's npy format (numpy/lib/format): a header, see {@link NpyHeader}, then the entries in row-major order,
 * little-endian. Pickled objects are never read.
 *
 * @param type  of the entries
 * @param shape extents, outermost first; empty for a scalar
 * @param data  the entries, little-endian, from position 0
 */
public record Npy(Type type, int[] shape, ByteBuffer data) {
    /** Kinds of entries that are written and read. */
    public enum Type {
        F4("<f4", 4),
        F8("<f8", 8),
        I4("<i4", 4),
        I8("<i8", 8),
        U1("|u1", 1),
        B1("|b1", 1);

        private final String descriptor;
        private final int bytes;

        Type(String descriptor, int bytes) {
            this.descriptor = descriptor;
            this.bytes = bytes;
        }

        String descriptor() {
            return descriptor;
        }

        int bytes() {
            return bytes;
        }
    }

    public Npy {
        if (NpyHeader.count(shape) * type.bytes != data.limit()) {
            throw new IllegalArgumentException("an array of shape " + Arrays.toString(shape) + " and type " + type
                    + " has " + NpyHeader.count(shape) * type.bytes + " bytes, got " + data.limit());
        }
    }

    public static Npy of(Matrix matrix) {
        ByteBuffer data = room(matrix.values().length, Type.F8);
        data.asDoubleBuffer().put(matrix.values());
        return new Npy(Type.F8, new int[] {matrix.rows(), matrix.columns()}, data);
    }

    public static Npy of(int[] shape, double... values) {
        ByteBuffer data = room(values.length, Type.F8);
        data.asDoubleBuffer().put(values);
        return new Npy(Type.F8, shape.clone(), data);
    }

    public static Npy of(int[] shape, float... values) {
        ByteBuffer data = room(values.length, Type.F4);
        data.asFloatBuffer().put(values);
        return new Npy(Type.F4, shape.clone(), data);
    }

    public static Npy of(int[] shape, int... values) {
        ByteBuffer data = room(values.length, Type.I4);
        data.asIntBuffer().put(values);
        return new Npy(Type.I4, shape.clone(), data);
    }

    public static Npy of(int[] shape, long... values) {
        ByteBuffer data = room(values.length, Type.I8);
        data.asLongBuffer().put(values);
        return new Npy(Type.I8, shape.clone(), data);
    }

    public static Npy of(int[] shape, byte... values) {
        return new Npy(Type.U1, shape.clone(), ByteBuffer.wrap(values.clone()).order(ByteOrder.LITTLE_ENDIAN));
    }

    public static Npy of(int[] shape, boolean... values) {
        ByteBuffer data = room(values.length, Type.B1);
        for (int i = 0; i < values.length; i++) {
            data.put(i, (byte) (values[i] ? 1 : 0));
        }
        return new Npy(Type.B1, shape.clone(), data);
    }

    /** The entries; throws IllegalArgumentException when they are not of type f8. */
    public double[] doubles() {
        double[] values = new double[require(Type.F8)];
        view().asDoubleBuffer().get(values);
        return values;
    }

    /** The entries; throws IllegalArgumentException when they are not of type f4. */
    public float[] floats() {
        float[] values = new float[require(Type.F4)];
        view().asFloatBuffer().get(values);
        return values;
    }

    /** The entries; throws IllegalArgumentException when they are not of type i4. */
    public int[] ints() {
        int[] values = new int[require(Type.I4)];
        view().asIntBuffer().get(values);
        return values;
    }

    /** The entries; throws IllegalArgumentException when they are not of type i8. */
    public long[] longs() {
        long[] values = new long[require(Type.I8)];
        view().asLongBuffer().get(values);
        return values;
    }

    /** The entries; throws IllegalArgumentException when they are not of type u1. */
    public byte[] bytes() {
        byte[] values = new byte[require(Type.U1)];
        view().get(values);
        return values;
    }

    /** The entries; throws IllegalArgumentException when they are not of type b1. */
    public boolean[] booleans() {
        boolean[] values = new boolean[require(Type.B1)];
        for (int i = 0; i < values.length; i++) {
            values[i] = data.get(i) != 0;
        }
        return values;
    }

    /** The entries of a two-dimensional array of type f8. */
    public Matrix matrix() {
        if (shape.length != 2) {
            throw new IllegalArgumentException("a matrix has two extents, this array has " + Arrays.toString(shape));
        }
        return Matrix.wrap(shape[0], shape[1], doubles());
    }

    /** Writes the array to {@code file}, whole or not at all. */
    public void write(Path file) throws IOException {
        try (AtomicFile.Pending pending = AtomicFile.open(file)) {
            write(pending.stream());
            pending.commit();
        }
    }

    void write(OutputStream stream) throws IOException {
        stream.write(header(type, shape));
        stream.write(data.array(), data.arrayOffset(), data.limit());
    }

    /** What stands before the entries; for arrays that are written as they are made. */
    public static byte[] header(Type type, int... shape) {
        return new NpyHeader(type, shape).bytes();
    }

    /** Appends entries of an i4 array that was begun with {@link #header}. */
    public static void append(OutputStream stream, int... values) throws IOException {
        ByteBuffer data = room(values.length, Type.I4);
        data.asIntBuffer().put(values);
        stream.write(data.array());
    }

    /** The same for an f8 array. */
    public static void append(OutputStream stream, double... values) throws IOException {
        ByteBuffer data = room(values.length, Type.F8);
        data.asDoubleBuffer().put(values);
        stream.write(data.array());
    }

    /** The same for a b1 array. */
    public static void append(OutputStream stream, boolean... values) throws IOException {
        byte[] data = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            data[i] = (byte) (values[i] ? 1 : 0);
        }
        stream.write(data);
    }

    /** Reads {@code file}; the header is checked against the size of the file before anything is allocated. */
    public static Npy read(Path file) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            return read(file, in, Files.size(file));
        }
    }

    /**
     * Reads an array that must end where the stream ends. Memory grows with what is read and not with what is promised.
     *
     * @param file for messages
     * @param most how many bytes the entries may take
     */
    static Npy read(Path file, InputStream in, long most) throws IOException {
        NpyHeader header = NpyHeader.read(file, in);
        long promised = header.dataBytes();
        if (promised < 0 || promised > most) {
            throw promise(file, header, "at most " + most + " can");
        }
        byte[] data = in.readNBytes((int) promised);
        if (data.length < promised) {
            throw promise(file, header, data.length + " bytes");
        }
        if (in.read() >= 0) {
            throw promise(file, header, "more than " + promised + " bytes");
        }
        return new Npy(header.type(), header.shape(), ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN));
    }

    private static DamagedFileException promise(Path file, NpyHeader header, String found) {
        return new DamagedFileException(
                file,
                "the header promises an array " + Arrays.toString(header.shape()) + " of type "
                        + header.type().descriptor() + ", " + found + " follow");
    }

    private static ByteBuffer room(int entries, Type type) {
        return ByteBuffer.allocate(Math.multiplyExact(entries, type.bytes)).order(ByteOrder.LITTLE_ENDIAN);
    }

    private ByteBuffer view() {
        return data.duplicate().order(ByteOrder.LITTLE_ENDIAN).rewind();
    }

    private int require(Type wanted) {
        if (type != wanted) {
            throw new IllegalArgumentException("the array is of type " + type + ", asked for " + wanted);
        }
        return (int) NpyHeader.count(shape);
    }
}
