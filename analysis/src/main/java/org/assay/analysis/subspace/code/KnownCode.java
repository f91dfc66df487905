package org.assay.analysis.subspace.code;

import java.util.Arrays;
import java.util.List;
import org.assay.analysis.subspace.KnownFactor;
import org.assay.analysis.subspace.Partition;
import org.assay.analysis.subspace.Subspace;
import org.assay.datasets.matrix.Matrix;

/**
 * Activations made of what each of several factors adds: row r is the sum of one vector of each factor's code.
 *
 * @param activations n x D
 * @param factors     the value of each factor at every row
 * @param codes       for each factor the vectors that it adds, one per value, values x D
 * @param truth       a block for each factor, in their order
 */
public record KnownCode(Matrix activations, List<KnownFactor> factors, List<Matrix> codes, Partition truth) {
    public KnownCode {
        factors = List.copyOf(factors);
        codes = List.copyOf(codes);
        if (factors.size() != codes.size() || factors.size() != truth.sizes().size()) {
            throw new IllegalArgumentException("a code of " + factors.size() + " factors needs as many sets of vectors"
                    + " and true blocks, got " + codes.size() + " and " + truth.sizes());
        }
    }

    /** Equal weights for the rows, summing to 1. */
    public double[] weights() {
        double[] weights = new double[activations.rows()];
        Arrays.fill(weights, 1.0 / weights.length);
        return weights;
    }

    /**
     * Mean over factors of the largest share of the energy of their code that lies in one block: 1 when every factor lies in a
     * block. One block of all directions has 1 as well, so sizes are read beside it.
     */
    public double recovery(Partition found) {
        double sum = 0;
        for (Matrix code : codes) {
            double total = energy(code);
            double largest = 0;
            for (Subspace block : found.blocks()) {
                largest = Math.max(largest, energy(code.times(block.basis().transpose())) / total);
            }
            sum += largest;
        }
        return sum / codes.size();
    }

    private static double energy(Matrix rows) {
        double energy = 0;
        for (double value : rows.values()) {
            energy += value * value;
        }
        return energy;
    }
}
