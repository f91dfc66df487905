/**
 * A program from what a network does, without a person or a language model in the loop.
 *
 * <p>{@link org.assay.symbolic.fit.ProgramFitter} is the table of contents: rows that end in the same tokens are put together
 * ({@code Windows}); tokens are merged into superlabels and context cells into next-token classes ({@code Merging},
 * {@code CellTree}, {@code Classes}), by what merging loses in nats, behaviour pooled with activations; the unembedding is fitted
 * convexly ({@code Votes}); of labels, votes and both the form with the shortest total description is kept. In: contexts, the
 * next-token table and a representation of a network, and a {@link org.assay.symbolic.fit.Numerics}. Out: a
 * {@link org.assay.symbolic.fit.FittedProgram} with both dendrograms and a report of every step.
 *
 * <p>{@link org.assay.symbolic.fit.MachineFitter} is for languages whose contexts can all be listed: labels are found from the laws
 * of the next few tokens ({@link org.assay.symbolic.fit.ContextLabels}) and defined by where a token came last and by the last
 * tokens ({@code TokenDefinitions}), or by the states that a machine may be in ({@code StateDefinitions}). {@link org.assay.symbolic.fit.ContextTree} is the control that is a program too. Randomness only in
 * the start of {@link org.assay.symbolic.fit.KMeans}, from a seed. May import the
 * rest of {@code symbolic} and {@code datasets}. Not here: numeric libraries, which stand behind {@code Numerics}.
 */
package org.assay.symbolic.fit;
