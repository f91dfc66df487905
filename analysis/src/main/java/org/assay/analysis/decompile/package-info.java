/**
 * Programs read back from networks that compute with few values: every head keeps one key or none, every MLP writes one of a few
 * vectors. Exact where that holds, a stated refusal where it does not.
 *
 * <p>In: a {@link org.assay.analysis.decompile.RecordedNetwork}, what a network does in every context of its reach, with its maps. Out:
 * a program, by {@link org.assay.analysis.decompile.Decompiler}. {@code State} is one of the things that the residual stream holds,
 * {@code SelectionSearch} says in words which key a head keeps, {@code GateSearch} when an MLP writes what, {@code Votes} what follows
 * from it. Not here: networks themselves ({@code analysis.compile} records them), and networks that are not discrete ({@code
 * symbolic.fit}).
 */
package org.assay.analysis.decompile;
