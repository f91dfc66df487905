package org.assay.symbolic.fit;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.assay.symbolic.program.Program;
import org.assay.symbolic.program.Unembedding;

/**
 * The fewest decimals that are free: 1/2 ln N nats pay for a weight to the precision at which it loses half a nat (Rissanen 1983),
 * so rounding is free while the whole description grows by no more than half a nat for each weight.
 */
final class Rounding {
    private static final int MOST_DECIMALS = 6;
    private static final double FREE_NATS = 0.5;

    private Rounding() {}

    /** The rounded program, or the program itself when no number of decimals is free; says in {@code failures} what was not. */
    static Program of(Program program, Windows windows, double observations, List<String> failures) {
        double exact = Evaluation.description(program, windows, observations);
        for (int decimals = 1; decimals <= MOST_DECIMALS; decimals++) {
            Program rounded = program.with(rounded(program.unembedding(), decimals));
            double added = Evaluation.description(rounded, windows, observations) - exact;
            if (added <= FREE_NATS * program.unembedding().weights()) {
                return rounded;
            }
            failures.add(String.format(Locale.ROOT, "rounding to %d decimals adds %.3g nats", decimals, added));
        }
        return program;
    }

    private static Unembedding rounded(Unembedding unembedding, int decimals) {
        SortedMap<String, SortedMap<Integer, Double>> votes = new TreeMap<>();
        unembedding.votes().forEach((label, weights) -> votes.put(label, rounded(weights, decimals)));
        return new Unembedding(rounded(unembedding.bias(), decimals), votes);
    }

    private static SortedMap<Integer, Double> rounded(SortedMap<Integer, Double> weights, int decimals) {
        SortedMap<Integer, Double> rounded = new TreeMap<>();
        weights.forEach((token, weight) -> rounded.put(
                token,
                new BigDecimal(weight)
                        .setScale(decimals, RoundingMode.HALF_EVEN)
                        .doubleValue()));
        return rounded;
    }
}
