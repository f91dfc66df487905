package org.assay.neural.train;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.assay.datasets.file.DamagedFileException;
import org.assay.datasets.file.Json;

/**
 * {@code metrics.jsonl}: one line per evaluation, only ever appended to. What was written after the checkpoint that is resumed
 * is cut off, so the file of a killed and resumed run has the bytes of an undisturbed one.
 */
final class Metrics implements AutoCloseable {
    static final String FILE = "metrics.jsonl";

    private final FileChannel channel;
    private final List<LearningCurve.Point> points;

    private Metrics(FileChannel channel, List<LearningCurve.Point> points) {
        this.channel = channel;
        this.points = points;
    }

    /** Opens the file of {@code folder} and cuts it to its first {@code length} bytes. */
    static Metrics open(Path folder, long length) throws IOException {
        Path file = folder.resolve(FILE);
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            if (channel.size() < length) {
                throw new DamagedFileException(
                        file, "has " + channel.size() + " bytes, the checkpoint was written at " + length);
            }
            channel.truncate(length);
            channel.position(length);
            return new Metrics(channel, read(file));
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static List<LearningCurve.Point> read(Path file) throws IOException {
        List<LearningCurve.Point> points = new ArrayList<>();
        int number = 0;
        for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
            number++;
            try {
                points.add(Json.parse(line, LearningCurve.Point.class));
            } catch (IOException e) {
                throw new DamagedFileException(file, "line " + number + " is not a metrics line");
            }
        }
        return points;
    }

    void append(LearningCurve.Point point) throws IOException {
        points.add(point);
        ByteBuffer line = ByteBuffer.wrap((Json.line(point) + "\n").getBytes(StandardCharsets.UTF_8));
        while (line.hasRemaining()) {
            channel.write(line);
        }
    }

    /** Makes everything written so far durable; returns the length of the file. */
    long force() throws IOException {
        channel.force(true);
        return channel.size();
    }

    List<LearningCurve.Point> points() {
        return List.copyOf(points);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
