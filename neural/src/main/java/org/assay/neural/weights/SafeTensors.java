package org.assay.neural.weights;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.assay.datasets.file.AtomicFile;
import org.assay.datasets.file.Json;

/**
 * The content of a safetensors file: named tensors and a map of strings. Layout: 8 bytes little-endian N, N bytes of JSON, the
 * tensors without holes (safetensors 0.8.0, format description).
 *
 * <p>Bytes are canonical: tensors by falling alignment of their type and then by name, metadata by name, header padded with
 * spaces to a multiple of 8. The same content gives the same bytes in whatever order it came.
 *
 * @param tensors  by name
 * @param metadata strings by name, may be empty
 */
public record SafeTensors(SortedMap<String, Tensor> tensors, SortedMap<String, String> metadata) {
    static final String METADATA = "__metadata__";

    public SafeTensors {
        if (tensors.containsKey(METADATA)) {
            throw new IllegalArgumentException("no tensor may be called " + METADATA);
        }
        tensors = Collections.unmodifiableSortedMap(new TreeMap<>(tensors));
        metadata = Collections.unmodifiableSortedMap(new TreeMap<>(metadata));
    }

    public static SafeTensors of(Map<String, Tensor> tensors, Map<String, String> metadata) {
        return new SafeTensors(new TreeMap<>(tensors), new TreeMap<>(metadata));
    }

    /** Reads a file, refusing whatever breaks a rule of the format; see {@link SafeTensorsReader}. */
    public static SafeTensors read(Path file) throws IOException {
        return SafeTensorsReader.read(file);
    }

    /** Writes the canonical bytes, whole or not at all. */
    public void write(Path file) throws IOException {
        AtomicFile.write(file, bytes());
    }

    /** The tensor called {@code name}; throws when there is none. */
    public Tensor tensor(String name) {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException("no tensor is called " + name + "; there are " + tensors.keySet());
        }
        return tensor;
    }

    /** The canonical bytes. */
    public byte[] bytes() {
        List<String> order = new ArrayList<>(tensors.keySet());
        order.sort(Comparator.comparing((String name) -> tensors.get(name).dtype())
                .reversed()
                .thenComparing(Comparator.naturalOrder()));
        byte[] header = header(order);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length)
                .array());
        file.writeBytes(header);
        for (String name : order) {
            file.writeBytes(tensors.get(name).bytes());
        }
        return file.toByteArray();
    }

    private byte[] header(List<String> order) {
        List<String> members = new ArrayList<>();
        if (!metadata.isEmpty()) {
            members.add(Json.line(METADATA) + ":" + Json.line(metadata));
        }
        long begin = 0;
        for (String name : order) {
            Tensor tensor = tensors.get(name);
            Map<String, Object> entry = new LinkedHashMap<>();
            long end = begin + tensor.bytes().length;
            entry.put("dtype", tensor.dtype().name());
            entry.put("shape", tensor.shape());
            entry.put("data_offsets", List.of(begin, end));
            members.add(Json.line(name) + ":" + inOrder(entry));
            begin = end;
        }
        StringBuilder json =
                new StringBuilder("{").append(String.join(",", members)).append("}");
        int length = json.toString().getBytes(StandardCharsets.UTF_8).length;
        json.append(" ".repeat(Math.floorMod(-length, 8)));
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The reference writer puts dtype, shape and offsets in this order. */
    private static String inOrder(Map<String, Object> entry) {
        List<String> members = new ArrayList<>();
        entry.forEach((key, value) -> members.add(Json.line(key) + ":" + Json.line(value)));
        return "{" + String.join(",", members) + "}";
    }
}
