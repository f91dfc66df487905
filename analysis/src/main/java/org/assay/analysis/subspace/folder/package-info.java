/**
 * Partitions as folders: what is fitted once is scored, drawn and opened elsewhere.
 *
 * <p>Here: {@link org.assay.analysis.subspace.folder.StoredPartition}. In and out: a {@link
 * org.assay.analysis.subspace.FittedPartition} with what it is of. May import {@code datasets}, {@code neural.weights} and {@code
 * analysis.subspace}. Not here: networks.
 */
package org.assay.analysis.subspace.folder;
