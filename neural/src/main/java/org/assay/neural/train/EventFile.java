package org.assay.neural.train;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.zip.CRC32C;
import org.assay.datasets.origin.Provenance;

/**
 * A TensorBoard event file of scalars. Record: length (8 bytes, little-endian), masked CRC-32C of the length, data, masked CRC-32C
 * of the data; data are a protobuf Event {1: double wall time, 2: int64 step, 3: file version (first record only), 5:
 * Summary {1: Value {1: tag, 2: float}}}. Written beside a training, never read by us, and volatile: names and records hold
 * the time. A resumed run opens a new file; the reader takes the later of equal steps.
 */
final class EventFile implements AutoCloseable {
    private final Path folder;
    private FileChannel channel;

    /** Files are made in {@code folder} at the first record, so that a run with nothing to say leaves none. */
    EventFile(Path folder) {
        this.folder = folder;
    }

    /** Adds one record with all scalars of a step. */
    void scalars(long step, Map<String, Double> scalars) throws IOException {
        if (channel == null) {
            start();
        }
        ByteBuffer summary = buffer(64 * scalars.size() + tagLength(scalars));
        scalars.forEach((tag, value) -> {
            byte[] name = tag.getBytes(StandardCharsets.UTF_8);
            ByteBuffer entry = buffer(name.length + 16);
            putBytes(entry, 1, name);
            entry.put((byte) (2 << 3 | 5)).putFloat(value.floatValue());
            putBytes(summary, 1, written(entry));
        });
        write(event(seconds(), step, 5, written(summary)));
    }

    @Override
    public void close() throws IOException {
        if (channel != null) {
            channel.close();
        }
    }

    /** Opens a file of a name that is not taken. */
    private void start() throws IOException {
        long seconds = seconds();
        Path file = folder.resolve(name(seconds, 0));
        for (int n = 1; Files.exists(file); n++) {
            file = folder.resolve(name(seconds, n));
        }
        channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        write(event(seconds, 0, 3, "brain.Event:2".getBytes(StandardCharsets.UTF_8)));
    }

    private static byte[] event(double wallTime, long step, int field, byte[] content) {
        ByteBuffer event = buffer(content.length + 48);
        event.put((byte) (1 << 3 | 1)).putDouble(wallTime);
        event.put((byte) (2 << 3));
        putVarint(event, step);
        putBytes(event, field, content);
        return written(event);
    }

    private void write(byte[] data) throws IOException {
        byte[] length = ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(data.length)
                .array();
        ByteBuffer record = buffer(data.length + 16);
        record.put(length)
                .putInt(maskedCrc(length))
                .put(data)
                .putInt(maskedCrc(data))
                .flip();
        while (record.hasRemaining()) {
            channel.write(record);
        }
    }

    /** CRC-32C, rotated right by 15 bits, plus a constant: the format's guard against checksums of checksums. */
    static int maskedCrc(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return Integer.rotateRight((int) crc.getValue(), 15) + 0xA282EAD8;
    }

    private static void putBytes(ByteBuffer buffer, int field, byte[] bytes) {
        buffer.put((byte) (field << 3 | 2));
        putVarint(buffer, bytes.length);
        buffer.put(bytes);
    }

    private static void putVarint(ByteBuffer buffer, long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            buffer.put((byte) (rest & 0x7F | 0x80));
            rest >>>= 7;
        }
        buffer.put((byte) rest);
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] written(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.position()];
        buffer.flip().get(bytes);
        return bytes;
    }

    private static int tagLength(Map<String, Double> scalars) {
        return scalars.keySet().stream()
                .mapToInt(tag -> tag.getBytes(StandardCharsets.UTF_8).length)
                .sum();
    }

    private static long seconds() {
        return Instant.parse(Provenance.now().madeAt()).getEpochSecond();
    }

    private static String name(long seconds, int number) {
        return String.format(
                Locale.ROOT,
                "events.out.tfevents.%d.assay.%d.%d",
                seconds,
                ProcessHandle.current().pid(),
                number);
    }
}
