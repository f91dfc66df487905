package org.assay.analysis.program;

import java.util.List;
import java.util.stream.IntStream;
import org.assay.datasets.language.RuleLanguage;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.process.RuleReading;
import org.assay.datasets.sequence.ContextSet;
import org.assay.symbolic.fit.rule.ClaimedRule;
import org.assay.symbolic.fit.rule.RuleShares;

/** Claims that are the true rules themselves; claims are asked one after the other about the same contexts. */
final class TrueClaims {
    private final RuleLanguage language;
    private final List<TrueRule> rules;
    private ContextSet asked;
    private List<RuleShares> answers;

    private TrueClaims(RuleLanguage language, List<TrueRule> rules) {
        this.language = language;
        this.rules = rules;
    }

    /** One for each of {@code rules}, with its exact shares and laws. */
    static List<ClaimedRule> of(RuleLanguage language, List<TrueRule> rules) {
        TrueClaims claims = new TrueClaims(language, rules);
        return IntStream.range(0, rules.size())
                .mapToObj(rule -> new ClaimedRule(
                        rules.get(rule).name(),
                        rules.get(rule).kind(),
                        "",
                        List.of(),
                        contexts -> claims.answers(contexts).get(rule)))
                .toList();
    }

    private List<RuleShares> answers(ContextSet contexts) {
        if (!contexts.equals(asked)) {
            NextTokenTable truth = language.next(contexts);
            asked = contexts;
            answers = rules.stream()
                    .map(rule -> new RuleShares(
                            new double[contexts.rows()], Matrix.zeros(contexts.rows(), truth.vocabularySize())))
                    .toList();
            language.readRows(contexts, (row, readings) -> {
                for (int rule = 0; rule < rules.size(); rule++) {
                    write(rules.get(rule), truth, row, readings, answers.get(rule));
                }
            });
        }
        return answers;
    }

    private static void write(
            TrueRule rule, NextTokenTable truth, int row, List<RuleReading> readings, RuleShares answer) {
        for (int member : rule.members()) {
            answer.shares()[row] += readings.get(member).probability();
        }
        for (int token = 0; token < truth.vocabularySize() && answer.shares()[row] > 0; token++) {
            double mass = 0;
            for (int member : rule.members()) {
                mass += readings.get(member).responsibility()[token] * truth.get(row, token);
            }
            answer.laws().set(row, token, mass / answer.shares()[row]);
        }
    }
}
