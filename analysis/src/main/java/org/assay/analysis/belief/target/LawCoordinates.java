package org.assay.analysis.belief.target;

import org.assay.datasets.matrix.Matrix;

/**
 * Laws in coordinates without borders, in which evidence adds up. Entries below a floor are raised to it, since nothing reads an
 * infinity; the floor is part of the definition.
 */
public final class LawCoordinates {
    private LawCoordinates() {}

    /**
     * The centred log-ratio: {@code ln p_i - mean_j ln p_j}.
     *
     * @param laws  n x k
     * @param floor in (0, 1/2)
     */
    public static Matrix logRatio(Matrix laws, double floor) {
        requireFloor(floor);
        int k = laws.columns();
        Matrix ratios = Matrix.zeros(laws.rows(), k);
        for (int r = 0; r < laws.rows(); r++) {
            double mean = 0;
            for (int c = 0; c < k; c++) {
                double log = StrictMath.log(Math.max(floor, laws.get(r, c)));
                ratios.set(r, c, log);
                mean += log / k;
            }
            for (int c = 0; c < k; c++) {
                ratios.set(r, c, ratios.get(r, c) - mean);
            }
        }
        return ratios;
    }

    /**
     * The log-odds of each entry: {@code ln p - ln (1 - p)}, p and 1 - p raised to the floor.
     *
     * @param laws  n x k
     * @param floor in (0, 1/2)
     */
    public static Matrix logOdds(Matrix laws, double floor) {
        requireFloor(floor);
        Matrix odds = Matrix.zeros(laws.rows(), laws.columns());
        for (int i = 0; i < odds.values().length; i++) {
            double p = Math.min(1 - floor, Math.max(floor, laws.values()[i]));
            odds.values()[i] = StrictMath.log(p) - StrictMath.log(1 - p);
        }
        return odds;
    }

    private static void requireFloor(double floor) {
        if (!(floor > 0 && floor < 0.5)) {
            throw new IllegalArgumentException("the floor of probabilities must be in (0, 1/2), got " + floor);
        }
    }
}
