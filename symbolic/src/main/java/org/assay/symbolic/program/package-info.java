/**
 * A symbolic transformer as immutable data, valid by construction and in canonical order, so that equal programs are equal
 * values and print the same text.
 *
 * <p>Here: {@link org.assay.symbolic.program.Program} and its parts, after the symbolic transformer whose residual stream is a
 * set of labels. What each part means when it runs is stated here; {@code run} carries it out. In: a vocabulary, labels and
 * names. Out: values. May import {@code label} and {@code datasets}. Not here: text ({@code text}), running ({@code run}),
 * size ({@code cost}).
 */
package org.assay.symbolic.program;
