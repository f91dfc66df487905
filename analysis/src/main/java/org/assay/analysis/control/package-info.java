/**
 * What must fail, or be beaten, for a score to count.
 *
 * <p>Here: shuffled targets ({@link org.assay.analysis.control.ShuffledTargets}), features that need no network
 * ({@link org.assay.analysis.control.WindowFeatures}) or only its output
 * ({@link org.assay.analysis.control.LogProbabilityFeatures}), and predictors that see a few tokens
 * ({@link org.assay.analysis.control.NgramModel}, {@link org.assay.analysis.control.CountModel}); a context tree that is also a
 * program is {@code symbolic.fit.ContextTree}. Random subspaces stand beside the principal ones in
 * {@code analysis.subspace}; the untrained network is a network. May import {@code datasets}. Not here: scores.
 */
package org.assay.analysis.control;
