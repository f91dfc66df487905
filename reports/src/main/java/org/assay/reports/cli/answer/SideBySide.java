package org.assay.reports.cli.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assay.analysis.metric.Score;
import org.assay.reports.table.Decimals;

/** The scores that several runs share, one line for each. */
public final class SideBySide {
    private static final int DIGITS = 4;

    private SideBySide() {}

    /**
     * One column for each run, in order, with intervals; scores whose intervals in some two runs do not meet are marked
     * {@code differ}. Ends with a newline.
     *
     * @param runs scores by name of the run, at least two runs
     */
    public static String text(Map<String, List<Score>> runs) {
        Map<String, List<Score>> byId = new TreeMap<>();
        runs.values()
                .forEach(scores -> scores.forEach(score -> byId.computeIfAbsent(score.id(), id -> new ArrayList<>())
                        .add(score)));
        Columns lines = new Columns();
        int shared = 0;
        for (Map.Entry<String, List<Score>> entry : byId.entrySet()) {
            if (entry.getValue().size() == runs.size()) {
                lines.add(cells(entry.getKey(), entry.getValue()));
                shared++;
            }
        }
        return lines.text() + shared + " scores are in every run, " + (byId.size() - shared) + " are not\n";
    }

    private static String[] cells(String id, List<Score> scores) {
        List<String> cells = new ArrayList<>(List.of(id));
        double greatestLow = Double.NEGATIVE_INFINITY;
        double leastHigh = Double.POSITIVE_INFINITY;
        for (Score score : scores) {
            cells.add(Decimals.shown(score.value(), DIGITS) + " [" + Decimals.shown(score.low(), DIGITS) + ", "
                    + Decimals.shown(score.high(), DIGITS) + "]");
            greatestLow = Math.max(greatestLow, score.low());
            leastHigh = Math.min(leastHigh, score.high());
        }
        cells.add(scores.get(0).unit());
        cells.add(greatestLow > leastHigh ? "differ" : "");
        return cells.toArray(String[]::new);
    }
}
