package org.assay.reports.figure;

import java.util.Arrays;
import org.assay.analysis.linalg.Contraction;
import org.assay.analysis.smile.SymmetricEigen;
import org.assay.datasets.matrix.Matrix;

/**
 * Where in the plane the corners of a simplex are drawn; any other point lies where its shares of the corners put it. Three states are a
 * triangle, four a tetrahedron seen at a slant, more are seen along the two directions in which the beliefs vary most.
 *
 * @param corners S x 2, within 0 .. 1 and 0 .. {@link #HEIGHT}
 */
record SimplexPlane(Matrix corners) {
    /** Of an upright triangle of width 1. */
    static final double HEIGHT = 0.8660254037844386;

    /** Two axes of the picture plane for corners (1,1,1), (1,-1,-1), (-1,1,-1), (-1,-1,1): no two edges fall together. */
    private static final double[][] SLANT = {{0.86, 0.35, -0.37}, {-0.12, 0.84, 0.53}};

    private static final double[][] TETRAHEDRON = {{1, 1, 1}, {1, -1, -1}, {-1, 1, -1}, {-1, -1, 1}};

    /** @param truth beliefs, n x S. */
    static SimplexPlane of(Matrix truth) {
        int states = truth.columns();
        if (states < 2) {
            throw new IllegalArgumentException("beliefs over " + states + " state are all the same point");
        }
        return switch (states) {
            case 2 -> new SimplexPlane(Matrix.ofRows(new double[] {0, HEIGHT / 2}, new double[] {1, HEIGHT / 2}));
            case 3 ->
                new SimplexPlane(Matrix.ofRows(new double[] {0, 0}, new double[] {1, 0}, new double[] {0.5, HEIGHT}));
            case 4 ->
                fitted(Matrix.ofRows(TETRAHEDRON).times(Matrix.ofRows(SLANT).transpose()));
            default -> fitted(SymmetricEigen.of(covariance(truth)).leading(2).transpose());
        };
    }

    private static Matrix covariance(Matrix truth) {
        double[] even = new double[truth.rows()];
        Arrays.fill(even, 1.0 / truth.rows());
        double[] mean = truth.leftTimes(even);
        double[] centred = truth.values().clone();
        for (int i = 0; i < centred.length; i++) {
            centred[i] -= mean[i % mean.length];
        }
        return Contraction.gram(Matrix.wrap(truth.rows(), truth.columns(), centred), even);
    }

    /** Moved and scaled, the same both ways, into the box of an upright triangle. */
    private static SimplexPlane fitted(Matrix corners) {
        double[] low = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
        double[] high = {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY};
        for (int i = 0; i < corners.values().length; i++) {
            low[i % 2] = Math.min(low[i % 2], corners.values()[i]);
            high[i % 2] = Math.max(high[i % 2], corners.values()[i]);
        }
        double scale = Math.min(1 / (high[0] - low[0]), HEIGHT / (high[1] - low[1]));
        Matrix placed = Matrix.zeros(corners.rows(), 2);
        for (int s = 0; s < corners.rows(); s++) {
            placed.set(s, 0, 0.5 + scale * (corners.get(s, 0) - (low[0] + high[0]) / 2));
            placed.set(s, 1, HEIGHT / 2 + scale * (corners.get(s, 1) - (low[1] + high[1]) / 2));
        }
        return new SimplexPlane(placed);
    }

    /** What the picture is of, in words. */
    String words() {
        return switch (corners.rows()) {
            case 2, 3 -> "";
            case 4 -> " Four states make a tetrahedron, seen here at a slant.";
            default ->
                " " + corners.rows() + " states are seen along the two directions in which the true beliefs vary most.";
        };
    }

    /** Where a point is drawn: its two coordinates. */
    double[] place(Matrix points, int row) {
        double x = 0;
        double y = 0;
        for (int s = 0; s < corners.rows(); s++) {
            x += points.get(row, s) * corners.get(s, 0);
            y += points.get(row, s) * corners.get(s, 1);
        }
        return new double[] {x, y};
    }
}
