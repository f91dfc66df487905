package org.assay.reports.page;

import org.assay.analysis.experiment.RunResult;

/** What this run cannot say. */
final class LimitsSection {
    private LimitsSection() {}

    static void write(Html page, RunResult run) {
        page.open("section", "id", "limits", "aria-labelledby", "limits-title");
        page.element("h2", "Limits", "id", "limits-title");
        if (run.limits().isEmpty()) {
            page.element("p", "The experiment states no limits of its own.", "class", "muted");
        } else {
            page.open("ul");
            run.limits().forEach(limit -> page.element("li", limit));
            page.close();
        }
        page.close();
    }
}
