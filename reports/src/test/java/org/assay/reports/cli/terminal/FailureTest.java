package org.assay.reports.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.assay.datasets.file.ConfigException;
import org.assay.datasets.file.ConfigException.Problem;
import org.assay.datasets.file.DamagedFileException;
import org.assay.datasets.file.FolderInUseException;
import org.assay.datasets.language.UnknownLanguageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FailureTest {
    static Stream<Arguments> thrown() {
        return Stream.of(
                Arguments.of(new UsageException("what", "do this"), ExitCode.USAGE),
                Arguments.of(new UnknownLanguageException("x", List.of("mess3")), ExitCode.USAGE),
                Arguments.of(
                        new ConfigException(List.of(new Problem("a.yaml", 1, 2, "wrong", "fix"))), ExitCode.BAD_INPUT),
                Arguments.of(new DamagedFileException(Path.of("a.npy"), "cut"), ExitCode.DAMAGED),
                Arguments.of(new FolderInUseException(Path.of("runs")), ExitCode.RESOURCES),
                Arguments.of(new NoSuchFileException("a.npy"), ExitCode.DAMAGED),
                Arguments.of(new ArithmeticException("loss is NaN at step 3"), ExitCode.DIVERGED),
                Arguments.of(new OutOfMemoryError("Java heap space"), ExitCode.RESOURCES),
                Arguments.of(
                        new NoClassDefFoundError("Could not initialize class X")
                                .initCause(new ExceptionInInitializerError(
                                        "Exception java.lang.OutOfMemoryError: Java heap space [in thread \"a\"]")),
                        ExitCode.RESOURCES),
                Arguments.of(new AccessDeniedException("/there"), ExitCode.RESOURCES),
                Arguments.of(new FileAlreadyExistsException("/there"), ExitCode.RESOURCES),
                Arguments.of(new FileSystemException("/f", null, "No space left on device"), ExitCode.RESOURCES),
                Arguments.of(new IOException("Disk quota exceeded"), ExitCode.RESOURCES),
                Arguments.of(new ArithmeticException("/ by zero"), ExitCode.INTERNAL),
                Arguments.of(new IllegalArgumentException("ours"), ExitCode.INTERNAL),
                Arguments.of(new NullPointerException(), ExitCode.INTERNAL));
    }

    @ParameterizedTest
    @MethodSource("thrown")
    void every_kind_of_failure_has_its_code_also_as_a_cause(Throwable thrown, ExitCode code) {
        assertThat(Failure.of(thrown).code()).isEqualTo(code);
        assertThat(Failure.of(new CompletionException(thrown)).code()).isEqualTo(code);
        if (thrown instanceof IOException io) {
            assertThat(Failure.of(new UncheckedIOException(io)).code()).isEqualTo(code);
        }
    }

    @Test
    void a_message_says_what_and_then_what_to_do() {
        assertThat(new Failure(ExitCode.USAGE, "what\nmore", "do this").text())
                .isEqualTo("assay: what\n  more\n  do this");
        assertThat(Failure.of(new FileSystemException("/f", null, "No space left on device"))
                        .text())
                .contains("/f: No space left on device")
                .contains("disk full");
    }

    @Test
    void a_file_on_the_way_to_a_folder_is_told_as_such() {
        assertThat(Failure.of(new FileSystemException("/file/sub", null, "Not a directory"))
                        .text())
                .contains("a file stands where a folder is needed: /file/sub")
                .doesNotContain("disk full");
    }

    @Test
    void a_folder_in_use_is_not_taken_for_a_full_disk() {
        assertThat(Failure.of(new FolderInUseException(Path.of("runs"))).text())
                .startsWith("assay: runs is in use by another run")
                .contains("wait for it")
                .doesNotContain("disk");
    }

    @Test
    void who_found_the_damage_may_know_best_what_to_do() {
        DamagedFileException cut = new DamagedFileException(Path.of("a.npy"), "cut");
        assertThat(Failure.of(cut.withFix("run again")).text()).isEqualTo("assay: a.npy: cut\n  run again");
    }

    @Test
    void several_problems_are_counted() {
        Problem problem = new Problem("a.yaml", 1, 2, "wrong", "fix");
        assertThat(Failure.of(new ConfigException(List.of(problem, problem))).text())
                .isEqualTo("assay: 2 problems:\n  a.yaml:1:2: wrong - fix\n  a.yaml:1:2: wrong - fix");
    }

    @Test
    void codes_are_the_documented_ones() {
        assertThat(Stream.of(ExitCode.values()).map(ExitCode::code)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 75);
    }
}
