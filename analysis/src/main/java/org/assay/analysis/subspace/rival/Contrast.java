package org.assay.analysis.subspace.rival;

import java.util.Locale;

/** The derivative g of what independent components make extreme: how far from normal they are. */
public enum Contrast {
    /** {@code g(u) = u^3}: kurtosis. */
    CUBIC {
        @Override
        double of(double u) {
            return u * u * u;
        }

        @Override
        double slope(double u) {
            return 3 * u * u;
        }
    },

    /** {@code g(u) = tanh(u)}: less drawn to outliers. */
    TANH {
        @Override
        double of(double u) {
            return Math.tanh(u);
        }

        @Override
        double slope(double u) {
            double tanh = Math.tanh(u);
            return 1 - tanh * tanh;
        }
    };

    abstract double of(double u);

    abstract double slope(double u);

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
