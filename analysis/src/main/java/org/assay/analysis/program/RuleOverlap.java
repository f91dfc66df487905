package org.assay.analysis.program;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.assay.datasets.language.RuleLanguage;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.process.RuleReading;
import org.assay.datasets.progress.Progress;
import org.assay.datasets.sequence.ContextSet;
import org.assay.symbolic.fit.rule.ClaimedRule;
import org.assay.symbolic.fit.rule.RuleShares;

/**
 * How far true and claimed rules cover the same rows, and whether they say the same there.
 *
 * <p>An extension is the share that a rule has in the next token of every row, e(r) in [0, 1], for a true rule its probability to
 * emit: with openings, noise, boosts and mixtures no rule has a row to itself, and rows in which it has half the say count half.
 * Weighted Jaccard of two extensions: {@code J = sum_r w_r min(e_r, f_r) / sum_r w_r max(e_r, f_r)}, which is the plain one, the
 * weight of the rows in both over that of the rows in either, where shares are 0 and 1. Their difference: the mean of KL(true own
 * law || claimed law) with weights {@code w_r min(e_r, f_r)}, nats; the own law of a true rule at a row is its responsibility for
 * each token times the token's probability, over its share.
 */
final class RuleOverlap {
    private static final String TASK = "comparing rules";
    private static final int ROWS_AT_ONCE = 2048;

    private final List<TrueRule> rules;
    private final List<ClaimedRule> claims;
    private final double[] extent;
    private final double[] claimedExtent;
    private final double[] claimedNats;
    private final double[][] common;
    private final double[][] divergence;

    private RuleOverlap(List<TrueRule> rules, List<ClaimedRule> claims) {
        this.rules = rules;
        this.claims = claims;
        this.extent = new double[rules.size()];
        this.claimedExtent = new double[claims.size()];
        this.claimedNats = new double[claims.size()];
        this.common = new double[rules.size()][claims.size()];
        this.divergence = new double[rules.size()][claims.size()];
    }

    /**
     * Rows are compared some at a time, so memory does not grow with their number.
     *
     * @param truth the law of {@code language} at every row of {@code contexts}
     */
    static RuleOverlap of(
            RuleLanguage language,
            List<TrueRule> rules,
            ContextSet contexts,
            NextTokenTable truth,
            List<ClaimedRule> claims,
            Progress progress) {
        RuleOverlap overlap = new RuleOverlap(rules, claims);
        OwnLaws own = new OwnLaws(TrueRule.groupsOf(rules, language.rules().size()), rules.size(), truth);
        double[] nats = nats(contexts, truth);
        for (int from = 0; from < contexts.rows(); from += ROWS_AT_ONCE) {
            int first = from;
            int[] rows = IntStream.range(from, Math.min(contexts.rows(), from + ROWS_AT_ONCE))
                    .toArray();
            ContextSet part = contexts.select(rows);
            List<RuleShares> shares = overlap.sharesOn(part);
            language.readRows(part, (row, readings) -> {
                own.read(first + row, readings);
                overlap.add(row, contexts.weight(first + row), nats[first + row], shares, own);
            });
            progress.at(TASK, first + rows.length, contexts.rows(), "");
        }
        return overlap;
    }

    private List<RuleShares> sharesOn(ContextSet part) {
        List<RuleShares> all = new ArrayList<>();
        for (ClaimedRule claim : claims) {
            RuleShares shares = claim.emission().on(part);
            if (shares.shares().length != part.rows()) {
                throw new IllegalArgumentException("claim '" + claim.name() + "' answers " + shares.shares().length
                        + " rows, it was asked about " + part.rows());
            }
            for (int row = 0; row < part.rows(); row++) {
                // Shares that sum to 1 may exceed it by their rounding.
                if (!(shares.shares()[row] >= 0 && shares.shares()[row] <= 1 + 1e-9)) {
                    throw new IllegalArgumentException(
                            "the share of claim '" + claim.name() + "' must be in [0, 1], got " + shares.shares()[row]);
                }
            }
            all.add(shares);
        }
        return all;
    }

    private void add(int row, double weight, double nats, List<RuleShares> shares, OwnLaws own) {
        for (int rule = 0; rule < rules.size(); rule++) {
            extent[rule] += weight * own.share(rule);
        }
        for (int claim = 0; claim < claims.size(); claim++) {
            double share = shares.get(claim).shares()[row];
            claimedExtent[claim] += weight * share;
            claimedNats[claim] += weight * share * nats;
            for (int rule = 0; rule < rules.size() && share > 0; rule++) {
                double shared = weight * Math.min(own.share(rule), share);
                if (shared > 0) {
                    common[rule][claim] += shared;
                    divergence[rule][claim] +=
                            shared * own.divergenceFrom(shares.get(claim).laws(), row, rule);
                }
            }
        }
    }

    /** KL(truth || mean law of the truth) at every row. */
    private static double[] nats(ContextSet contexts, NextTokenTable truth) {
        double[] mean = truth.probabilities().leftTimes(contexts.weights());
        double[] nats = new double[contexts.rows()];
        for (int row = 0; row < nats.length; row++) {
            for (int token = 0; token < mean.length; token++) {
                double p = truth.get(row, token);
                nats[row] += p > 0 ? p * StrictMath.log(p / mean[token]) : 0;
            }
        }
        return nats;
    }

    /** Weight of the rows of a true rule, by its shares. */
    double extent(int rule) {
        return extent[rule];
    }

    /** Weight of the rows of a claim, by its shares. */
    double claimedExtent(int claim) {
        return claimedExtent[claim];
    }

    /** What there is to know on the rows of a claim, by its shares: KL(truth || mean law of the truth), nats per token of all. */
    double claimedNats(int claim) {
        return claimedNats[claim];
    }

    /** 0 when neither has a row. */
    double jaccard(int rule, int claim) {
        double both = common[rule][claim];
        double either = extent[rule] + claimedExtent[claim] - both;
        return both == 0 ? 0 : both / either;
    }

    /** Mean KL(true || claimed) in nats where both have a share; infinite when they share nothing, or the claim rules out a token. */
    double divergence(int rule, int claim) {
        return common[rule][claim] == 0 ? Double.POSITIVE_INFINITY : divergence[rule][claim] / common[rule][claim];
    }

    /** Share of the extension of a claim that lies in that of a true rule. */
    double contained(int rule, int claim) {
        return claimedExtent[claim] == 0 ? 0 : common[rule][claim] / claimedExtent[claim];
    }

    /** The own laws of the true rules at one row after the other. */
    private static final class OwnLaws {
        private final int[][] groupsOf;
        private final NextTokenTable truth;
        private final double[] share;
        private final double[][] mass;

        OwnLaws(int[][] groupsOf, int rules, NextTokenTable truth) {
            this.groupsOf = groupsOf;
            this.truth = truth;
            this.share = new double[rules];
            this.mass = new double[rules][truth.vocabularySize()];
        }

        void read(int row, List<RuleReading> readings) {
            for (int rule = 0; rule < share.length; rule++) {
                if (share[rule] > 0) {
                    share[rule] = 0;
                    Arrays.fill(mass[rule], 0);
                }
            }
            for (int index = 0; index < readings.size(); index++) {
                RuleReading reading = readings.get(index);
                if (reading.probability() > 0) {
                    for (int rule : groupsOf[index]) {
                        add(row, reading, rule);
                    }
                }
            }
        }

        private void add(int row, RuleReading reading, int rule) {
            share[rule] += reading.probability();
            for (int token = 0; token < mass[rule].length; token++) {
                mass[rule][token] += reading.responsibility()[token] * truth.get(row, token);
            }
        }

        double share(int rule) {
            return share[rule];
        }

        double divergenceFrom(Matrix laws, int row, int rule) {
            double sum = 0;
            for (int token = 0; token < laws.columns(); token++) {
                double p = mass[rule][token] / share[rule];
                if (p > 0) {
                    sum += p * StrictMath.log(p / laws.get(row, token));
                }
            }
            return sum;
        }
    }
}
