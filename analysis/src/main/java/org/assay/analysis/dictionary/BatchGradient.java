package org.assay.analysis.dictionary;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.assay.analysis.dictionary.AutoencoderOptions.Kind;
import org.assay.analysis.linalg.Contraction;
import org.assay.datasets.matrix.Matrix;

/**
 * The loss of a sparse autoencoder on one batch and its derivatives in closed form. With {@code p = (x - b) E' + e}, latents
 * {@code a = p} where on and 0 elsewhere, and {@code x' = a W + b} over the first m latents for each nested width m:
 *
 * <pre>{@code loss = mean over rows of [ sum over widths |x - x'|^2 + price * (latents on) + |r - a~ W|^2 ]}</pre>
 *
 * The price is {@link Kind#JUMP_RELU}'s alone; which latents are on has no derivative, so its thresholds get that of a rectangle of
 * width {@link #BANDWIDTH} in place of the step. The last term is there while latents are dead: the D/2 dead ones of largest p, a~,
 * try to reconstruct the residual r, which itself counts as given.
 */
final class BatchGradient {
    /** Of the rectangle that stands for a step. */
    static final double BANDWIDTH = 0.05;

    private final AutoencoderOptions options;
    private final int[] widths;
    private Weights weights;
    private Weights gradient;
    private Matrix centred;
    private Matrix pre;
    private Matrix latents;
    private double smallestOn;

    BatchGradient(AutoencoderOptions options) {
        this.options = options;
        this.widths = options.widths();
    }

    /**
     * @param rows B x D
     * @param dead for each latent whether it has not been on for long
     * @return the loss; derivatives are in {@link #gradient()}
     */
    double at(Weights weights, Matrix rows, boolean[] dead) {
        this.weights = weights;
        this.gradient = weights.zeros();
        encode(rows);
        Matrix[] errors = new Matrix[widths.length];
        double loss = reconstruct(rows, errors);
        backward(errors);
        if (options.kind() == Kind.JUMP_RELU) {
            loss += payForLatents(errors[0]);
        }
        return loss + revive(errors[widths.length - 1], dead);
    }

    Weights gradient() {
        return gradient;
    }

    /** B x M, 0 where off. */
    Matrix latents() {
        return latents;
    }

    /** The smallest latent on in the batch; infinite where none is. */
    double smallestOn() {
        return smallestOn;
    }

    private void encode(Matrix rows) {
        int d = weights.directions;
        double[] bias = weights.bias();
        centred = Matrix.zeros(rows.rows(), d);
        for (int i = 0; i < centred.values().length; i++) {
            centred.values()[i] = rows.values()[i] - bias[i % d];
        }
        pre = Contraction.times(centred, weights.encoder().transpose());
        double[] encoderBias = weights.encoderBias();
        for (int i = 0; i < pre.values().length; i++) {
            pre.values()[i] += encoderBias[i % weights.latents];
        }
        latents = Matrix.wrap(pre.rows(), pre.columns(), pre.values().clone());
        switch (options.kind()) {
            case TOP_K -> ActiveLatents.largestInRows(latents, (int) Math.round(options.active()));
            case JUMP_RELU -> ActiveLatents.above(latents, weights.thresholds());
            case BATCH_TOP_K, MATRYOSHKA ->
                smallestOn = ActiveLatents.largestOfAll(latents, (int) Math.round(options.active() * rows.rows()));
        }
    }

    /** Fills in {@code 2 (x' - x) / B} for each width and returns the loss. */
    private double reconstruct(Matrix rows, Matrix[] errors) {
        int d = weights.directions;
        int batch = rows.rows();
        double loss = 0;
        Matrix error = Matrix.wrap(batch, d, centred.values().clone());
        int from = 0;
        for (int width = 0; width < widths.length; width++) {
            for (int r = 0; r < batch; r++) {
                for (int m = from; m < widths[width]; m++) {
                    double on = latents.values()[r * weights.latents + m];
                    if (on != 0) {
                        weights.addTo(error.values(), r * d, -on, weights.values, weights.decoder(m));
                    }
                }
            }
            from = widths[width];
            errors[width] = Matrix.zeros(batch, d);
            for (int i = 0; i < error.values().length; i++) {
                loss += error.values()[i] * error.values()[i] / batch;
                errors[width].values()[i] = -2 * error.values()[i] / batch;
            }
        }
        return loss;
    }

    /** A latent answers for the errors of all widths that it belongs to. */
    private void backward(Matrix[] errors) {
        double[] all = new double[errors[0].values().length];
        int to = weights.latents;
        for (int width = widths.length - 1; width >= 0; width--) {
            int w = width;
            Arrays.setAll(all, i -> all[i] + errors[w].values()[i]);
            int from = width == 0 ? 0 : widths[width - 1];
            for (int r = 0; r < latents.rows(); r++) {
                for (int m = from; m < to; m++) {
                    double on = latents.values()[r * weights.latents + m];
                    if (on != 0) {
                        throughLatent(r, m, on, all);
                    }
                }
            }
            to = from;
        }
        int d = weights.directions;
        for (int i = 0; i < all.length; i++) {
            gradient.values[weights.bias(i % d)] += all[i];
        }
    }

    private void throughLatent(int r, int m, double on, double[] error) {
        int d = weights.directions;
        weights.addTo(gradient.values, weights.decoder(m), on, error, r * d);
        throughEncoder(r, m, weights.product(error, r * d, weights.values, weights.decoder(m)));
    }

    /** Adds what a derivative by p of latent m in row r means for everything that p is made of. */
    private void throughEncoder(int r, int m, double slope) {
        int d = weights.directions;
        weights.addTo(gradient.values, weights.encoder(m), slope, centred.values(), r * d);
        gradient.values[weights.encoderBias(m)] += slope;
        weights.addTo(gradient.values, weights.bias(0), -slope, weights.values, weights.encoder(m));
    }

    /** Derivatives by the logarithm of a threshold t: {@code t} times those by t. */
    private double payForLatents(Matrix error) {
        int batch = latents.rows();
        double[] thresholds = weights.thresholds();
        double loss = 0;
        for (int i = 0; i < latents.values().length; i++) {
            int m = i % weights.latents;
            loss += latents.values()[i] > 0 ? options.price() / batch : 0;
            if (Math.abs(pre.values()[i] - thresholds[m]) < BANDWIDTH / 2) {
                double slope = weights.product(
                        error.values(), i / weights.latents * weights.directions, weights.values, weights.decoder(m));
                double worth = thresholds[m] * slope + options.price() / batch;
                gradient.values[weights.threshold(m)] -= thresholds[m] * worth / BANDWIDTH;
            }
        }
        return loss;
    }

    private double revive(Matrix error, boolean[] dead) {
        int[] idle = IntStream.range(0, dead.length).filter(m -> dead[m]).toArray();
        if (idle.length == 0) {
            return 0;
        }
        int batch = latents.rows();
        int d = weights.directions;
        Matrix tried = Matrix.zeros(batch, idle.length);
        for (int i = 0; i < tried.values().length; i++) {
            tried.values()[i] = pre.get(i / idle.length, idle[i % idle.length]);
        }
        int most = Math.max(1, d / 2);
        ActiveLatents.largestInRows(tried, most);
        // Few dead latents cannot be asked for as much as D/2 of them.
        double share = Math.min(1, idle.length / (double) most);
        double loss = 0;
        for (int r = 0; r < batch; r++) {
            double[] rest = new double[d];
            for (int c = 0; c < d; c++) {
                rest[c] = -error.values()[r * d + c] * batch / 2;
            }
            for (int i = 0; i < idle.length; i++) {
                weights.addTo(rest, 0, -tried.get(r, i), weights.values, weights.decoder(idle[i]));
            }
            loss += share * weights.product(rest, 0, rest, 0) / batch;
            for (int i = 0; i < idle.length; i++) {
                double on = tried.get(r, i);
                if (on != 0) {
                    double factor = -2 * share / batch;
                    weights.addTo(gradient.values, weights.decoder(idle[i]), factor * on, rest, 0);
                    double slope = factor * weights.product(rest, 0, weights.values, weights.decoder(idle[i]));
                    throughEncoder(r, idle[i], slope);
                }
            }
        }
        return loss;
    }
}
