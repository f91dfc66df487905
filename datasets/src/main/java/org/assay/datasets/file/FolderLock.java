package org.assay.datasets.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Keeps two runs out of one folder. The system lets go of the lock when the process ends, however it ends. */
public final class FolderLock implements AutoCloseable {
    private final Path folder;
    private final FileChannel channel;

    private FolderLock(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /**
     * Takes {@code folder}, made when missing.
     *
     * @throws FolderInUseException when another process, or another part of this one, holds it
     */
    public static FolderLock acquire(Path folder) throws IOException {
        Files.createDirectories(folder);
        FileChannel channel =
                FileChannel.open(folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return new FolderLock(folder, channel);
            }
        } catch (OverlappingFileLockException e) {
            channel.close();
            throw new FolderInUseException(folder);
        }
        channel.close();
        throw new FolderInUseException(folder);
    }

    /** The folder, which is ours until this is closed. */
    public Path folder() {
        return folder;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
