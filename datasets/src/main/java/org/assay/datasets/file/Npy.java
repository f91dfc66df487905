package org.assay.datasets.file;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.assay.datasets.matrix.Matrix;

/**
 * Arrays in numpy's npy format, version 1.0 (numpy/lib/format): a magic number, a header that is a Python dictionary in
 * ASCII, then the entries in row-major order, little-endian. Pickled objects are never read.
 *
 * @param type  of the entries
 * @param shape extents, outermost first; empty for a scalar
 * @param data  the entries, little-endian, from position 0
 */
public record Npy(Type type, int[] shape, ByteBuffer data) {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
    private static final int PREFIX = MAGIC.length + Short.BYTES;
    private static final int ALIGNMENT = 64;
    private static final Pattern HEADER = Pattern.compile(
            "\\{'descr': '([^']{1,16})', 'fortran_order': (True|False), 'shape': \\(((?:[0-9]{1,10},? ?)*)\\),? *\\} *\n");

    /** Kinds of entries that are written and read. */
    public enum Type {
        F4("<f4", 4),
        F8("<f8", 8),
        I4("<i4", 4),
        I8("<i8", 8),
        B1("|b1", 1);

        private final String descriptor;
        private final int bytes;

        Type(String descriptor, int bytes) {
            this.descriptor = descriptor;
            this.bytes = bytes;
        }
    }

    public Npy {
        if (count(shape) * type.bytes != data.limit()) {
            throw new IllegalArgumentException("an array of shape " + Arrays.toString(shape) + " and type " + type
                    + " has " + count(shape) * type.bytes + " bytes, got " + data.limit());
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
            pending.stream().write(header(type, shape));
            pending.stream().write(data.array(), data.arrayOffset(), data.limit());
            pending.commit();
        }
    }

    /** What stands before the entries; for arrays that are written as they are made. */
    public static byte[] header(Type type, int... shape) {
        String extents = Arrays.stream(shape).mapToObj(Integer::toString).collect(Collectors.joining(", "));
        String dictionary = "{'descr': '" + type.descriptor + "', 'fortran_order': False, 'shape': (" + extents
                + (shape.length == 1 ? ",)" : ")") + ", }";
        int unpadded = PREFIX + dictionary.length() + 1;
        String padded = dictionary + " ".repeat(Math.floorMod(-unpadded, ALIGNMENT)) + "\n";
        return ByteBuffer.allocate(PREFIX + padded.length())
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(MAGIC)
                .putShort((short) padded.length())
                .put(padded.getBytes(StandardCharsets.US_ASCII))
                .array();
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
        try (FileChannel channel = FileChannel.open(file)) {
            ByteBuffer prefix = read(file, channel, PREFIX);
            byte[] magic = new byte[MAGIC.length];
            prefix.get(magic);
            if (!Arrays.equals(magic, MAGIC)) {
                throw new DamagedFileException(file, "does not begin like an npy file of version 1.0");
            }
            byte[] header =
                    read(file, channel, Short.toUnsignedInt(prefix.getShort())).array();
            Matcher matcher = HEADER.matcher(new String(header, StandardCharsets.ISO_8859_1));
            if (!matcher.matches()) {
                throw new DamagedFileException(file, "the header does not describe a plain array");
            }
            Type type = type(file, matcher.group(1));
            if (matcher.group(2).equals("True")) {
                throw new DamagedFileException(file, "holds a column-major array, wanted row-major");
            }
            int[] shape = shape(file, matcher.group(3));
            long left = channel.size() - channel.position();
            if (count(shape) * type.bytes != left || left > Integer.MAX_VALUE - 8) {
                throw new DamagedFileException(
                        file,
                        "the header promises an array " + Arrays.toString(shape) + " of type " + type.descriptor + ", "
                                + left + " bytes follow");
            }
            return new Npy(type, shape, read(file, channel, (int) left));
        }
    }

    private static ByteBuffer read(Path file, FileChannel channel, int bytes) throws IOException {
        if (channel.size() - channel.position() < bytes) {
            throw new DamagedFileException(file, "ends after " + channel.size() + " bytes, more were promised");
        }
        ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new DamagedFileException(file, "was shortened while it was read");
            }
        }
        return buffer.flip();
    }

    private static Type type(Path file, String descriptor) throws DamagedFileException {
        for (Type type : Type.values()) {
            if (type.descriptor.equals(descriptor)) {
                return type;
            }
        }
        String why = descriptor.contains("O") ? ", which means pickled objects: they are never read" : "";
        throw new DamagedFileException(file, "holds entries of type '" + descriptor + "'" + why);
    }

    private static int[] shape(Path file, String extents) throws DamagedFileException {
        String[] parts = extents.isBlank() ? new String[0] : extents.split(", ?");
        int[] shape = new int[parts.length];
        for (int i = 0; i < parts.length; i++) {
            long extent = Long.parseLong(parts[i].strip());
            if (extent > Integer.MAX_VALUE) {
                throw new DamagedFileException(file, "has the extent " + extent);
            }
            shape[i] = (int) extent;
        }
        return shape;
    }

    /** The number of entries; -1 when there are more than fit into memory. */
    private static long count(int[] shape) {
        long count = 1;
        for (int extent : shape) {
            if (extent < 0 || extent > 0 && count > Integer.MAX_VALUE / extent) {
                return -1;
            }
            count *= extent;
        }
        return count;
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
        return (int) count(shape);
    }
}
