package org.assay.datasets.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What a finished folder holds: every file with its size and SHA-256, sorted by name, in {@code manifest.json}. Written last,
 * so a folder without one is not finished.
 *
 * @param files names relative to the folder, with '/' between parts
 */
public record Manifest(List<Entry> files) {
    public static final String NAME = "manifest.json";

    private static final int BUFFER = 1 << 16;

    public Manifest {
        files = List.copyOf(files);
    }

    /** One file: its size in bytes and the digest that {@code sha256sum} prints. */
    public record Entry(String name, long bytes, String sha256) {
        public Entry {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(sha256, "sha256");
        }
    }

    /** Lists the files of {@code folder} whose names {@code included} accepts and writes the manifest beside them. */
    public static Manifest write(Path folder, Predicate<String> included) throws IOException {
        Manifest manifest = of(folder, included);
        AtomicFile.write(folder.resolve(NAME), Json.pretty(manifest));
        return manifest;
    }

    /** Lists all files of {@code folder}, but for the manifest itself and names that begin with a dot. */
    public static Manifest write(Path folder) throws IOException {
        return write(folder, name -> true);
    }

    /** The files of {@code folder} whose names {@code included} accepts, as they are now; nothing is written. */
    public static Manifest of(Path folder, Predicate<String> included) throws IOException {
        List<String> names;
        try (Stream<Path> paths = Files.walk(folder)) {
            names = paths.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
                    .filter(path -> !path.getFileName().toString().startsWith("."))
                    .map(path -> folder.relativize(path).toString().replace('\\', '/'))
                    .filter(name -> !name.equals(NAME) && included.test(name))
                    .sorted()
                    .toList();
        }
        Entry[] entries = new Entry[names.size()];
        for (int i = 0; i < entries.length; i++) {
            Path file = folder.resolve(names.get(i));
            entries[i] = new Entry(names.get(i), Files.size(file), sha256(file));
        }
        return new Manifest(List.of(entries));
    }

    /**
     * Reads the manifest of {@code folder} and checks every file that it names.
     *
     * @throws DamagedFileException when a file is missing, changed, or outside the folder
     */
    public static Manifest verify(Path folder) throws IOException {
        return verify(folder, name -> true);
    }

    /** {@link #verify(Path)} of those files alone whose names {@code which} accepts. */
    public static Manifest verify(Path folder, Predicate<String> which) throws IOException {
        Path file = folder.resolve(NAME);
        if (!Files.isRegularFile(file)) {
            throw new DamagedFileException(folder, "has no " + NAME + ", so it was never finished");
        }
        Manifest manifest = Json.read(file, Manifest.class);
        for (Entry entry : manifest.files) {
            Path named = inside(folder, file, entry.name);
            if (!which.test(entry.name)) {
                continue;
            }
            if (!Files.isRegularFile(named, LinkOption.NOFOLLOW_LINKS)) {
                throw new DamagedFileException(named, "is missing, " + NAME + " names it");
            }
            if (Files.size(named) != entry.bytes) {
                throw new DamagedFileException(
                        named, "has " + Files.size(named) + " bytes, " + NAME + " says " + entry.bytes);
            }
            if (!sha256(named).equals(entry.sha256)) {
                throw new DamagedFileException(
                        named, "is not the file that " + NAME + " describes: its SHA-256 differs");
            }
        }
        return manifest;
    }

    /** {@link #verify(Path)}, where the folder must hold at least {@code required}. */
    public static Manifest verify(Path folder, List<String> required) throws IOException {
        Manifest manifest = verify(folder);
        for (String name : required) {
            if (manifest.files.stream().noneMatch(entry -> entry.name.equals(name))) {
                throw new DamagedFileException(folder.resolve(NAME), "does not name " + name + ", which must be there");
            }
        }
        return manifest;
    }

    /** The file called {@code name}, when that is a plain path that stays in {@code folder}. */
    private static Path inside(Path folder, Path manifest, String name) throws IOException {
        try {
            Path relative = Path.of(name);
            boolean plain = !name.isEmpty()
                    && !name.contains("\\")
                    && !relative.isAbsolute()
                    && relative.normalize().equals(relative)
                    && !relative.startsWith("..");
            Path named = folder.resolve(relative);
            boolean linked = Files.exists(named) && !named.toRealPath().startsWith(folder.toRealPath());
            if (plain && !linked) {
                return named;
            }
        } catch (InvalidPathException e) {
            throw new DamagedFileException(manifest, "names a file that cannot exist: " + e.getMessage());
        }
        throw new DamagedFileException(manifest, "names '" + name + "', which is outside the folder");
    }

    private static String sha256(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[BUFFER];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
