package org.assay.analysis.bilinear;

import java.util.Comparator;
import java.util.stream.IntStream;
import org.assay.analysis.smile.SymmetricEigen;
import org.assay.datasets.matrix.Matrix;

/**
 * A quadratic form by its eigenvectors: {@code x' Q x = sum_i values[i] (v_i . x)^2}, so that each vector is a feature, and
 * its value says how strongly, and with which sign, the square of the feature counts (Pearce et al. 2024).
 *
 * @param values  eigenvalues, largest magnitude first
 * @param vectors rows v_i, orthonormal
 */
public record InteractionSpectrum(double[] values, Matrix vectors) {

    /** @param interaction symmetric, such as {@link BilinearLayer#interaction} gives */
    public static InteractionSpectrum of(Matrix interaction) {
        SymmetricEigen eigen = SymmetricEigen.of(interaction);
        int[] order = IntStream.range(0, eigen.values().length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -Math.abs(eigen.values()[i])))
                .mapToInt(i -> i)
                .toArray();
        double[] values =
                IntStream.of(order).mapToDouble(i -> eigen.values()[i]).toArray();
        return new InteractionSpectrum(values, eigen.vectors().selectRows(order));
    }

    /** {@code sum_i values[i] (v_i . x)^2}. */
    public double at(double[] x) {
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            double along = 0;
            for (int c = 0; c < x.length; c++) {
                along += vectors.get(i, c) * x[c];
            }
            sum += values[i] * along * along;
        }
        return sum;
    }

    /** The matrix again from its {@code leading} strongest terms. */
    public Matrix matrix(int leading) {
        if (leading < 0 || leading > values.length) {
            throw new IllegalArgumentException("leading must be in 0.." + values.length + ", got " + leading);
        }
        Matrix kept = vectors.selectRows(IntStream.range(0, leading).toArray());
        Matrix scaled = Matrix.zeros(kept.rows(), kept.columns());
        for (int i = 0; i < leading; i++) {
            for (int c = 0; c < kept.columns(); c++) {
                scaled.set(i, c, values[i] * kept.get(i, c));
            }
        }
        return kept.transpose().times(scaled);
    }

    /**
     * What each feature reads of each token: {@code v_i . e_t}.
     *
     * @param embedding V x inputs
     * @return V x features
     */
    public Matrix tokens(Matrix embedding) {
        return embedding.times(vectors.transpose());
    }

    /**
     * Share of {@code sum value^2}, which is the squared norm of the matrix, that the strongest terms hold; 1 for a form of
     * zero.
     */
    public double share(int leading) {
        double held = 0;
        double all = 0;
        for (int i = 0; i < values.length; i++) {
            all += values[i] * values[i];
            held += i < leading ? values[i] * values[i] : 0;
        }
        return all == 0 ? 1 : held / all;
    }
}
