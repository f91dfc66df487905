package org.assay.analysis.program;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.assay.datasets.language.RuleLanguage;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.process.RuleReading;
import org.assay.datasets.sequence.ContextSet;

/** Claims that are the true rules themselves. */
final class TrueClaims {
    private TrueClaims() {}

    /** One for each of {@code rules}, with its exact shares and laws. */
    static List<ClaimedRule> of(
            RuleLanguage language, ContextSet contexts, NextTokenTable truth, List<TrueRule> rules) {
        double[][] shares = new double[rules.size()][contexts.rows()];
        double[][][] laws = new double[rules.size()][contexts.rows()][];
        language.readRows(contexts, (row, readings) -> {
            for (int rule = 0; rule < rules.size(); rule++) {
                for (int member : rules.get(rule).members()) {
                    RuleReading reading = readings.get(member);
                    if (reading.probability() > 0) {
                        shares[rule][row] = Math.min(1, shares[rule][row] + reading.probability());
                        laws[rule][row] = added(laws[rule][row], reading, truth, row);
                    }
                }
            }
        });
        List<ClaimedRule> claims = new ArrayList<>();
        for (int rule = 0; rule < rules.size(); rule++) {
            double[] share = shares[rule];
            double[][] law = laws[rule];
            IntFunction<double[]> own = row -> {
                double[] scaled = law[row].clone();
                for (int token = 0; token < scaled.length; token++) {
                    scaled[token] /= share[row];
                }
                return scaled;
            };
            claims.add(new ClaimedRule(rules.get(rule).name(), rules.get(rule).kind(), share, own));
        }
        return claims;
    }

    private static double[] added(double[] law, RuleReading reading, NextTokenTable truth, int row) {
        double[] sum = law == null ? new double[truth.vocabularySize()] : law;
        for (int token = 0; token < sum.length; token++) {
            sum[token] += reading.responsibility()[token] * truth.get(row, token);
        }
        return sum;
    }
}
