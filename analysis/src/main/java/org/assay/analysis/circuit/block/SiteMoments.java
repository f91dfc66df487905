package org.assay.analysis.circuit.block;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.assay.analysis.circuit.block.BlockEdge.Kind;
import org.assay.datasets.matrix.Matrix;

/**
 * Means and covariances of what the parts of a network read: all that is taken from data, and no single input.
 *
 * @param means       by the name of the side, D
 * @param covariances by the name of the side, D x D; {@code token} and {@code position} as 1 x 1 have no use and are left out
 */
public record SiteMoments(Map<String, double[]> means, Map<String, Matrix> covariances) {
    public SiteMoments {
        means = Collections.unmodifiableMap(new TreeMap<>(means));
        covariances = Collections.unmodifiableMap(new TreeMap<>(covariances));
        if (!means.keySet().equals(covariances.keySet())) {
            throw new IllegalArgumentException(
                    "means of " + means.keySet() + " need covariances, got those of " + covariances.keySet());
        }
    }

    /**
     * Shares of the variance {@code tr(W' S W)} that a part passes on, S the covariance of what it reads: {@code tr(T' S_ii T)} with
     * {@code T = U_i W U'_j'}; for QK of {@code tr(W K W' Q)}, the variance of the score of an independent query and key. Shares of all
     * cells, what goes across blocks, and what is outside them sum to 1. Empty where no covariance is known.
     */
    Optional<double[][]> shares(LinearPart part, Cut from, Cut to) {
        Matrix read = SiteBlocks.under(covariances, part.reads());
        if (read == null) {
            return Optional.empty();
        }
        boolean scores = part.kind() == Kind.QK;
        Cut keys = scores ? to.under(read) : to;
        Cut all = Cut.whole(read.rows()).under(read);
        Cut allKeys = scores ? all : Cut.whole(part.right().rows());
        double total = Masses.of(part, all, allKeys)[0][0];
        double[][] shares = Masses.of(part, from.under(read), keys);
        for (double[] row : shares) {
            for (int j = 0; j < row.length; j++) {
                row[j] = total > 0 ? row[j] / total : 0;
            }
        }
        return Optional.of(shares);
    }
}
