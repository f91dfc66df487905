package org.assay.neural.weights;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.assay.datasets.file.DamagedFileException;
import org.assay.datasets.file.JsonCursor;

/**
 * The header of a safetensors file, checked whole before a single tensor is read: the rules of the format in their order, each
 * with its own message. The text is streamed twice, once for its encoding and once for its content, and never held.
 *
 * <p>Three limits are ours and not the format's, so that a file of zero-sized tensors cannot fill memory: {@value #MOST_TENSORS}
 * tensors, {@value #MOST_DIMENSIONS} dimensions, {@value #LONGEST_METADATA} characters of metadata.
 *
 * @param dataStart where in the file the tensors begin
 * @param entries   in the order of their offsets
 * @param metadata  may be empty
 */
record SafeTensorsHeader(long dataStart, List<Entry> entries, SortedMap<String, String> metadata) {
    private static final long LARGEST_HEADER = 100_000_000;
    private static final long LARGEST_DIMENSION = (1L << 48) - 1;
    private static final int MOST_TENSORS = 100_000;
    private static final int MOST_DIMENSIONS = 64;
    private static final int LONGEST_METADATA = 1 << 23;
    private static final int PART = 1 << 13;

    /**
     * What is said of one tensor.
     *
     * @param begin of its data, counted from where all data begin
     * @param end   after its data
     */
    record Entry(String name, DType dtype, List<Long> shape, long begin, long end) {
        long size() {
            return end - begin;
        }
    }

    static SafeTensorsHeader read(Path file, FileChannel channel) throws IOException {
        return new Reading(file, channel).read();
    }

    /** One reading of one file. */
    private static final class Reading {
        private final Path file;
        private final FileChannel channel;

        Reading(Path file, FileChannel channel) {
            this.file = file;
            this.channel = channel;
        }

        SafeTensorsHeader read() throws IOException {
            long length = length();
            requireText(length);
            List<Entry> entries = new ArrayList<>();
            SortedMap<String, String> metadata = new TreeMap<>();
            try (JsonCursor json = new JsonCursor(file, "header", text(length))) {
                for (String name = json.nextMember(); name != null; name = json.nextMember()) {
                    if (name.equals(SafeTensors.METADATA)) {
                        readMetadata(json, metadata);
                    } else {
                        entries.add(entry(name, json));
                    }
                    if (entries.size() > MOST_TENSORS) {
                        throw damaged("names more than " + MOST_TENSORS + " tensors, the most that are read");
                    }
                }
                json.requireEnd();
            }
            entries.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
            requireCover(entries, channel.size() - Long.BYTES - length);
            return new SafeTensorsHeader(Long.BYTES + length, List.copyOf(entries), metadata);
        }

        /** Rules 1 to 3. */
        private long length() throws IOException {
            long size = channel.size();
            if (size < Long.BYTES) {
                throw damaged("header too small: the file has " + size + " bytes, the length alone takes 8");
            }
            byte[] bytes = Channels.newInputStream(channel.position(0)).readNBytes(Long.BYTES);
            long length = 0;
            for (int i = Long.BYTES - 1; i >= 0; i--) {
                length = length << 8 | bytes[i] & 0xFF;
            }
            if (length < 0 || length > LARGEST_HEADER) {
                throw damaged("header too large: " + Long.toUnsignedString(length) + " bytes, at most " + LARGEST_HEADER
                        + " are allowed");
            }
            if (Long.BYTES + length > size) {
                throw damaged("invalid header length: " + length + " bytes, but only " + (size - Long.BYTES)
                        + " follow; truncated?");
            }
            return length;
        }

        /** Rule 4: strict UTF-8 from an opening brace to a closing brace and spaces. */
        private void requireText(long length) throws IOException {
            int first = -1;
            int last = -1;
            try (Reader text = text(length)) {
                char[] part = new char[PART];
                for (int read = text.read(part); read >= 0; read = text.read(part)) {
                    first = first < 0 ? part[0] : first;
                    for (int i = 0; i < read; i++) {
                        last = part[i] == ' ' ? last : part[i];
                    }
                }
            } catch (CharacterCodingException e) {
                throw damaged("header is not UTF-8");
            }
            if (first != '{') {
                throw damaged("header does not start with '{'");
            }
            if (last != '}') {
                throw damaged("header does not end with '}' and spaces");
            }
        }

        private Reader text(long length) throws IOException {
            InputStream bytes = new Window(Channels.newInputStream(channel.position(Long.BYTES)), length);
            return new InputStreamReader(
                    bytes,
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .onMalformedInput(CodingErrorAction.REPORT)
                            .onUnmappableCharacter(CodingErrorAction.REPORT));
        }

        /** Rule 5, for the metadata. */
        private void readMetadata(JsonCursor json, SortedMap<String, String> metadata) throws IOException {
            if (!json.atObject()) {
                throw damaged("metadata is not a map of strings");
            }
            long characters = 0;
            for (String key = json.nextMember(); key != null; key = json.nextMember()) {
                if (!json.atText()) {
                    throw damaged("metadata '" + key + "' is not a string");
                }
                metadata.put(key, json.text());
                characters += key.length() + (long) json.text().length();
                if (characters > LONGEST_METADATA) {
                    throw damaged(
                            "has more than " + LONGEST_METADATA + " characters of metadata, the most that are read");
                }
            }
        }

        /** Rules 5, 6 and 8, for one tensor. */
        private Entry entry(String name, JsonCursor json) throws IOException {
            DType dtype = null;
            List<Long> shape = null;
            List<Long> offsets = null;
            if (!json.atObject()) {
                throw notAnEntry(name);
            }
            for (String key = json.nextMember(); key != null; key = json.nextMember()) {
                switch (key) {
                    case "dtype" -> dtype = dtype(name, json);
                    case "shape" -> shape = numbers(name, key, json, MOST_DIMENSIONS, LARGEST_DIMENSION);
                    case "data_offsets" -> offsets = numbers(name, key, json, 2, Long.MAX_VALUE);
                    default -> throw notAnEntry(name);
                }
            }
            if (dtype == null || shape == null || offsets == null) {
                throw notAnEntry(name);
            }
            if (offsets.size() != 2 || offsets.get(1) < offsets.get(0)) {
                throw damaged(
                        "tensor '" + name + "' has data_offsets " + offsets + ", not [begin, end] with end >= begin");
            }
            Entry entry = new Entry(name, dtype, shape, offsets.get(0), offsets.get(1));
            long bits = bits(name, dtype, shape);
            if (bits % Byte.SIZE != 0 || bits / Byte.SIZE != entry.size()) {
                throw damaged("tensor '" + name + "' of " + dtype + shape + " needs " + bits + " bits, its data has "
                        + entry.size() + " bytes");
            }
            return entry;
        }

        private long bits(String name, DType dtype, List<Long> shape) throws DamagedFileException {
            long bits = dtype.bits();
            for (long dimension : shape) {
                if (Math.multiplyHigh(bits, dimension) != 0 || bits * dimension < 0) {
                    throw damaged("tensor '" + name + "' of " + dtype + shape + " overflows 64 bits");
                }
                bits *= dimension;
            }
            return bits;
        }

        private DType dtype(String name, JsonCursor json) throws IOException {
            for (DType dtype : DType.values()) {
                if (json.atText() && dtype.name().equals(json.text())) {
                    return dtype;
                }
            }
            throw damaged("tensor '" + name + "' has unknown dtype " + json.found());
        }

        /** A list of at most {@code most} whole numbers in 0 .. largest. */
        private List<Long> numbers(String name, String key, JsonCursor json, int most, long largest)
                throws IOException {
            if (!json.atList()) {
                throw damaged("tensor '" + name + "' has a " + key + " that is not a list");
            }
            List<Long> numbers = new ArrayList<>();
            while (json.nextElement()) {
                if (!json.atWholeNumber() || json.wholeNumber() < 0 || json.wholeNumber() > largest) {
                    throw damaged("tensor '" + name + "' has " + json.found() + " in its " + key
                            + ", wanted a whole number from 0 to " + largest);
                }
                numbers.add(json.wholeNumber());
                if (numbers.size() > most) {
                    throw damaged("tensor '" + name + "' has more than " + most + " numbers in its " + key);
                }
            }
            return List.copyOf(numbers);
        }

        /** Rules 7 and 9: sorted by offset the tensors begin at 0, touch each other, and end where the file ends. */
        private void requireCover(List<Entry> sorted, long dataLength) throws DamagedFileException {
            long at = 0;
            for (Entry entry : sorted) {
                if (entry.begin() != at) {
                    throw damaged("tensor '" + entry.name() + "' begins at " + entry.begin() + ", "
                            + (entry.begin() < at
                                    ? "inside the one before, which ends at "
                                    : "after a hole that begins at ")
                            + at);
                }
                at = entry.end();
            }
            if (at != dataLength) {
                throw damaged("tensors take " + at + " bytes, the file holds " + dataLength + " bytes of data"
                        + (dataLength < at ? "; truncated?" : ""));
            }
        }

        private DamagedFileException notAnEntry(String name) {
            return damaged("tensor '" + name + "' must have exactly dtype, shape and data_offsets");
        }

        private DamagedFileException damaged(String reason) {
            return new DamagedFileException(file, reason);
        }
    }

    /** The first bytes of a stream, which stays open. */
    private static final class Window extends InputStream {
        private final InputStream in;
        private long left;

        Window(InputStream in, long length) {
            this.in = in;
            this.left = length;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int from, int count) throws IOException {
            int read = left == 0 ? -1 : in.read(bytes, from, (int) Math.min(count, left));
            left -= Math.max(0, read);
            return read;
        }
    }
}
