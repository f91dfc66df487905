package org.assay.analysis.program;

import java.util.Arrays;
import java.util.List;
import org.assay.datasets.language.RuleLanguage;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.process.RuleReading;
import org.assay.datasets.progress.Progress;
import org.assay.datasets.sequence.ContextSet;

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
    private static final int REPORT_EVERY = 1000;

    private final List<TrueRule> rules;
    private final List<ClaimedRule> claims;
    private final double[] extent;
    private final double[] claimedExtent;
    private final double[][] common;
    private final double[][] divergence;

    private RuleOverlap(List<TrueRule> rules, List<ClaimedRule> claims) {
        this.rules = rules;
        this.claims = claims;
        this.extent = new double[rules.size()];
        this.claimedExtent = new double[claims.size()];
        this.common = new double[rules.size()][claims.size()];
        this.divergence = new double[rules.size()][claims.size()];
    }

    /** @param truth the law of {@code language} at every row of {@code contexts} */
    static RuleOverlap of(
            RuleLanguage language,
            List<TrueRule> rules,
            ContextSet contexts,
            NextTokenTable truth,
            List<ClaimedRule> claims,
            Progress progress) {
        RuleOverlap overlap = new RuleOverlap(rules, claims);
        for (ClaimedRule claim : claims) {
            if (claim.shares().length != contexts.rows()) {
                throw new IllegalArgumentException("claim '" + claim.name() + "' is over " + claim.shares().length
                        + " rows, the contexts have " + contexts.rows());
            }
        }
        OwnLaws own = new OwnLaws(TrueRule.groupsOf(rules, language.rules().size()), rules.size(), truth);
        language.readRows(contexts, (row, readings) -> {
            own.read(row, readings);
            overlap.add(row, contexts.weight(row), own);
            if ((row + 1) % REPORT_EVERY == 0 || row + 1 == contexts.rows()) {
                progress.at(TASK, row + 1, contexts.rows(), "");
            }
        });
        return overlap;
    }

    private void add(int row, double weight, OwnLaws own) {
        for (int rule = 0; rule < rules.size(); rule++) {
            extent[rule] += weight * own.share(rule);
        }
        for (int c = 0; c < claims.size(); c++) {
            double share = claims.get(c).shares()[row];
            claimedExtent[c] += weight * share;
            double[] law = share > 0 ? claims.get(c).law().apply(row) : null;
            for (int rule = 0; rule < rules.size() && share > 0; rule++) {
                double shared = weight * Math.min(own.share(rule), share);
                if (shared > 0) {
                    common[rule][c] += shared;
                    divergence[rule][c] += shared * own.divergenceFrom(law, rule);
                }
            }
        }
    }

    /** Weight of the rows of a true rule, by its shares. */
    double extent(int rule) {
        return extent[rule];
    }

    /** Weight of the rows of a claim, by its shares. */
    double claimedExtent(int claim) {
        return claimedExtent[claim];
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

        double divergenceFrom(double[] law, int rule) {
            double sum = 0;
            for (int token = 0; token < law.length; token++) {
                double p = mass[rule][token] / share[rule];
                if (p > 0) {
                    sum += p * StrictMath.log(p / law[token]);
                }
            }
            return sum;
        }
    }
}
