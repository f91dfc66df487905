package org.assay.reports.page;

import java.util.List;
import org.assay.analysis.metric.Score;
import org.assay.reports.table.Decimals;

/** Every score of the run with its id, for {@code assay explain}; folded, with a filter. */
final class ScoresSection {
    private ScoresSection() {}

    static void write(Html page, List<Score> scores) {
        page.open("section", "id", "scores", "aria-labelledby", "scores-title");
        page.element("h2", "All scores", "id", "scores-title");
        page.open("details", "class", "fold");
        page.element("summary", scores.size() + (scores.size() == 1 ? " score" : " scores") + ", controls included");
        page.open("p", "class", "chooser")
                .element("label", "Show only ids with ", "for", "filter")
                .leaf("input", "id", "filter", "type", "search", "autocomplete", "off")
                .close();
        page.open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", "All scores");
        page.open("table", "class", "plain sortable", "id", "all-scores")
                .open("thead")
                .open("tr");
        for (String column : List.of("id", "value", "low", "high", "unit", "seeds")) {
            page.open("th", "scope", "col", "aria-sort", "none")
                    .element("button", column, "type", "button")
                    .close();
        }
        page.close().close().open("tbody");
        for (Score score : scores) {
            page.open("tr").open("td").element("code", score.id()).close();
            for (double number : new double[] {score.value(), score.low(), score.high()}) {
                page.element("td", Decimals.shown(number, 5), "class", "number", "data-sort", Decimals.exact(number));
            }
            page.element("td", score.unit()).element("td", Integer.toString(score.seeds()), "class", "number");
            page.close();
        }
        page.close().close().close().close().close();
    }
}
