package org.assay.symbolic.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.assay.datasets.corpus.Enumeration;
import org.assay.datasets.corpus.SampledContexts;
import org.assay.datasets.incontext.TallyTask;
import org.assay.datasets.language.Languages;
import org.assay.datasets.model.MembershipTable;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.sequence.ContextSet;
import org.assay.symbolic.program.Unembedding;
import org.assay.symbolic.run.Interpreter;
import org.assay.symbolic.run.SetInterpreter;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class BuiltInProgramsTest {
    /** With all of the truth right but for the uniform share s, KL(truth || program) is at most -ln(1 - s). */
    private static final double SHARE_ALONE = -Math.log1p(-Unembedding.UNIFORM_SHARE) + 1e-12;

    @Test
    void every_program_that_comes_along_can_be_read_and_is_not_in_need_of_any_file() {
        assertThat(BuiltInPrograms.names()).isSorted().hasSize(6);
        BuiltInPrograms.names()
                .forEach(name -> assertThat(BuiltInPrograms.open(name)).isNotNull());
        assertThatThrownBy(() -> BuiltInPrograms.open("trigram")).hasMessageContaining("bigram");
    }

    /** Excerpts of the tutorial stand line by line in the programs that they are taken from. */
    @Test
    void every_line_of_the_tutorial_is_a_line_of_a_program() throws IOException {
        Set<String> known = new HashSet<>();
        BuiltInPrograms.names()
                .forEach(name -> BuiltInPrograms.text(name).lines().forEach(known::add));
        boolean inside = false;
        int shown = 0;
        for (String line : Files.readAllLines(Path.of("../docs/programs-tutorial.md"))) {
            if (line.startsWith("```")) {
                inside = line.equals("```assay");
            } else if (inside) {
                assertThat(known).contains(line);
                shown++;
            }
        }
        assertThat(shown).isGreaterThan(25);
    }

    @Test
    void the_bigram_program_is_the_golden_mean_on_every_context() {
        GeneratingProcess process = Languages.open("golden-mean");
        assertThat(largestDivergence("bigram", process, Enumeration.of(process, 10)))
                .isLessThan(SHARE_ALONE);
    }

    @Test
    void the_skip_trigram_program_is_the_language_on_sampled_contexts() {
        GeneratingProcess process = Languages.open("skip-trigrams");
        ContextSet contexts =
                SampledContexts.of(process, Seed.of(41), 60, 64, 0).contexts();
        assertThat(largestDivergence("skip-trigram", process, contexts)).isLessThan(SHARE_ALONE);
    }

    @Test
    @Tag("slow")
    void the_program_for_toy_english_is_the_language_on_a_hundred_thousand_rows_where_every_rule_emits() {
        GeneratingProcess process = Languages.open("toy-english");
        SampledContexts sampled = SampledContexts.of(process, Seed.of(42), 782, 128, 0);
        assertThat(sampled.contexts().rows()).isGreaterThanOrEqualTo(100_000);
        assertThat(Arrays.stream(sampled.emittingRule()).distinct().count())
                .isEqualTo(process.rules().size());
        assertThat(largestDivergence("toy-english", process, sampled.contexts()))
                .isLessThan(SHARE_ALONE);
    }

    @Test
    void the_program_for_toy_english_is_the_language_on_few_rows() {
        GeneratingProcess process = Languages.open("toy-english");
        ContextSet contexts =
                SampledContexts.of(process, Seed.of(43), 20, 128, 0).contexts();
        assertThat(largestDivergence("toy-english", process, contexts)).isLessThan(SHARE_ALONE);
    }

    private static double largestDivergence(String name, GeneratingProcess process, ContextSet contexts) {
        Interpreter interpreter = Interpreter.of(BuiltInPrograms.open(name), name);
        assertThat(interpreter.vocabulary()).isEqualTo(process.vocabulary());
        NextTokenTable truth = process.next(contexts);
        NextTokenTable said = interpreter.next(contexts);
        double largest = 0;
        for (int row = 0; row < contexts.rows(); row++) {
            double divergence = 0;
            for (int v = 0; v < process.vocabulary().size(); v++) {
                double p = truth.get(row, v);
                divergence += p > 0 ? p * Math.log(p / said.get(row, v)) : 0;
            }
            largest = Math.max(largest, divergence);
        }
        return largest;
    }

    @Test
    void the_induction_program_repeats_what_followed_the_first_time() {
        Interpreter interpreter = Interpreter.of(BuiltInPrograms.open("induction"), "induction");
        int words = interpreter.vocabulary().size();
        for (int i = 0; i < 200; i++) {
            int[] tokens = words(Seed.of(44).child(i), words, 1 + i % 20);
            ContextSet contexts = ContextSet.everyPosition(new int[][] {tokens}, 0);
            NextTokenTable table = interpreter.next(contexts);
            for (int t = 0; t < tokens.length; t++) {
                int last = tokens[t];
                int first = 0;
                while (tokens[first] != last) {
                    first++;
                }
                for (int v = 0; v < words; v++) {
                    double truth = first == t ? 1.0 / words : tokens[first + 1] == v ? 1 : 0;
                    assertThat(table.get(t, v))
                            .isBetween(truth - Unembedding.UNIFORM_SHARE, truth + Unembedding.UNIFORM_SHARE);
                }
            }
        }
    }

    private static int[] words(Seed seed, int vocabulary, int length) {
        Draws draws = seed.draws();
        int[] tokens = new int[length];
        Arrays.setAll(tokens, t -> draws.nextInt(vocabulary));
        return tokens;
    }

    @Test
    void the_bracket_program_knows_what_may_follow_in_every_word_of_up_to_eight_brackets() {
        SetInterpreter interpreter = SetInterpreter.of(BuiltInPrograms.open("bracket-matching"), "brackets");
        List<int[]> words = new ArrayList<>();
        List<boolean[]> truths = new ArrayList<>();
        extend(new int[0], new ArrayDeque<>(), words, truths);
        assertThat(words).hasSizeGreaterThan(1000);
        MembershipTable table = interpreter.mayFollow(ContextSet.lastPosition(words));
        for (int row = 0; row < table.rows(); row++) {
            for (int v = 0; v < 5; v++) {
                assertThat(table.contains(row, v)).isEqualTo(truths.get(row)[v]);
            }
        }
    }

    /** All beginnings of words, with what a stack says of them; tokens are ( [ ) ] end. */
    private static void extend(int[] word, Deque<Integer> open, List<int[]> words, List<boolean[]> truths) {
        boolean[] mayFollow = new boolean[5];
        mayFollow[0] = open.size() < 3;
        mayFollow[1] = open.size() < 3;
        mayFollow[4] = open.isEmpty();
        if (!open.isEmpty()) {
            mayFollow[open.peek() + 2] = true;
        }
        if (word.length > 0) {
            words.add(word);
            truths.add(mayFollow);
        }
        for (int v = 0; v < 4 && word.length < 8; v++) {
            if (mayFollow[v]) {
                int[] longer = Arrays.copyOf(word, word.length + 1);
                longer[word.length] = v;
                Deque<Integer> then = new ArrayDeque<>(open);
                if (v < 2) {
                    then.push(v);
                } else {
                    then.pop();
                }
                extend(longer, then, words, truths);
            }
        }
    }

    @Test
    void the_most_frequent_program_gives_ties_equal_shares() {
        Interpreter interpreter = Interpreter.of(BuiltInPrograms.open("most-frequent"), "most-frequent");
        for (int i = 0; i < 200; i++) {
            int[] tokens = words(Seed.of(45).child(i), 2, 1 + i % 30);
            long ones = Arrays.stream(tokens).filter(token -> token == 1).count();
            double truth = 2 * ones == tokens.length ? 0.5 : 2 * ones > tokens.length ? 1 : 0;
            double said =
                    interpreter.next(ContextSet.lastPosition(List.of(tokens))).get(0, 1);
            assertThat(said).isBetween(truth - Unembedding.UNIFORM_SHARE, truth + Unembedding.UNIFORM_SHARE);
        }
    }

    @Test
    void the_most_frequent_program_answers_the_majority_task() {
        GeneratingProcess process = TallyTask.majority("majority", 9);
        int sep = process.vocabulary().id("<sep>");
        List<int[]> asked = new ArrayList<>();
        ContextSet contexts =
                SampledContexts.of(process, Seed.of(46), 300, 11, 0).contexts();
        for (int row = 0; row < contexts.rows(); row++) {
            int[] context = contexts.context(row);
            if (context[context.length - 1] == sep) {
                asked.add(context);
            }
        }
        assertThat(asked).hasSize(300);
        assertThat(largestDivergence("most-frequent", process, ContextSet.lastPosition(asked)))
                .isLessThan(SHARE_ALONE);
    }
}
