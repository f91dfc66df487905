package org.assay.analysis.dictionary;

import java.util.Arrays;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;

/**
 * The parameters of a sparse autoencoder as one vector: encoder (M x D), decoder (M x D), encoder bias (M), logarithms of thresholds
 * (M), bias of the reconstruction (D), in this order.
 */
final class Weights {
    /** Thresholds begin here, in units of the scaled activations. */
    private static final double FIRST_THRESHOLD = 0.01;

    final int latents;
    final int directions;
    final double[] values;

    Weights(int latents, int directions, double[] values) {
        this.latents = latents;
        this.directions = directions;
        this.values = values;
    }

    /** Decoder rows in random directions, the encoder their copy, biases 0. */
    static Weights initial(int latents, int directions, Seed seed) {
        Weights weights =
                new Weights(latents, directions, new double[2 * latents * directions + 2 * latents + directions]);
        Draws draws = seed.draws();
        int size = latents * directions;
        for (int i = 0; i < size; i++) {
            weights.values[size + i] = draws.nextNormal();
        }
        weights.normaliseDecoder();
        System.arraycopy(weights.values, size, weights.values, 0, size);
        Arrays.fill(weights.values, weights.threshold(0), weights.threshold(0) + latents, Math.log(FIRST_THRESHOLD));
        return weights;
    }

    Weights zeros() {
        return new Weights(latents, directions, new double[values.length]);
    }

    int encoder(int latent) {
        return latent * directions;
    }

    int decoder(int latent) {
        return (latents + latent) * directions;
    }

    int encoderBias(int latent) {
        return 2 * latents * directions + latent;
    }

    int threshold(int latent) {
        return 2 * latents * directions + latents + latent;
    }

    int bias(int direction) {
        return 2 * latents * directions + 2 * latents + direction;
    }

    Matrix encoder() {
        return Matrix.wrap(latents, directions, Arrays.copyOfRange(values, 0, encoder(latents)));
    }

    Matrix decoder() {
        return Matrix.wrap(latents, directions, Arrays.copyOfRange(values, decoder(0), decoder(latents)));
    }

    double[] encoderBias() {
        return Arrays.copyOfRange(values, encoderBias(0), encoderBias(latents));
    }

    double[] thresholds() {
        return Arrays.stream(values, threshold(0), threshold(latents))
                .map(Math::exp)
                .toArray();
    }

    double[] bias() {
        return Arrays.copyOfRange(values, bias(0), bias(directions));
    }

    /** Sets every decoder row to length 1, so that a latent's size is told by its value alone. */
    void normaliseDecoder() {
        for (int m = 0; m < latents; m++) {
            double norm = Math.sqrt(product(values, decoder(m), values, decoder(m)));
            for (int c = decoder(m); c < decoder(m + 1); c++) {
                values[c] /= norm;
            }
        }
    }

    /** Takes from the decoder's part of {@code gradient} what would only change lengths. */
    void keepLengths(Weights gradient) {
        for (int m = 0; m < latents; m++) {
            double along = product(values, decoder(m), gradient.values, decoder(m));
            addTo(gradient.values, decoder(m), -along, values, decoder(m));
        }
    }

    double product(double[] a, int fromA, double[] b, int fromB) {
        double sum = 0;
        for (int c = 0; c < directions; c++) {
            sum += a[fromA + c] * b[fromB + c];
        }
        return sum;
    }

    void addTo(double[] to, int at, double factor, double[] from, int start) {
        for (int c = 0; c < directions; c++) {
            to[at + c] += factor * from[start + c];
        }
    }
}
