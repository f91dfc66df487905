package org.assay.datasets.file;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Named arrays in one file, as {@code numpy.load} opens it: a zip of {@code NAME.npy}. The same arrays give the same bytes:
 * sorted by name, not compressed, without times.
 *
 * <p>A file is read within {@link Limits}, since a zip of a few bytes can claim any size; names with a folder in them, names that
 * come twice and pickled objects are refused.
 *
 * @param arrays by name, such as {@code blocks.0.hook_resid_post} or {@code tokens}
 */
public record Npz(SortedMap<String, Npy> arrays) {
    private static final String SUFFIX = ".npy";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,199}");

    /** The first moment that a zip can tell: files have no times of their own. */
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    public Npz {
        for (String name : arrays.keySet()) {
            if (!NAME.matcher(name).matches()) {
                throw new IllegalArgumentException(
                        "an array's name has 1 to 200 letters, digits, '.', '_' or '-', got '" + name + "'");
            }
        }
        arrays = Collections.unmodifiableSortedMap(new TreeMap<>(arrays));
    }

    /**
     * What a file may ask for.
     *
     * @param arrays at most so many
     * @param bytes  of all entries of all arrays together
     */
    public record Limits(int arrays, long bytes) {
        /** A thousand arrays, 1 GiB in all: beyond that, safetensors serve better. */
        public static final Limits USUAL = new Limits(1000, 1L << 30);
    }

    public static Npz of(Map<String, Npy> arrays) {
        return new Npz(new TreeMap<>(arrays));
    }

    /** The array called {@code name}; throws when there is none. */
    public Npy array(String name) {
        Npy array = arrays.get(name);
        if (array == null) {
            throw new IllegalArgumentException("no array is called " + name + "; there are " + arrays.keySet());
        }
        return array;
    }

    /** Writes all arrays to {@code file}, whole or not at all. */
    public void write(Path file) throws IOException {
        try (AtomicFile.Pending pending = AtomicFile.open(file);
                ZipOutputStream zip = new ZipOutputStream(new Unclosed(pending.stream()), StandardCharsets.UTF_8)) {
            for (Map.Entry<String, Npy> array : arrays.entrySet()) {
                zip.putNextEntry(stored(array.getKey(), array.getValue()));
                array.getValue().write(zip);
                zip.closeEntry();
            }
            zip.finish();
            pending.commit();
        }
    }

    /** An entry that is not compressed says its size and checksum beforehand. */
    private static ZipEntry stored(String name, Npy array) throws IOException {
        CRC32 checksum = new CRC32();
        byte[] header = Npy.header(array.type(), array.shape());
        checksum.update(header);
        checksum.update(array.data().duplicate().rewind());
        ZipEntry entry = new ZipEntry(name + SUFFIX);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(header.length + (long) array.data().limit());
        entry.setCrc(checksum.getValue());
        entry.setTimeLocal(NO_TIME);
        return entry;
    }

    /** Reads all arrays of {@code file} within {@link Limits#USUAL}. */
    public static Npz read(Path file) throws IOException {
        return read(file, Limits.USUAL);
    }

    /**
     * Reads all arrays of {@code file}.
     *
     * @throws DamagedFileException for what is no npz, holds what is never read, or asks for more than {@code limits} allow
     */
    public static Npz read(Path file, Limits limits) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new DamagedFileException(file, "is missing");
        }
        SortedMap<String, Npy> arrays = new TreeMap<>();
        try (ZipFile zip = new ZipFile(file.toFile(), StandardCharsets.UTF_8)) {
            if (zip.size() > limits.arrays()) {
                throw new DamagedFileException(
                        file, "holds " + zip.size() + " arrays, at most " + limits.arrays() + " are read");
            }
            long left = limits.bytes();
            Enumeration<? extends ZipEntry> entries = zip.entries();
            while (entries.hasMoreElements()) {
                ZipEntry entry = entries.nextElement();
                String name = name(file, entry.getName());
                try (InputStream in = new BufferedInputStream(zip.getInputStream(entry))) {
                    Npy array = Npy.read(file.resolveSibling(file.getFileName() + "!" + entry.getName()), in, left);
                    left -= array.data().limit();
                    if (arrays.put(name, array) != null) {
                        throw new DamagedFileException(file, "holds two arrays called " + name);
                    }
                }
            }
        } catch (ZipException | EOFException | IllegalArgumentException e) { // the last for names that are not UTF-8
            throw new DamagedFileException(file, "is not a zip of arrays, or was cut: " + e.getMessage());
        }
        return new Npz(arrays);
    }

    private static String name(Path file, String entry) throws DamagedFileException {
        String name = entry.endsWith(SUFFIX) ? entry.substring(0, entry.length() - SUFFIX.length()) : "";
        if (!NAME.matcher(name).matches()) {
            throw new DamagedFileException(
                    file, "holds '" + entry + "', wanted NAME.npy of letters, digits, '.', '_' and '-'");
        }
        return name;
    }

    /** The zip ends before the file does: it must be forced to disk first. */
    private static final class Unclosed extends FilterOutputStream {
        Unclosed(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            out.write(bytes, from, count);
        }

        @Override
        public void close() throws IOException {
            out.flush();
        }
    }
}
