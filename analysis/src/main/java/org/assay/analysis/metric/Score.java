package org.assay.analysis.metric;

import java.util.List;

/**
 * One measured number with everything that is needed to read it: a row of {@code scores.csv}.
 *
 * @param id         unique within a run, stable between runs: process/network/method/control/site/target/score
 * @param process    name of the language
 * @param network    name of the network that is explained, such as {@code trained} or {@code untrained}
 * @param method     name of the explanation method, such as {@code program} or {@code principal-subspace}
 * @param site       where in the network, empty when it is the whole
 * @param target     what is read out or compared with, such as {@code belief}, {@code factor.category}, {@code next-token}
 * @param score      name of the metric, such as {@code kl-from-truth} or {@code r2}
 * @param value      the number; mean over seeds where there are several
 * @param low        lower end of the interval
 * @param high       upper end of the interval
 * @param unit       such as {@code nats/token}, {@code share}, {@code directions}
 * @param control    name of the control that this row is, empty for the method itself
 * @param seeds      how many seeds the interval is over
 * @param derivation the formula in words, and its inputs
 */
public record Score(
        String id,
        String process,
        String network,
        String method,
        String site,
        String target,
        String score,
        double value,
        double low,
        double high,
        String unit,
        String control,
        int seeds,
        Derivation derivation) {
    public Score {
        if (!Double.isFinite(value) || !(low <= value && value <= high)) {
            throw new ArithmeticException("score " + id + " is " + value + " in [" + low + ", " + high + "]");
        }
    }

    /** {@code process/network/method/control/site/target/score}, empty parts left out. */
    public static String idOf(
            String process, String network, String method, String control, String site, String target, String score) {
        return String.join(
                "/",
                List.of(process, network, method, control, site, target, score).stream()
                        .filter(part -> !part.isEmpty())
                        .toList());
    }
}
