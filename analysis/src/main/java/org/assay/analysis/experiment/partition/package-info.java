/**
 * Partitions as a part of an experiment: sites of several networks cut by many methods from several seeds, each cut held against the
 * factors of the language and beside its controls.
 *
 * <p>Here: what is asked ({@link org.assay.analysis.experiment.partition.PartitionSpec}), the two kinds of stage ({@link
 * org.assay.analysis.experiment.partition.SiteCut} cuts, {@link org.assay.analysis.experiment.partition.SiteScores} scores all cuts of
 * a site) and what they come to ({@link org.assay.analysis.experiment.partition.PartitionResult}). In: a process and networks in the
 * engine. Out: records that are written as JSON. May import {@code datasets}, {@code neural} and {@code analysis}, but not {@code
 * analysis.experiment}. Not here: methods, metrics and circuits themselves, files and the order of stages.
 */
package org.assay.analysis.experiment.partition;
