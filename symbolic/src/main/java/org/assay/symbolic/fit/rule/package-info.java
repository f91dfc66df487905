/**
 * Rules from what a network does, for languages whose contexts are too many to enumerate: which condition on the tokens read makes
 * the network answer with which law, and which of the conditions that hold at once has how much of a say.
 *
 * <p>In: sampled contexts and the network's next-token table. Out: a {@link org.assay.symbolic.fit.rule.FittedRules}, the program
 * and what it claims, rule by rule, as {@link org.assay.symbolic.fit.rule.ClaimedRule}. No randomness. May import the rest of
 * {@code symbolic} and {@code datasets}. Not here: whether a claimed rule is true, which needs the process.
 */
package org.assay.symbolic.fit.rule;
