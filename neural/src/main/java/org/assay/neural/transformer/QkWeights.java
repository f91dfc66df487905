package org.assay.neural.transformer;

import org.assay.datasets.matrix.Matrix;

/** The matrices that the forward pass reads, where they are not the parameters themselves: control of queries and keys. */
final class QkWeights {
    private QkWeights() {}

    /**
     * The projection {@code blocks.LAYER.attn.W_name} of all heads side by side, (D, N H), as it is read: reparametrised for
     * queries and keys where the configuration says so.
     */
    static Matrix effective(TransformerWeights weights, int layer, String projection) {
        TransformerConfig config = weights.config();
        Matrix w = joined(weights.matrix(HookPoint.block(layer) + "attn.W_" + projection), config.dModel());
        if (!ParameterLayout.queriesAndKeys(config).contains(projection)) {
            return w;
        }
        return switch (config.attn().control()) {
            case SPECTRAL -> scaled(w, 1 / SingularValue.largest(w));
            case WEIGHT_STANDARDISATION -> standardised(w, config.eps());
            default -> w;
        };
    }

    /** (N D, H), head above head, to (D, N H), head beside head. */
    static Matrix joined(Matrix heads, int d) {
        int size = heads.columns();
        Matrix joined = Matrix.zeros(d, heads.rows() / d * size);
        for (int r = 0; r < heads.rows(); r++) {
            for (int h = 0; h < size; h++) {
                joined.set(r % d, r / d * size + h, heads.get(r, h));
            }
        }
        return joined;
    }

    /** The entries of an (N, D, H) tensor, row-major, from (D, N H). */
    static double[] split(Matrix joined, int size) {
        int d = joined.rows();
        double[] heads = new double[d * joined.columns()];
        for (int r = 0; r < d; r++) {
            for (int c = 0; c < joined.columns(); c++) {
                heads[(c / size * d + r) * size + c % size] = joined.get(r, c);
            }
        }
        return heads;
    }

    /** {@code (w - mean) / sqrt(sum (w - mean)^2 + eps)} for every column w. */
    private static Matrix standardised(Matrix w, double eps) {
        Matrix standard = Matrix.zeros(w.rows(), w.columns());
        for (int c = 0; c < w.columns(); c++) {
            double mean = 0;
            for (int r = 0; r < w.rows(); r++) {
                mean += w.get(r, c) / w.rows();
            }
            double square = 0;
            for (int r = 0; r < w.rows(); r++) {
                square += (w.get(r, c) - mean) * (w.get(r, c) - mean);
            }
            for (int r = 0; r < w.rows(); r++) {
                standard.set(r, c, (w.get(r, c) - mean) / Math.sqrt(square + eps));
            }
        }
        return standard;
    }

    private static Matrix scaled(Matrix w, double factor) {
        Matrix scaled = Matrix.zeros(w.rows(), w.columns());
        for (int i = 0; i < w.values().length; i++) {
            scaled.values()[i] = factor * w.values()[i];
        }
        return scaled;
    }
}
