package org.assay.analysis.smile;

import org.assay.datasets.matrix.Matrix;

/** What a numeric library must offer; two implementations agree to rounding, up to the signs of vectors. */
interface Decompositions {
    /** Eigenvalues, falling, and unit eigenvectors as rows, of a symmetric matrix. */
    SymmetricEigen eigen(Matrix symmetric);

    /** The thin singular value decomposition, values falling. */
    SingularValues svd(Matrix matrix);

    /** X with AX = B for A symmetric and positive definite, by Cholesky; throws ArithmeticException when A is not. */
    Matrix solvePositive(Matrix a, Matrix b);
}
