package org.assay.analysis.circuit;

import java.util.OptionalInt;
import org.assay.neural.transformer.TransformerConfig;
import org.assay.neural.transformer.TransformerConfig.ActFn;
import org.assay.neural.transformer.TransformerConfig.NormalizationType;

/**
 * A bound on the degree of the logits as a polynomial of the embedding, where they are one: no norm that depends on the token,
 * no softmax, no row normalisation, no non-linearity of an MLP but the product of two linear maps.
 *
 * <p>A block of bilinear (or squared) attention turns degree d into 5 d: twice two factors in the scores and one in the value.
 * Cubic attention makes 7 d of it, a bilinear MLP 2 d. Residual streams keep the larger.
 */
public final class PolynomialDegree {
    private PolynomialDegree() {}

    /** Empty when the network is no polynomial, or one of a degree beyond {@code int}. */
    public static OptionalInt of(TransformerConfig config) {
        boolean norm = config.hasNorm() && config.normalizationType() != NormalizationType.BATCH;
        boolean mlp = !config.attnOnly() && config.actFn() != ActFn.BILINEAR;
        int attention = switch (config.attention()) {
            case BILINEAR, SQUARED -> 5;
            case CUBIC -> 7;
            case SOFTMAX, SQUARED_NORMALISED -> 0;
        };
        if (norm || mlp || attention == 0) {
            return OptionalInt.empty();
        }
        long degree = 1;
        for (int layer = 0; layer < config.nLayers(); layer++) {
            degree *= config.attnOnly() ? attention : 2L * attention;
            if (degree > Integer.MAX_VALUE) {
                return OptionalInt.empty();
            }
        }
        return OptionalInt.of((int) degree);
    }
}
