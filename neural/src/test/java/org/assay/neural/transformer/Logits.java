package org.assay.neural.transformer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;

/** Logits of two networks in double precision, compared over the same sequences. */
final class Logits {
    private static final int[][] SEQUENCES = {{0, 1, 2, 3, 4, 3, 1}, {4, 4, 0}, {2}};

    private Logits() {}

    static double[] of(TransformerWeights weights) {
        ReferenceTransformer reference = ReferenceTransformer.of(weights);
        double[] logits = new double[0];
        for (int[] sequence : SEQUENCES) {
            double[] next = reference.run(sequence).logits().values();
            int from = logits.length;
            logits = Arrays.copyOf(logits, from + next.length);
            System.arraycopy(next, 0, logits, from, next.length);
        }
        return logits;
    }

    /** Largest difference of any logit. */
    static double distance(TransformerWeights a, TransformerWeights b) {
        double[] first = of(a);
        double[] second = of(b);
        double distance = 0;
        for (int i = 0; i < first.length; i++) {
            distance = Math.max(distance, Math.abs(first[i] - second[i]));
        }
        return distance;
    }

    /** Largest logit in absolute value. */
    static double size(TransformerWeights weights) {
        double size = 0;
        for (double logit : of(weights)) {
            size = Math.max(size, Math.abs(logit));
        }
        return size;
    }

    static void assertSame(String what, TransformerWeights expected, TransformerWeights actual) {
        assertThat(distance(expected, actual))
                .as("%s, %s, logits up to %g", what, expected.config().shape(), size(expected))
                .isLessThan(1e-10);
    }
}
