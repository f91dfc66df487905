package org.assay.reports.table;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/** Which way a score is better, by the words in its name; scores of which that cannot be said are never ranked. */
public enum Better {
    LOWER,
    HIGHER,
    UNRANKED;

    private static final Set<String> LOWER_WORDS =
            Set.of("kl", "excess", "loss", "mse", "rmse", "error", "distance", "divergence");
    private static final Set<String> HIGHER_WORDS = Set.of(
            "r2",
            "capture",
            "purity",
            "precision",
            "recall",
            "accuracy",
            "measure",
            "agreement",
            "explained",
            "f1",
            "coverage",
            "fidelity",
            "interchange");

    /** {@code kl-from-truth} is better when lower, {@code r2} when higher, {@code description-length} is not ranked. */
    public static Better of(String score) {
        for (String word : score.toLowerCase(Locale.ROOT).split("[^a-z0-9]+")) {
            if (LOWER_WORDS.contains(word)) {
                return LOWER;
            }
            if (HIGHER_WORDS.contains(word)) {
                return HIGHER;
            }
        }
        return UNRANKED;
    }

    /** Whether {@code left} is strictly better than {@code right}. */
    boolean isBetter(double left, double right) {
        return this == LOWER && left < right || this == HIGHER && left > right;
    }

    @Override
    public String toString() {
        return Arrays.asList("lower is better", "higher is better", "not ranked")
                .get(ordinal());
    }
}
