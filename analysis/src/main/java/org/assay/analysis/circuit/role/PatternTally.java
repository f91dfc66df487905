package org.assay.analysis.circuit.role;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Sums over the patterns of one head, from which its role is read. */
final class PatternTally {
    private static final double STANDARD_ERRORS = 1.96;

    private final Map<Relation, RelationSums> relations = new EnumMap<>(Relation.class);
    private final double[] sum;
    private final double[] squares;
    private final double[] count;
    private double aboutUniform;

    PatternTally(int longest) {
        sum = new double[longest];
        squares = new double[longest];
        count = new double[longest];
        Relation.all().forEach(relation -> relations.put(relation, new RelationSums()));
    }

    /** For one relation: attention there and queries, by sequence and altogether. */
    private static final class RelationSums {
        private final List<double[]> sequences = new ArrayList<>();
        private double chance;
        private double there;
        private double queries;

        void endSequence() {
            if (queries > 0) {
                sequences.add(new double[] {there, queries});
            }
            there = 0;
            queries = 0;
        }
    }

    /** @param pattern the weights of keys 0 to query, and what may stand behind them */
    void add(int[] tokens, int query, double... pattern) {
        double all = Arrays.stream(pattern, 0, query + 1).map(Math::abs).sum();
        if (all == 0) {
            return;
        }
        int keys = query + 1;
        for (int key = 0; key < keys; key++) {
            double weight = Math.abs(pattern[key]) / all - 1.0 / keys;
            sum[query - key] += weight;
            squares[query - key] += weight * weight;
            count[query - key]++;
            aboutUniform += weight * weight;
        }
        relations.forEach((relation, sums) -> {
            double there = 0;
            int holding = 0;
            for (int key = 0; key < keys; key++) {
                if (relation.holds(tokens, query, key)) {
                    there += Math.abs(pattern[key]) / all;
                    holding++;
                }
            }
            if (holding > 0 && relation.isTold(tokens, query)) {
                sums.there += there;
                sums.queries++;
                sums.chance += (double) holding / keys;
            }
        });
    }

    void endSequence() {
        relations.values().forEach(RelationSums::endSequence);
    }

    HeadRole role(int layer, int head) {
        List<RelationScore> scores = new ArrayList<>();
        relations.forEach((relation, sums) -> {
            if (!sums.sequences.isEmpty()) {
                scores.add(score(relation, sums));
            }
        });
        double left = 0;
        for (int distance = 0; distance < sum.length; distance++) {
            left += count[distance] > 0 ? squares[distance] - sum[distance] * sum[distance] / count[distance] : 0;
        }
        int peak = 0;
        for (int distance = 1; distance < sum.length; distance++) {
            peak = sum[distance] > sum[peak] ? distance : peak;
        }
        double explained = aboutUniform > 0 ? Math.max(0, 1 - left / aboutUniform) : 0;
        return new HeadRole(layer, head, scores, explained, peak);
    }

    /** A share over all queries, with the standard error of a ratio of sums over sequences. */
    private static RelationScore score(Relation relation, RelationSums sums) {
        double there = 0;
        double queries = 0;
        for (double[] sequence : sums.sequences) {
            there += sequence[0];
            queries += sequence[1];
        }
        double share = there / queries;
        double square = 0;
        for (double[] sequence : sums.sequences) {
            double off = sequence[0] - share * sequence[1];
            square += off * off;
        }
        double n = sums.sequences.size();
        // One sequence says nothing of how much others differ.
        double error = n > 1 ? Math.sqrt(square * n / (n - 1)) / queries : Double.POSITIVE_INFINITY;
        return new RelationScore(
                relation, share, share - STANDARD_ERRORS * error, sums.chance / queries, (int) queries);
    }
}
