/**
 * Whether a network holds the beliefs of an optimal observer, by read-outs that cannot have seen what they are scored on.
 *
 * <p>{@link org.assay.analysis.belief.BeliefRows} are contexts with their prefixes and weights, {@link
 * org.assay.analysis.belief.ProbeSplit} says which are fitted on and which are scored, {@link org.assay.analysis.belief.SiteFeatures}
 * records sites of a network, one or several side by side, {@link org.assay.analysis.belief.ProbeTarget} is what is to be read, {@link
 * org.assay.analysis.belief.BeliefProbe} reads it and {@link org.assay.analysis.belief.ProbeResult} is what came out, with what the
 * {@link org.assay.analysis.belief.FeatureGuard} thinks of it. What is true of a process is in {@code belief.target}, rival geometries
 * among them; the whole table of sites, targets and controls in {@code belief.study}. May import {@code datasets},
 * {@code analysis.probe}, {@code analysis.control}, {@code analysis.metric} and {@code analysis.linalg}. Not here: edits of the
 * network.
 */
package org.assay.analysis.belief;
