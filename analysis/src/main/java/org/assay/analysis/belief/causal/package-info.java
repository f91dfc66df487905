/**
 * Whether a network uses the belief that can be read out of it: edits, not read-outs.
 *
 * <p>{@link org.assay.analysis.belief.causal.BeliefPairs} are contexts to fit on and pairs to edit, {@link
 * org.assay.analysis.belief.causal.BeliefEncoder} is where the network puts the belief, kept apart from the probe that reads it, {@link
 * org.assay.analysis.belief.causal.BeliefEdit} names the edits and {@link org.assay.analysis.belief.causal.SiteEdits} scores them. {@link
 * org.assay.analysis.belief.causal.GradedTargets} asks for beliefs that no context has, {@link
 * org.assay.analysis.belief.causal.BeliefErasure} takes the belief away, {@link org.assay.analysis.belief.causal.LaterReadout} looks for an
 * edit some tokens later, {@link org.assay.analysis.belief.causal.FilterTransfer} tries sequences of another process. {@link
 * org.assay.analysis.belief.causal.CausalSuite} is all of them at several sites. May import {@code datasets}, {@code analysis.belief},
 * {@code analysis.metric}, {@code analysis.probe}, {@code analysis.subspace}, {@code analysis.smile} and {@code analysis.linalg}.
 */
package org.assay.analysis.belief.causal;
