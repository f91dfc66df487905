package org.assay.reports.cli.answer;

import java.util.List;
import org.assay.analysis.metric.Score;
import org.assay.reports.table.Decimals;

/** A score that explains itself. */
public final class ScoreText {
    private static final int DIGITS = 4;

    private ScoreText() {}

    /**
     * Its value, formula, interval and inputs, then the scores of the same name, target, site and method beside it.
     *
     * @param all every score of the run
     */
    public static String of(Score score, List<Score> all) {
        Columns facts = new Columns()
                .add("value", shown(score))
                .add("formula", score.derivation().formula())
                .add("interval", score.derivation().interval())
                .add("seeds", Integer.toString(score.seeds()));
        score.derivation().inputs().forEach(facts::add);
        Columns beside = new Columns();
        all.stream()
                .filter(other -> comparable(score, other))
                .forEach(other -> beside.add("  " + name(other), shown(other)));
        String besideText = beside.text();
        return score.id() + "\n\n" + facts.text()
                + (besideText.isEmpty() ? "" : "\nthe same of the method and its controls\n" + besideText);
    }

    private static boolean comparable(Score score, Score other) {
        return !other.id().equals(score.id())
                && other.process().equals(score.process())
                && other.method().equals(score.method())
                && other.site().equals(score.site())
                && other.target().equals(score.target())
                && other.score().equals(score.score());
    }

    private static String name(Score score) {
        return (score.control().isEmpty() ? "method" : "control " + score.control()) + ", " + score.network();
    }

    private static String shown(Score score) {
        return Decimals.shown(score.value(), DIGITS) + " " + score.unit() + ", [" + Decimals.shown(score.low(), DIGITS)
                + ", " + Decimals.shown(score.high(), DIGITS) + "]";
    }
}
