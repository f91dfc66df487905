package org.assay.reports.cli.answer;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A law over tokens for people: the likely ones first, each with a bar. */
final class LawText {
    private static final int MOST_TOKENS = 12;
    private static final int BAR = 30;

    private LawText() {}

    /** @param remark what is said beside a token, may be empty */
    static String of(Map<String, Double> law, UnaryOperator<String> remark) {
        Columns lines = new Columns();
        List<Map.Entry<String, Double>> possible = law.entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .sorted(Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder()))
                .toList();
        possible.stream()
                .limit(MOST_TOKENS)
                .forEach(entry -> lines.add(
                        "  " + entry.getKey(),
                        decimal(entry.getValue()),
                        "#".repeat((int) Math.round(entry.getValue() * BAR)),
                        remark.apply(entry.getKey())));
        double rest = possible.stream()
                .skip(MOST_TOKENS)
                .mapToDouble(Map.Entry::getValue)
                .sum();
        if (possible.size() > MOST_TOKENS) {
            lines.add("  " + (possible.size() - MOST_TOKENS) + " more", decimal(rest));
        }
        return lines.text();
    }

    /** Four decimals, or a power of ten where these would all be 0. */
    static String decimal(double value) {
        return value > 0 && value < 0.00005
                ? String.format(Locale.ROOT, "%.1e", value)
                : String.format(Locale.ROOT, "%.4f", value);
    }
}
