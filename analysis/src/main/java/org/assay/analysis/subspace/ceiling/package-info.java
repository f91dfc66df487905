/**
 * What blocks of given sizes could hold at best: partitions that were told the factors.
 *
 * <p>Here: {@link org.assay.analysis.subspace.ceiling.TruePartition} (the most that orthogonal blocks can capture of known factors) and
 * {@link org.assay.analysis.subspace.ceiling.DistributedAlignment} (subspaces learned so that exchanging them does to the network what
 * exchanging the factor does to the process: DAS for one factor, MDAS for all at once), each with an explainer. In: factors or exact
 * laws after a change, and a network. Out: partitions. May import {@code datasets}, {@code neural}, {@code analysis.explain}, {@code
 * analysis.linalg}, {@code analysis.metric}, {@code analysis.subspace}, {@code analysis.subspace.rival} and {@code
 * analysis.subspace.score}. Not here: methods that see activations alone.
 */
package org.assay.analysis.subspace.ceiling;
