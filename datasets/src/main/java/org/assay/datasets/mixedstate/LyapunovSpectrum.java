package org.assay.datasets.mixedstate;

import java.util.Arrays;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.TransitionTensors;

/**
 * How fast beliefs forget where they began: along a sequence the difference of two beliefs shrinks as {@code exp(L n)}, one
 * exponent for each of the S - 1 directions. Estimated from products of the tensors along sampled sequences, made orthogonal
 * after every token, less the exponent of the word probability itself, which is minus the entropy rate
 * (arXiv 2102.10487).
 *
 * <p>Invariant: {@code sum of exponents = E ln |det T[x]| + S h}, h the entropy rate.
 *
 * @param exponents in nats per token, falling, all negative; S - 1
 * @param errors    standard error of each over sequences
 * @param dimension of the set of beliefs by {@code k + (h + L1 + .. + Lk) / |L(k+1)|}: what it would be if no two histories
 *                  were mapped to one place, so an upper bound where maps overlap (arXiv 2105.07294)
 */
public record LyapunovSpectrum(double[] exponents, double[] errors, double dimension) {
    private static final int SEQUENCES = 200;
    private static final int SETTLING = 50;

    /**
     * The spectrum from {@code 200} sequences.
     *
     * @param tokens in each sequence, at least 100
     * @throws IllegalArgumentException when a tensor is singular: one token then forgets a direction at once
     */
    public static LyapunovSpectrum of(TransitionTensors model, int tokens, Seed seed) {
        if (model.size() < 2 || tokens < 2 * SETTLING) {
            throw new IllegalArgumentException("a spectrum needs 2 states and sequences of " + 2 * SETTLING
                    + " tokens, got " + model.size() + " and " + tokens);
        }
        int size = model.size();
        double[] sums = new double[size];
        double[] squares = new double[size];
        double rate = 0;
        for (int s = 0; s < SEQUENCES; s++) {
            double[] found = alongOne(model, tokens, seed.child(s).draws());
            for (int d = 0; d < size; d++) {
                double exponent = d == 0 ? found[0] : found[d] - found[0];
                sums[d] += exponent / SEQUENCES;
                squares[d] += exponent * exponent / SEQUENCES;
            }
            rate -= found[0] / SEQUENCES;
        }
        double[] errors = new double[size];
        for (int d = 0; d < size; d++) {
            errors[d] = Math.sqrt(Math.max(0, squares[d] - sums[d] * sums[d]) / (SEQUENCES - 1));
        }
        double[] exponents = Arrays.copyOfRange(sums, 1, size);
        return new LyapunovSpectrum(exponents, Arrays.copyOfRange(errors, 1, size), dimension(exponents, rate));
    }

    /** Mean growth of ln length in each direction of an orthogonal frame of rows that is moved by the tensors. */
    private static double[] alongOne(TransitionTensors model, int tokens, Draws draws) {
        int size = model.size();
        double[] belief = model.start();
        double[][] frame = new double[size][size];
        for (int d = 0; d < size; d++) {
            frame[d][d] = 1;
        }
        double[] growth = new double[size];
        for (int t = 0; t < tokens; t++) {
            int token = draws.nextIndex(MixedStates.lawOf(model, belief));
            belief = model.step(belief, token);
            double total = model.total(belief);
            for (int s = 0; s < size; s++) {
                belief[s] /= total;
                frame[s] = model.step(frame[s], token);
            }
            for (int d = 0; d < size; d++) {
                double length = orthogonal(frame, d);
                growth[d] += t < SETTLING ? 0 : StrictMath.log(length) / (tokens - SETTLING);
            }
        }
        return growth;
    }

    /** Makes row {@code d} orthogonal to those before it, twice for rounding, and of length 1; returns its length. */
    private static double orthogonal(double[][] frame, int d) {
        double before = Math.sqrt(dot(frame[d], frame[d]));
        for (int pass = 0; pass < 2; pass++) {
            for (int other = 0; other < d; other++) {
                double along = dot(frame[d], frame[other]);
                for (int i = 0; i < frame.length; i++) {
                    frame[d][i] -= along * frame[other][i];
                }
            }
        }
        double length = Math.sqrt(dot(frame[d], frame[d]));
        if (!(length > 1e-12 * before)) {
            throw new IllegalArgumentException("a tensor of the model is singular, so its exponents have no end");
        }
        for (int i = 0; i < frame.length; i++) {
            frame[d][i] /= length;
        }
        return length;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double dimension(double[] exponents, double rate) {
        double left = rate;
        for (int k = 0; k < exponents.length; k++) {
            if (left + exponents[k] < 0) {
                return k + left / -exponents[k];
            }
            left += exponents[k];
        }
        return exponents.length;
    }
}
