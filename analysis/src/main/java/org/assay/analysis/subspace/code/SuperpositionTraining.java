package org.assay.analysis.subspace.code;

import java.util.Arrays;
import java.util.List;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;

/**
 * One training of a {@link SuperpositionToy}: Adam on the squared error, batches of 128, learning rate falling linearly from
 * 3e-3 to 3e-4 over 10,000 steps. With {@code e = 2 (x' - x) 1[x' > 0] / batch} the gradients are {@code db = sum e} and
 * {@code dW = sum h e' + (W e) x'}.
 */
final class SuperpositionTraining {
    private static final int STEPS = 10_000;
    private static final int BATCH = 128;
    private static final double FIRST_RATE = 3e-3;
    private static final double LAST_RATE = 3e-4;
    private static final double MOMENTUM = 0.9;
    private static final double SQUARE_MOMENTUM = 0.999;
    private static final double EPSILON = 1e-8;
    private static final int REPORTED_BATCHES = 100;

    private final List<Integer> groups;
    private final GroupedFeatures source;
    private final int directions;
    private final int features;
    /** W transposed, features x D, and after it b: rows of features lie together. */
    private final double[] parameters;

    private final double[] gradient;
    private final double[] mean;
    private final double[] square;
    private final Draws draws;
    private double meanLeft = 1;
    private double squareLeft = 1;

    SuperpositionTraining(List<Integer> groups, int directions, Seed seed) {
        this.groups = groups;
        this.source = new GroupedFeatures(groups);
        this.directions = directions;
        this.features = source.features();
        this.parameters = new double[features * directions + features];
        this.gradient = new double[parameters.length];
        this.mean = new double[parameters.length];
        this.square = new double[parameters.length];
        this.draws = seed.child("batches").draws();
        Draws first = seed.child("weights").draws();
        double bound = 1 / Math.sqrt(features);
        for (int i = 0; i < features * directions; i++) {
            parameters[i] = bound * (2 * first.nextDouble() - 1);
        }
    }

    SuperpositionToy run() {
        double reported = 0;
        for (int step = 0; step < STEPS; step++) {
            double loss = batchGradient();
            if (!Double.isFinite(loss)) {
                throw new ArithmeticException("the toy's loss is " + loss + " at step " + step);
            }
            reported += step >= STEPS - REPORTED_BATCHES ? loss / REPORTED_BATCHES : 0;
            update(step);
        }
        Matrix weights = Matrix.zeros(directions, features);
        for (int j = 0; j < features; j++) {
            for (int d = 0; d < directions; d++) {
                weights.set(d, j, parameters[j * directions + d]);
            }
        }
        double[] bias = new double[features];
        System.arraycopy(parameters, features * directions, bias, 0, features);
        return new SuperpositionToy(groups, weights, bias, reported);
    }

    /** Fills the gradient of a fresh batch and returns its loss. */
    double batchGradient() {
        Arrays.fill(gradient, 0);
        int[] on = new int[source.groups()];
        double[] strength = new double[source.groups()];
        double loss = 0;
        for (int n = 0; n < BATCH; n++) {
            source.draw(draws, on, strength);
            loss += addGradient(on, strength);
        }
        return loss / BATCH;
    }

    /** Adds one input's share of the gradient; its loss. */
    private double addGradient(int[] on, double[] strength) {
        double[] x = new double[features];
        double[] h = new double[directions];
        for (int g = 0; g < on.length; g++) {
            if (on[g] >= 0) {
                x[on[g]] = strength[g];
                for (int d = 0; d < directions; d++) {
                    h[d] += strength[g] * parameters[on[g] * directions + d];
                }
            }
        }
        double[] back = new double[directions];
        double loss = 0;
        for (int j = 0; j < features; j++) {
            double a = parameters[features * directions + j];
            for (int d = 0; d < directions; d++) {
                a += parameters[j * directions + d] * h[d];
            }
            double error = Math.max(0, a) - x[j];
            loss += error * error;
            if (a > 0) {
                double e = 2 * error / BATCH;
                gradient[features * directions + j] += e;
                for (int d = 0; d < directions; d++) {
                    gradient[j * directions + d] += e * h[d];
                    back[d] += e * parameters[j * directions + d];
                }
            }
        }
        for (int g = 0; g < on.length; g++) {
            if (on[g] >= 0) {
                for (int d = 0; d < directions; d++) {
                    gradient[on[g] * directions + d] += strength[g] * back[d];
                }
            }
        }
        return loss;
    }

    private void update(int step) {
        double rate = FIRST_RATE + (LAST_RATE - FIRST_RATE) * step / STEPS;
        meanLeft *= MOMENTUM;
        squareLeft *= SQUARE_MOMENTUM;
        double meanScale = 1 / (1 - meanLeft);
        double squareScale = 1 / (1 - squareLeft);
        for (int i = 0; i < parameters.length; i++) {
            mean[i] = MOMENTUM * mean[i] + (1 - MOMENTUM) * gradient[i];
            square[i] = SQUARE_MOMENTUM * square[i] + (1 - SQUARE_MOMENTUM) * gradient[i] * gradient[i];
            parameters[i] -= rate * mean[i] * meanScale / (Math.sqrt(square[i] * squareScale) + EPSILON);
        }
    }

    double[] parameters() {
        return parameters;
    }

    double[] gradient() {
        return gradient;
    }
}
