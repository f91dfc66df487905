package org.assay.analysis.subspace.score;

import java.util.Arrays;
import org.assay.analysis.linalg.Contraction;
import org.assay.analysis.smile.SymmetricEigen;
import org.assay.analysis.subspace.Subspace;
import org.assay.datasets.matrix.Matrix;

/**
 * Whether an exchange leaves the activations where the network lives: the mean distance of exchanged activations to their nearest
 * natural one over the mean distance of natural ones to the nearest that differs from them, base and source left out. 0 for an exchange
 * that always gives an activation of another context, about 1 for one that stays among them, more for one that leaves them.
 */
public final class Naturalness {
    /** Eigenvalues below this share of the largest count as directions that are not read. */
    private static final double UNREAD = 1e-10;

    /** Squared distances below this share of the largest are rounding. */
    private static final double SAME = 1e-12;

    private Naturalness() {}

    /** @param factor that can be asked about */
    public static double of(Interchange interchange, String factor, Subspace subspace) {
        int[][] rows = interchange.rows(factor);
        Matrix held = interchange.held();
        Matrix moved = exchanged(held, rows, subspace.basis());
        double natural = nearest(held.selectRows(rows[0]), held, rows, true);
        if (!Double.isFinite(natural)) {
            throw new ArithmeticException("naturalness is not defined: some activation differs from no other one");
        }
        return nearest(moved, held, rows, false) / natural;
    }

    /**
     * Cause of an exchange from which everything is taken that nothing downstream reads: a subspace that acts through a dormant
     * path loses its effect then (Makelov et al. 2311.17030).
     *
     * @param reading D x m, a column for each direction that something downstream reads from the site
     */
    public static double causeOfWhatIsRead(Interchange interchange, String factor, Subspace subspace, Matrix reading) {
        int[][] rows = interchange.rows(factor);
        Matrix held = interchange.held();
        Matrix base = held.selectRows(rows[0]);
        Matrix moved = exchanged(held, rows, subspace.basis());
        Matrix move = Matrix.zeros(base.rows(), base.columns());
        for (int i = 0; i < move.values().length; i++) {
            move.values()[i] = moved.values()[i] - base.values()[i];
        }
        Matrix read = read(reading);
        Matrix kept = move.times(read.transpose()).times(read);
        for (int i = 0; i < kept.values().length; i++) {
            kept.values()[i] += base.values()[i];
        }
        return interchange.cause(factor, kept);
    }

    /** An orthonormal basis of what is read, r x D. */
    public static Matrix read(Matrix reading) {
        double[] even = new double[reading.columns()];
        Arrays.fill(even, 1);
        SymmetricEigen eigen = SymmetricEigen.of(Contraction.gram(reading.transpose(), even));
        int rank = 0;
        while (rank < eigen.values().length && eigen.values()[rank] > UNREAD * eigen.values()[0]) {
            rank++;
        }
        return eigen.leading(rank);
    }

    /** {@code h_b + U'U (h_a - h_b)}. */
    private static Matrix exchanged(Matrix held, int[][] rows, Matrix basis) {
        Matrix base = held.selectRows(rows[0]);
        Matrix difference = held.selectRows(rows[1]);
        for (int i = 0; i < difference.values().length; i++) {
            difference.values()[i] -= base.values()[i];
        }
        Matrix moved = difference.times(basis.transpose()).times(basis);
        for (int i = 0; i < moved.values().length; i++) {
            moved.values()[i] += base.values()[i];
        }
        return moved;
    }

    /** Mean distance of points to the nearest row that is neither their base nor their source, nor, if so asked, the same point. */
    private static double nearest(Matrix points, Matrix natural, int[][] rows, boolean other) {
        Matrix squared = Contraction.squaredDistances(points, natural);
        double same = other ? SAME * Arrays.stream(squared.values()).max().orElseThrow() : -1;
        double sum = 0;
        for (int i = 0; i < points.rows(); i++) {
            double least = Double.POSITIVE_INFINITY;
            for (int r = 0; r < natural.rows(); r++) {
                if (r != rows[0][i] && r != rows[1][i] && squared.get(i, r) > same) {
                    least = Math.min(least, squared.get(i, r));
                }
            }
            sum += Math.sqrt(least);
        }
        return sum / points.rows();
    }
}
