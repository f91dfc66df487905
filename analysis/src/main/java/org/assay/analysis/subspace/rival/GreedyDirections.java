package org.assay.analysis.subspace.rival;

import java.util.ArrayList;
import java.util.List;
import org.assay.analysis.smile.SymmetricEigen;
import org.assay.datasets.matrix.Matrix;

/**
 * Which of several groups gets how many directions: again and again the direction along which some group has the greatest energy, among
 * those orthogonal to all that are taken, goes to that group.
 *
 * @param rows one list of unit vectors per group, all orthogonal to one another; empty for a group that gets none
 */
record GreedyDirections(List<List<double[]>> rows) {
    /**
     * @param energies one D x D positive semidefinite matrix per group
     * @param most     directions together
     */
    static GreedyDirections of(List<Matrix> energies, int most) {
        List<List<double[]>> rows = new ArrayList<>();
        List<Matrix> left = new ArrayList<>(energies);
        energies.forEach(each -> rows.add(new ArrayList<>()));
        double enough = 0;
        for (int taken = 0; taken < most; taken++) {
            int best = -1;
            double energy = enough;
            double[] direction = {};
            for (int g = 0; g < left.size(); g++) {
                SymmetricEigen eigen = SymmetricEigen.of(left.get(g));
                if (eigen.values()[0] > energy) {
                    best = g;
                    energy = eigen.values()[0];
                    direction = eigen.vectors().row(0);
                }
            }
            if (best < 0) {
                break;
            }
            if (taken == 0) {
                enough = SiteRows.LEAST_SHARE * energy;
            }
            rows.get(best).add(direction);
            for (int g = 0; g < left.size(); g++) {
                left.set(g, without(left.get(g), direction));
            }
        }
        return new GreedyDirections(rows);
    }

    /** {@code (I - v'v) A (I - v'v)}, exactly symmetric. */
    private static Matrix without(Matrix a, double[] v) {
        int d = v.length;
        double[] through = a.leftTimes(v);
        double along = 0;
        for (int i = 0; i < d; i++) {
            along += through[i] * v[i];
        }
        Matrix rest = Matrix.zeros(d, d);
        for (int i = 0; i < d; i++) {
            for (int j = 0; j <= i; j++) {
                double value = a.get(i, j) - v[i] * through[j] - through[i] * v[j] + along * v[i] * v[j];
                rest.set(i, j, value);
                rest.set(j, i, value);
            }
        }
        return rest;
    }
}
