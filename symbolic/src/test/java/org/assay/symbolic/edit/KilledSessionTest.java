package org.assay.symbolic.edit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.progress.Progress;
import org.assay.symbolic.edit.EditHistory.Beginning;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sessions that are killed (SIGKILL, which no process can catch) while they edit, and the one that goes on after them. */
@Tag("slow")
class KilledSessionTest {
    private static final int KILLS = 5;
    private static final int LEAST_STEPS = 20;
    private static final int LONGEST_DELAY_MILLISECONDS = 30;
    private static final long SECONDS_TO_WAIT = 120;
    private static final HeldOut DATA = EditData.of("golden-mean", 4, 10);

    @TempDir
    private Path folder;

    private static Evaluator evaluator() {
        return new Evaluator(DATA, Yardstick.TRUTH, 1000);
    }

    private static Beginning beginning() {
        return Beginning.of(EditSessionTest.START, new TreeMap<>(), evaluator());
    }

    @Test
    void a_killed_session_loses_at_most_the_line_that_it_was_writing_and_is_replayed_to_the_last_bit()
            throws Exception {
        Path file = folder.resolve("edits.jsonl");
        Draws draws = Seed.of(8).child("kills").draws();
        int steps = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            Process process = start(file);
            int until = steps + LEAST_STEPS + draws.nextInt(LEAST_STEPS);
            long tries = TimeUnit.SECONDS.toMillis(SECONDS_TO_WAIT);
            while (stepsSeen(file) < until && process.isAlive() && tries-- > 0) {
                Thread.sleep(1);
            }
            Thread.sleep(draws.nextInt(LONGEST_DELAY_MILLISECONDS));
            int seen = stepsSeen(file);
            assertThat(process.isAlive())
                    .as("was still editing when it was killed")
                    .isTrue();
            process.destroyForcibly().waitFor();
            EditHistory left = EditHistory.read(file);
            assertThat(left.steps().size()).isGreaterThanOrEqualTo(Math.max(seen, until));
            steps = left.steps().size();
        }
        EditHistory left = EditHistory.read(file);
        Path again = folder.resolve("again.jsonl");
        try (HistoryFile history = HistoryFile.open(again, beginning())) {
            assertThat(Replay.of(EditSessionTest.START, left.steps(), evaluator(), history, Progress.SILENT)
                            .same())
                    .isTrue();
        }
        byte[] whole = Files.readAllBytes(again);
        assertThat(java.util.Arrays.copyOf(Files.readAllBytes(file), whole.length))
                .isEqualTo(whole);
        assertThat(whole.length).isEqualTo((int) left.wholeBytes());
    }

    private static int stepsSeen(Path file) throws IOException {
        return Files.exists(file) ? EditHistory.read(file).steps().size() : 0;
    }

    private static Process start(Path file) throws IOException {
        return new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName(),
                        file.toString()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Edits until it is killed: goes on where the file ends. */
    static final class Child {
        private Child() {}

        public static void main(String[] arguments) throws IOException {
            try (HistoryFile history = HistoryFile.open(Path.of(arguments[0]), beginning())) {
                EditSession session = EditSession.resume(
                        EditSessionTest.START, history.found().steps(), evaluator(), history);
                while (true) {
                    session.edit(List.of(Change.add("label l" + session.steps())), Acceptance.ALWAYS);
                    session.undo();
                }
            }
        }
    }
}
