/**
 * Read-out of what is true from what a network holds, mostly linear.
 *
 * <p>Here: {@link org.assay.analysis.probe.ReadoutRows} (which rows are fitted on, chosen on and scored on, and how
 * many different contexts there are), {@link org.assay.analysis.probe.ReadoutDesign} (features, prepared once for many
 * targets) and the {@link org.assay.analysis.probe.Readout} of one target; for laws over classes {@link
 * org.assay.analysis.probe.MultinomialProbe} and, without straight lines, {@link org.assay.analysis.probe.NeighbourProbe}. In: a context set with its prefix-disjoint
 * split, features and targets as matrices over its rows. Out: predictions on held-out rows and their R2. May import
 * {@code datasets}, {@code analysis.linalg}, {@code analysis.smile} and {@code analysis.metric}. Not here: where
 * features and targets come from, controls ({@code analysis.control}).
 */
package org.assay.analysis.probe;
