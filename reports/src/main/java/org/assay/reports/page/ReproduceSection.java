package org.assay.reports.page;

import org.assay.analysis.experiment.RunResult;

/** The command and the key that make this run again. */
final class ReproduceSection {
    private ReproduceSection() {}

    static void write(Html page, RunResult run) {
        page.open("section", "id", "reproduce", "aria-labelledby", "reproduce-title");
        page.element("h2", "Reproduce", "id", "reproduce-title");
        page.open("pre", "class", "command").element("code", run.command()).close();
        page.open("p").text("Content key of the resolved experiment: ").element("code", run.key());
        page.text(". The same key on the same kind of processor gives the same bytes; scores.csv and scores.json"
                + " beside this page hold every number in full.");
        page.close().close();
    }
}
