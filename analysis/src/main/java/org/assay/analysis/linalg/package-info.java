/**
 * Products of float64 matrices, and the one user of ND4J.
 *
 * <p>Here: {@link org.assay.analysis.linalg.Contraction} (Gram matrices, weighted cross products, matrix products,
 * pairwise distances, tensors of three axes), which takes the native library where it is present and the product is large, and plain Java
 * otherwise; and {@link org.assay.analysis.linalg.OneThread}, through which every call of native linear algebra goes,
 * so that the bits of a result do not depend on the number of cores. In and out: {@code datasets.matrix.Matrix}. May
 * import {@code datasets.matrix}, ND4J, its OpenBLAS binding and SLF4J. Not here: decompositions ({@code
 * analysis.smile}), statistics.
 */
package org.assay.analysis.linalg;
