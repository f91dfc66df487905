package org.assay.analysis.program;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.assay.analysis.metric.KlDivergence;
import org.assay.analysis.metric.WeightedMean;
import org.assay.datasets.language.DeletedRule;
import org.assay.datasets.language.RuleLanguage;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.sequence.ContextSet;

/**
 * Whether a network has learned a rule: where the rule wins, it is closer to the truth than a quarter of what an observer is who
 * knows everything but the rule.
 *
 * <p>The observer without the rule may rule out what the rule emits (without {@code in park -> alice} only {@code the} follows
 * {@code park}), and KL(truth || his law) is infinite: then any network, an untrained one too, would have learned it. So he is
 * given the benefit of doubt: his law is mixed with the mean law of all rows, in the proportion that is best for him on these
 * rows. That is never more than KL(truth || law without the rule), so the condition is never easier than without the mixture.
 *
 * @param wins    weight of the rows on which the rule wins
 * @param network mean KL(truth || network) on these rows, nats; 0 where it never wins
 * @param deleted mean KL(truth || law without the rule, mixed) on these rows, nats; 0 where it never wins
 */
public record LearnedRule(double wins, double network, double deleted) {
    private static final double SHARE_OF_DELETED = 0.25;
    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

    /** Leaves an interval of 1e-6. */
    private static final int SECTIONS = 28;

    /** Whether it has. */
    public boolean learned() {
        return wins > 0 && network < SHARE_OF_DELETED * deleted;
    }

    /** What knowing the rule as well as the network does saves, nats per token of all rows; not negative. */
    public double gain() {
        return wins * Math.max(0, deleted - network);
    }

    /**
     * One for each of {@code rules} that is asked for, in order.
     *
     * @param truth   the law of {@code language} at every row
     * @param network the law of the network at every row
     */
    static List<LearnedRule> of(
            RuleLanguage language,
            List<TrueRule> rules,
            ContextSet contexts,
            NextTokenTable truth,
            NextTokenTable network) {
        double[] divergence = KlDivergence.perRow(truth, network);
        double[] mean = truth.probabilities().leftTimes(contexts.weights());
        int[] winners = language.winningRule(contexts);
        List<LearnedRule> learned = new ArrayList<>();
        for (TrueRule rule : rules) {
            if (rule.asked()) {
                Set<Integer> members = new TreeSet<>(rule.members());
                int[] rows = IntStream.range(0, winners.length)
                        .filter(row -> members.contains(winners[row]))
                        .toArray();
                learned.add(
                        rows.length == 0
                                ? new LearnedRule(0, 0, 0)
                                : of(language, rule, contexts, truth, rows, divergence, mean));
            }
        }
        return learned;
    }

    private static LearnedRule of(
            RuleLanguage language,
            TrueRule rule,
            ContextSet contexts,
            NextTokenTable truth,
            int[] rows,
            double[] divergence,
            double[] mean) {
        ContextSet where = contexts.select(rows);
        DeletedRule rest = rule.name().equals(TrueRule.BRACKETS)
                ? DeletedRule.brackets(language)
                : DeletedRule.of(language, rule.name());
        double wins = 0;
        double[] network = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            wins += contexts.weight(rows[i]);
            network[i] = divergence[rows[i]];
        }
        Matrix laws = truth.probabilities().selectRows(rows);
        Matrix without = rest.next(where).probabilities();
        double deleted = least(share -> mixed(laws, without, mean, share, where.weights()));
        return new LearnedRule(wins, WeightedMean.of(network, where.weights()), deleted);
    }

    /** Mean KL(truth || (1 - share) without + share mean). */
    private static double mixed(Matrix truth, Matrix without, double[] mean, double share, double[] weights) {
        double sum = 0;
        for (int row = 0; row < truth.rows(); row++) {
            for (int token = 0; token < mean.length; token++) {
                double p = truth.get(row, token);
                if (p > 0) {
                    double q = (1 - share) * without.get(row, token) + share * mean[token];
                    sum += weights[row] * p * StrictMath.log(p / q);
                }
            }
        }
        return sum;
    }

    /** The least value of a convex function on (0, 1], by golden sections. */
    private static double least(DoubleUnaryOperator convex) {
        double low = 0;
        double high = 1;
        double left = 1 - GOLDEN;
        double right = GOLDEN;
        double atLeft = convex.applyAsDouble(left);
        double atRight = convex.applyAsDouble(right);
        double best = Math.min(convex.applyAsDouble(1), Math.min(atLeft, atRight));
        for (int i = 0; i < SECTIONS; i++) {
            if (atLeft <= atRight) {
                high = right;
                right = left;
                atRight = atLeft;
                left = high - GOLDEN * (high - low);
                atLeft = convex.applyAsDouble(left);
            } else {
                low = left;
                left = right;
                atLeft = atRight;
                right = low + GOLDEN * (high - low);
                atRight = convex.applyAsDouble(right);
            }
            best = Math.min(best, Math.min(atLeft, atRight));
        }
        return best;
    }
}
