package org.assay.analysis.circuit.interaction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assay.analysis.linalg.Contraction;
import org.assay.analysis.smile.SymmetricEigen;
import org.assay.analysis.tensor.ThirdOrderTensor;
import org.assay.datasets.matrix.Matrix;

/**
 * Singular values of the three unfoldings of a tensor, as roots of the eigenvalues of the unfolding times its transpose: much faster than
 * a decomposition of the long matrix, and good to about 1e-8 of the largest value.
 */
final class UnfoldedSpectrum {
    private UnfoldedSpectrum() {}

    /** For each axis as many values as it has directions, falling. */
    static List<double[]> ofAllAxes(ThirdOrderTensor tensor) {
        List<double[]> spectra = new ArrayList<>();
        for (int axis = 0; axis < 3; axis++) {
            Matrix across = tensor.unfolded(axis).transpose();
            double[] ones = new double[across.rows()];
            Arrays.fill(ones, 1);
            double[] values = SymmetricEigen.of(Contraction.gram(across, ones)).values();
            spectra.add(Arrays.stream(values)
                    .map(value -> -Math.sqrt(Math.max(0, value)))
                    .sorted()
                    .map(value -> -value)
                    .toArray());
        }
        return spectra;
    }
}
