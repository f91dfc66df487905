package org.assay.datasets.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestTest {
    @TempDir
    Path folder;

    @BeforeEach
    void two_files() throws IOException {
        AtomicFile.write(folder.resolve("b.txt"), "abc");
        AtomicFile.write(folder.resolve("a/c.txt"), "");
    }

    @Test
    void every_file_is_listed_with_size_and_digest() throws IOException {
        Files.writeString(folder.resolve(".b.txt.part"), "left by a kill");
        Manifest manifest = Manifest.write(folder);
        assertThat(manifest.files())
                .containsExactly(
                        new Manifest.Entry(
                                "a/c.txt", 0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
                        new Manifest.Entry(
                                "b.txt", 3, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
        assertThat(Manifest.verify(folder)).isEqualTo(manifest);
    }

    @Test
    void volatile_files_can_be_left_out() throws IOException {
        Manifest manifest = Manifest.write(folder, name -> !name.equals("b.txt"));
        assertThat(manifest.files()).extracting(Manifest.Entry::name).containsExactly("a/c.txt");
        Files.writeString(folder.resolve("b.txt"), "other");
        Manifest.verify(folder);
    }

    @Test
    void changed_shortened_and_missing_files_are_damage() throws IOException {
        Manifest.write(folder);
        Files.writeString(folder.resolve("b.txt"), "abd");
        assertDamaged("SHA-256 differs");
        Files.writeString(folder.resolve("b.txt"), "ab");
        assertDamaged("has 2 bytes");
        Files.delete(folder.resolve("b.txt"));
        assertDamaged("is missing");
    }

    @Test
    void a_folder_without_a_manifest_was_never_finished() {
        assertDamaged("never finished");
    }

    @Test
    void names_that_leave_the_folder_are_refused() throws IOException {
        Path outside = Files.writeString(folder.resolveSibling("outside.txt"), "x");
        String digest = "0".repeat(64);
        for (String name :
                List.of("../outside.txt", outside.toAbsolutePath().toString(), "a/../../outside.txt", "", "a\\b")) {
            Manifest forged = new Manifest(List.of(new Manifest.Entry(name, 1, digest)));
            AtomicFile.write(folder.resolve(Manifest.NAME), Json.pretty(forged));
            assertDamaged("outside the folder");
        }
        Files.delete(outside);
    }

    @Test
    void a_link_that_leaves_the_folder_is_refused() throws IOException {
        Path outside = Files.writeString(folder.resolveSibling("linked.txt"), "x");
        Files.createSymbolicLink(folder.resolve("link.txt"), outside);
        Manifest forged = new Manifest(List.of(new Manifest.Entry("link.txt", 1, "0".repeat(64))));
        AtomicFile.write(folder.resolve(Manifest.NAME), Json.pretty(forged));
        assertDamaged("outside the folder");
        Files.delete(outside);
    }

    private void assertDamaged(String part) {
        assertThatExceptionOfType(DamagedFileException.class)
                .isThrownBy(() -> Manifest.verify(folder))
                .withMessageContaining(part);
    }
}
