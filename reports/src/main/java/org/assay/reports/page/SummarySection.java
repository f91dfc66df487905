package org.assay.reports.page;

import java.util.List;
import org.assay.analysis.experiment.ProcessResult;
import org.assay.analysis.experiment.RunResult;
import org.assay.analysis.experiment.RunResult.Check;
import org.assay.reports.figure.HeadToHeadFigure;
import org.assay.reports.table.Comparison;

/** What was asked, what was found, and whether the stated checks held; failed checks first and in red. */
final class SummarySection {
    private SummarySection() {}

    static void write(Html page, RunResult run, List<Comparison> comparisons) {
        List<Check> failed =
                run.checks().stream().filter(check -> !check.passed()).toList();
        page.open("section", "id", "summary", "aria-labelledby", "summary-title");
        page.element("h2", "Summary", "id", "summary-title");
        if (!failed.isEmpty()) {
            failures(page, failed, run.checks().size());
        }
        missing(page, run);
        page.open("div", "class", "summary");
        page.element("h3", "Asked").element("p", run.question(), "class", "question");
        page.element("h3", "Found");
        for (int i = 0; i < run.processes().size(); i++) {
            findings(page, "p" + (i + 1), run.processes().get(i), comparisons);
        }
        page.element("h3", "Checked");
        checks(page, run.checks());
        page.close().close();
    }

    private static void failures(Html page, List<Check> failed, int all) {
        page.open("div", "class", "failed", "role", "alert");
        page.element("p", failed.size() + " of " + all + " stated checks failed", "class", "verdict");
        page.open("ul");
        for (Check check : failed) {
            page.open("li")
                    .element("strong", check.name())
                    .text(": " + check.detail())
                    .close();
        }
        page.close().close();
    }

    private static void missing(Html page, RunResult run) {
        if (run.processes().isEmpty() || run.scores().isEmpty()) {
            page.open("div", "class", "failed", "role", "alert");
            page.element("p", "This run is incomplete", "class", "verdict");
            page.element(
                    "p",
                    run.processes().isEmpty() ? "It holds no process." : "It holds no score: nothing was measured.");
            page.close();
        }
    }

    /** The first finding is the answer; then the comparison that it rests on; then the rest. */
    private static void findings(Html page, String id, ProcessResult process, List<Comparison> comparisons) {
        String name = process.language().name();
        page.element("h4", name);
        List<String> findings = process.findings();
        if (findings.isEmpty()) {
            page.element("p", "No finding was stated.", "class", "muted");
        } else {
            page.element("p", findings.get(0), "class", "answer");
        }
        comparisons.stream()
                .filter(comparison -> comparison.process().equals(name))
                .flatMap(comparison -> HeadToHeadFigure.of(id + "-head-to-head", comparison).stream())
                .forEach(figure -> FigureBlock.write(page, figure));
        if (findings.size() > 1) {
            page.open("ul");
            findings.subList(1, findings.size()).forEach(finding -> page.element("li", finding));
            page.close();
        }
    }

    private static void checks(Html page, List<Check> checks) {
        if (checks.isEmpty()) {
            page.element("p", "The experiment states no check.", "class", "muted");
            return;
        }
        long passed = checks.stream().filter(Check::passed).count();
        page.element("p", passed + " of " + checks.size() + " stated checks hold.");
        page.open("ul", "class", "checks");
        for (Check check : checks) {
            page.open("li", "class", check.passed() ? "pass" : "fail");
            page.element("span", check.passed() ? "holds" : "fails", "class", "sign");
            page.open("span")
                    .element("strong", check.name())
                    .text(" - " + check.detail())
                    .close();
            page.close();
        }
        page.close();
    }
}
