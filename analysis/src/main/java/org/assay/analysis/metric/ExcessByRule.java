package org.assay.analysis.metric;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.origin.Seed;

/**
 * The excess of a model, KL(truth || model), split over the rules of the process: {@code excess = sum_i P(rule i wins)
 * * excess_i} exactly, since one rule wins at every context. Its floor is 0 for every rule, which the loss on tokens
 * labelled by the rule that emitted them does not have.
 *
 * @param total nats per token over all rows
 * @param parts one for each rule that wins somewhere, in the order of the rules
 */
public record ExcessByRule(double total, List<Part> parts) {
    public ExcessByRule {
        parts = List.copyOf(parts);
    }

    /**
     * @param rule   index of the rule
     * @param share  weight of the rows on which it wins, over the weight of all
     * @param excess mean KL(truth || model) over those rows, nats per token, with its bootstrap interval
     */
    public record Part(int rule, double share, Interval excess) {}

    /**
     * @param winningRule index of the winning rule at every row
     * @param rules       how many rules there are
     */
    public static ExcessByRule of(
            NextTokenTable truth,
            NextTokenTable model,
            int[] winningRule,
            int rules,
            double[] weights,
            Clusters clusters,
            Seed seed) {
        double[] divergence = KlDivergence.perRow(truth, model);
        if (winningRule.length != divergence.length) {
            throw new IllegalArgumentException(
                    divergence.length + " rows need as many winning rules, got " + winningRule.length);
        }
        double total = WeightedMean.of(divergence, weights);
        double allWeight = 0;
        double[] ruleWeight = new double[rules];
        // Of each rule the weighted divergence, then the weight, of the rows on which it wins.
        double[][] terms = new double[2 * rules][divergence.length];
        for (int r = 0; r < divergence.length; r++) {
            int rule = winningRule[r];
            if (rule < 0 || rule >= rules) {
                throw new IllegalArgumentException(
                        "winning rule of row " + r + " must be in 0.." + (rules - 1) + ", got " + rule);
            }
            terms[2 * rule][r] = weights[r] * divergence[r];
            terms[2 * rule + 1][r] = weights[r];
            ruleWeight[rule] += weights[r];
            allWeight += weights[r];
        }
        int[] winners = IntStream.range(0, rules).filter(i -> ruleWeight[i] > 0).toArray();
        List<ToDoubleFunction<double[]>> means = IntStream.of(winners)
                .mapToObj(i -> (ToDoubleFunction<double[]>) sums -> sums[2 * i] / sums[2 * i + 1])
                .toList();
        List<Interval> excesses = Interval.bootstrap(terms, clusters, means, seed);
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < winners.length; i++) {
            parts.add(new Part(winners[i], ruleWeight[winners[i]] / allWeight, excesses.get(i)));
        }
        return new ExcessByRule(total, parts);
    }
}
