package org.assay.datasets.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.Intervention;
import org.assay.datasets.model.Site;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.Floors;
import org.assay.datasets.process.GeneratingProcess.ObserverState;
import org.assay.datasets.process.Observer;
import org.assay.datasets.process.RuleReading;
import org.assay.datasets.sequence.ContextSet;
import org.junit.jupiter.api.Test;

class RuleLanguageTest {
    private final RuleLanguage toy = (RuleLanguage) Languages.open("toy-english");

    @Test
    void vocabulary_runs_through_the_categories_and_ends_with_the_brackets() {
        assertThat(toy.vocabulary().size()).isEqualTo(54);
        assertThat(toy.vocabulary().decode(0, 7, 8, 40, 47, 48, 49, 50, 51, 52, 53))
                .isEqualTo("alice henry park the or . , ( ) [ ]");
    }

    @Test
    void the_winner_is_the_matching_rule_of_highest_priority() {
        assertThat(winner("")).isEqualTo("category-bigram");
        assertThat(winner("the alice")).isEqualTo("token-trigram:the:alice");
        assertThat(winner("the eve")).isEqualTo("category-trigram:FUNC:NOUN");
        assertThat(winner(". eve")).isEqualTo("noun-bigram:eve");
        assertThat(winner(". eve sees park . eve")).isEqualTo("induction");
        assertThat(winner("in park")).isEqualTo("token-trigram:in:park");
        assertThat(winner("a park")).isEqualTo("place-bigram:park");
        assertThat(winner("the beach big")).isEqualTo("skip-trigram:beach:big");
        assertThat(winner("a beach")).isEqualTo("category-bigram");
        assertThat(winner("the (")).isEqualTo("paren-content");
        assertThat(winner("the [ runs the on to")).isEqualTo("quote-close");
        assertThat(winner("the ( big alice )")).isEqualTo("post-paren");
    }

    @Test
    void rules_that_match_below_the_winner_say_so() {
        assertThat(matching("the alice runs . the alice"))
                .containsExactly(
                        "token-trigram:the:alice",
                        "category-trigram:FUNC:NOUN",
                        "induction",
                        "noun-bigram:alice",
                        "category-bigram",
                        "paren-open",
                        "quote-open");
        assertThat(matching("the ( big alice")).containsExactly("paren-content", "paren-close");
        assertThat(matching("a beach"))
                .containsExactly("category-bigram", "boost:beach:big", "paren-open", "quote-open");
        assertThat(matching("")).containsExactly("category-bigram");
    }

    @Test
    void exactly_one_rule_wins_and_it_is_the_first_that_matches() {
        walk(3, 2000, (state, law) -> {
            List<RuleReading> readings = toy.read(state);
            long winners = readings.stream().filter(RuleReading::wins).count();
            assertThat(winners).isEqualTo(1);
            RuleReading first =
                    readings.stream().filter(RuleReading::matches).findFirst().orElseThrow();
            assertThat(first.wins()).as(first.rule()).isTrue();
        });
    }

    @Test
    void responsibilities_sum_to_one_at_every_token_that_can_come() {
        walk(4, 2000, (state, law) -> {
            double[] sums = new double[law.length];
            double probability = 0;
            for (RuleReading reading : toy.read(state)) {
                probability += reading.probability();
                for (int token = 0; token < law.length; token++) {
                    sums[token] += reading.responsibility()[token];
                }
            }
            assertThat(probability).isCloseTo(1, within(1e-12));
            for (int token = 0; token < law.length; token++) {
                assertThat(sums[token]).isCloseTo(law[token] > 0 ? 1 : 0, within(1e-12));
            }
        });
    }

    @Test
    void a_token_that_two_rules_may_emit_is_shared_by_bayes() {
        RuleReading boost = reading("a beach sees", "boost:beach:big");
        RuleReading fallback = reading("a beach sees", "category-bigram");
        int big = toy.vocabulary().id("big");
        double boosted = .94 * .2;
        double fallen = .94 * .8 * .10 / 8;
        assertThat(boost.responsibility()[big]).isCloseTo(boosted / (boosted + fallen), within(1e-12));
        assertThat(fallback.responsibility()[big]).isCloseTo(fallen / (boosted + fallen), within(1e-12));
        assertThat(law("a beach sees")[big]).isCloseTo(boosted + fallen, within(1e-12));
    }

    @Test
    void skip_trigrams_reach_eight_tokens_back_and_no_further() {
        for (int distance = 1; distance <= 10; distance++) {
            String context = "the lake " + ". ".repeat(distance - 1) + "new";
            assertThat(winner(context))
                    .as("distance %d", distance)
                    .isEqualTo(distance <= 8 ? "skip-trigram:lake:new" : "category-bigram");
        }
        assertThat(winner("the lake ( big alice ) bob . new")).isEqualTo("skip-trigram:lake:new");
        assertThat(winner("the lake ( big alice big ) bob . new")).isEqualTo("skip-trigram:lake:new");
        assertThat(winner("the lake ( big alice big alice ) bob . new")).isEqualTo("category-bigram");
        assertThat(winner("the lake big")).isEqualTo("category-bigram");
    }

    @Test
    void boosts_last_three_steps_stack_and_are_not_used_up() {
        int big = toy.vocabulary().id("big");
        double fallback = .05 / 8;
        assertThat(law("a beach . . ")[big]).isCloseTo(.94 * (.2 + .8 * fallback), within(1e-12));
        assertThat(law("a beach . . .")[big]).isCloseTo(.94 * fallback, within(1e-12));
        assertThat(law("a beach . beach")[big]).isCloseTo(.94 * (.2 + .8 * .2), within(1e-12));
        assertThat(law("a beach [ runs the ] the")[big]).isCloseTo(.94 * .35 / 8, within(1e-12));
        double[] after = law("a beach big");
        assertThat(after[toy.vocabulary().id("at")]).isCloseTo(.94, within(1e-12));
        assertThat(law("a beach red")[big]).isCloseTo(.94 * (.2 + .8 * .10 / 8), within(1e-12));
    }

    @Test
    void a_rule_above_the_fallback_leaves_no_room_for_boosts() {
        assertThat(law("a beach park")[toy.vocabulary().id("big")]).isZero();
        assertThat(law("a beach park")[toy.vocabulary().id("the")]).isCloseTo(.94, within(1e-12));
    }

    @Test
    void induction_remembers_the_first_eligible_follower() {
        assertThat(emits(". eve sees . eve")).isEqualTo("sees");
        assertThat(emits(". eve sees . eve meets . eve")).isEqualTo("sees");
        assertThat(emits(". eve eve")).isEqualTo("eve");
    }

    @Test
    void nouns_in_brackets_and_before_brackets_are_not_remembered() {
        assertThat(winner("the red ( big bob ) alice sees . bob")).isEqualTo("noun-bigram:bob");
        assertThat(winner(". eve ( big alice ) bob . eve")).isEqualTo("noun-bigram:eve");
        assertThat(emits(". eve ( big alice ) bob . eve likes . eve")).isEqualTo("likes");
    }

    @Test
    void a_noun_just_behind_a_bracket_is_remembered() {
        assertThat(emits("the red ( big alice ) bob tells . bob")).isEqualTo("tells");
    }

    @Test
    void the_first_token_opens_no_bracket_and_the_second_may() {
        assertThat(law("")[toy.vocabulary().id("(")]).isZero();
        assertThat(law("the")[toy.vocabulary().id("(")]).isEqualTo(.03);
        assertThat(law("the ( big alice )")[toy.vocabulary().id("(")]).isZero();
    }

    /** Enumerates the hidden length: prior 1/3 each, likelihood of what was seen inside, posterior by Bayes. */
    @Test
    void bracket_beliefs_agree_with_enumeration_over_lengths() {
        for (String inside : List.of("", " big", " big alice", " big alice bob", " big alice bob red")) {
            String[] contents =
                    inside.isEmpty() ? new String[0] : inside.strip().split(" ");
            double[] posterior = new double[5];
            double total = 0;
            for (int length = 2; length <= 4; length++) {
                double likelihood = 1;
                String before = "(";
                for (int i = 0; i < contents.length; i++) {
                    likelihood *= i < length ? parenContent(before, contents[i]) : 0;
                    before = contents[i];
                }
                posterior[length] = likelihood / 3;
                total += posterior[length];
            }
            double close = 0;
            double[] remaining = factor("the (" + inside, "bracket-remaining");
            for (int length = 2; length <= 4; length++) {
                close += length == contents.length ? posterior[length] / total : 0;
                if (length >= contents.length) {
                    assertThat(remaining[length - contents.length]).isCloseTo(posterior[length] / total, within(1e-15));
                }
            }
            double[] law = law("the (" + inside);
            assertThat(law[toy.vocabulary().id(")")]).as(inside).isCloseTo(close, within(1e-15));
            String last = contents.length == 0 ? "(" : contents[contents.length - 1];
            for (String next : List.of("big", "small", "red", "alice", "bob", "henry", "the")) {
                assertThat(law[toy.vocabulary().id(next)])
                        .as("%s after%s", next, inside)
                        .isCloseTo((1 - close) * parenContent(last, next), within(1e-15));
            }
        }
    }

    @Test
    void factors_follow_the_context() {
        assertThat(value("the alice runs . alice", "current-token")).isEqualTo("alice");
        assertThat(value("the alice runs . alice", "previous-token")).isEqualTo(".");
        assertThat(value("the alice runs . alice", "category")).isEqualTo("NOUN");
        assertThat(value("the alice runs . alice", "follower")).isEqualTo("runs");
        assertThat(value("the alice runs .", "follower")).isEqualTo("none");
        assertThat(value("the alice runs . alice", "position")).isEqualTo("4-7");
        assertThat(value("the", "previous-token")).isEqualTo("none");
        assertThat(value("the [ runs the", "bracket-kind")).isEqualTo("quote");
        assertThat(value("the [ runs the", "bracket-contents")).isEqualTo("2");
        assertThat(value("the [ runs the ]", "bracket-kind")).isEqualTo("outside");
        assertThat(value("the [ runs the ]", "category")).isEqualTo("bracket");
        assertThat(value("the lake . office .", "armed-anchor")).isEqualTo("skip-trigram:office:small");
        assertThat(value("the lake", "armed-anchor")).isEqualTo("none");
        assertThat(value("the lake " + ". ".repeat(8), "armed-anchor")).isEqualTo("skip-trigram:lake:new");
        assertThat(value("the lake " + ". ".repeat(9), "armed-anchor")).isEqualTo("none");
    }

    @Test
    void brackets_without_meaning_are_refused_with_token_and_position() {
        assertRefused("(", "'(' at position 0 cannot open at the first token");
        assertRefused("the )", "')' at position 1 closes a bracket that is not open");
        assertRefused("the ( [", "'[' at position 2 cannot stand inside paren");
        assertRefused("the ( (", "'(' at position 2 cannot stand inside paren");
        assertRefused("the ( sees", "'sees' at position 2 cannot stand inside paren");
        assertRefused("the ( big )", "')' at position 3 closes after 1 tokens");
        assertRefused("the ( big alice ]", "']' at position 4 cannot stand inside paren");
        assertRefused("the ( big alice big alice big", "'big' at position 6 comes when paren is full");
        assertRefused("the ( big alice ) [", "'[' at position 5 cannot open just behind a bracket");
    }

    @Test
    void winning_rules_of_rows_are_those_of_the_readings() {
        int[][] sequences = {toy.vocabulary().encode("the beach big at ( red alice ) bob . bob")};
        ContextSet contexts = ContextSet.everyPosition(sequences, 0);
        int[] winners = toy.winningRule(contexts);
        for (int row = 0; row < contexts.rows(); row++) {
            assertThat(toy.rules().get(winners[row]))
                    .isEqualTo(winner(toy.vocabulary().decode(contexts.context(row))));
        }
    }

    @Test
    void first_floors_are_exact_and_the_second_is_the_sum_by_hand() {
        Floors floors = toy.floors(3);
        double opening = -.06 * Math.log(.03) - .94 * Math.log(.94);
        double row = -2 * .25 * Math.log(.25) - 3 * .05 * Math.log(.05) - .35 * Math.log(.35) + Math.log(8);
        assertThat(floors.error()).isZero();
        assertThat(floors.values()[0]).isCloseTo(Math.log(8), within(1e-12));
        assertThat(floors.values()[1]).isCloseTo(opening + .94 * row, within(1e-12));
    }

    @Test
    void sampled_floors_agree_with_enumerated_ones_within_their_error() {
        double[] exact = toy.floors(3).values();
        double[] law = new double[54];
        int sequences = 20_000;
        double[] sums = new double[4];
        double[] squares = new double[4];
        Observer observer = toy.observer();
        for (int s = 0; s < sequences; s++) {
            Draws draws = Seed.of(12).child(s).draws();
            observer.restart();
            for (int length = 0; length < 4; length++) {
                observer.next(law);
                int token = observer.draw(draws);
                double loss = -Math.log(law[token]);
                sums[length] += loss;
                squares[length] += loss * loss;
                observer.read(token);
            }
        }
        for (int length = 0; length < 4; length++) {
            double mean = sums[length] / sequences;
            double error = Math.sqrt(Math.max(0, squares[length] / sequences - mean * mean) / sequences);
            assertThat(mean).as("h(%d)", length).isCloseTo(exact[length], within(3 * error + 1e-12));
        }
    }

    @Test
    void tokens_cannot_be_edited_alone_and_sites_that_are_not_there_are_named() {
        ContextSet contexts = ContextSet.everyPosition(new int[][] {{40}}, 0);
        Matrix nothing = Matrix.zeros(1, 55);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> toy.run(
                        contexts, new Intervention(new Site("factor.current-token"), Optional.empty(), nothing)))
                .withMessageContaining("edit the tokens instead");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> toy.record(contexts, new Site("belief")))
                .withMessageContaining("no site belief");
    }

    private interface Step {
        void at(ObserverState state, double[] law);
    }

    /** Visits {@code steps} states along sequences of 40 sampled tokens. */
    private void walk(long seed, int steps, Step visit) {
        Draws draws = Seed.of(seed).draws();
        ObserverState state = toy.initial();
        for (int step = 0; step < steps; step++) {
            state = step % 40 == 0 ? toy.initial() : state;
            double[] law = toy.next(state);
            visit.at(state, law);
            state = toy.update(state, draws.nextIndex(law));
        }
    }

    /** P(next | before) inside parentheses, from the rules: eight tokens a category, up to five redraws of a repeat. */
    private double parenContent(String before, String next) {
        String category = value("the " + next, "category");
        double row = switch (value("the " + (before.equals("(") ? "the" : before), "category")) {
            case "ADJ" -> category.equals("ADJ") ? .4 : category.equals("NOUN") ? .6 : 0;
            case "NOUN" -> category.equals("ADJ") ? .75 : category.equals("NOUN") ? .25 : 0;
            default -> category.equals("ADJ") ? 1 : 0;
        };
        if (before.equals(next)) {
            return row * Math.pow(1 / 8., 6);
        }
        boolean same = category.equals(value("the " + (before.equals("(") ? "the" : before), "category"));
        return row * (same ? (1 - Math.pow(1 / 8., 6)) / 7 : 1 / 8.);
    }

    private ObserverState after(String context) {
        ObserverState state = toy.initial();
        for (int token : toy.vocabulary().encode(context)) {
            state = toy.update(state, token);
        }
        return state;
    }

    private double[] law(String context) {
        return toy.next(after(context));
    }

    private String winner(String context) {
        return toy.read(after(context)).stream()
                .filter(RuleReading::wins)
                .findFirst()
                .orElseThrow()
                .rule();
    }

    private List<String> matching(String context) {
        return toy.read(after(context)).stream()
                .filter(RuleReading::matches)
                .map(RuleReading::rule)
                .toList();
    }

    private RuleReading reading(String context, String rule) {
        return toy.read(after(context)).stream()
                .filter(reading -> reading.rule().equals(rule))
                .findFirst()
                .orElseThrow();
    }

    /** The token of probability .94, by induction. */
    private String emits(String context) {
        assertThat(winner(context)).isEqualTo("induction");
        double[] law = law(context);
        int token = 0;
        while (law[token] < .9) {
            token++;
        }
        return toy.vocabulary().token(token);
    }

    private double[] factor(String context, String name) {
        int index = toy.factors().stream().map(f -> f.name()).toList().indexOf(name);
        return toy.factorValues(after(context)).get(index);
    }

    private String value(String context, String name) {
        double[] values = factor(context, name);
        int index = (int) Arrays.stream(values).takeWhile(p -> p == 0).count();
        return toy.factors().stream()
                .filter(f -> f.name().equals(name))
                .findFirst()
                .orElseThrow()
                .values()
                .get(index);
    }

    private void assertRefused(String context, String message) {
        assertThatIllegalArgumentException().isThrownBy(() -> after(context)).withMessageContaining(message);
    }
}
