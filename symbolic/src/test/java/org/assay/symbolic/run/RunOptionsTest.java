package org.assay.symbolic.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.sequence.ContextSet;
import org.assay.symbolic.text.BuiltInPrograms;
import org.junit.jupiter.api.Test;

class RunOptionsTest {
    private static ContextSet contexts(int i) {
        int[] tokens = Seed.of(7).child(i).draws().nextPermutation(54);
        return ContextSet.everyPosition(new int[][] {tokens, tokens}, 0);
    }

    @Test
    void a_memory_below_zero_or_beyond_every_machine_is_refused() {
        assertThatThrownBy(() -> new RunOptions(-1, false)).hasMessageContaining("got -1");
        assertThatThrownBy(() -> new RunOptions(1 << 20, true)).hasMessageContaining("megabytes");
    }

    @Test
    void what_is_remembered_stays_near_its_bound_and_answers_stay_the_same() {
        Interpreter remembering = Interpreter.of(BuiltInPrograms.open("toy-english"), "p");
        ProgramRun small = new ProgramRun(CompiledProgram.ofAnswers(remembering.program(), false), 20_000);
        for (int i = 0; i < 60; i++) {
            ContextSet contexts = contexts(i);
            int[] tokens = contexts.sequence(0);
            small.run(tokens, tokens.length, 0);
            NextTokenTable table = remembering.next(contexts);
            for (int t = 0; t < tokens.length; t++) {
                assertThat(small.answer(t)).isEqualTo(table.probabilities().row(t));
            }
            assertThat(small.words()).isLessThan(200_000);
        }
    }

    @Test
    void threads_that_ask_one_interpreter_get_what_they_would_get_alone()
            throws InterruptedException, ExecutionException {
        Interpreter shared = Interpreter.of(BuiltInPrograms.open("toy-english"), "p");
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Callable<NextTokenTable>> questions = IntStream.range(0, 24)
                .mapToObj(i -> (Callable<NextTokenTable>) () -> shared.next(contexts(i)))
                .toList();
        List<Future<NextTokenTable>> answers = threads.invokeAll(questions);
        threads.shutdown();
        for (int i = 0; i < answers.size(); i++) {
            assertThat(answers.get(i).get())
                    .isEqualTo(Interpreter.of(shared.program(), "alone").next(contexts(i)));
        }
    }
}
