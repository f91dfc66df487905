package org.assay.datasets.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    @TempDir
    Path folder;

    @Test
    void a_file_is_written_whole_into_a_folder_that_was_missing() throws IOException {
        Path file = folder.resolve("a/b/c.txt");
        AtomicFile.write(file, "first");
        AtomicFile.write(file, "second");
        assertThat(file).hasContent("second");
        assertOnly(file);
    }

    @Test
    void what_is_not_committed_leaves_the_old_file_and_nothing_else() throws IOException {
        Path file = folder.resolve("c.txt");
        AtomicFile.write(file, "old");
        try (AtomicFile.Pending pending = AtomicFile.open(file)) {
            pending.stream().write("half of the n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        assertThat(file).hasContent("old");
        assertOnly(file);
    }

    @Test
    void a_part_that_a_kill_left_behind_is_replaced() throws IOException {
        Path file = folder.resolve("c.txt");
        Files.writeString(folder.resolve(".c.txt.part"), "longer than what comes next");
        AtomicFile.write(file, "new");
        assertThat(file).hasContent("new");
        assertOnly(file);
    }

    @Test
    void a_folder_in_the_way_is_an_error_and_leaves_no_part() throws IOException {
        Path target = Files.createDirectories(folder.resolve("taken/inside")).getParent();
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> AtomicFile.write(target, "text"));
        assertThat(folder.resolve(".taken.part")).doesNotExist();
    }

    private static void assertOnly(Path file) throws IOException {
        try (Stream<Path> files = Files.list(file.getParent())) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "needs a device that is always full")
    void a_full_disk_is_told_with_the_file_that_could_not_be_written() throws IOException {
        Path target = folder.resolve("large.txt");
        Files.createSymbolicLink(folder.resolve(".large.txt.part"), Path.of("/dev/full"));
        assertThatThrownBy(() -> AtomicFile.write(target, "x"))
                .isInstanceOf(FileSystemException.class)
                .hasMessageContaining(target.toString())
                .hasMessageContaining("No space left");
        assertThat(target).doesNotExist();
    }
}
