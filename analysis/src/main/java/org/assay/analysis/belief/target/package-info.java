/**
 * What a network might hold of a process, as targets for probes over given contexts.
 *
 * <p>{@link org.assay.analysis.belief.target.TruthTargets}: what the optimal observer knows, as the generator puts it, as far as any
 * future can tell, as causal states, as the next-token law alone, and its parts. {@link
 * org.assay.analysis.belief.target.RivalTargets}: what a network might hold instead. In: a process and contexts. Out: {@link
 * org.assay.analysis.belief.ProbeTarget}s, and for each that the process does not have the reason. May import {@code datasets},
 * {@code analysis.probe} and {@code analysis.belief}. Not here: networks.
 */
package org.assay.analysis.belief.target;
