package org.assay.analysis.linalg;

import org.assay.datasets.matrix.Matrix;

/**
 * {@code G = sum X'X} and {@code C = sum X'Y} over chunks of rows, in float64: what normal equations need of rows that do not fit in
 * memory together. By symmetry half the products of G are made. Room: {@code d (d + m)} doubles, whatever the number of rows.
 */
public final class ProductSums {
    private final int columns;
    private final Matrix gram;
    private final Matrix cross;

    /**
     * @param d columns of X
     * @param m columns of Y
     */
    public ProductSums(int d, int m) {
        this.columns = m;
        this.gram = Matrix.zeros(d, d);
        this.cross = Matrix.zeros(d, m);
    }

    /**
     * Adds one chunk.
     *
     * @param x n x d; with the roots of weights multiplied in where rows have weights
     * @param y n x m, the same
     */
    public void add(Matrix x, Matrix y) {
        int d = gram.rows();
        if (x.columns() != d || y.columns() != columns || x.rows() != y.rows()) {
            throw new IllegalArgumentException(
                    "sums of products of " + d + " and " + columns + " columns were given " + x + " and " + y);
        }
        if (x.rows() > 0) {
            Products products = Contraction.productsFor(x.rows(), d, d);
            products.addGram(x, gram.values());
            products.addCross(x, y, cross.values());
        }
    }

    /** {@code sum X'X}, d x d, symmetric; not a copy. Throws ArithmeticException when it is not finite. */
    public Matrix gram() {
        PlainProducts.mirrorUpper(gram);
        return Contraction.finite(gram, "sum of products of features");
    }

    /** {@code sum X'Y}, d x m; not a copy. Throws ArithmeticException when it is not finite. */
    public Matrix cross() {
        return Contraction.finite(cross, "sum of products of features and targets");
    }
}
