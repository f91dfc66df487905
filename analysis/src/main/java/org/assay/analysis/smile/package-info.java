/**
 * Decompositions and solves, and the one user of Smile.
 *
 * <p>Here: {@link org.assay.analysis.smile.SymmetricEigen}, {@link org.assay.analysis.smile.SingularValues}, {@link
 * org.assay.analysis.smile.LeastSquares}. Smile 2.6 calls OpenBLAS, on one thread; where its native library is absent
 * the same functions run on plain Java (Jacobi rotations) and the log says so once. In and out: {@code
 * datasets.matrix.Matrix}; no type of Smile in a public signature. May import {@code datasets.matrix}, {@code
 * analysis.linalg}, Smile and SLF4J. Not here: large products ({@code analysis.linalg}), what is fitted with them.
 */
package org.assay.analysis.smile;
