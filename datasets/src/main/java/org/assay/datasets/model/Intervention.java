package org.assay.datasets.model;

import java.util.Optional;
import org.assay.datasets.matrix.Matrix;

/**
 * An edit of a model at one site, as data. At row r the part of the held vector h that lies in the span of {@code basis}
 * is replaced by the same part of a replacement vector: {@code h' = h + U'U (replacement - h)} with U the basis (k x D,
 * orthonormal rows), or the whole of h when there is no basis.
 *
 * <p>Interchange gives each row the vector of a source row (Geiger et al. 2021, section 3; DAS, Geiger et al. 2024, for the
 * subspace form); mean ablation gives every row the mean. A model whose site is not a vector space (labels, factors)
 * accepts replacement of the whole only.
 *
 * @param site        where
 * @param basis       directions that are replaced; empty = all
 * @param replacement rows = rows of the context set the intervention is run on, columns = directions of the site
 */
public record Intervention(Site site, Optional<Matrix> basis, Matrix replacement) {
    private static final double ORTHONORMAL_TOLERANCE = 1e-6;

    public Intervention {
        basis.ifPresent(u -> requireOrthonormal(u, replacement.columns()));
    }

    /** Row r is given the vector that {@code recorded} holds in row {@code source[r]}. */
    public static Intervention interchange(Representation recorded, Optional<Matrix> basis, int[] source) {
        return new Intervention(recorded.site(), basis, recorded.values().selectRows(source));
    }

    /** Every row is given the weighted mean of {@code recorded}. */
    public static Intervention meanAblation(
            Representation recorded, Optional<Matrix> basis, double[] weights, int rows) {
        double[] mean = recorded.values().leftTimes(weights);
        Matrix replacement = Matrix.zeros(rows, mean.length);
        for (int r = 0; r < rows; r++) {
            System.arraycopy(mean, 0, replacement.values(), r * mean.length, mean.length);
        }
        return new Intervention(recorded.site(), basis, replacement);
    }

    private static void requireOrthonormal(Matrix u, int directions) {
        if (u.columns() != directions) {
            throw new IllegalArgumentException(
                    "basis has " + u.columns() + " directions, the replacement has " + directions);
        }
        requireOrthonormal(u, "the basis");
    }

    static void requireOrthonormal(Matrix u, Site site) {
        requireOrthonormal(u, "the basis at " + site);
    }

    private static void requireOrthonormal(Matrix u, String role) {
        Matrix gram = u.times(u.transpose());
        for (int i = 0; i < gram.rows(); i++) {
            for (int j = 0; j < gram.columns(); j++) {
                double wanted = i == j ? 1 : 0;
                if (!(Math.abs(gram.get(i, j) - wanted) <= ORTHONORMAL_TOLERANCE)) {
                    throw new IllegalArgumentException(role + " is not orthonormal: rows " + i + " and " + j
                            + " have inner product " + gram.get(i, j) + ", wanted " + wanted);
                }
            }
        }
    }
}
