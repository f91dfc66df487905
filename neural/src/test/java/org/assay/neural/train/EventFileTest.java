package org.assay.neural.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventFileTest {
    @TempDir
    private Path folder;

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    /** Reads records as TensorBoard does, checking both checksums; step and tagged values of every event. */
    private static List<Map<String, Object>> read(Path file) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        List<Map<String, Object>> events = new ArrayList<>();
        while (buffer.hasRemaining()) {
            byte[] length = new byte[8];
            buffer.get(length);
            assertThat(unmasked(buffer.getInt())).isEqualTo(crc(length));
            byte[] data = new byte
                    [(int) ByteBuffer.wrap(length)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .getLong()];
            buffer.get(data);
            assertThat(unmasked(buffer.getInt())).isEqualTo(crc(data));
            events.add(message(ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN), "", new TreeMap<>()));
        }
        return events;
    }

    private static Map<String, Object> message(ByteBuffer buffer, String path, Map<String, Object> into) {
        String tag = "";
        while (buffer.hasRemaining()) {
            long key = varint(buffer);
            String field = path + "/" + (key >> 3);
            switch ((int) (key & 7)) {
                case 0 -> into.put(field, varint(buffer));
                case 1 -> into.put(field, buffer.getDouble());
                case 5 -> into.put(tag, buffer.getFloat());
                case 2 -> {
                    int size = (int) varint(buffer);
                    ByteBuffer part = buffer.slice(buffer.position(), size).order(ByteOrder.LITTLE_ENDIAN);
                    buffer.position(buffer.position() + size);
                    if (field.equals("/5") || field.equals("/5/1")) {
                        message(part, field, into);
                    } else {
                        tag = StandardCharsets.UTF_8.decode(part).toString();
                        into.put(field, tag);
                    }
                }
                default -> throw new AssertionError("wire type " + (key & 7));
            }
        }
        return into;
    }

    private static long varint(ByteBuffer buffer) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = buffer.get();
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    private static int crc(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    private static int unmasked(int masked) {
        return Integer.rotateLeft(masked - 0xA282EAD8, 15);
    }

    @Test
    void the_checksum_is_the_one_of_the_format() {
        assertThat(crc("123456789".getBytes(StandardCharsets.US_ASCII))).isEqualTo(0xE3069283);
        assertThat(unmasked(EventFile.maskedCrc("123456789".getBytes(StandardCharsets.US_ASCII))))
                .isEqualTo(0xE3069283);
    }

    @Test
    void scalars_are_read_back_with_their_steps_and_tags() throws IOException {
        try (EventFile events = new EventFile(folder)) {
            events.scalars(0, Map.of("loss", 3.5));
            events.scalars(300, new TreeMap<>(Map.of("loss", 2.25, "norm/a rather long name of a scalar", -1e-3)));
        }
        assertThat(files()).hasSize(1);
        assertThat(files().get(0).getFileName().toString()).startsWith("events.out.tfevents.");
        List<Map<String, Object>> events = read(files().get(0));
        assertThat(events).hasSize(3);
        assertThat(events.get(0)).containsEntry("/3", "brain.Event:2");
        assertThat((double) events.get(0).get("/1")).isGreaterThan(1.5e9);
        assertThat(events.get(1)).containsEntry("loss", 3.5f).containsEntry("/2", 0L);
        assertThat(events.get(2))
                .containsEntry("loss", 2.25f)
                .containsEntry("norm/a rather long name of a scalar", -1e-3f)
                .containsEntry("/2", 300L);
    }

    @Test
    void a_second_run_opens_a_file_of_its_own_and_a_run_with_nothing_to_say_none() throws IOException {
        for (int run = 0; run < 2; run++) {
            try (EventFile events = new EventFile(folder)) {
                events.scalars(1, Map.of("loss", 1.0));
            }
        }
        new EventFile(folder).close();
        assertThat(files()).hasSize(2);
    }
}
