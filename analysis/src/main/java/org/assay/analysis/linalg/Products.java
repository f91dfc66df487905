package org.assay.analysis.linalg;

import org.assay.datasets.matrix.Matrix;

/**
 * The products that everything else is made of; implementations agree to rounding. Tensors have three axes and lie row-major, the last
 * axis fastest.
 */
interface Products {
    /** {@code X'X}, exactly symmetric; d x d for X of n x d. */
    Matrix gram(Matrix x);

    /** {@code X'Y}; d x m for X of n x d and Y of n x m. */
    Matrix cross(Matrix x, Matrix y);

    /** {@code AB}. */
    Matrix times(Matrix a, Matrix b);

    /** Adds {@code X'X} to the upper triangle of {@code into}, d x d row-major. */
    void addGram(Matrix x, double[] into);

    /** Adds {@code X'Y} to {@code into}, d x m row-major. */
    void addCross(Matrix x, Matrix y, double[] into);

    /** {@code T[i,j,k] = sum_r A[i,r] B[j,r] C[k,r]}; n0 x n1 x n2 for matrices of as many rows. */
    double[] components(Matrix a, Matrix b, Matrix c);

    /**
     * {@code sum_ijk T[i,j,k] A[a,i] B[b,j] C[c,k]}: every axis multiplied by a matrix.
     *
     * @param tensor as many numbers as the columns of the matrices multiply to
     */
    double[] turned(double[] tensor, Matrix a, Matrix b, Matrix c);

    /** Rows are {@code axis}, columns the two others in rising order, the last of them fastest. */
    Matrix unfolded(double[] tensor, int[] shape, int axis);
}
