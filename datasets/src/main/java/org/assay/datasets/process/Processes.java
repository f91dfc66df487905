package org.assay.datasets.process;

import java.util.List;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.sequence.Vocabulary;

/** Processes of the literature by name: each a function that returns data. */
public final class Processes {
    private Processes() {}

    /**
     * Mess3: three hidden states in a ring that stay with probability {@code 1 - 2x} and move to either other with x; the
     * state that is reached emits its own label with probability alpha and each other with {@code (1 - alpha) / 2}, so
     * {@code T[v](i, j) = A(i, j) B(j, v)}. With x = 0.05 and alpha = 0.85 its beliefs are the fractal of A. Shai et al.,
     * "Transformers represent belief state geometry in their residual stream" (2024).
     *
     * <p>Invariant: permuting the three labels permutes states and tokens alike, so the stationary law is uniform.
     *
     * @param x     probability of moving to one given other state, in (0, 1/2]
     * @param alpha probability that a state emits its own label, in (0, 1)
     */
    public static HiddenMarkovProcess mess3(double x, double alpha) {
        if (!(x > 0 && x <= 0.5) || !(alpha > 0 && alpha < 1)) {
            throw new IllegalArgumentException(
                    "mess3 needs x in (0, 1/2] and alpha in (0, 1), got x = " + x + ", alpha = " + alpha);
        }
        List<Matrix> tensors = List.of(Matrix.zeros(3, 3), Matrix.zeros(3, 3), Matrix.zeros(3, 3));
        for (int token = 0; token < 3; token++) {
            for (int from = 0; from < 3; from++) {
                for (int to = 0; to < 3; to++) {
                    double move = from == to ? 1 - 2 * x : x;
                    double emit = to == token ? alpha : (1 - alpha) / 2;
                    tensors.get(token).set(from, to, move * emit);
                }
            }
        }
        return HiddenMarkovProcess.stationary(
                "mess3",
                "Shai et al. 2024, arXiv 2405.15943, x = " + x + ", alpha = " + alpha,
                Vocabulary.of("0", "1", "2"),
                List.of("S0", "S1", "S2"),
                tensors);
    }
}
