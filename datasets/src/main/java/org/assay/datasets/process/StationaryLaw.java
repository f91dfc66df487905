package org.assay.datasets.process;

import java.util.Optional;
import org.assay.datasets.matrix.Matrix;

/**
 * The stationary law of a Markov chain: the solution of {@code pi T = pi, sum pi = 1}, from the linear system in which
 * the last, redundant balance equation is replaced by the normalisation. No eigen-solver: a chain with several
 * stationary laws must be refused, not answered with one of them.
 */
public final class StationaryLaw {
    private static final double RESIDUAL = 1e-12;
    private static final double SMALLEST_PIVOT = 1e-12;

    private StationaryLaw() {}

    /**
     * The one stationary law; IllegalArgumentException when there are several.
     *
     * @param transitions S x S, rows sum to 1
     */
    public static double[] of(Matrix transitions) {
        int n = transitions.rows();
        double[] law = solve(balance(transitions))
                .orElseThrow(() -> new IllegalArgumentException(
                        "the chain has several stationary laws; say with which weights it starts"));
        double[] moved = transitions.leftTimes(law);
        for (int s = 0; s < n; s++) {
            if (!(Math.abs(moved[s] - law[s]) < RESIDUAL) || !(law[s] > -RESIDUAL)) {
                throw new IllegalArgumentException("no stationary law: state " + s + " has " + law[s]
                        + " before a step and " + moved[s] + " after");
            }
            law[s] = Math.max(0, law[s]);
        }
        return law;
    }

    /** True when the chain has one stationary law, false when it has several. */
    static boolean isUnique(Matrix transitions) {
        return solve(balance(transitions)).isPresent();
    }

    private static double[][] balance(Matrix transitions) {
        int n = transitions.rows();
        double[][] system = new double[n][n + 1];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                system[i][j] = i == n - 1 ? 1 : transitions.get(j, i) - (i == j ? 1 : 0);
            }
        }
        system[n - 1][n] = 1;
        return system;
    }

    /** Gaussian elimination with partial pivoting on the n x (n + 1) system, in place; empty when it is singular. */
    private static Optional<double[]> solve(double[][] system) {
        int n = system.length;
        for (int c = 0; c < n; c++) {
            int pivot = c;
            for (int r = c + 1; r < n; r++) {
                pivot = Math.abs(system[r][c]) > Math.abs(system[pivot][c]) ? r : pivot;
            }
            if (!(Math.abs(system[pivot][c]) > SMALLEST_PIVOT)) {
                return Optional.empty();
            }
            double[] swap = system[c];
            system[c] = system[pivot];
            system[pivot] = swap;
            for (int r = 0; r < n; r++) {
                double factor = r == c ? 0 : system[r][c] / system[c][c];
                for (int k = c; factor != 0 && k <= n; k++) {
                    system[r][k] -= factor * system[c][k];
                }
            }
        }
        double[] solution = new double[n];
        for (int i = 0; i < n; i++) {
            solution[i] = system[i][n] / system[i][i];
        }
        return Optional.of(solution);
    }
}
