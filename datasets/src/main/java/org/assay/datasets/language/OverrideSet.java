package org.assay.datasets.language;

import java.util.ArrayList;
import java.util.List;
import org.assay.datasets.process.RuleReading;
import org.assay.datasets.sequence.ContextSet;

/**
 * The contexts in which a rule must not win: its condition holds, yet it has no share in the next token because another rule
 * wins. Rows that match without being able to emit are where a model has to suppress what it knows. The fallback, which always
 * matches, is left out.
 *
 * @param winner index of the rule that wins
 * @param loser  index of the rule that matches and has probability 0
 * @param rows   rows of the context set, rising
 */
public record OverrideSet(int winner, int loser, List<Integer> rows) {
    public OverrideSet {
        rows = List.copyOf(rows);
        if (winner == loser || rows.isEmpty()) {
            throw new IllegalArgumentException("an override set needs two rules and rows, got rules " + winner + " and "
                    + loser + " and " + rows.size() + " rows");
        }
    }

    /** The override sets of all pairs that occur in {@code contexts}, by winner and then loser. */
    public static List<OverrideSet> of(RuleLanguage language, ContextSet contexts) {
        int rules = language.rules().size();
        List<List<Integer>> rows = new ArrayList<>();
        for (int pair = 0; pair < rules * rules; pair++) {
            rows.add(new ArrayList<>());
        }
        language.readRows(contexts, (row, readings) -> {
            int winner = 0;
            while (!readings.get(winner).wins()) {
                winner++;
            }
            for (int loser = 0; loser < rules; loser++) {
                if (isOverridden(readings.get(loser))) {
                    rows.get(winner * rules + loser).add(row);
                }
            }
        });
        List<OverrideSet> sets = new ArrayList<>();
        for (int pair = 0; pair < rows.size(); pair++) {
            if (!rows.get(pair).isEmpty()) {
                sets.add(new OverrideSet(pair / rules, pair % rules, rows.get(pair)));
            }
        }
        return sets;
    }

    private static boolean isOverridden(RuleReading reading) {
        return reading.matches()
                && !reading.wins()
                && reading.probability() == 0
                && !reading.kind().equals("suppression")
                && !reading.rule().equals(Grammar.FALLBACK);
    }
}
