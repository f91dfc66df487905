package org.assay.analysis.experiment;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assay.datasets.file.AtomicFile;
import org.assay.datasets.file.DamagedFileException;
import org.assay.datasets.file.FolderInUseException;
import org.assay.datasets.file.FolderLock;
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

    private final FolderLock lock;

    private StageStore(FolderLock lock) {
        this.lock = lock;
    }

    /** What makes a value that is not there yet. */
    interface Stage<T> {
        T make() throws IOException;
    }

    /** @throws FolderInUseException when another run works under {@code root} */
    static StageStore open(Path root) throws IOException {
        return new StageStore(FolderLock.acquire(root));
    }

    /** The folder of a stage, made when missing. */
    Path folder(String name, ContentHash key) throws IOException {
        return Files.createDirectories(lock.folder().resolve("stages").resolve(name + "-" + key.brief()));
    }

    /** What a user deletes to have a stage done again. */
    Path valueFile(String name, ContentHash key) throws IOException {
        return folder(name, key).resolve(VALUE);
    }

    /** The value of a stage: read back when it is there, else made and written. */
    <T> T value(String name, ContentHash key, Class<T> type, Stage<T> stage) throws IOException {
        Path file = valueFile(name, key);
        if (Files.exists(file)) {
            return read(file, key, type);
        }
        T made = stage.make();
        String text = Json.line(made);
        AtomicFile.write(file, key.hex() + " " + ContentHash.of(text).hex() + "\n" + text + "\n");
        return Json.parse(text, type);
    }

    /** The value whose first line, key and hash, fits the rest. */
    private static <T> T read(Path file, ContentHash key, Class<T> type) throws IOException {
        String whole = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        int newline = whole.indexOf('\n');
        String text = newline < 0 ? "" : whole.substring(newline + 1).strip();
        if (newline < 0
                || !whole.substring(0, newline)
                        .equals(key.hex() + " " + ContentHash.of(text).hex())) {
            throw damaged(file, "is not what was written");
        }
        try {
            return Json.parse(text, type);
        } catch (JsonProcessingException e) {
            throw damaged(file, "was written by another version: " + e.getOriginalMessage());
        }
    }

    private static DamagedFileException damaged(Path file, String reason) {
        return new DamagedFileException(file, reason, "delete this file and run again: only its stage is done again");
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
