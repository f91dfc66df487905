package org.assay.datasets.file;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Files that are either whole or absent: written to a temporary name beside the target, forced to disk, renamed over it.
 * A kill at any moment leaves the old file or the new one, and at worst a {@code .part} file that the next write replaces.
 */
public final class AtomicFile {
    private AtomicFile() {}

    /** Writes {@code bytes} to {@code target}, making its folder when missing. */
    public static void write(Path target, byte[] bytes) throws IOException {
        try (Pending pending = open(target)) {
            pending.stream().write(bytes);
            pending.commit();
        }
    }

    /** Writes {@code text} as UTF-8. */
    public static void write(Path target, String text) throws IOException {
        write(target, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Makes the rename itself durable, where the platform lets a folder be opened. */
    private static void forceFolder(Path folder) throws IOException {
        if (System.getProperty("os.name").startsWith("Windows")) {
            return;
        }
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Begins a file that is too large to hold; it becomes {@code target} when committed and vanishes otherwise. */
    public static Pending open(Path target) throws IOException {
        return new Pending(target);
    }

    /** Names the file when it cannot be written on: the system says only why. */
    private static final class Located extends FilterOutputStream {
        private final Path target;

        Located(OutputStream out, Path target) {
            super(out);
            this.target = target;
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            try {
                out.write(bytes, from, count);
            } catch (IOException e) {
                FileSystemException located = new FileSystemException(target.toString(), null, e.getMessage());
                located.initCause(e);
                throw located;
            }
        }
    }

    /** A file that is being written. Closing it without {@link #commit()} leaves whatever was there before. */
    public static final class Pending implements AutoCloseable {
        private static final int BUFFER = 1 << 16;

        private final Path target;
        private final Path folder;
        private final Path part;
        private final FileChannel channel;
        private final OutputStream stream;
        private boolean committed;

        private Pending(Path target) throws IOException {
            this.target = target;
            this.folder = target.toAbsolutePath().getParent();
            Files.createDirectories(folder);
            this.part = folder.resolve("." + target.getFileName() + ".part");
            this.channel = FileChannel.open(
                    part, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
            this.stream = new BufferedOutputStream(new Located(Channels.newOutputStream(channel), target), BUFFER);
        }

        /** Where to write; buffered, not to be closed. */
        public OutputStream stream() {
            return stream;
        }

        /** Forces everything to disk and gives the file its name. */
        public void commit() throws IOException {
            stream.flush();
            channel.force(true);
            channel.close();
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            committed = true;
            forceFolder(folder);
        }

        @Override
        public void close() throws IOException {
            if (!committed) {
                channel.close();
                Files.deleteIfExists(part);
            }
        }
    }
}
