package org.assay.analysis.dictionary;

import java.util.Arrays;
import org.assay.analysis.dictionary.AutoencoderOptions.Kind;
import org.assay.analysis.linalg.Contraction;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.progress.Progress;

/**
 * A trained dictionary: {@code p = (h - centre) E' + e}, latents p where on, {@code h' = centre + latents W}. In units of the site:
 * a latent says how far the activation goes along its direction.
 *
 * @param options     how it was trained
 * @param centre      D
 * @param encoder     E, M x D
 * @param encoderBias e, M
 * @param thresholds  M: a latent is on above its own; 0 for {@link Kind#TOP_K}, where the k largest are
 * @param directions  W, M x D, unit rows
 */
public record SparseAutoencoder(
        AutoencoderOptions options,
        double[] centre,
        Matrix encoder,
        double[] encoderBias,
        double[] thresholds,
        Matrix directions) {
    /**
     * Trains one.
     *
     * @param activations n x D
     * @param weights     n, summing to 1: how often a row is drawn
     * @throws org.assay.analysis.subspace.UnfitActivationsException when they do not vary or are not finite
     */
    public static SparseAutoencoder fit(
            Matrix activations, double[] weights, AutoencoderOptions options, Seed seed, Progress progress) {
        return new AutoencoderTraining(activations, weights, options, seed).run(seed, progress);
    }

    /** From parameters in units in which activations have mean 0 and a mean square of 1 per direction. */
    static SparseAutoencoder of(
            AutoencoderOptions options, Weights weights, double[] mean, double scale, double threshold) {
        double[] centre = weights.bias();
        Arrays.setAll(centre, c -> mean[c] + scale * centre[c]);
        double[] bias = weights.encoderBias();
        Arrays.setAll(bias, m -> scale * bias[m]);
        double[] thresholds = weights.thresholds();
        Arrays.setAll(thresholds, m -> switch (options.kind()) {
            case TOP_K -> 0;
            case JUMP_RELU -> scale * thresholds[m];
            case BATCH_TOP_K, MATRYOSHKA -> scale * threshold;
        });
        return new SparseAutoencoder(options, centre, weights.encoder(), bias, thresholds, weights.decoder());
    }

    /** n x M for activations of n x D; 0 where a latent is off. */
    public Matrix latents(Matrix activations) {
        int d = centre.length;
        Matrix centred = Matrix.zeros(activations.rows(), d);
        for (int i = 0; i < centred.values().length; i++) {
            centred.values()[i] = activations.values()[i] - centre[i % d];
        }
        Matrix latents = Contraction.times(centred, encoder.transpose());
        for (int i = 0; i < latents.values().length; i++) {
            latents.values()[i] += encoderBias[i % encoderBias.length];
        }
        if (options.kind() == Kind.TOP_K) {
            ActiveLatents.largestInRows(latents, (int) Math.round(options.active()));
        } else {
            ActiveLatents.above(latents, thresholds);
        }
        return latents;
    }

    /** What the latents say the activations are: n x D. */
    public Matrix reconstruct(Matrix latents) {
        Matrix reconstructed = Contraction.times(latents, directions);
        for (int i = 0; i < reconstructed.values().length; i++) {
            reconstructed.values()[i] += centre[i % centre.length];
        }
        return reconstructed;
    }

    /** One less the share of the variance that the reconstruction misses, rows weighing the same; may be negative. */
    public double explainedVariance(Matrix activations) {
        Matrix reconstructed = reconstruct(latents(activations));
        int d = centre.length;
        double[] mean = new double[d];
        double[] values = activations.values();
        for (int i = 0; i < values.length; i++) {
            mean[i % d] += values[i] / activations.rows();
        }
        double missed = 0;
        double all = 0;
        for (int i = 0; i < values.length; i++) {
            double error = values[i] - reconstructed.values()[i];
            missed += error * error;
            all += (values[i] - mean[i % d]) * (values[i] - mean[i % d]);
        }
        return 1 - missed / all;
    }

    /** Latents on in a row, on average. */
    public double meanActive(Matrix activations) {
        Matrix latents = latents(activations);
        return Arrays.stream(latents.values()).filter(value -> value > 0).count() / (double) activations.rows();
    }
}
