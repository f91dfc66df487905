package org.assay.symbolic.edit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.assay.datasets.file.AtomicFile;
import org.assay.symbolic.edit.EditHistory.Beginning;

/**
 * A history that grows, line by line. A file that is renamed over itself would cost the length of the history at every step, so
 * lines are appended and forced to disk; a kill in between leaves at worst a last line without its newline, which the next
 * opening cuts off. One process at a time writes; any number may read.
 */
public final class HistoryFile implements Journal, AutoCloseable {
    /** Far behind the end, so that readers are kept out nowhere, even where locks are binding. */
    private static final long LOCK_AT = Long.MAX_VALUE - 1;

    private final Path file;
    private final FileChannel channel;
    private final EditHistory found;
    private String lastCheck;

    private HistoryFile(Path file, FileChannel channel, EditHistory found) {
        this.file = file;
        this.channel = channel;
        this.found = found;
        this.lastCheck = found.lastCheck();
    }

    /**
     * Opens {@code file} to go on with, or begins it with {@code beginning} where there is none.
     *
     * @throws OtherBeginningException when the file holds the history of another session
     */
    public static HistoryFile open(Path file, Beginning beginning) throws IOException {
        if (!Files.exists(file)) {
            AtomicFile.write(file, EditHistory.line("", beginning));
        }
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            lock(channel, file);
            EditHistory found = EditHistory.read(file);
            OtherBeginningException.require(file, beginning, found.beginning());
            channel.truncate(found.wholeBytes());
            channel.position(found.wholeBytes());
            return new HistoryFile(file, channel, found);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static void lock(FileChannel channel, Path file) throws IOException {
        boolean free;
        try {
            free = channel.tryLock(LOCK_AT, 1, false) != null;
        } catch (OverlappingFileLockException e) {
            free = false;
        }
        if (!free) {
            throw new FileSystemException(
                    file.toString(),
                    null,
                    "another session is writing this history; end it, or look on with --read-only");
        }
    }

    /** What the file held when it was opened. */
    public EditHistory found() {
        return found;
    }

    @Override
    public void append(EditRecord step) throws IOException {
        long end = channel.position();
        try {
            ByteBuffer line = ByteBuffer.wrap(EditHistory.line(lastCheck, step));
            while (line.hasRemaining()) {
                channel.write(line);
            }
            channel.force(true);
        } catch (IOException e) {
            channel.truncate(end);
            channel.position(end);
            FileSystemException located = new FileSystemException(file.toString(), null, e.getMessage());
            located.initCause(e);
            throw located;
        }
        lastCheck = EditHistory.nextCheck(lastCheck, step);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
