/**
 * The methods that cut a site into blocks, by name.
 *
 * <p>Here: {@link org.assay.analysis.subspace.method.PartitionMethods}. In: a name and the sizes of blocks, where they are given. Out:
 * a {@link org.assay.analysis.subspace.PartitionMethod}. May import every package of methods. Not here: methods.
 */
package org.assay.analysis.subspace.method;
