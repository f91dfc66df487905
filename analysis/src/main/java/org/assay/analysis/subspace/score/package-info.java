/**
 * What a partition of a site is worth where the factors are known: every number beside its floor, on rows that chose nothing.
 *
 * <p>Here: where factors lie, by three estimators ({@link org.assay.analysis.subspace.score.FactorCovariances}, {@link
 * org.assay.analysis.subspace.score.FactorialMeans}, {@link org.assay.analysis.subspace.score.VaryOne}), and how far these agree; which
 * block holds what ({@link org.assay.analysis.subspace.score.CaptureMatrix}, {@link org.assay.analysis.subspace.score.PurityMatrix}) and
 * what that comes to ({@link org.assay.analysis.subspace.score.Recovery}); what blocks tell ({@link
 * org.assay.analysis.subspace.score.InformationMatrix}); what their exchange does to a network ({@link
 * org.assay.analysis.subspace.score.Interchange}); all of it at once ({@link org.assay.analysis.subspace.score.PartitionReport}). In: a
 * {@link org.assay.analysis.subspace.Partition}, activations with weights and {@link org.assay.analysis.subspace.KnownFactor}s, for an
 * exchange the network and the process. Out: numbers, and words where a number cannot be asked. May import {@code datasets}, {@code
 * analysis.explain}, {@code analysis.information}, {@code analysis.linalg}, {@code analysis.metric}, {@code analysis.probe}, {@code
 * analysis.smile} and {@code analysis.subspace}. Not here: methods that cut.
 */
package org.assay.analysis.subspace.score;
