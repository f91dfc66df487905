package org.assay.datasets.process.library;

import java.util.List;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.process.GeneralisedHiddenMarkovProcess;
import org.assay.datasets.process.TransitionTensors;
import org.assay.datasets.sequence.Vocabulary;

/** Processes that need negative numbers: finite here, infinite as hidden Markov models. */
public final class GeneralisedProcesses {
    private static final int CHECKED_LENGTH = 7;

    private GeneralisedProcesses() {}

    /**
     * The Bloch walk: measurements of a memory qubit that turn its Bloch vector in a plane; the belief is (1, x, z)
     * with (x, z) in the unit disk. With {@code g = 1 / (4 (alpha^2 + beta^2))}, {@code d = 1/4}, {@code m = (alpha^2 -
     * beta^2) g}, {@code o = 2 alpha beta g}. Riechers, Elliott and Shai 2025, arXiv 2507.07432.
     *
     * <p>Invariant: tokens 0 and 1 mirror z, tokens 2 and 3 mirror x.
     *
     * @param alpha and beta: strength of the measurement, both positive
     */
    public static GeneralisedHiddenMarkovProcess blochWalk(double alpha, double beta) {
        if (!(alpha > 0 && beta > 0 && Double.isFinite(alpha + beta))) {
            throw new IllegalArgumentException(
                    "bloch-walk needs positive alpha and beta, got " + alpha + " and " + beta);
        }
        double g = 1 / (4 * (alpha * alpha + beta * beta));
        double m = (alpha * alpha - beta * beta) * g;
        double o = 2 * alpha * beta * g;
        TransitionTensors model = TransitionTensors.of(
                Vocabulary.of("0", "1", "2", "3"),
                List.of("one", "x", "z"),
                List.of(turnZ(m, o), turnZ(m, -o), turnX(m, o), turnX(m, -o)),
                new double[] {1, 0, 0},
                new double[] {1, 0, 0});
        String source = "Riechers, Elliott and Shai 2025, arXiv 2507.07432, alpha = " + alpha + ", beta = " + beta;
        return GeneralisedHiddenMarkovProcess.of("bloch-walk", source, model, CHECKED_LENGTH);
    }

    private static Matrix turnZ(double m, double o) {
        return Matrix.ofRows(new double[] {.25, 0, o}, new double[] {0, m, 0}, new double[] {o, 0, .25});
    }

    private static Matrix turnX(double m, double o) {
        return Matrix.ofRows(new double[] {.25, o, 0}, new double[] {o, .25, 0}, new double[] {0, 0, m});
    }

    /**
     * The moon process: a process of three coordinates that no qubit and no finite hidden Markov model makes. Token 0
     * resets, token 1 stretches by {@code alpha}, token 2 by {@code beta}; all is divided by the spectral radius of the
     * sum. Token 0 never follows itself. Riechers, Elliott and Shai 2025, arXiv 2507.07432, post-quantum example.
     *
     * @param logAlpha ln alpha, not 0
     * @param beta     positive, not 1
     */
    public static GeneralisedHiddenMarkovProcess moon(double logAlpha, double beta) {
        Matrix reset = Matrix.ofRows(new double[] {1, -1, -1}, new double[] {1, -1, -1}, new double[] {0, 0, 0});
        List<Matrix> tensors =
                List.of(reset, stretch(StrictMath.exp(logAlpha), logAlpha), stretch(beta, StrictMath.log(beta)));
        Matrix sum = Matrix.zeros(3, 3);
        for (Matrix tensor : tensors) {
            for (int i = 0; i < 9; i++) {
                sum.values()[i] += tensor.values()[i];
            }
        }
        double[] right = dominant(sum.transpose());
        double radius = norm(sum.transpose().leftTimes(right));
        for (Matrix tensor : tensors) {
            for (int i = 0; i < 9; i++) {
                tensor.values()[i] /= radius;
            }
        }
        double[] start = dominant(sum);
        double total = start[0] * right[0] + start[1] * right[1] + start[2] * right[2];
        for (int i = 0; i < 3; i++) {
            start[i] /= total;
        }
        TransitionTensors model =
                TransitionTensors.of(Vocabulary.of("0", "1", "2"), List.of("u", "v", "w"), tensors, start, right);
        String source = "Riechers, Elliott and Shai 2025, arXiv 2507.07432, post-quantum, log alpha = " + logAlpha
                + ", beta = " + beta;
        return GeneralisedHiddenMarkovProcess.of("moon", source, model, CHECKED_LENGTH);
    }

    private static Matrix stretch(double factor, double log) {
        return Matrix.ofRows(new double[] {factor, 0, 0}, new double[] {0, 1, 0}, new double[] {0, log, 1});
    }

    /**
     * A process of rank four that no finite hidden Markov model makes: its second token turns a plane by an angle that
     * is no fraction of a circle. Fanizza, Lumbreras and Winter 2024, "Quantum theory in finite dimension cannot
     * explain every general process with finite memory".
     *
     * @param angle  in radians
     * @param lambda weight of the second token, in (0, 1/2)
     */
    public static GeneralisedHiddenMarkovProcess frdn(double angle, double lambda) {
        StateDiagram.requireWithin("frdn", "lambda", lambda, Math.ulp(0.0), .5 - Math.ulp(.5));
        double cos = StrictMath.cos(angle);
        double sin = StrictMath.sin(angle);
        double d = 1 - 2 * lambda * cos + lambda * lambda;
        double a = (1 - lambda * cos + lambda * sin) / d;
        double b = (1 - lambda * cos - lambda * sin) / d;
        double[] weight = {1, 1 - lambda, 1 + lambda * (sin - cos), 1 - lambda * (sin + cos)};
        double[] reset = {1 - (2 / (1 - lambda) - a - b) / 4, 1 / (2 * (1 - lambda)), -a / 4, -b / 4};
        Matrix first = Matrix.wrap(4, 1, weight).times(Matrix.wrap(1, 4, reset));
        Matrix second = Matrix.ofRows(
                new double[] {0, 0, 0, 0},
                new double[] {0, lambda, 0, 0},
                new double[] {0, 0, lambda * cos, -lambda * sin},
                new double[] {0, 0, lambda * sin, lambda * cos});
        Matrix sum = Matrix.zeros(4, 4);
        for (int i = 0; i < 16; i++) {
            sum.values()[i] = first.values()[i] + second.values()[i];
        }
        double[] start = dominant(sum);
        double total = start[0] + start[1] + start[2] + start[3];
        for (int i = 0; i < 4; i++) {
            start[i] /= total;
        }
        TransitionTensors model = TransitionTensors.of(
                Vocabulary.of("0", "1"), List.of("a", "b", "c", "d"), List.of(first, second), start, new double[] {
                    1, 1, 1, 1
                });
        String source = "Fanizza, Lumbreras and Winter 2024, alpha = " + angle + ", lambda = " + lambda;
        return GeneralisedHiddenMarkovProcess.of("frdn", source, model, CHECKED_LENGTH);
    }

    /**
     * The left eigenvector of the greatest eigenvalue, of length 1 and positive in its first entry, by power iteration.
     */
    private static double[] dominant(Matrix matrix) {
        double[] vector = new double[matrix.rows()];
        vector[0] = 1;
        double[] before;
        int steps = 0;
        do {
            before = vector;
            vector = matrix.leftTimes(before);
            double scale = norm(vector) * (vector[0] < 0 ? -1 : 1);
            for (int i = 0; i < vector.length; i++) {
                vector[i] /= scale;
            }
        } while (distance(before, vector) > 1e-16 && ++steps < 10_000);
        return vector;
    }

    private static double norm(double[] vector) {
        double squares = 0;
        for (double entry : vector) {
            squares += entry * entry;
        }
        return StrictMath.sqrt(squares);
    }

    private static double distance(double[] a, double[] b) {
        double greatest = 0;
        for (int i = 0; i < a.length; i++) {
            greatest = Math.max(greatest, Math.abs(a[i] - b[i]));
        }
        return greatest;
    }
}
