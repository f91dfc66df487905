package org.assay.datasets.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.assay.datasets.process.GeneratingProcess.ObserverState;
import org.assay.datasets.process.RuleReading;
import org.junit.jupiter.api.Test;

/** Every kind of rule and dispatch on languages of four tokens, against laws worked out by hand. */
class RuleKindsTest {
    private static final double EXACT = 1e-12;

    private static ObserverState after(RuleLanguage language, String context) {
        ObserverState state = language.initial();
        for (int token : language.vocabulary().encode(context)) {
            state = language.update(state, token);
        }
        return state;
    }

    private static void assertLaw(RuleLanguage language, String context, Map<String, Double> expected) {
        double[] law = language.next(after(language, context));
        double rest = 1;
        for (Map.Entry<String, Double> entry : expected.entrySet()) {
            assertThat(law[language.vocabulary().id(entry.getKey())])
                    .as("%s after '%s'", entry.getKey(), context)
                    .isCloseTo(entry.getValue(), within(EXACT));
            rest -= entry.getValue();
        }
        assertThat(rest).as("the rest after '%s'", context).isCloseTo(0, within(EXACT));
    }

    private static RuleReading reading(RuleLanguage language, String context, String rule) {
        return language.read(after(language, context)).stream()
                .filter(reading -> reading.rule().equals(rule))
                .findFirst()
                .orElseThrow();
    }

    private static String winner(RuleLanguage language, String context) {
        return language.read(after(language, context)).stream()
                .filter(RuleReading::wins)
                .findFirst()
                .orElseThrow()
                .rule();
    }

    /** Weights 3 bigram, 4 skip, 1 fallback, noise .1 over four tokens. */
    @Test
    void a_mixture_divides_what_noise_leaves_by_the_weights_of_what_matches() {
        RuleLanguage language = SmallLanguages.mixture();
        assertLaw(language, "", Map.of("a", .5, "b", .5));
        assertLaw(
                language,
                "b a",
                Map.of(
                        "a", .025 + .9 / 8 * .25,
                        "b", .025 + .9 / 8 * .25,
                        "c", .025 + .9 / 8 * (3 + 4 * .5 + .25),
                        "d", .025 + .9 / 8 * (4 * .5 + .25)));
        assertThat(winner(language, "b a")).isEqualTo("skip-trigram:b:a");
        assertThat(winner(language, "a")).isEqualTo("token-bigram:a");
        assertThat(winner(language, "b")).isEqualTo("category-bigram");
        assertThat(reading(language, "b a", "skip-trigram:b:a").probability()).isCloseTo(.45, within(EXACT));
        int c = language.vocabulary().id("c");
        assertThat(reading(language, "b a", "token-bigram:a").responsibility()[c])
                .isCloseTo(.9 * 3 / 8 / (.025 + .9 / 8 * 5.25), within(EXACT));
    }

    /** The anchor, trigger and what stands between them are counted as they come, in brackets or not. */
    @Test
    void windows_count_brackets_and_what_stands_in_them() {
        RuleLanguage language = SmallLanguages.of("windows", """
                rules:
                  - kind: skip-trigram
                    window: 3
                    rows:
                      - {anchor: b, trigger: c, emit: d}
                boosts:
                  - {after: d, emit: b, steps: 3, probability: 0.9}
                brackets:
                  - {name: p, open: "(", close: ")", probability: 0.2, lengths: [1], first: X, rows: {X: {X: 1}}, then: X}
                """);
        assertLaw(language, "b a a c", Map.of("d", .8, "(", .2));
        assertLaw(language, "b ( a ) c", Map.of("a", .4, "b", .4, "(", .2));
        assertLaw(language, "a ( b ) c", Map.of("d", .8, "(", .2));
        assertLaw(language, "d a a", Map.of("a", .02, "b", .74, "c", .02, "d", .02, "(", .2));
        assertLaw(language, "d ( a ) a", Map.of("a", .2, "b", .2, "c", .2, "d", .2, "(", .2));
    }

    @Test
    void a_rule_of_strength_leaves_the_rest_to_the_next_that_matches() {
        RuleLanguage language = SmallLanguages.strengths();
        assertLaw(language, "a", Map.of("a", .2 * .25, "b", .2 * .25, "c", .8 + .05, "d", .05));
        double next = .5;
        assertLaw(language, "a b a", Map.of("a", next * .05, "b", .5 + next * .05, "c", next * .85, "d", next * .05));
        assertThat(winner(language, "a b a")).isEqualTo("induction");
        assertThat(reading(language, "a b a", "token-bigram:a").probability()).isCloseTo(.4, within(EXACT));
    }

    @Test
    void suppressions_bend_the_law_and_leave_it_where_nothing_would_be_left() {
        RuleLanguage language = SmallLanguages.suppressed();
        assertLaw(language, "a c", Map.of("b", 1.0));
        assertLaw(language, "a c b", Map.of("b", .25 / .5, "c", .125 / .5, "d", .125 / .5));
        assertLaw(language, "a c b b", Map.of("a", .25 / .75, "b", .25 / .75, "c", .125 / .75, "d", .125 / .75));
        assertLaw(language, "a c d", Map.of("a", 1.0));
        RuleReading suppression = reading(language, "a c", "suppression:c:a");
        assertThat(suppression.matches()).isTrue();
        assertThat(suppression.wins()).isFalse();
        assertThat(suppression.probability()).isZero();
        assertThat(reading(language, "a c b b", "suppression:c:a").matches()).isFalse();
    }

    @Test
    void copies_go_by_place_and_by_mark() {
        RuleLanguage language = SmallLanguages.copies();
        assertLaw(language, "b a c", Map.of("b", .9 + .05, "a", .05));
        assertLaw(language, "c b d", Map.of("b", 1.0));
        assertLaw(language, "c a a a d", Map.of("a", 1.0));
        assertThat(winner(language, "c a a a d")).isEqualTo("marked-copy:c:d");
        assertThat(winner(language, "c a a a a d")).isEqualTo("copy");
        assertThat(winner(language, "b c d"))
                .as("nothing stands behind the marker")
                .isEqualTo("copy");
    }

    @Test
    void induction_may_copy_the_first_the_latest_or_the_most_frequent_follower() {
        for (Map.Entry<String, String> copied :
                Map.of("first", "b", "latest", "d", "majority", "c").entrySet()) {
            RuleLanguage language = SmallLanguages.of(
                    "variant", "rules: [{kind: induction, over: X, which: " + copied.getKey() + "}]\n");
            assertLaw(language, "a b c a c d a c a d d a", Map.of(copied.getValue(), 1.0));
        }
        RuleLanguage majority = SmallLanguages.of("even", "rules: [{kind: induction, over: X, which: majority}]\n");
        assertLaw(majority, "a c a d a", Map.of("d", 1.0));
        assertLaw(majority, "a c a d d a c a", Map.of("c", 1.0));
    }

    @Test
    void an_exclusive_or_needs_exactly_one_of_two_anchors() {
        RuleLanguage language = SmallLanguages.conjunctions();
        assertLaw(language, "c a", Map.of("b", 1.0));
        assertLaw(language, "d b a", Map.of("b", 1.0));
        assertLaw(language, "d c a", Map.of("c", .5, "d", .5));
        assertLaw(language, "c b b b a", Map.of("c", .5, "d", .5));
        assertLaw(language, "b a", Map.of("c", .5, "d", .5));
    }

    @Test
    void agreement_goes_by_the_nearest_token_of_its_category() {
        RuleLanguage language = SmallLanguages.conjunctions();
        assertLaw(language, "b a c", Map.of("a", .9, "c", .05, "d", .05));
        assertLaw(language, "a d d c", Map.of("a", .9, "c", .05, "d", .05));
        assertLaw(language, "a b c", Map.of("a", .5, "b", .5));
        assertLaw(language, "a d d d c", Map.of("a", .5, "b", .5));
    }

    /** Depth two: round (.2, one or two X), quote (.1, one Y); a span inside tells that the outer one was not full. */
    @Test
    void brackets_nest_to_their_depth_and_close_in_order() {
        RuleLanguage language = SmallLanguages.nested();
        assertLaw(language, "a (", Map.of("(", .2, "'", .1, "a", .35, "b", .35));
        assertLaw(language, "a ( (", Map.of("a", .5, "b", .5));
        assertLaw(language, "a ( a", Map.of(")", .5, "(", .1, "'", .05, "a", .35 * .25, "b", .35 * .75));
        assertLaw(language, "a ( a ( b )", Map.of("(", .2, "'", .1, "a", .7 * .25, "b", .7 * .75));
        assertLaw(language, "a ( a ( b ) a", Map.of(")", 1.0));
        assertLaw(language, "a ( a ' c", Map.of("'", 1.0));
        assertLaw(language, "a '", Map.of("(", .2, "c", .4, "d", .4));
        assertLaw(language, "a ( a b )", Map.of("c", .5, "d", .5));
        assertLaw(language, "a ( ( a )", Map.of("(", .2, "'", .1, "a", .35, "b", .35));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> after(language, "a ( ( ("))
                .withMessageContaining("cannot stand inside round");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> after(language, "a ( )"))
                .withMessageContaining("closes after 0 tokens, round may after [1, 2]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> after(language, "a ( a ( b ) )"))
                .withMessageContaining("closes after 1 tokens, round may after [2]");
    }

    @Test
    void relabelling_permutes_ids_and_changes_nothing_else() {
        String rules = "rules: [{kind: token-bigram, rows: [{after: a, emit: d}]}]\n";
        RuleLanguage plain = SmallLanguages.of("plain", rules);
        RuleLanguage relabelled = SmallLanguages.of("plain", rules + "relabel: 1\n");
        assertThat(relabelled.vocabulary().tokens())
                .isNotEqualTo(plain.vocabulary().tokens())
                .containsExactlyInAnyOrderElementsOf(plain.vocabulary().tokens());
        for (String context : new String[] {"", "a", "a d", "a d b"}) {
            double[] law = plain.next(after(plain, context));
            double[] other = relabelled.next(after(relabelled, context));
            for (String token : plain.vocabulary().tokens()) {
                assertThat(other[relabelled.vocabulary().id(token)])
                        .isEqualTo(law[plain.vocabulary().id(token)]);
            }
        }
    }
}
