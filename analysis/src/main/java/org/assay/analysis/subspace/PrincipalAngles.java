package org.assay.analysis.subspace;

import org.assay.analysis.smile.SingularValues;
import org.assay.datasets.matrix.Matrix;

/**
 * How two subspaces lie to each other: the singular values of {@code A B'} are the cosines of their principal angles
 * (Bjoerck and Golub 1973).
 *
 * @param cosines min(j, k) cosines in [0, 1], falling
 * @param overlap mean squared cosine over the smaller of the two, 1 when it lies in the other; a random subspace of k
 *                dimensions overlaps a smaller one by k/D on average
 */
public record PrincipalAngles(double[] cosines, double overlap) {
    public static PrincipalAngles between(Subspace a, Subspace b) {
        if (a.directions() != b.directions() || a.dimensions() == 0 || b.dimensions() == 0) {
            throw new IllegalArgumentException(
                    "principal angles need two subspaces of the same directions and at least one"
                            + " dimension each, got " + a.basis() + " and " + b.basis());
        }
        Matrix inner = a.basis().times(b.basis().transpose());
        double[] cosines = SingularValues.of(inner).values().clone();
        double sum = 0;
        for (int i = 0; i < cosines.length; i++) {
            // Rounding can carry a cosine past 1.
            cosines[i] = Math.min(1, cosines[i]);
            sum += cosines[i] * cosines[i];
        }
        return new PrincipalAngles(cosines, sum / cosines.length);
    }
}
