/** Subspace partitions by the distance to the nearest neighbour. */
package org.assay.analysis.subspace.neighbour;
