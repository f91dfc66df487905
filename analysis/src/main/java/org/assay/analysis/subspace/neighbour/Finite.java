package org.assay.analysis.subspace.neighbour;

import org.assay.analysis.subspace.UnfitActivationsException;
import org.assay.datasets.matrix.Matrix;

/** What every method here asks of activations. */
final class Finite {
    private Finite() {}

    static void require(Matrix activations, double[] weights) {
        if (weights.length != activations.rows()) {
            throw new IllegalArgumentException(
                    activations.rows() + " activations need as many weights, got " + weights.length);
        }
        if (activations.rows() == 0 || activations.columns() == 0) {
            throw new UnfitActivationsException("there are no activations: " + activations + "; give contexts");
        }
        double[] values = activations.values();
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                throw new UnfitActivationsException("the activation in row " + i / activations.columns()
                        + ", direction " + i % activations.columns() + " is " + values[i]
                        + "; distances need finite numbers: look for what diverged in the network");
            }
        }
    }
}
