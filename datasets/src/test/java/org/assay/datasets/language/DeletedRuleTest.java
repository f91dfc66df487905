package org.assay.datasets.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.assay.datasets.corpus.SampledContexts;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.model.SequenceModel;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.sequence.ContextSet;
import org.assay.datasets.sequence.Vocabulary;
import org.junit.jupiter.api.Test;

class DeletedRuleTest {
    private static final RuleLanguage TOY = (RuleLanguage) Languages.open("toy-english");

    /** Worked out by hand from the transition rows and the order of the rules; .94 is what openings leave, .8 what a boost leaves. */
    @Test
    void what_comes_next_in_the_order_takes_over() {
        assertThat(p(DeletedRule.of(TOY, "token-trigram:the:alice"), "the alice", "runs"))
                .isCloseTo(.94 / 8, within(1e-12));
        assertThat(p(DeletedRule.of(TOY, "token-trigram:in:park"), "in park", "the"))
                .isCloseTo(.94, within(1e-12));
        assertThat(p(DeletedRule.of(TOY, "noun-bigram:eve"), ". eve", "likes")).isCloseTo(.94 * .25 / 8, within(1e-12));
        assertThat(p(DeletedRule.of(TOY, "place-bigram:home"), ". home", "a")).isCloseTo(.94 * .4 / 8, within(1e-12));
        assertThat(p(DeletedRule.of(TOY, "induction"), ". eve sees park . eve", "likes"))
                .isCloseTo(.94 * .7, within(1e-12));
        assertThat(p(DeletedRule.of(TOY, "skip-trigram:beach:big"), "the beach big", "at"))
                .isCloseTo(.94 * .8 * .05 / 8, within(1e-12));
    }

    @Test
    void without_brackets_their_tokens_are_not_read_and_do_not_come() {
        SequenceModel rest = DeletedRule.brackets(TOY);
        assertThat(p(rest, "the ( big", "alice")).isCloseTo(.45 / 8, within(1e-12));
        assertThat(p(rest, "the ( big", ")")).isZero();
        assertThat(p(rest, "the (", "alice")).isEqualTo(p(rest, "the", "alice"));
        assertThat(p(rest, ". ( big small ) eve", "likes")).isCloseTo(.7, within(1e-12));
    }

    @Test
    void where_the_rule_does_not_match_nothing_changes() {
        ContextSet contexts = SampledContexts.of(TOY, Seed.of(1), 40, 48, 0).contexts();
        NextTokenTable truth = TOY.next(contexts);
        NextTokenTable without = DeletedRule.of(TOY, "token-trigram:the:alice").next(contexts);
        int changed = 0;
        for (int r = 0; r < contexts.rows(); r++) {
            if (!truth.probabilities()
                    .selectRows(new int[] {r})
                    .equals(without.probabilities().selectRows(new int[] {r}))) {
                assertThat(TOY.vocabulary().decode(contexts.context(r))).endsWith("the alice");
                changed++;
            }
        }
        assertThat(changed).isPositive();
    }

    /** Ids of a relabelled language are others when it has fewer tokens. */
    @Test
    void tokens_go_by_name() {
        LanguageDefinition plain = Languages.definition("toy-english");
        LanguageDefinition relabelled = new LanguageDefinition(
                plain.name(),
                plain.source(),
                plain.categories(),
                plain.start(),
                plain.transitions(),
                plain.dispatch(),
                plain.groups(),
                plain.boosts(),
                plain.suppressions(),
                plain.brackets(),
                plain.nesting(),
                Optional.of(Seed.of(3)));
        SequenceModel rest = DeletedRule.brackets(RuleLanguage.of(relabelled));
        assertThat(p(rest, "the ( big", "alice")).isCloseTo(.45 / 8, within(1e-12));
    }

    @Test
    void a_rule_that_is_not_there_is_an_error_that_names_those_that_are() {
        assertThatThrownBy(() -> DeletedRule.of(TOY, "category-bigram"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("noun-bigram:eve");
    }

    private static double p(SequenceModel model, String context, String token) {
        Vocabulary vocabulary = model.vocabulary();
        return model.next(ContextSet.lastPosition(List.of(vocabulary.encode(context))))
                .get(0, vocabulary.id(token));
    }
}
