package org.assay.symbolic.edit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.assay.datasets.progress.Progress;
import org.assay.symbolic.cost.DescriptionLength;
import org.assay.symbolic.edit.Ablation.Removal;
import org.assay.symbolic.program.Unembedding;
import org.junit.jupiter.api.Test;

class AblationTest {
    private static final double N = 100;

    /** After a comes b three times of four, after b either; the program says so, and holds one unit that does nothing. */
    private static final Listing BIGRAM = EditData.program("""
            vocab a b
            label A
            label B
            label spare
            token a -> A
            token b -> B
            unit idle layer 1 when {+A +B} >= 2 add {spare}
            predict A -> b=1.0986122886681098
            """);

    private static final HeldOut PAIRS = EditData.pairs(
            new int[] {0, 1},
            new int[] {0, 1},
            new int[] {0, 1},
            new int[] {0, 0},
            new int[] {1, 0},
            new int[] {1, 1},
            new int[] {1, 0},
            new int[] {1, 1});

    private static Map<String, Removal> removals(Listing program, HeldOut data) {
        Evaluator evaluator = new Evaluator(data, Yardstick.DATA, N);
        return Ablation.of(program, evaluator, kind -> true, Progress.SILENT).stream()
                .collect(Collectors.toMap(Removal::item, Function.identity()));
    }

    @Test
    void what_an_item_is_worth_is_known_in_closed_form() {
        double likely = (1 - Unembedding.UNIFORM_SHARE) * .75 + Unembedding.UNIFORM_SHARE / 2;
        // Half of the rows come after a; without the vote they lose ln 2 each.
        double worth = 0.5 * (Math.log(2) + .75 * Math.log(likely) + .25 * Math.log(1 - likely));
        Removal vote = removals(BIGRAM, PAIRS).get("predict A");
        assertThat(vote.difference().loss()).isCloseTo(worth, within(1e-12));
        Listing without = EditData.program(BIGRAM.text().replaceFirst("predict .*\n", ""));
        double nats = DescriptionLength.of(without.program(), N) - DescriptionLength.of(BIGRAM.program(), N);
        assertThat(vote.difference().programNats()).isEqualTo(nats).isNegative();
        assertThat(vote.difference().total()).isCloseTo(nats + N * worth, within(1e-9));
        assertThat(vote.sameLaws()).isFalse();
        assertThat(vote.alsoRemoved()).isEmpty();
        assertThat(vote.alsoChanged()).isEmpty();
    }

    @Test
    void an_item_that_does_nothing_changes_no_law_and_saves_its_length() {
        Removal idle = removals(BIGRAM, PAIRS).get("unit idle");
        assertThat(idle.sameLaws()).isTrue();
        assertThat(idle.difference().loss()).isZero();
        assertThat(idle.difference().total())
                .isEqualTo(idle.difference().programNats())
                .isNegative();
    }

    @Test
    void a_label_takes_with_it_what_cannot_be_read_without_it() {
        Map<String, Removal> removals = removals(BIGRAM, PAIRS);
        assertThat(removals.get("label spare").alsoRemoved()).containsExactly("unit idle");
        assertThat(removals.get("label spare").sameLaws()).isTrue();
        assertThat(removals.get("label A").alsoRemoved()).containsExactly("token a", "predict A");
        assertThat(removals.get("label A").alsoChanged()).containsExactly("unit idle");
        assertThat(removals).doesNotContainKey("vocab");
    }

    /** Without the head its copies never hold: that is what dropping the atoms must mean. */
    @Test
    void a_head_takes_its_copies_with_it_and_nothing_else() {
        Listing program = EditData.program("""
                vocab a b
                label A
                label B
                label mark
                token a -> A
                token b -> B
                head prev layer 1 k=1 theta=1 offset {+1} value {A B}
                unit any layer 2 when {+A +2*prev:B -prev:none} >= 1 add {mark}
                unit both layer 2 when {+A +prev:A} >= 2 add {mark}
                predict mark -> b=2
                predict prev:A -> a=1
                """);
        HeldOut data = EditData.of("golden-mean", 5, 8);
        Removal head = removals(program, data).get("head prev");
        assertThat(head.alsoRemoved()).containsExactly("predict prev:A");
        assertThat(head.alsoChanged()).containsExactly("unit any", "unit both");
        Listing rest = Ablation.without(program, "head prev").orElseThrow();
        assertThat(rest.text())
                .contains(
                        "unit any layer 2 when {+A} >= 1 add {mark}\n",
                        "unit both layer 2 when {+A} >= 2 add {mark}\n");
        // The same head, made to select what never stands there, under conditions that hold nowhere.
        Listing silent = EditData.program(program.text()
                .replace("theta=1 offset {+1}", "theta=1000000 offset {+1}")
                .replace(" -prev:none", ""));
        Evaluator evaluator = new Evaluator(data, Yardstick.DATA, N);
        assertThat(evaluator.assess(rest.program()).laws().probabilities().values())
                .containsExactly(evaluator
                        .assess(silent.program())
                        .laws()
                        .probabilities()
                        .values());
    }

    @Test
    void the_best_removal_comes_first_and_every_call_gives_the_same() {
        Evaluator evaluator = new Evaluator(PAIRS, Yardstick.DATA, N);
        List<Removal> removals = Ablation.of(BIGRAM, evaluator, Ablation::acts, Progress.SILENT);
        assertThat(removals).extracting(Removal::item).containsExactly("unit idle", "predict A");
        assertThat(removals)
                .isSortedAccordingTo((a, b) ->
                        Double.compare(a.difference().total(), b.difference().total()));
        assertThat(Ablation.of(BIGRAM, evaluator, Ablation::acts, Progress.SILENT))
                .isEqualTo(removals);
    }

    @Test
    void a_program_of_tokens_alone_has_nothing_to_remove() {
        Evaluator evaluator = new Evaluator(PAIRS, Yardstick.DATA, N);
        assertThat(Ablation.of(EditData.program("vocab a b\n"), evaluator, kind -> true, Progress.SILENT))
                .isEmpty();
    }

    /** A match goes with the copies that it compares; what else the head looks for stays. */
    @Test
    void an_atom_is_dropped_whole() {
        Listing program = EditData.program("""
                vocab a b
                label letter
                label A : letter
                label B : letter
                token a -> A
                token b -> B
                head prev layer 1 k=1 theta=1 offset {+1} value {letter}
                head same layer 2 k=1 theta=1 match {+letter key prev} offset {+3} value {letter}
                predict same:A -> a=1
                """);
        assertThat(Ablation.without(program, "head prev").orElseThrow().text())
                .contains("head same layer 2 k=1 theta=1 offset {+3} value {letter}\n")
                .contains("predict same:A -> a=1\n");
    }
}
