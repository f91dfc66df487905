package org.assay.symbolic.fit.discrete;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.progress.Progress;
import org.assay.datasets.sequence.ContextSet;
import org.assay.datasets.sequence.Vocabulary;
import org.assay.symbolic.program.Program;
import org.assay.symbolic.text.ProgramParser;
import org.assay.symbolic.text.ProgramPrinter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Programs found from the right answers to tasks, of which the fitter is told nothing. */
class DiscreteFitterTest {
    private static final int SYMBOLS = 6;
    private static final int BOS = SYMBOLS;
    private static final int SEP = SYMBOLS + 1;
    private static final int EOS = SYMBOLS + 2;
    private static final Vocabulary VOCABULARY = new Vocabulary(Stream.concat(
                    IntStream.range(0, SYMBOLS).mapToObj(i -> "s" + i), Stream.of("<bos>", "<sep>", "<eos>", "<pad>"))
            .toList());

    /**
     * @param word   draws a word of at most so many symbols
     * @param answer what stands behind the separator, without the end
     */
    private record Task(String name, BiFunction<Integer, Draws, int[]> word, BiFunction<int[], Draws, int[]> answer) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static int[] distinct(int longest, Draws draws) {
        return Arrays.copyOf(draws.nextPermutation(SYMBOLS), 1 + draws.nextInt(Math.min(longest, SYMBOLS)));
    }

    private static int[] bits(int longest, Draws draws) {
        return IntStream.range(0, 1 + draws.nextInt(longest))
                .map(i -> draws.nextInt(2))
                .toArray();
    }

    /** Symbols of which one comes more often than any other. */
    private static int[] uneven(int longest, Draws draws) {
        while (true) {
            int[] word = IntStream.range(0, 1 + draws.nextInt(longest))
                    .map(i -> draws.nextInt(SYMBOLS))
                    .toArray();
            int[] counts = counts(word);
            int most = Arrays.stream(counts).max().orElseThrow();
            if (Arrays.stream(counts).filter(count -> count == most).count() == 1) {
                return word;
            }
        }
    }

    private static int mostFrequent(int[] word) {
        int[] counts = counts(word);
        return IntStream.range(0, SYMBOLS)
                .reduce((a, b) -> counts[b] > counts[a] ? b : a)
                .orElseThrow();
    }

    private static int[] counts(int[] word) {
        int[] counts = new int[SYMBOLS];
        Arrays.stream(word).forEach(symbol -> counts[symbol]++);
        return counts;
    }

    /** Where to begin and where to end. */
    private static int[] ends(int longest, Draws draws) {
        int from = draws.nextInt(SYMBOLS);
        return new int[] {from, from + draws.nextInt(SYMBOLS - from)};
    }

    private static int[] reversed(int[] word) {
        return IntStream.range(0, word.length)
                .map(i -> word[word.length - 1 - i])
                .toArray();
    }

    static List<Task> tasks() {
        return List.of(
                new Task("copy", DiscreteFitterTest::distinct, (word, draws) -> word),
                new Task("reverse", DiscreteFitterTest::distinct, (word, draws) -> reversed(word)),
                new Task("first symbol", DiscreteFitterTest::bits, (word, draws) -> new int[] {word[0]}),
                new Task("more ones", DiscreteFitterTest::bits, (word, draws) ->
                        new int[] {2 * IntStream.of(word).sum() > word.length ? 1 : 0}),
                new Task("odd length", DiscreteFitterTest::bits, (word, draws) -> new int[] {word.length % 2}),
                new Task(
                        "sort",
                        DiscreteFitterTest::distinct,
                        (word, draws) -> Arrays.stream(word).sorted().toArray()),
                new Task(
                        "sort backwards",
                        DiscreteFitterTest::distinct,
                        (word, draws) -> reversed(Arrays.stream(word).sorted().toArray())),
                new Task("most frequent", DiscreteFitterTest::uneven, (word, draws) -> new int[] {mostFrequent(word)}),
                new Task(
                        "count on",
                        DiscreteFitterTest::ends,
                        (word, draws) -> IntStream.rangeClosed(word[0], word[1]).toArray()),
                new Task("last two differ", DiscreteFitterTest::bits, (word, draws) ->
                        new int[] {word.length > 1 && word[word.length - 1] != word[word.length - 2] ? 1 : 0}));
    }

    private static Answers answers(Task task, int sequences) {
        List<int[]> all = new ArrayList<>();
        List<int[]> rows = new ArrayList<>();
        List<List<Integer>> said = new ArrayList<>();
        for (int s = 0; s < sequences; s++) {
            Draws draws = Seed.of(0).child(task.name).child(s).draws();
            int[] word = task.word.apply(12, draws);
            int[] answer = task.answer.apply(word, draws);
            int[] read = IntStream.concat(
                            IntStream.concat(IntStream.of(BOS), Arrays.stream(word)),
                            IntStream.concat(IntStream.of(SEP), Arrays.stream(answer)))
                    .toArray();
            for (int i = 0; i <= answer.length; i++) {
                rows.add(new int[] {s, word.length + 1 + i});
                said.add(List.of(i < answer.length ? answer[i] : EOS));
            }
            all.add(read);
        }
        double[] weights = new double[rows.size()];
        Arrays.fill(weights, 1);
        ContextSet contexts = ContextSet.of(
                all.toArray(int[][]::new),
                rows.stream().mapToInt(row -> row[0]).toArray(),
                rows.stream().mapToInt(row -> row[1]).toArray(),
                weights);
        return new Answers(contexts, Answers.Output.LIKELIEST, said);
    }

    @ParameterizedTest
    @MethodSource("tasks")
    void tasks_are_found_and_the_printed_program_does_the_same(Task task) {
        DiscreteFit fit = DiscreteFitter.fit(answers(task, 400), VOCABULARY, Progress.SILENT);
        assertThat(fit.gaveUp()).as(fit.rules().toString()).isEmpty();
        Program printed = ProgramParser.parse(ProgramPrinter.print(fit.program()), "printed");
        assertThat(printed).isEqualTo(fit.program());
        Answers fresh = answers(new Task(task.name + " afresh", task.word, task.answer), 300);
        assertThat(DiscreteFitter.answers(printed, fresh.contexts()).wholeSequenceMatch(fresh))
                .as(fit.rules().toString())
                .isEqualTo(1);
        assertThat(fit.steps().get(0).heldOutMatch()).as("always the same").isLessThan(.7);
    }

    /** The wrong task: what was fitted to the words of one, asked at those of another over the same symbols. */
    @Test
    void a_program_of_one_task_does_not_do_another() {
        List<Task> tasks = tasks().stream()
                .filter(task -> List.of("copy", "sort").contains(task.name))
                .toList();
        for (Task task : tasks) {
            Program program = DiscreteFitter.fit(answers(task, 200), VOCABULARY, Progress.SILENT)
                    .program();
            for (Task other : tasks) {
                Answers asked = answers(other, 300);
                double match = DiscreteFitter.answers(program, asked.contexts()).wholeSequenceMatch(asked);
                if (other.equals(task)) {
                    assertThat(match).isEqualTo(1);
                } else {
                    assertThat(match)
                            .as("%s asked for %s: right on words of one symbol and a few more", task, other)
                            .isLessThan(.6);
                }
            }
        }
    }

    @Test
    void rules_fitted_to_others_are_controls() {
        Task task = tasks().get(0);
        Answers answers = answers(task, 200);
        Answers last = new Answers(
                answers.contexts(),
                answers.output(),
                IntStream.range(0, answers.said().size())
                        .mapToObj(row -> {
                            int[] context = answers.contexts().context(row);
                            return List.of(context[context.length - 1]);
                        })
                        .toList());
        DiscreteFit fit = DiscreteFitter.fit(answers, Map.of("another network", last), VOCABULARY, Progress.SILENT);
        assertThat(fit.steps().get(1).stage()).isEqualTo("control: rules fitted to another network");
        assertThat(fit.steps().get(1).parts()).isEqualTo(1);
        assertThat(fit.steps().get(1).heldOutMatch()).isZero();
        assertThat(fit.gaveUp()).isEmpty();
    }

    @Test
    void answers_by_chance_are_given_up_with_the_stage() {
        Task chance = new Task("chance", DiscreteFitterTest::bits, (word, draws) -> new int[] {draws.nextInt(SYMBOLS)});
        DiscreteFit fit = DiscreteFitter.fit(answers(chance, 400), VOCABULARY, Progress.SILENT);
        assertThat(fit.gaveUp().orElseThrow()).startsWith("rules: ").contains("the network says s");
    }

    @Test
    void a_fit_is_the_same_every_time() {
        Task task = tasks().get(3);
        assertThat(DiscreteFitter.fit(answers(task, 100), VOCABULARY, Progress.SILENT))
                .isEqualTo(DiscreteFitter.fit(answers(task, 100), VOCABULARY, Progress.SILENT));
    }

    @Test
    void too_few_sequences_are_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DiscreteFitter.fit(answers(tasks().get(0), 3), VOCABULARY, Progress.SILENT))
                .withMessageContaining("at least 5 sequences");
    }
}
