package org.assay.symbolic.edit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import org.assay.datasets.file.DamagedFileException;
import org.assay.datasets.progress.Progress;
import org.assay.symbolic.edit.EditHistory.Beginning;
import org.assay.symbolic.text.ProgramParser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryFileTest {
    private static final Beginning BEGINNING = Beginning.of(
            EditSessionTest.START,
            new TreeMap<>(java.util.Map.of("language", "golden-mean")),
            EditSessionTest.evaluator());

    /** Bytes between those that are tried: a prime, so that all columns of a line are met. */
    private static final int STRIDE = 53;

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void write_a_history() throws IOException {
        file = folder.resolve("edits.jsonl");
        record(file);
    }

    private static void record(Path to) throws IOException {
        try (HistoryFile history = HistoryFile.open(to, BEGINNING)) {
            EditSessionTest.wander(EditSession.begin(EditSessionTest.START, EditSessionTest.evaluator(), history));
        }
    }

    private static int lines(Path of) throws IOException {
        return Files.readAllLines(of).size();
    }

    @Test
    void what_was_written_is_read_back_and_a_replay_writes_the_same_bytes() throws IOException {
        EditHistory read = EditHistory.read(file);
        assertThat(read.beginning()).isEqualTo(BEGINNING);
        assertThat(read.steps()).hasSize(9);
        Path again = folder.resolve("again.jsonl");
        Listing start = Listing.of(ProgramParser.parse(read.beginning().program(), "again"));
        try (HistoryFile history = HistoryFile.open(again, read.beginning())) {
            Replay replay = Replay.of(start, read.steps(), EditSessionTest.evaluator(), history, Progress.SILENT);
            assertThat(replay.same()).isTrue();
        }
        assertThat(again).hasSameBinaryContentAs(file);
    }

    @Test
    void a_history_that_is_opened_again_grows_at_its_end() throws IOException {
        byte[] before = Files.readAllBytes(file);
        try (HistoryFile history = HistoryFile.open(file, BEGINNING)) {
            EditSession session = EditSession.resume(
                    EditSessionTest.START, history.found().steps(), EditSessionTest.evaluator(), history);
            session.undo();
        }
        byte[] after = Files.readAllBytes(file);
        assertThat(Arrays.copyOf(after, before.length)).isEqualTo(before);
        assertThat(EditHistory.read(file).steps()).hasSize(10);
    }

    /** As a kill leaves it, wherever in the last line it falls. */
    @Test
    void an_unfinished_last_line_is_cut_off_and_everything_before_it_is_kept() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        int lastLine = whole.length - 1;
        while (whole[lastLine - 1] != '\n') {
            lastLine--;
        }
        for (int length = lastLine; length < whole.length; length += STRIDE) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThat(EditHistory.read(file).steps()).hasSize(8);
        }
        try (HistoryFile history = HistoryFile.open(file, BEGINNING)) {
            assertThat(history.found().steps()).hasSize(8);
            assertThat(Files.size(file)).isEqualTo(lastLine);
            EditSession.resume(EditSessionTest.START, history.found().steps(), EditSessionTest.evaluator(), history)
                    .edit(EditSessionTest.KNOWLEDGE, Acceptance.NEVER);
        }
        assertThat(Files.readAllBytes(file)).isEqualTo(whole);
    }

    @Test
    void a_byte_that_was_changed_is_found_and_its_line_is_named() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        int line = 1;
        for (int at = 0; at < whole.length - 1; at++) {
            boolean atAnEdge = at == 0 || whole[at - 1] == '\n' || whole[at] == '\n';
            if (at % STRIDE != 0 && !atAnEdge) {
                continue;
            }
            byte[] changed = whole.clone();
            changed[at] ^= 1;
            Files.write(file, changed);
            int damaged = line;
            assertThatThrownBy(() -> EditHistory.read(file))
                    .as("byte %d", at)
                    .isInstanceOf(DamagedFileException.class)
                    .hasMessageContaining("edits.jsonl: line " + damaged + ":");
            line += whole[at] == '\n' ? 1 : 0;
        }
        assertThat(line).isEqualTo(10);
    }

    @Test
    void lines_that_are_missing_moved_or_repeated_are_found() throws IOException {
        List<String> lines = Files.readAllLines(file);
        List<String> missing = new ArrayList<>(lines);
        missing.remove(3);
        List<String> moved = new ArrayList<>(lines);
        Collections.swap(moved, 4, 5);
        List<String> repeated = new ArrayList<>(lines);
        repeated.add(6, lines.get(6));
        damaged(missing, 4);
        damaged(moved, 5);
        damaged(repeated, 8);
        damaged(lines.subList(1, 5), 1);
        damaged(List.of(), 1);
        damaged(List.of("{\"check\":\"0123456789abcdef\",\"entry\":null}"), 1);
    }

    private void damaged(List<String> lines, int line) throws IOException {
        Files.write(file, lines);
        assertThatThrownBy(() -> EditHistory.read(file))
                .isInstanceOf(DamagedFileException.class)
                .hasMessageContaining("line " + line + ":");
        assertThatThrownBy(() -> HistoryFile.open(file, BEGINNING)).isInstanceOf(DamagedFileException.class);
    }

    /** A line whose check fits may be damaged all the same: somebody wrote another program. */
    @Test
    void a_line_of_another_format_is_refused() throws IOException {
        for (Object entry : List.of(java.util.Map.of("format", "other"), List.of(1), "text")) {
            Files.write(file, EditHistory.line("", entry));
            assertThatThrownBy(() -> EditHistory.read(file))
                    .isInstanceOf(DamagedFileException.class)
                    .hasMessageContaining("line 1:");
        }
    }

    @Test
    void the_history_of_another_session_is_left_alone() throws IOException {
        byte[] before = Files.readAllBytes(file);
        Listing other = EditData.program("vocab 0 1\nbias 0=1\n");
        assertThatThrownBy(() ->
                        HistoryFile.open(file, Beginning.of(other, BEGINNING.data(), EditSessionTest.evaluator())))
                .isInstanceOf(OtherBeginningException.class)
                .hasMessageContaining("another program");
        Evaluator otherwise = new Evaluator(EditSessionTest.DATA, Yardstick.DATA, 1000);
        assertThatThrownBy(
                        () -> HistoryFile.open(file, Beginning.of(EditSessionTest.START, BEGINNING.data(), otherwise)))
                .hasMessageContaining("weighs otherwise");
        Evaluator elsewhere = new Evaluator(EditData.of("golden-mean", 20, 21), Yardstick.TRUTH, 1000);
        assertThatThrownBy(
                        () -> HistoryFile.open(file, Beginning.of(EditSessionTest.START, BEGINNING.data(), elsewhere)))
                .hasMessageContaining("other data");
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    @Test
    void one_session_writes_and_others_may_read() throws IOException {
        try (HistoryFile history = HistoryFile.open(file, BEGINNING)) {
            assertThatThrownBy(() -> HistoryFile.open(file, BEGINNING))
                    .isInstanceOf(FileSystemException.class)
                    .hasMessageContaining("--read-only");
            assertThat(EditHistory.read(file).steps()).hasSize(9);
            assertThat(history.found().steps()).hasSize(9);
        }
        HistoryFile.open(file, BEGINNING).close();
    }

    @Test
    void a_line_of_zeros_as_a_lost_block_leaves_it_does_not_count_without_its_newline() throws IOException {
        int before = lines(file);
        Files.write(file, new byte[4096], StandardOpenOption.APPEND);
        assertThat(EditHistory.read(file).steps()).hasSize(before - 1);
        Files.write(file, "\n".getBytes(StandardCharsets.UTF_8), StandardOpenOption.APPEND);
        assertThatThrownBy(() -> EditHistory.read(file)).hasMessageContaining("line " + (before + 1) + ":");
    }
}
