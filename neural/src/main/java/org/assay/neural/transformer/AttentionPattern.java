package org.assay.neural.transformer;

import java.util.function.DoubleUnaryOperator;
import org.assay.datasets.matrix.Matrix;

/** From scores to patterns, Q x K, exactly 0 where the key comes after the query. */
final class AttentionPattern {
    private AttentionPattern() {}

    /** {@code exp(s / sqrt(H))}, rows divided by their sums. */
    static Matrix softmax(Matrix scores, int dHead) {
        double scale = 1 / Math.sqrt(dHead);
        Matrix pattern = Matrix.zeros(scores.rows(), scores.columns()); // Q K
        for (int q = 0; q < scores.rows(); q++) {
            double largest = Double.NEGATIVE_INFINITY;
            for (int k = 0; k <= q; k++) {
                largest = Math.max(largest, scores.get(q, k) * scale);
            }
            for (int k = 0; k <= q; k++) {
                pattern.set(q, k, StrictMath.exp(scores.get(q, k) * scale - largest));
            }
            divideRow(pattern, q, 0);
        }
        return pattern;
    }

    /** {@code s1 s2 / H^2}. */
    static Matrix bilinear(Matrix first, Matrix second, int dHead) {
        double scale = 1.0 / (dHead * dHead);
        Matrix pattern = Matrix.zeros(first.rows(), first.columns()); // Q K
        for (int q = 0; q < first.rows(); q++) {
            for (int k = 0; k <= q; k++) {
                pattern.set(q, k, first.get(q, k) * second.get(q, k) * scale);
            }
        }
        return pattern;
    }

    /** {@code s^2 / H^2}, rows divided by their sums plus {@code eps}. */
    static Matrix squaredNormalised(Matrix scores, int dHead, double eps) {
        Matrix pattern = bilinear(scores, scores, dHead); // Q K
        for (int q = 0; q < pattern.rows(); q++) {
            divideRow(pattern, q, eps);
        }
        return pattern;
    }

    /** {@code (s / sqrt(H))^3 / sqrt(C)}. */
    static Matrix cubic(Matrix scores, int dHead, int nCtx) {
        double scale = 1 / Math.sqrt(dHead);
        return masked(scores, s -> s * scale * s * scale * s * scale / Math.sqrt(nCtx));
    }

    /** {@code scale s}, and {@code hidden} where the key comes after the query: what the hook point of the scores holds. */
    static Matrix seen(Matrix scores, double scale, double hidden) {
        Matrix seen = Matrix.zeros(scores.rows(), scores.columns()); // Q K
        for (int q = 0; q < scores.rows(); q++) {
            for (int k = 0; k < scores.columns(); k++) {
                seen.set(q, k, k <= q ? scale * scores.get(q, k) : hidden);
            }
        }
        return seen;
    }

    private static Matrix masked(Matrix scores, DoubleUnaryOperator function) {
        Matrix pattern = Matrix.zeros(scores.rows(), scores.columns()); // Q K
        for (int q = 0; q < scores.rows(); q++) {
            for (int k = 0; k <= q; k++) {
                pattern.set(q, k, function.applyAsDouble(scores.get(q, k)));
            }
        }
        return pattern;
    }

    private static void divideRow(Matrix pattern, int q, double eps) {
        double total = eps;
        for (int k = 0; k <= q; k++) {
            total += pattern.get(q, k);
        }
        for (int k = 0; k <= q; k++) {
            pattern.set(q, k, pattern.get(q, k) / total);
        }
    }
}
