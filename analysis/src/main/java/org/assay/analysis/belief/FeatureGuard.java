package org.assay.analysis.belief;

import java.util.Locale;
import org.assay.analysis.probe.ReadoutDesign;

/**
 * Whether a read-out can be believed by the number of its features and of the different prefixes it was fitted on. From 1,536 features
 * of an untrained network on the 1,046 prefixes of RRXOR the belief is read with an in-sample R2 above 0.9, and with none on prefixes
 * that were not fitted on.
 *
 * @param verdict  in one word
 * @param features that are used
 * @param prefixes different ones that were fitted on
 */
public record FeatureGuard(Verdict verdict, int features, int prefixes) {
    /** From good to bad. */
    public enum Verdict {
        /** Enough prefixes for each feature, none of them scored. */
        FAIR,
        /** Enough prefixes, but scored on the rows fitted on: an upper bound. */
        IN_SAMPLE,
        /** Fewer than ten prefixes for each feature. */
        TOO_FEW_PREFIXES,
        /** Both: what is found may be nothing but the fit. */
        OVER_FITTED
    }

    /** @param inSample whether the rows scored are those fitted on */
    public static FeatureGuard of(int features, int prefixes, boolean inSample) {
        boolean few = prefixes < (long) ReadoutDesign.PREFIXES_PER_FEATURE * features;
        Verdict verdict = few
                ? inSample ? Verdict.OVER_FITTED : Verdict.TOO_FEW_PREFIXES
                : inSample ? Verdict.IN_SAMPLE : Verdict.FAIR;
        return new FeatureGuard(verdict, features, prefixes);
    }

    /** Whether the score may stand for what the network holds. */
    public boolean isFair() {
        return verdict == Verdict.FAIR;
    }

    /** In words. */
    public String statement() {
        String count = String.format(Locale.ROOT, "%d features on %d different prefixes", features, prefixes);
        return switch (verdict) {
            case FAIR -> count;
            case IN_SAMPLE -> count + "; in sample: an upper bound, no evidence";
            case TOO_FEW_PREFIXES ->
                count + "; fewer than " + ReadoutDesign.PREFIXES_PER_FEATURE + " for each feature: refused";
            case OVER_FITTED -> count + "; in sample, over-fitted: look at the untrained network beside it";
        };
    }
}
