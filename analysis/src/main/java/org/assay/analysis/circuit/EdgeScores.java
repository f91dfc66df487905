package org.assay.analysis.circuit;

import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A number for every edge of a network: by how much the metric changes (or is said to change) when the edge carries what the
 * source sends instead of what the base sends.
 *
 * @param method how the numbers came about, in words
 * @param scores by edge name, in the order of the graph
 * @param base   the metric of the base
 * @param source the metric of the source
 */
public record EdgeScores(String method, Map<String, Double> scores, double base, double source) {
    public EdgeScores {
        scores = Collections.unmodifiableMap(new LinkedHashMap<>(scores));
        scores.forEach((edge, score) -> {
            if (!Double.isFinite(score)) {
                throw new ArithmeticException("the score of edge " + edge + " by " + method + " is " + score);
            }
        });
    }

    /** The score of one edge. */
    public double of(String edge) {
        Double score = scores.get(edge);
        if (score == null) {
            throw new IllegalArgumentException("there is no edge '" + edge + "'");
        }
        return score;
    }

    /** The {@code count} edges of largest magnitude, the largest first; of equal ones the earlier in the graph. */
    public List<String> strongest(int count) {
        return scores.entrySet().stream()
                .sorted(Comparator.comparingDouble((Map.Entry<String, Double> entry) -> -Math.abs(entry.getValue())))
                .limit(count)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Pearson's correlation with the scores that another method gives the same edges; NaN when either gives all the same. */
    public double correlation(EdgeScores other) {
        if (!scores.keySet().equals(other.scores.keySet())) {
            throw new IllegalArgumentException("scores of different graphs cannot be compared");
        }
        double meanX = scores.values().stream().mapToDouble(x -> x).average().orElseThrow();
        double meanY =
                other.scores.values().stream().mapToDouble(y -> y).average().orElseThrow();
        double xx = 0;
        double yy = 0;
        double xy = 0;
        for (Map.Entry<String, Double> entry : scores.entrySet()) {
            double x = entry.getValue() - meanX;
            double y = other.of(entry.getKey()) - meanY;
            xx += x * x;
            yy += y * y;
            xy += x * y;
        }
        return xy / Math.sqrt(xx * yy);
    }
}
