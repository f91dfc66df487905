package org.assay.reports.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ConsoleProgressTest {
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private Console console(OptionalInt columns) {
        return new Console(OutputStream.nullOutputStream(), err, columns);
    }

    private String said() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void a_log_gets_a_line_every_fifteen_seconds_with_the_time_left_and_one_at_the_end() {
        List<String> lines = new ArrayList<>();
        double[] now = {0};
        PlainProgress progress = new PlainProgress(lines::add, () -> now[0]);
        for (int second = 0; second < 100; second++) {
            now[0] = second;
            progress.at("train", second, 100, "loss 2.5");
        }
        now[0] = 100;
        progress.at("train", 100, 100, "loss 2.4");
        assertThat(lines)
                .hasSize(7)
                .startsWith("train: 15 of 100 (15 %), about 1 min 25 s left; loss 2.5")
                .endsWith("train: done in 1 min 40 s; loss 2.4");
    }

    @Test
    void what_took_no_time_is_done_and_no_more() {
        List<String> lines = new ArrayList<>();
        double[] now = {0};
        PlainProgress progress = new PlainProgress(lines::add, () -> now[0]);
        progress.at("short", 0, 2, "");
        progress.at("long", 0, 2, "");
        now[0] = 0.4;
        progress.at("short", 2, 2, "3 rules");
        now[0] = 0.6;
        progress.at("long", 2, 2, "");
        assertThat(lines).containsExactly("short: done; 3 rules", "long: done in 1 s");
    }

    @Test
    void the_time_left_of_a_resumed_task_counts_from_where_it_was_resumed() {
        List<String> lines = new ArrayList<>();
        double[] now = {0};
        PlainProgress progress = new PlainProgress(lines::add, () -> now[0]);
        progress.at("train", 900, 1000, "");
        now[0] = 20;
        progress.at("train", 920, 1000, "");
        assertThat(lines).containsExactly("train: 920 of 1000 (92 %), about 1 min 20 s left");
    }

    @Test
    void time_is_said_in_words() {
        assertThat(TimeLeft.words(0.4)).isEqualTo("0 s");
        assertThat(TimeLeft.words(65)).isEqualTo("1 min 05 s");
        assertThat(TimeLeft.words(2 * 3600 + 300)).isEqualTo("2 h 05 min");
    }

    @Test
    void bars_are_drawn_only_for_somebody_who_watches() {
        String escape = "\u001b[";
        for (Map<String, String> environment : List.of(Map.of("CI", "true"), Map.of("NO_COLOR", "1"))) {
            finish(console(OptionalInt.of(80)), false, environment);
            assertThat(said()).doesNotContain(escape).contains("task: done");
            err.reset();
        }
        finish(console(OptionalInt.of(80)), true, Map.of());
        assertThat(said()).doesNotContain(escape);
        err.reset();
        finish(console(OptionalInt.empty()), false, Map.of());
        assertThat(said()).doesNotContain(escape);
        err.reset();
        finish(console(OptionalInt.of(80)), false, Map.of());
        assertThat(said()).contains(escape).contains("100%").contains("task");
    }

    private static void finish(Console console, boolean quiet, Map<String, String> environment) {
        try (ConsoleProgress progress = ConsoleProgress.of(console, quiet, environment)) {
            progress.at("task", 1, 2, "half");
            progress.at("task", 2, 2, "whole");
        }
    }

    @Test
    void tasks_of_several_threads_each_end_on_a_line_of_their_own() throws InterruptedException {
        for (OptionalInt columns : List.of(OptionalInt.of(100), OptionalInt.empty())) {
            err.reset();
            try (ConsoleProgress progress = ConsoleProgress.of(console(columns), false, Map.of())) {
                List<Thread> threads = new ArrayList<>();
                for (String task : List.of("first", "second", "third")) {
                    threads.add(new Thread(() -> {
                        for (int done = 0; done <= 2000; done++) {
                            progress.at(task, done, 2000, "at " + done);
                        }
                    }));
                }
                threads.forEach(Thread::start);
                for (Thread thread : threads) {
                    thread.join();
                }
            }
            assertThat(said().lines().map(line -> line.replaceAll("\u001b\\[[0-9]*[A-Z]", "")))
                    .anySatisfy(line -> assertThat(line).contains("first").containsAnyOf("100%", "done"))
                    .anySatisfy(line -> assertThat(line).contains("second").containsAnyOf("100%", "done"))
                    .anySatisfy(line -> assertThat(line).contains("third").containsAnyOf("100%", "done"));
        }
    }
}
