package org.assay.analysis.dictionary;

import java.util.Arrays;
import org.assay.analysis.dictionary.AutoencoderOptions.Kind;
import org.assay.analysis.subspace.UnfitActivationsException;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.progress.Progress;

/** One training of a sparse autoencoder: Adam on batches of rows drawn by their weights. */
final class AutoencoderTraining {
    private static final String TASK = "sparse autoencoder";
    private static final double MOMENTUM = 0.9;
    private static final double SQUARE_MOMENTUM = 0.999;
    private static final double EPSILON = 1e-8;

    /** Steps without being on after which a latent counts as dead. */
    private static final int DEAD_AFTER = 200;

    private static final double FALLS_FROM = 0.8;

    /** Of the moving average of the smallest latent on. */
    private static final double KEEP = 0.99;

    private final AutoencoderOptions options;
    private final double[] mean;
    private final double scale;
    private final Matrix scaled;
    private final double[] upTo;
    private final Weights weights;
    private final double[] first;
    private final double[] second;
    private final int[] idle;
    private final boolean[] dead;
    private double threshold;

    AutoencoderTraining(Matrix activations, double[] rowWeights, AutoencoderOptions options, Seed seed) {
        this.options = options;
        requireRows(activations, rowWeights);
        int d = activations.columns();
        this.mean = activations.leftTimes(rowWeights);
        this.scaled = Matrix.zeros(activations.rows(), d);
        double square = 0;
        double size = 0;
        for (int i = 0; i < scaled.values().length; i++) {
            scaled.values()[i] = activations.values()[i] - mean[i % d];
            square += rowWeights[i / d] * scaled.values()[i] * scaled.values()[i] / d;
            size += mean[i % d] * mean[i % d] / scaled.values().length;
        }
        // What rounding leaves of equal rows is not variance.
        if (!(square > 1e-24 * size) || !(square > 0)) {
            throw new UnfitActivationsException("all " + activations.rows()
                    + " rows of activations are the same: a dictionary of them has nothing to say");
        }
        this.scale = Math.sqrt(square);
        for (int i = 0; i < scaled.values().length; i++) {
            scaled.values()[i] /= scale;
        }
        this.upTo = rowWeights.clone();
        Arrays.parallelPrefix(upTo, Double::sum);
        this.weights = Weights.initial(options.latents(), d, seed.child("weights"));
        this.first = new double[weights.values.length];
        this.second = new double[weights.values.length];
        this.idle = new int[options.latents()];
        this.dead = new boolean[options.latents()];
    }

    SparseAutoencoder run(Seed seed, Progress progress) {
        BatchGradient batch = new BatchGradient(options);
        Draws draws = seed.child("rows").draws();
        for (int step = 0; step < options.steps(); step++) {
            double loss = batch.at(weights, rows(draws), dead);
            if (!Double.isFinite(loss)) {
                throw new ArithmeticException("the loss of the sparse autoencoder is " + loss + " at step " + step
                        + ": take a smaller rate than " + options.rate());
            }
            weights.keepLengths(batch.gradient());
            update(step, batch.gradient().values);
            weights.normaliseDecoder();
            note(step, batch);
            if (step % 100 == 0) {
                progress.at(TASK, step, options.steps(), "loss " + (float) loss);
            }
        }
        progress.at(TASK, options.steps(), options.steps(), "");
        return SparseAutoencoder.of(options, weights, mean, scale, threshold);
    }

    private static void requireRows(Matrix activations, double[] weights) {
        if (activations.rows() == 0 || activations.columns() == 0 || weights.length != activations.rows()) {
            throw new UnfitActivationsException(
                    "a dictionary needs rows with at least one direction and a weight each, got " + activations
                            + " and " + weights.length + " weights");
        }
        for (int i = 0; i < activations.values().length; i++) {
            if (!Double.isFinite(activations.values()[i])) {
                throw new UnfitActivationsException("the activation in row " + i / activations.columns()
                        + ", direction " + i % activations.columns() + " is "
                        + activations.values()[i]);
            }
        }
    }

    private Matrix rows(Draws draws) {
        int[] chosen = new int[options.batch()];
        for (int i = 0; i < chosen.length; i++) {
            int at = Arrays.binarySearch(upTo, draws.nextDouble() * upTo[upTo.length - 1]);
            // A draw on a border belongs to the row that begins there.
            chosen[i] = Math.min(upTo.length - 1, at < 0 ? -at - 1 : at + 1);
        }
        return scaled.selectRows(chosen);
    }

    private void update(int step, double[] gradient) {
        double share = (step + 1.0) / options.steps();
        double rate = options.rate() * (share <= FALLS_FROM ? 1 : (1 - share) / (1 - FALLS_FROM));
        double firstScale = 1 / (1 - Math.pow(MOMENTUM, step + 1));
        double secondScale = 1 / (1 - Math.pow(SQUARE_MOMENTUM, step + 1));
        for (int i = 0; i < gradient.length; i++) {
            first[i] = MOMENTUM * first[i] + (1 - MOMENTUM) * gradient[i];
            second[i] = SQUARE_MOMENTUM * second[i] + (1 - SQUARE_MOMENTUM) * gradient[i] * gradient[i];
            weights.values[i] -= rate * first[i] * firstScale / (Math.sqrt(second[i] * secondScale) + EPSILON);
        }
    }

    /** Which latents were on, and from where on they are. */
    private void note(int step, BatchGradient batch) {
        double[] latents = batch.latents().values();
        for (int m = 0; m < idle.length; m++) {
            idle[m]++;
        }
        for (int i = 0; i < latents.length; i++) {
            if (latents[i] > 0) {
                idle[i % idle.length] = 0;
            }
        }
        for (int m = 0; m < idle.length; m++) {
            dead[m] = idle[m] > DEAD_AFTER;
        }
        boolean batchwise = options.kind() == Kind.BATCH_TOP_K || options.kind() == Kind.MATRYOSHKA;
        if (batchwise && Double.isFinite(batch.smallestOn())) {
            threshold = step == 0 ? batch.smallestOn() : KEEP * threshold + (1 - KEEP) * batch.smallestOn();
        }
    }
}
