package org.assay.analysis.probe;

import java.util.stream.IntStream;
import org.assay.analysis.linalg.Contraction;
import org.assay.datasets.matrix.Matrix;

/**
 * A law told from the nearest rows: the mean of the targets of the {@link #NEIGHBOURS} nearest rows fitted on, with the mean of all
 * targets as one more (Hastie, Tibshirani and Friedman 2009, section 13.3). Knows no straight lines.
 */
public final class NeighbourProbe {
    /** How many rows vote. */
    public static final int NEIGHBOURS = 10;

    /** Distances are held for so many rows at a time. */
    private static final int CHUNK = 256;

    private NeighbourProbe() {}

    /**
     * Mean cross-entropy, nats, on rows that nothing was fitted on.
     *
     * @param features n x d, more rows than {@link #NEIGHBOURS}
     * @param targets  laws over the classes, n x C
     * @param weights  of the rows fitted on, summing to 1
     */
    public static double heldOutLoss(
            Matrix features,
            Matrix targets,
            double[] weights,
            Matrix heldOut,
            Matrix heldOutTargets,
            double... heldOutWeights) {
        if (features.rows() <= NEIGHBOURS) {
            throw new TooFewContextsException(
                    "a probe by " + NEIGHBOURS + " neighbours needs more rows than that, got " + features.rows());
        }
        double[] mean = targets.leftTimes(weights);
        double loss = 0;
        for (int from = 0; from < heldOut.rows(); from += CHUNK) {
            int to = Math.min(heldOut.rows(), from + CHUNK);
            int[] rows = IntStream.range(from, to).toArray();
            Matrix distances = Contraction.squaredDistances(heldOut.selectRows(rows), features);
            for (int r = from; r < to; r++) {
                double[] law = law(distances.row(r - from), targets, mean);
                for (int v = 0; v < law.length; v++) {
                    double target = heldOutTargets.get(r, v);
                    // A class that no row fitted on has ever had is given what one more row would give it.
                    loss -= target > 0
                            ? heldOutWeights[r] * target * StrictMath.log(Math.max(law[v], 1.0 / (targets.rows() + 1)))
                            : 0;
                }
            }
        }
        return loss;
    }

    private static double[] law(double[] distances, Matrix targets, double[] mean) {
        int[] nearest = nearest(distances);
        double[] law = mean.clone();
        for (int row : nearest) {
            for (int v = 0; v < law.length; v++) {
                law[v] += targets.get(row, v);
            }
        }
        for (int v = 0; v < law.length; v++) {
            law[v] /= nearest.length + 1;
        }
        return law;
    }

    /** Indices of the least distances, the first of equals. */
    private static int[] nearest(double[] distances) {
        int[] nearest = new int[NEIGHBOURS];
        int found = 0;
        for (int i = 0; i < distances.length; i++) {
            if (found == NEIGHBOURS && distances[i] >= distances[nearest[found - 1]]) {
                continue;
            }
            int at = found < NEIGHBOURS ? found++ : found - 1;
            while (at > 0 && distances[nearest[at - 1]] > distances[i]) {
                nearest[at] = nearest[at - 1];
                at--;
            }
            nearest[at] = i;
        }
        return nearest;
    }
}
