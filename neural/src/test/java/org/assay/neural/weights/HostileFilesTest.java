package org.assay.neural.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assay.datasets.file.DamagedFileException;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;
import org.assay.neural.FreshProcess;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files made to hurt: what they claim is never believed, and refusing them costs little. */
class HostileFilesTest {
    private static final String HUGE = "281474976710655";

    /** What parsing takes whatever the file: buffers, messages, stack traces. */
    private static final long CONSTANT_BYTES = 400_000;

    @TempDir
    private Path folder;

    private static byte[] file(long claimed, String header, int data) {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(Long.BYTES + text.length + data)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(claimed)
                .put(text)
                .array();
    }

    private static byte[] file(String header, int data) {
        return file(header.getBytes(StandardCharsets.UTF_8).length, header, data);
    }

    private static String entry(String shape, String offsets) {
        return "{\"a\":{\"dtype\":\"F32\",\"shape\":[" + shape + "],\"data_offsets\":[" + offsets + "]}}";
    }

    /** Small files that claim to be large. */
    static Map<String, byte[]> small() {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("a header of 100 MB that is not there", file(100_000_000, "{}", 0));
        files.put("a header of 2^63 bytes", file(Long.MIN_VALUE, "{}", 0));
        files.put("a header of 2^64 - 1 bytes", file(-1, "{}", 0));
        files.put("a tensor of 2^50 bytes", file(entry(HUGE, "0," + HUGE.replace("655", "652")), 4));
        files.put("a tensor of 1 GB", file(entry("268435456", "0,1073741824"), 4));
        files.put("a shape that overflows", file(entry(HUGE + "," + HUGE, "0,4"), 4));
        files.put("a shape that overflows to nothing", file(entry(HUGE + "," + HUGE + ",0", "0,0"), 0));
        files.put("offsets at the end of the range", file(entry("1", "9223372036854775803,9223372036854775807"), 4));
        files.put("deep nesting", file("{\"a\":" + "[".repeat(20_000) + "]".repeat(20_000) + "}", 0));
        files.put("a byte order mark", file("\uFEFF{}", 0));
        files.put("a sea of the same tensor", file(overlapping(200), 4));
        return files;
    }

    /** Many tensors on the same four bytes: a few kilobytes that would fill memory. */
    private static String overlapping(int tensors) {
        StringBuilder header = new StringBuilder("{");
        for (int i = 0; i < tensors; i++) {
            header.append(i == 0 ? "" : ",").append("\"").append(i);
            header.append("\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}");
        }
        return header.append("}").toString();
    }

    /** A million tensors of nothing: 60 MB of header that breaks no rule of the format. */
    private static void writeMillion(Path file) throws IOException {
        StringBuilder header = new StringBuilder("{");
        for (int i = 0; i < 1_000_000; i++) {
            header.append(i == 0 ? "" : ",").append("\"").append(i);
            header.append("\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]}");
        }
        byte[] text = header.append("}").toString().getBytes(StandardCharsets.US_ASCII);
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(file(text.length, "", 0));
            out.write(text);
        }
    }

    @Test
    void refusing_a_file_takes_its_size_and_a_constant() throws IOException {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        assertThat(threads.isThreadAllocatedMemoryEnabled()).isTrue();
        Path file = folder.resolve("a.safetensors");
        for (int round = 0; round < 2; round++) { // classes are loaded in the first
            for (Map.Entry<String, byte[]> each : small().entrySet()) {
                Files.write(file, each.getValue());
                long before = threads.getCurrentThreadAllocatedBytes();
                assertThatExceptionOfType(DamagedFileException.class)
                        .as(each.getKey())
                        .isThrownBy(() -> SafeTensors.read(file));
                long taken = threads.getCurrentThreadAllocatedBytes() - before;
                if (round == 1) {
                    assertThat(taken).as(each.getKey()).isLessThan(each.getValue().length + CONSTANT_BYTES);
                }
            }
        }
    }

    /** Every file that a process with a heap of 24 MB reads is refused; nothing else may come of it. */
    @Test
    @Tag("slow")
    void a_tiny_heap_is_enough_to_refuse_them_all() throws IOException, InterruptedException {
        int index = 0;
        for (byte[] bytes : small().values()) {
            Files.write(folder.resolve(index++ + ".safetensors"), bytes);
        }
        writeMillion(folder.resolve("million.safetensors"));
        FreshProcess process =
                FreshProcess.run(List.of("-Xmx24m", "-Dassay.hostile=" + folder), HostileFilesTest.class);
        assertThat(process.said()).contains("refused " + (index + 1)).contains("more than 100000 tensors");
        assertThat(process.exit()).isZero();
    }

    /** In a process of its own: reads every file of a folder. */
    public static void main(String[] args) throws IOException {
        int refused = 0;
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("assay.hostile")))) {
            for (Path file : files.toList()) {
                try {
                    SafeTensors.read(file);
                    System.out.println("read " + file);
                } catch (DamagedFileException e) {
                    System.out.println(e.getMessage());
                    refused++;
                }
            }
        }
        System.out.println("refused " + refused);
    }

    /** Seeded mutations of text and bytes: nothing ever comes but the content or a refusal, and content is a fixed point. */
    @Test
    @Tag("slow")
    void mutated_files_are_read_or_refused_and_what_is_read_is_a_fixed_point() throws IOException {
        Path file = folder.resolve("a.safetensors");
        Draws draws = Seed.of(20).draws();
        String[] pieces = {
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\"",
            "\\",
            "\\u",
            "0",
            "-1",
            "1e9",
            HUGE,
            "F64",
            "BF16",
            "null",
            "\0",
            "[0,0]",
            "\"shape\"",
            "\"__metadata__\":{}",
            " ",
            "\n",
            "\u00e9",
            "\ud83d\ude00"
        };
        byte[] whole = sample().bytes();
        int header = (int) ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).getLong();
        String text = new String(whole, Long.BYTES, header, StandardCharsets.UTF_8);
        int read = 0;
        for (int round = 0; round < 6000; round++) {
            StringBuilder mutated = new StringBuilder(text);
            for (int i = draws.nextInt(4); i > 0; i--) {
                int at = draws.nextInt(mutated.length());
                int end = Math.min(mutated.length(), at + draws.nextInt(4));
                mutated.replace(at, end, draws.nextInt(3) == 0 ? "" : pieces[draws.nextInt(pieces.length)]);
            }
            byte[] bytes = file(mutated.toString(), whole.length - Long.BYTES - header);
            for (int i = draws.nextInt(3); i > 0; i--) {
                bytes[draws.nextInt(bytes.length)] = (byte) draws.nextInt(256);
            }
            Files.write(file, bytes);
            try {
                SafeTensors content = SafeTensors.read(file);
                Files.write(file, content.bytes());
                SafeTensors again = SafeTensors.read(file);
                assertThat(again).isEqualTo(content);
                assertThat(again.bytes()).isEqualTo(content.bytes());
                read++;
            } catch (IOException e) {
                assertThat(e).as(mutated.toString()).isInstanceOf(DamagedFileException.class);
            }
        }
        assertThat(read).isBetween(100, 5900);
    }

    private static SafeTensors sample() {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("half", new Tensor(DType.F16, List.of(3L), new byte[6]));
        tensors.put("float", Tensor.ofFloats(List.of(2L, 2L), new float[] {1, -2, Float.NaN, 1e-40f}));
        tensors.put("empty", Tensor.ofFloats(List.of(0L, 5L), new float[0]));
        tensors.put("six", new Tensor(DType.F6_E2M3, List.of(4L), new byte[3]));
        return SafeTensors.of(tensors, Map.of("framework", "pt"));
    }
}
