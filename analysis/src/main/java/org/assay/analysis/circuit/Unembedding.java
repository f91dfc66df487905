package org.assay.analysis.circuit;

import java.util.Arrays;
import org.assay.datasets.matrix.Matrix;
import org.assay.neural.hook.ActivationCache;
import org.assay.neural.transformer.TransformerConfig;
import org.assay.neural.transformer.TransformerConfig.NormalizationType;
import org.assay.neural.transformer.TransformerWeights;

/**
 * The way from the last residual stream to the logits as an affine map, one for every row: {@code (x - mean x) / scale * gain
 * W_U + constant}, with the scale that the last norm had there (1 and no mean where there is none).
 */
final class Unembedding {
    private final TransformerConfig config;
    private final Matrix matrix;
    private final double[] gain;
    private final double[] scales;
    private final double[] constant;

    private Unembedding(TransformerConfig config, Matrix matrix, double[] gain, double[] scales, double[] constant) {
        this.config = config;
        this.matrix = matrix;
        this.gain = gain;
        this.scales = scales;
        this.constant = constant;
    }

    /** @param cache must hold {@code ln_final.hook_scale} where there is a norm; rows are (batch, position) */
    static Unembedding of(TransformerWeights weights, ActivationCache cache, int rows) {
        TransformerConfig config = weights.config();
        double[] ones = new double[config.dModel()];
        Arrays.fill(ones, 1);
        double[] gain = config.hasGain() ? weights.vector("ln_final.w") : ones;
        double[] scales = new double[rows];
        Arrays.fill(scales, 1);
        if (config.hasNorm()) {
            scales = cache.get("ln_final.hook_scale").values();
        }
        Matrix unembed = weights.unembedding();
        double[] constant = new double[config.dVocab()];
        if (config.normalizationType() == NormalizationType.LN) {
            constant = unembed.leftTimes(weights.vector("ln_final.b"));
        }
        if (config.unembed().bias()) {
            double[] bias = weights.vector("unembed.b_U");
            for (int v = 0; v < constant.length; v++) {
                constant[v] += bias[v];
            }
        }
        return new Unembedding(config, unembed, gain, scales, constant);
    }

    /** What the vectors of all rows add to the logits, without the constant: rows x V. */
    Matrix of(Matrix vectors) {
        Matrix read = Matrix.zeros(vectors.rows(), vectors.columns());
        for (int r = 0; r < vectors.rows(); r++) {
            double mean = 0;
            for (int d = 0; config.centres() && d < vectors.columns(); d++) {
                mean += vectors.get(r, d) / vectors.columns();
            }
            for (int d = 0; d < vectors.columns(); d++) {
                read.set(r, d, (vectors.get(r, d) - mean) / scales[r] * gain[d]);
            }
        }
        return read.times(matrix);
    }

    /** What does not depend on the residual stream: 1 x V. */
    Matrix constant() {
        return Matrix.ofRows(constant);
    }

    /** The direction in the residual stream of row {@code row} that the logit of {@code token} reads: D. */
    double[] reading(int row, int token) {
        double[] reading = new double[gain.length];
        double mean = 0;
        for (int d = 0; d < reading.length; d++) {
            reading[d] = gain[d] * matrix.get(d, token) / scales[row];
            mean += reading[d] / reading.length;
        }
        for (int d = 0; config.centres() && d < reading.length; d++) {
            reading[d] -= mean;
        }
        return reading;
    }
}
