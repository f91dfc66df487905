package org.assay.neural.weights;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assay.datasets.file.DamagedFileException;
import org.assay.datasets.file.Json;

/**
 * Reads safetensors and trusts nothing: the nine rules of the format are checked in their order, each with its own message,
 * and no length that the file claims is allocated before it is known to lie inside the file.
 */
final class SafeTensorsReader {
    private static final long LARGEST_HEADER = 100_000_000;
    private static final long LARGEST_DIMENSION = (1L << 48) - 1;
    private static final List<String> ENTRY_KEYS = List.of("data_offsets", "dtype", "shape");

    private final Path file;
    private final byte[] bytes;

    /** What the header says of one tensor. */
    private record Entry(String name, DType dtype, List<Long> shape, long begin, long end) {}

    private SafeTensorsReader(Path file, byte[] bytes) {
        this.file = file;
        this.bytes = bytes;
    }

    static SafeTensors read(Path file) throws IOException {
        long size = Files.size(file);
        if (size > Integer.MAX_VALUE - 16) {
            throw new IOException(file + ": has " + size + " bytes, more than the 2 GiB that can be read");
        }
        return new SafeTensorsReader(file, Files.readAllBytes(file)).parse();
    }

    private SafeTensors parse() throws DamagedFileException {
        int headerLength = headerLength();
        Map<?, ?> header = header(headerLength);
        Map<String, String> metadata = new TreeMap<>();
        List<Entry> entries = new ArrayList<>();
        for (Map.Entry<?, ?> member : header.entrySet()) {
            String name = (String) member.getKey();
            if (name.equals(SafeTensors.METADATA)) {
                metadata = metadata(member.getValue());
            } else {
                entries.add(entry(name, member.getValue()));
            }
        }
        requireCover(entries, bytes.length - 8L - headerLength);
        Map<String, Tensor> tensors = new TreeMap<>();
        for (Entry entry : entries) {
            int base = 8 + headerLength;
            byte[] data = Arrays.copyOfRange(bytes, base + (int) entry.begin(), base + (int) entry.end());
            tensors.put(entry.name(), new Tensor(entry.dtype(), entry.shape(), data));
        }
        return SafeTensors.of(tensors, metadata);
    }

    /** Rules 1 to 3. */
    private int headerLength() throws DamagedFileException {
        if (bytes.length < 8) {
            throw damaged("header too small: the file has " + bytes.length + " bytes, the length alone takes 8");
        }
        long length = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
        if (length < 0 || length > LARGEST_HEADER) {
            throw damaged("header too large: " + Long.toUnsignedString(length) + " bytes, at most " + LARGEST_HEADER
                    + " are allowed");
        }
        if (8 + length > bytes.length) {
            throw damaged("invalid header length: " + length + " bytes, but only " + (bytes.length - 8)
                    + " follow; truncated?");
        }
        return (int) length;
    }

    /** Rule 4, and the part of rule 5 that forbids duplicate keys. */
    private Map<?, ?> header(int length) throws DamagedFileException {
        if (length == 0 || bytes[8] != '{') {
            throw damaged("header does not start with '{'");
        }
        int end = 8 + length;
        while (bytes[end - 1] == ' ') {
            end--;
        }
        if (bytes[end - 1] != '}') {
            throw damaged("header does not end with '}' and spaces");
        }
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes, 8, end - 8))
                    .toString();
        } catch (CharacterCodingException e) {
            throw damaged("header is not UTF-8");
        }
        try {
            return Json.parse(text, Map.class);
        } catch (IOException e) {
            throw damaged("header is not JSON with unique keys: "
                    + e.getMessage().lines().findFirst().orElse(""));
        }
    }

    /** Rule 5, for the metadata. */
    private Map<String, String> metadata(Object value) throws DamagedFileException {
        Map<String, String> metadata = new TreeMap<>();
        if (!(value instanceof Map<?, ?> map)) {
            throw damaged("metadata is not a map of strings");
        }
        for (Map.Entry<?, ?> member : map.entrySet()) {
            if (!(member.getValue() instanceof String text)) {
                throw damaged("metadata '" + member.getKey() + "' is not a string");
            }
            metadata.put((String) member.getKey(), text);
        }
        return metadata;
    }

    /** Rules 5, 6 and 8, for one tensor. */
    private Entry entry(String name, Object value) throws DamagedFileException {
        if (!(value instanceof Map<?, ?> map)
                || map.size() != ENTRY_KEYS.size()
                || !map.keySet().containsAll(ENTRY_KEYS)) {
            throw damaged("tensor '" + name + "' must have exactly dtype, shape and data_offsets");
        }
        DType dtype = dtype(name, map.get("dtype"));
        List<Long> shape = numbers(name, "shape", map.get("shape"), LARGEST_DIMENSION);
        List<Long> offsets = numbers(name, "data_offsets", map.get("data_offsets"), Long.MAX_VALUE);
        if (offsets.size() != 2 || offsets.get(1) < offsets.get(0)) {
            throw damaged("tensor '" + name + "' has data_offsets " + offsets + ", not [begin, end] with end >= begin");
        }
        long begin = offsets.get(0);
        long end = offsets.get(1);
        BigInteger bits = BigInteger.valueOf(dtype.bits());
        for (long dimension : shape) {
            bits = bits.multiply(BigInteger.valueOf(dimension));
        }
        if (!bits.equals(BigInteger.valueOf(end - begin).shiftLeft(3))) {
            throw damaged("tensor '" + name + "' of " + dtype + shape + " needs " + bits + " bits, its data has "
                    + (end - begin) + " bytes");
        }
        return new Entry(name, dtype, shape, begin, end);
    }

    private DType dtype(String name, Object value) throws DamagedFileException {
        for (DType dtype : DType.values()) {
            if (dtype.name().equals(value)) {
                return dtype;
            }
        }
        throw damaged("tensor '" + name + "' has unknown dtype " + value);
    }

    /** A list of whole numbers in 0 .. largest. */
    private List<Long> numbers(String name, String key, Object value, long largest) throws DamagedFileException {
        if (!(value instanceof List<?> list)) {
            throw damaged("tensor '" + name + "' has a " + key + " that is not a list");
        }
        List<Long> numbers = new ArrayList<>(list.size());
        for (Object element : list) {
            boolean whole = element instanceof Integer || element instanceof Long;
            if (!whole || ((Number) element).longValue() < 0 || ((Number) element).longValue() > largest) {
                throw damaged("tensor '" + name + "' has " + element + " in its " + key
                        + ", wanted a whole number from 0 to " + largest);
            }
            numbers.add(((Number) element).longValue());
        }
        return numbers;
    }

    /** Rules 7 and 9: sorted by offset the tensors begin at 0, touch each other, and end where the file ends. */
    private void requireCover(List<Entry> entries, long dataLength) throws DamagedFileException {
        List<Entry> sorted = new ArrayList<>(entries);
        sorted.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
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

    private DamagedFileException damaged(String reason) {
        return new DamagedFileException(file, reason);
    }
}
