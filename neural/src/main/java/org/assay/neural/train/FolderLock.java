package org.assay.neural.train;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Keeps two trainings out of one folder. The system lets go of the lock when the process ends, however it ends. */
final class FolderLock implements AutoCloseable {
    private final Path folder;
    private final FileChannel channel;

    private FolderLock(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /** Throws IOException when another training holds {@code folder}. */
    static FolderLock acquire(Path folder) throws IOException {
        Path file = folder.resolve(".lock");
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return new FolderLock(folder, channel);
            }
        } catch (OverlappingFileLockException e) {
            channel.close();
            throw new IOException("another training of this process works in " + folder, e);
        }
        channel.close();
        throw new IOException("another process trains in " + folder + "; wait for it or choose another folder");
    }

    /** The folder, which is ours until this is closed. */
    Path folder() {
        return folder;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
