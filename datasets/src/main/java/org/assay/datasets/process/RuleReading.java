package org.assay.datasets.process;

/**
 * What one rule says at one context.
 *
 * @param rule           name of the rule
 * @param kind           its kind in the field's words, such as {@code skip-trigram}
 * @param matches        its condition holds
 * @param wins           it holds and no rule of higher priority does: exactly one rule wins at every context
 * @param probability    probability that this rule emits the next token
 * @param responsibility for every token the probability that this rule emitted it, given that it comes next; 0 where the
 *                       token cannot come. Over rules these sum to 1 at every possible token.
 */
public record RuleReading(
        String rule, String kind, boolean matches, boolean wins, double probability, double[] responsibility) {}
