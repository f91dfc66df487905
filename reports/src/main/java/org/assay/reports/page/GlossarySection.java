package org.assay.reports.page;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.assay.analysis.metric.Score;
import org.assay.reports.table.Better;

/** Every kind of score with its formula in words and how its interval was obtained, as the derivations say. */
final class GlossarySection {
    private GlossarySection() {}

    static void write(Html page, List<Score> scores) {
        Map<String, TreeSet<String>> formulas = new TreeMap<>();
        Map<String, TreeSet<String>> intervals = new TreeMap<>();
        for (Score score : scores) {
            String term = score.score() + " (" + score.unit() + ", " + Better.of(score.score()) + ")";
            formulas.computeIfAbsent(term, t -> new TreeSet<>())
                    .add(score.derivation().formula());
            intervals
                    .computeIfAbsent(term, t -> new TreeSet<>())
                    .add(score.derivation().interval());
        }
        page.open("section", "id", "glossary", "aria-labelledby", "glossary-title");
        page.element("h2", "Glossary of scores", "id", "glossary-title");
        page.open("dl", "class", "glossary");
        formulas.forEach((term, texts) -> {
            page.element("dt", term);
            texts.forEach(text -> page.element("dd", text));
            intervals.get(term).forEach(text -> page.element("dd", "Interval: " + text, "class", "muted"));
        });
        page.close().close();
    }
}
