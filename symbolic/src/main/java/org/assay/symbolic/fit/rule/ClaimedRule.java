package org.assay.symbolic.fit.rule;

import java.util.List;
import org.assay.datasets.sequence.ContextSet;

/**
 * A rule that a fitted program claims the network follows: where it emits the next token, how likely, and by which law.
 *
 * @param name     unique within the program
 * @param kind     in the field's words, those of rule languages: {@code token-bigram}, {@code token-trigram},
 *                 {@code category-trigram}, {@code skip-trigram}, {@code induction}, {@code copy}, {@code marked-copy},
 *                 {@code agreement}, {@code xor}, {@code category-bigram} (the fallback), {@code boost}, {@code noise},
 *                 {@code bracket-open}, {@code bracket-content}, {@code bracket-close}, {@code post-bracket}
 * @param says     condition and law in a sentence
 * @param labels   the labels of the program that carry it, empty when it has no label of its own
 * @param emission its share and its law on any contexts
 */
public record ClaimedRule(String name, String kind, String says, List<String> labels, Emission emission) {
    public ClaimedRule {
        labels = List.copyOf(labels);
    }

    /** Where a rule emits. */
    @FunctionalInterface
    public interface Emission {
        /** What the rule does at every row of {@code contexts}; tokens by the vocabulary of the program. */
        RuleShares on(ContextSet contexts);
    }
}
