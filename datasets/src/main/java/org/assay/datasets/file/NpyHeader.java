package org.assay.datasets.file;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.assay.datasets.file.Npy.Type;

/**
 * What stands before the entries of an npy array: a magic number, a version, and a Python dictionary with the three keys {@code
 * descr}, {@code fortran_order} and {@code shape}. Version 1.0 is written; 1.0, 2.0 and 3.0 are read, which differ in the width
 * of the length and in the encoding (numpy/lib/format).
 */
record NpyHeader(Type type, int[] shape) {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int PREFIX = MAGIC.length + 2 + Short.BYTES;
    private static final int ALIGNMENT = 64;
    private static final int LONGEST = 1 << 16;
    private static final Pattern DICTIONARY = Pattern.compile(
            "\\{'descr': '([^']{1,16})', 'fortran_order': (True|False), 'shape': \\(((?:[0-9]{1,10},? ?)*)\\),? *\\} *\n");

    /** How many bytes the entries take; -1 when there are more than an array can hold. */
    long dataBytes() {
        long count = count(shape);
        return count < 0 || count > (Integer.MAX_VALUE - 8) / type.bytes() ? -1 : count * type.bytes();
    }

    /** The number of entries; -1 when there are more than fit into memory. */
    static long count(int[] shape) {
        long count = 1;
        for (int extent : shape) {
            if (extent < 0 || extent > 0 && count > Integer.MAX_VALUE / extent) {
                return -1;
            }
            count *= extent;
        }
        return count;
    }

    /** Version 1.0, padded so that the entries begin at a multiple of 64. */
    byte[] bytes() {
        String extents = Arrays.stream(shape).mapToObj(Integer::toString).collect(Collectors.joining(", "));
        String dictionary = "{'descr': '" + type.descriptor() + "', 'fortran_order': False, 'shape': (" + extents
                + (shape.length == 1 ? ",)" : ")") + ", }";
        int unpadded = PREFIX + dictionary.length() + 1;
        String padded = dictionary + " ".repeat(Math.floorMod(-unpadded, ALIGNMENT)) + "\n";
        return ByteBuffer.allocate(PREFIX + padded.length())
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(MAGIC)
                .put((byte) 1)
                .put((byte) 0)
                .putShort((short) padded.length())
                .put(padded.getBytes(StandardCharsets.US_ASCII))
                .array();
    }

    /** Reads up to where the entries begin. */
    static NpyHeader read(Path file, InputStream in) throws IOException {
        DataInputStream data = new DataInputStream(in);
        try {
            byte[] magic = new byte[MAGIC.length];
            data.readFully(magic);
            int major = data.readUnsignedByte();
            int minor = data.readUnsignedByte();
            if (!Arrays.equals(magic, MAGIC) || major < 1 || major > 3 || minor != 0) {
                throw new DamagedFileException(file, "does not begin like an npy array of version 1.0, 2.0 or 3.0");
            }
            long length = major == 1
                    ? Short.toUnsignedInt(Short.reverseBytes(data.readShort()))
                    : Integer.toUnsignedLong(Integer.reverseBytes(data.readInt()));
            if (length > LONGEST) {
                throw new DamagedFileException(
                        file, "has an npy header of " + length + " bytes, at most " + LONGEST + " are read");
            }
            byte[] text = data.readNBytes((int) length);
            if (text.length < length) {
                throw new EOFException();
            }
            return parse(file, new String(text, major == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1));
        } catch (EOFException e) {
            throw new DamagedFileException(file, "ends inside an npy header");
        }
    }

    private static NpyHeader parse(Path file, String dictionary) throws DamagedFileException {
        Matcher matcher = DICTIONARY.matcher(dictionary);
        if (!matcher.matches()) {
            throw new DamagedFileException(file, "the header does not describe a plain array");
        }
        Type type = type(file, matcher.group(1));
        if (matcher.group(2).equals("True")) {
            throw new DamagedFileException(
                    file,
                    "holds a column-major array, wanted row-major",
                    "save it again with numpy.ascontiguousarray around the array");
        }
        return new NpyHeader(type, shape(file, matcher.group(3)));
    }

    private static Type type(Path file, String descriptor) throws DamagedFileException {
        for (Type type : Type.values()) {
            if (type.descriptor().equals(descriptor)) {
                return type;
            }
        }
        String known = Arrays.stream(Type.values()).map(Type::descriptor).collect(Collectors.joining(" "));
        String why = descriptor.contains("O") ? ", which means pickled objects: they are never read" : "";
        throw new DamagedFileException(
                file,
                "holds entries of type '" + descriptor + "'" + why,
                "save it again with .astype of one of these types: " + known);
    }

    private static int[] shape(Path file, String extents) throws DamagedFileException {
        String[] parts = extents.isBlank() ? new String[0] : extents.split(", ?");
        int[] shape = new int[parts.length];
        for (int i = 0; i < parts.length; i++) {
            long extent = extent(file, parts[i].strip());
            if (extent > Integer.MAX_VALUE) {
                throw new DamagedFileException(file, "has the extent " + extent);
            }
            shape[i] = (int) extent;
        }
        return shape;
    }

    private static long extent(Path file, String digits) throws DamagedFileException {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException e) {
            throw new DamagedFileException(file, "has the extent '" + digits + "'");
        }
    }
}
