package org.assay.analysis.dictionary;

import java.util.Locale;
import java.util.stream.IntStream;

/**
 * What sparse autoencoder is trained, and how.
 *
 * @param kind     how it is kept sparse
 * @param latents  M, 1 or more; often several times the directions of the site
 * @param active   latents on at a time, on average over a batch but for {@link Kind#TOP_K}, in each row there; above 0, at most M.
 *                 Not used by {@link Kind#JUMP_RELU}, which pays for each latent that is on
 * @param price    what a latent that is on costs {@link Kind#JUMP_RELU}, in units of the squared error of activations that are scaled
 *                 to a mean square of 1 per direction; not negative
 * @param steps    of Adam, 1 or more
 * @param batch    rows of a step, 1 or more
 * @param rate     of Adam, positive; falls linearly to 0 over the last fifth
 */
public record AutoencoderOptions(
        Kind kind, int latents, double active, double price, int steps, int batch, double rate) {
    private static final int STEPS = 4_000;
    private static final int BATCH = 256;

    /** Small networks bear more than the 3e-4 that is used for large ones, and toys are trained for few steps. */
    private static final double RATE = 2e-3;

    /** How latents are kept from being on all at once. */
    public enum Kind {
        /** In each row the k largest are on (Gao et al. 2024). */
        TOP_K,
        /** In each batch the k largest per row on average are on; afterwards those above the threshold that came of it. */
        BATCH_TOP_K,
        /** Each latent is on above a threshold of its own, which is learned against a price for being on. */
        JUMP_RELU,
        /** As {@link #BATCH_TOP_K}, with nested dictionaries each of which has to reconstruct on its own. */
        MATRYOSHKA;

        /** As in tables: {@code batch-top-k}. */
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public AutoencoderOptions {
        if (latents < 1
                || !(active > 0 && active <= latents)
                || !(price >= 0)
                || steps < 1
                || batch < 1
                || !(rate > 0)) {
            throw new IllegalArgumentException(
                    "a sparse autoencoder needs 1 latent or more, of which more than 0 and at most"
                            + " all are on, a price from 0, a step, a row and a positive rate; got " + latents + ", "
                            + active + ", "
                            + price + ", " + steps + ", " + batch + ", " + rate);
        }
    }

    /** The usual training of {@code latents} latents, {@code active} of which are on at a time; price 1 where there is one. */
    public static AutoencoderOptions of(Kind kind, int latents, double active) {
        return new AutoencoderOptions(kind, latents, active, 1, STEPS, BATCH, RATE);
    }

    /** The same, trained for {@code count} steps. */
    public AutoencoderOptions steps(int count) {
        return new AutoencoderOptions(kind, latents, active, price, count, batch, rate);
    }

    /** The same at another price. */
    public AutoencoderOptions price(double each) {
        return new AutoencoderOptions(kind, latents, active, each, steps, batch, rate);
    }

    /** How many latents each nested dictionary has: an eighth, a quarter, a half and all of them; all alone where nothing is nested. */
    int[] widths() {
        if (kind != Kind.MATRYOSHKA) {
            return new int[] {latents};
        }
        return IntStream.of(8, 4, 2, 1)
                .map(part -> Math.max(1, latents / part))
                .distinct()
                .toArray();
    }
}
