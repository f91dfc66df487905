package org.assay.neural.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assay.datasets.file.DamagedFileException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafeTensorsTest {
    @TempDir
    private Path folder;

    private static Tensor ints(int... values) {
        ByteBuffer buffer = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        buffer.asIntBuffer().put(values);
        return new Tensor(DType.I32, List.of(2L, values.length / 2L), buffer.array());
    }

    private static SafeTensors sample() {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("z.half", new Tensor(DType.F16, List.of(3L), new byte[6]));
        tensors.put("a.float", Tensor.ofFloats(List.of(2L, 2L), new float[] {1, -2, Float.NaN, 1e-40f}));
        tensors.put("empty", Tensor.ofFloats(List.of(0L, 5L), new float[0]));
        tensors.put("scalar", Tensor.ofFloats(List.of(), new float[] {7}));
        tensors.put("flag \"quoted\" \u00e9", new Tensor(DType.BOOL, List.of(3L), new byte[] {1, 0, 1}));
        return SafeTensors.of(tensors, Map.of("framework", "pt", "note", "\u2028"));
    }

    private SafeTensors parse(byte[] bytes) throws IOException {
        Path file = folder.resolve("file.safetensors");
        Files.write(file, bytes);
        return SafeTensors.read(file);
    }

    private static byte[] file(String header, int data) {
        return file(header.getBytes(StandardCharsets.UTF_8), data);
    }

    private static byte[] file(byte[] header, int data) {
        return ByteBuffer.allocate(8 + header.length + data)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length)
                .put(header)
                .array();
    }

    /** Test vectors of the reference implementation. */
    @Test
    void headers_have_the_lengths_of_the_reference_writer() {
        byte[] one = SafeTensors.of(Map.of("test1", ints(1, 2, 3, 4)), Map.of("framework", "pt"))
                .bytes();
        assertThat(one[0]).isEqualTo((byte) 0x60);
        assertThat(one).hasSize(104 + 16);
        assertThat(new String(one, 8, 0x60, StandardCharsets.UTF_8).strip())
                .isEqualTo("{\"__metadata__\":{\"framework\":\"pt\"},"
                        + "\"test1\":{\"dtype\":\"I32\",\"shape\":[2,2],\"data_offsets\":[0,16]}}");
        Tensor half = new Tensor(DType.F16, List.of(2L, 2L), new byte[8]);
        byte[] two = SafeTensors.of(Map.of("test1", ints(1, 2, 3, 4), "test2", half), Map.of())
                .bytes();
        assertThat(two[0] & 0xFF).isEqualTo(0x80);
        assertThat(two).hasSize(136 + 24);
    }

    @Test
    void what_is_written_is_read_back_bit_by_bit() throws IOException {
        SafeTensors back = parse(sample().bytes());
        assertThat(back).isEqualTo(sample());
        assertThat(back.bytes()).isEqualTo(sample().bytes());
        assertThat(back.tensor("a.float").floats()).containsExactly(1, -2, Float.NaN, 1e-40f);
        assertThat(back.tensor("flag \"quoted\" \u00e9").longs()).containsExactly(1, 0, 1);
    }

    @Test
    void the_order_in_which_tensors_come_does_not_show() {
        Map<String, Tensor> backwards = new LinkedHashMap<>();
        new TreeMap<>(sample().tensors()).descendingMap().forEach(backwards::put);
        assertThat(SafeTensors.of(backwards, sample().metadata()).bytes()).isEqualTo(sample().bytes());
    }

    @Test
    void narrow_floats_are_widened_exactly() {
        byte[] halves = {0, 0x3C, 0, (byte) 0xC0, 1, 0, 0, 0x7C, (byte) 0xFF, 0x7B, 0, (byte) 0x80};
        assertThat(new Tensor(DType.F16, List.of(6L), halves).floats())
                .containsExactly(1, -2, 0x1p-24f, Float.POSITIVE_INFINITY, 65504, -0f);
        byte[] brains = {(byte) 0x80, 0x3F, (byte) 0x49, 0x40};
        assertThat(new Tensor(DType.BF16, List.of(2L), brains).floats()).containsExactly(1, 3.140625f);
        assertThat(new Tensor(DType.BF16, List.of(2L), brains).doubles()).containsExactly(1, 3.140625);
        assertThatThrownBy(() -> new Tensor(DType.C64, List.of(1L), new byte[8]).floats())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("C64");
    }

    @Test
    void a_file_truncated_at_any_length_is_refused() {
        byte[] whole = sample().bytes();
        for (int length = 0; length < whole.length; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> parse(part))
                    .as("%d of %d bytes", length, whole.length)
                    .isInstanceOf(DamagedFileException.class);
        }
        assertThatThrownBy(() -> parse(Arrays.copyOf(whole, whole.length + 1)))
                .isInstanceOf(DamagedFileException.class)
                .hasMessageContaining("the file holds");
    }

    @Test
    @Tag("slow")
    void a_file_with_any_bit_flipped_is_refused_or_read_as_the_content_it_then_has() throws IOException {
        byte[] whole = sample().bytes();
        int refused = 0;
        for (int bit = 0; bit < 8 * whole.length; bit++) {
            byte[] flipped = whole.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            try {
                SafeTensors read = parse(flipped);
                assertThat(read).as("bit %d", bit).isNotEqualTo(sample());
            } catch (DamagedFileException e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(whole.length);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    []                                                                      | 0 | does not start with '{'
                    {"a":1} x                                                               | 0 | does not end with '}'
                    {"a":}                                                                  | 0 | not JSON with unique names
                    {"a":{"dtype":"U8","shape":[0],"data_offsets":[0,0]},"a":{"dtype":"U8","shape":[0],"data_offsets":[0,0]}} | 0 | not JSON with unique names
                    {"__metadata__":[]}                                                     | 0 | metadata is not a map
                    {"__metadata__":{"a":1}}                                                | 0 | metadata 'a' is not a string
                    {"a":[]}                                                                | 0 | must have exactly dtype
                    {"a":{"dtype":"F32","shape":[1]}}                                       | 4 | must have exactly dtype
                    {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4],"strides":[1]}}    | 4 | must have exactly dtype
                    {"a":{"dtype":"F31","shape":[1],"data_offsets":[0,4]}}                  | 4 | unknown dtype F31
                    {"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}                 | 4 | -1 in its shape
                    {"a":{"dtype":"F32","shape":[1.0],"data_offsets":[0,4]}}                | 4 | 1.0 in its shape
                    {"a":{"dtype":"F32","shape":[281474976710656],"data_offsets":[0,4]}}    | 4 | in its shape
                    {"a":{"dtype":"F32","shape":7,"data_offsets":[0,4]}}                    | 4 | not a list
                    {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4,8]}}                | 4 | more than 2 numbers
                    {"a":{"dtype":"F32","shape":[1],"data_offsets":[0]}}                    | 4 | not [begin, end]
                    {"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}                  | 4 | not [begin, end]
                    {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,99999999999999999999]}} | 4 | in its data_offsets
                    {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}                  | 4 | needs 64 bits
                    {"a":{"dtype":"F4","shape":[3],"data_offsets":[0,1]}}                   | 1 | needs 12 bits
                    {"a":{"dtype":"U8","shape":[281474976710655,281474976710655,281474976710655],"data_offsets":[0,4]}} | 4 | overflows
                    {"a":{"dtype":"U8","shape":[281474976710655,281474976710655,0],"data_offsets":[0,0]}} | 0 | overflows
                    {"a":{"dtype":"F32","dtype":"F32","shape":[1],"data_offsets":[0,4]}}    | 4 | unique names
                    {"a":{"dtype":["F32"],"shape":[1],"data_offsets":[0,4]}}                | 4 | unknown dtype [
                    {"a":{"dtype":"F32","shape":[[1]],"data_offsets":[0,4]}}                | 4 | [ in its shape
                    {"a":{"dtype":"F32","shape":[NaN],"data_offsets":[0,4]}}                | 4 | not JSON
                    {"a":{"dtype":"F32","shape":[1e0],"data_offsets":[0,4]}}                | 4 | 1e0 in its shape
                    {"a":{"dtype":"F32","shape":[99999999999999999999999999999999999],"data_offsets":[0,4]}} | 4 | not JSON
                    {"a":{"dtype":"F3\\q","shape":[1],"data_offsets":[0,4]}}               | 4 | not JSON
                    {"__metadata__":{"a":{"b":"c"}}}                                        | 0 | is not a string
                    {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}{}                | 4 | goes on after its end
                    {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},}                 | 4 | not JSON
                    {"a":{"dtype":"U8","shape":[2],"data_offsets":[2,4]}}                   | 4 | after a hole
                    {"a":{"dtype":"U8","shape":[3],"data_offsets":[0,3]},"b":{"dtype":"U8","shape":[2],"data_offsets":[2,4]}} | 4 | inside the one before
                    {"a":{"dtype":"U8","shape":[3],"data_offsets":[0,3]}}                   | 4 | the file holds 4
                    {"a":{"dtype":"U8","shape":[9],"data_offsets":[0,9]}}                   | 4 | truncated?
                    """)
    void every_rule_has_its_own_refusal(String header, int data, String reason) {
        assertThatThrownBy(() -> parse(file(header, data)))
                .isInstanceOf(DamagedFileException.class)
                .hasMessageContaining("file.safetensors")
                .hasMessageContaining(reason);
    }

    @Test
    void lengths_that_the_file_cannot_have_are_refused_before_they_are_allocated() {
        for (long length : new long[] {-1, Long.MIN_VALUE, 100_000_001, Long.MAX_VALUE}) {
            byte[] bytes = ByteBuffer.allocate(16)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(length)
                    .array();
            assertThatThrownBy(() -> parse(bytes))
                    .isInstanceOf(DamagedFileException.class)
                    .hasMessageContaining("header too large");
        }
        assertThatThrownBy(() -> parse(new byte[7])).hasMessageContaining("header too small");
        byte[] past = ByteBuffer.allocate(16)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(9)
                .array();
        assertThatThrownBy(() -> parse(past)).hasMessageContaining("invalid header length");
        assertThatThrownBy(() -> parse(new byte[8])).hasMessageContaining("does not start with '{'");
        assertThatThrownBy(() -> parse(file(new byte[] {'{', '"', (byte) 0xC3, '"', '}'}, 0)))
                .hasMessageContaining("not UTF-8");
        assertThatThrownBy(() -> parse(file("{".repeat(5000) + "}", 0))).isInstanceOf(DamagedFileException.class);
    }

    @Test
    void a_tensor_whose_bytes_do_not_fit_its_shape_cannot_be_made() {
        assertThatThrownBy(() -> new Tensor(DType.F32, List.of(2L), new byte[4]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("needs 64 bits, got 4 bytes");
        Map<String, Tensor> reserved = Map.of("__metadata__", Tensor.ofFloats(List.of(), new float[1]));
        assertThatThrownBy(() -> SafeTensors.of(reserved, Map.of())).isInstanceOf(IllegalArgumentException.class);
    }
}
