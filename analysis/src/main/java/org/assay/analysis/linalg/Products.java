package org.assay.analysis.linalg;

import org.assay.datasets.matrix.Matrix;

/** The products that everything else is made of; implementations agree to rounding. */
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
}
