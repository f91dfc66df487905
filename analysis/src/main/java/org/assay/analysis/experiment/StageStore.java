package org.assay.analysis.experiment;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.assay.datasets.file.AtomicFile;
import org.assay.datasets.file.DamagedFileException;
import org.assay.datasets.file.Json;
import org.assay.datasets.origin.ContentHash;

/**
 * Results of stages by content key: {@code ROOT/stages/NAME-KEY/}. The key hashes everything that decides the result, so what is
 * found under it is the result, whichever experiment asked first. A stage that was killed leaves either nothing or what its own
 * resuming needs; a finished value is one file, written whole.
 *
 * <p>One process at a time works under a root; the lock goes with the process, however it ends.
 */
final class StageStore implements AutoCloseable {
    private static final String VALUE = "value.json";

    private final Path root;
    private final FileChannel channel;
    private final FileLock lock;

    private StageStore(Path root, FileChannel channel, FileLock lock) {
        this.root = root;
        this.channel = channel;
        this.lock = lock;
    }

    /** What makes a value that is not there yet. */
    interface Stage<T> {
        T make() throws IOException;
    }

    /** @throws IOException when the folder cannot be written or another process works in it */
    static StageStore open(Path root) throws IOException {
        Files.createDirectories(root.resolve("stages"));
        FileChannel channel =
                FileChannel.open(root.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            lock = null;
        }
        if (lock == null) {
            channel.close();
            throw new IOException(root + " is in use by another run; wait for it or choose another folder with --out");
        }
        return new StageStore(root, channel, lock);
    }

    /** The folder of a stage, made when missing. */
    Path folder(String name, ContentHash key) throws IOException {
        return Files.createDirectories(root.resolve("stages").resolve(name + "-" + key.brief()));
    }

    /** The value of a stage: read back when it is there, else made and written. */
    <T> T value(String name, ContentHash key, Class<T> type, Stage<T> stage) throws IOException {
        Path file = folder(name, key).resolve(VALUE);
        if (Files.exists(file)) {
            return Json.parse(verified(file, key), type);
        }
        T made = stage.make();
        String text = Json.line(made);
        AtomicFile.write(file, key.hex() + " " + ContentHash.of(text).hex() + "\n" + text + "\n");
        return Json.parse(text, type);
    }

    /** The text of a value whose first line, key and hash, fits the rest. */
    private static String verified(Path file, ContentHash key) throws IOException {
        String whole = Files.readString(file);
        int newline = whole.indexOf('\n');
        String text = newline < 0 ? "" : whole.substring(newline + 1).strip();
        if (newline < 0
                || !whole.substring(0, newline)
                        .equals(key.hex() + " " + ContentHash.of(text).hex())) {
            throw new DamagedFileException(
                    file, "is not what was written: delete the folder " + file.getParent() + " and run again");
        }
        return text;
    }

    @Override
    public void close() throws IOException {
        lock.release();
        channel.close();
    }
}
