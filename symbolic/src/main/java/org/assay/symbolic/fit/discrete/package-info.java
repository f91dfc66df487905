/**
 * Programs for networks that answer nearly without doubt: decision lists over what heads and counters can find.
 *
 * <p>{@link org.assay.symbolic.fit.discrete.DiscreteFitter} is the way in. In: {@link org.assay.symbolic.fit.discrete.Answers}, what
 * the network says at sampled rows, the likeliest token or the set of tokens that may follow. Out: a program, its rules in words, and the
 * stage at which the search gave up. No randomness. May import the rest of {@code symbolic} and {@code datasets}. Not here: stochastic
 * laws ({@code fit}, {@code fit.rule}).
 */
package org.assay.symbolic.fit.discrete;
