package org.assay.symbolic.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.sequence.ContextSet;
import org.assay.symbolic.program.Program;
import org.assay.symbolic.program.Unembedding;
import org.assay.symbolic.program.Unembedding.Output;
import org.assay.symbolic.run.LabelTrace.Attended;
import org.assay.symbolic.run.LabelTrace.Choice;
import org.assay.symbolic.run.LabelTrace.Fired;
import org.assay.symbolic.run.LabelTrace.Kept;
import org.assay.symbolic.run.LabelTrace.Step;
import org.assay.symbolic.run.LabelTrace.Term;
import org.assay.symbolic.text.ProgramParser;
import org.junit.jupiter.api.Test;

class LabelTraceTest {
    private static final int PROGRAMS = 80;
    private static final int LENGTH = 12;

    private static LabelTrace trace(Program program, int[] tokens) {
        return program.unembedding().output() == Output.SETS
                ? SetInterpreter.of(program, "p").trace(tokens)
                : Interpreter.of(program, "p").trace(tokens);
    }

    private static Program program(int i) {
        Seed seed = Seed.of(41).child(i);
        return i % 4 == 3 ? RandomPrograms.sets(seed) : RandomPrograms.program(seed);
    }

    private static int[] tokens(int i) {
        return RandomPrograms.sequence(Seed.of(42).child(i), LENGTH);
    }

    private static long sum(List<Term> terms) {
        return terms.stream().mapToLong(term -> term.weight() * term.times()).sum();
    }

    @Test
    void reasons_add_up_to_the_scores_that_decided() {
        int reasons = 0;
        for (int i = 0; i < PROGRAMS; i++) {
            for (Step step : trace(program(i), tokens(i)).steps()) {
                for (Fired unit : step.fired()) {
                    assertThat(sum(unit.terms())).isEqualTo(unit.score()).isGreaterThanOrEqualTo(unit.threshold());
                    assertThat(unit.terms()).extracting(Term::what).isEqualTo(unit.matched());
                    reasons += unit.terms().size();
                }
                for (Attended head : step.attended()) {
                    assertThat(head.kept()).extracting(Kept::position).isEqualTo(head.keys());
                    for (Kept key : head.kept()) {
                        assertThat(sum(key.terms())).isEqualTo(key.score()).isGreaterThanOrEqualTo(head.threshold());
                        reasons += key.terms().size();
                    }
                }
            }
        }
        assertThat(reasons).isGreaterThan(PROGRAMS);
    }

    @Test
    void a_state_is_the_one_before_it_with_what_was_inserted_and_without_what_was_deleted() {
        for (int i = 0; i < PROGRAMS; i++) {
            LabelTrace trace = trace(program(i), tokens(i));
            for (Step step : trace.steps()) {
                if (step.layer() > 0) {
                    List<String> before =
                            trace.at(step.layer() - 1, step.position()).explicit();
                    Set<String> after = new TreeSet<>(before);
                    assertThat(after.removeAll(step.deleted()))
                            .isEqualTo(!step.deleted().isEmpty());
                    step.inserted()
                            .forEach(label -> assertThat(after.add(label)).isTrue());
                    assertThat(after).isEqualTo(new TreeSet<>(step.explicit()));
                    for (Attended head : step.attended()) {
                        assertThat(head.inserted().keySet()).allMatch(label -> label.startsWith(head.head() + ":"));
                    }
                }
            }
        }
    }

    /** p(v) = (1 - share) m(v) exp(votes) / Z + share / V, so the ratio of two tokens needs no Z. */
    @Test
    void experts_and_votes_of_a_choice_give_its_probability_back() {
        int compared = 0;
        for (int i = 0; i < PROGRAMS; i++) {
            Program program = program(i);
            for (LabelTrace.Said said : trace(program, tokens(i)).said()) {
                Choice first = said.choices().get(0);
                for (Choice choice : said.choices()) {
                    double votes = choice.votes().stream()
                            .mapToDouble(LabelTrace.Vote::weight)
                            .sum();
                    if (program.unembedding().output() == Output.SETS) {
                        assertThat(choice.probability()).isCloseTo(1 / (1 + Math.exp(-votes)), within(1e-12));
                    } else {
                        double odds = choice.mixture()
                                / first.mixture()
                                * Math.exp(votes
                                        - first.votes().stream()
                                                .mapToDouble(LabelTrace.Vote::weight)
                                                .sum());
                        assertThat(without(choice.probability()) / without(first.probability()))
                                .isCloseTo(odds, within(1e-8));
                        compared++;
                    }
                }
            }
        }
        assertThat(compared).isGreaterThan(PROGRAMS);
    }

    private static double without(double probability) {
        return probability - Unembedding.UNIFORM_SHARE / RandomPrograms.VOCABULARY.size();
    }

    @Test
    void shares_of_experts_sum_to_one_where_there_are_any() {
        int mixed = 0;
        for (int i = 0; i < PROGRAMS; i++) {
            for (LabelTrace.Said said : trace(program(i), tokens(i)).said()) {
                if (!said.experts().isEmpty()) {
                    assertThat(said.experts().stream()
                                    .mapToDouble(LabelTrace.Share::share)
                                    .sum())
                            .isCloseTo(1, within(1e-12));
                    mixed++;
                }
            }
        }
        assertThat(mixed).isPositive();
    }

    @Test
    void the_first_choice_is_the_most_probable_token_of_the_answer() {
        Program program = program(0);
        int[] tokens = tokens(0);
        double[] law = Interpreter.of(program, "p")
                .next(ContextSet.everyPosition(new int[][] {tokens}, LENGTH - 1))
                .probabilities()
                .row(0);
        Map<Double, String> byProbability = new TreeMap<>();
        for (int v = 0; v < law.length; v++) {
            byProbability.put(-law[v], program.vocabulary().token(v));
        }
        Choice first = trace(program, tokens).said().get(LENGTH - 1).choices().get(0);
        assertThat(first.token()).isEqualTo(byProbability.values().iterator().next());
    }

    @Test
    void a_count_unit_says_how_often_it_inserts_and_a_match_what_is_shared() {
        Program program = ProgramParser.parse("""
                vocab a b
                label tok
                label a : tok
                label b : tok
                counter seen
                token a -> a
                token b -> b
                head same layer 1 k=all theta=2 match {+tok} offset {+1 +2} value {tok}
                unit adds layer 1 when {+2*tok} >= 1 count add {seen}
                """, "p");
        Step step = Interpreter.of(program, "p").trace(0, 1, 0).at(1, 2);
        assertThat(step.fired()).singleElement().satisfies(unit -> {
            assertThat(unit.amount()).isEqualTo(2);
            assertThat(unit.terms()).containsExactly(new Term("tok", 2, 1));
        });
        assertThat(step.numbers()).containsEntry("seen", 2);
        Attended head = step.attended().get(0);
        assertThat(head.asked()).containsExactly(new LabelTrace.Weighted("a", 1));
        assertThat(head.kept())
                .containsExactly(new Kept(0, 2, List.of(new Term("a", 1, 1), new Term("offset.2", 1, 1))));
        assertThat(head.inserted()).containsOnly(Map.entry("same:a", 1L));
    }
}
