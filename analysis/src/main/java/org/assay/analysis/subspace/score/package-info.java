/**
 * What a partition of a site is worth where the factors are known: every number beside its floor, on rows that chose nothing.
 *
 * <p>Here: where factors lie, by three estimators ({@link org.assay.analysis.subspace.score.FactorCovariances}, {@link
 * org.assay.analysis.subspace.score.FactorialMeans}, {@link org.assay.analysis.subspace.score.VaryOne}) and how far these agree; which
 * block holds what ({@link org.assay.analysis.subspace.score.CaptureMatrix}, {@link org.assay.analysis.subspace.score.PurityMatrix});
 * what that comes to ({@link org.assay.analysis.subspace.score.Recovery}). In: a {@link org.assay.analysis.subspace.Partition},
 * activations with weights and {@link org.assay.analysis.subspace.KnownFactor}s. Out: numbers. May import {@code datasets}, {@code
 * analysis.explain}, {@code analysis.linalg}, {@code analysis.metric}, {@code analysis.probe}, {@code analysis.smile} and {@code
 * analysis.subspace}. Not here: methods that cut.
 */
package org.assay.analysis.subspace.score;
