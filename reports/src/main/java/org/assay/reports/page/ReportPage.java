package org.assay.reports.page;

import java.util.ArrayList;
import java.util.List;
import org.assay.analysis.experiment.ProcessResult;
import org.assay.analysis.experiment.RunResult;
import org.assay.reports.table.Comparison;

/**
 * The report of a run as one HTML file: opens from disk, loads nothing, runs only the two scripts whose hashes its
 * policy names. The same result gives the same bytes, whatever the locale; a failed check stands in red at the top.
 */
public final class ReportPage {
    private ReportPage() {}

    /** The text of {@code report.html}, to be written as UTF-8. */
    public static String render(RunResult run) {
        List<Comparison> comparisons = Comparison.of(PartitionBlock.others(run));
        Html page = new Html();
        page.open("html", "lang", "en");
        head(page, run.experiment() + " - Assay report");
        page.open("body");
        page.open("a", "class", "skip", "href", "#content")
                .text("Skip to the findings")
                .close();
        header(page, run);
        page.open("main", "id", "content");
        SummarySection.write(page, run, comparisons);
        for (int i = 0; i < run.processes().size(); i++) {
            ProcessSection.write(page, i + 1, run.processes().get(i), comparisons);
        }
        ScoresSection.write(page, run.scores());
        GlossarySection.write(page, run.scores());
        LimitsSection.write(page, run);
        ReproduceSection.write(page, run);
        page.close();
        footAndScripts(page);
        page.close().close();
        return page.finish();
    }

    /** The head of a page with that title, whose policy lets nothing run or load but the style and scripts of the page. */
    static void head(Html page, String title) {
        page.open("head");
        page.leaf("meta", "charset", "utf-8");
        page.leaf(
                "meta",
                "http-equiv",
                "Content-Security-Policy",
                "content",
                "default-src 'none'; script-src " + Assets.CHARTS.policyHash() + " " + Assets.SCRIPT.policyHash()
                        + "; style-src " + Assets.STYLE.policyHash()
                        + "; img-src data:; base-uri 'none'; form-action 'none'");
        page.leaf("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        page.leaf("meta", "name", "color-scheme", "content", "light dark");
        page.element("title", title);
        page.open("style").verbatim(Assets.STYLE).close();
        page.close();
    }

    /** The end of a page's body. */
    static void footAndScripts(Html page) {
        page.open("footer")
                .element(
                        "p",
                        "Made by Assay. Charts are drawn by Apache ECharts 5.5.0, Copyright The Apache Software"
                                + " Foundation, under the Apache License, Version 2.0; its notices stand in the script"
                                + " of this page.")
                .close();
        page.open("script").verbatim(Assets.CHARTS).close();
        page.open("script").verbatim(Assets.SCRIPT).close();
    }

    /** The name of the kind of page, and the button that changes its colours. */
    static void bar(Html page, String brand) {
        page.open("div", "class", "bar");
        page.element("p", brand, "class", "brand");
        page.open("button", "type", "button", "id", "theme", "aria-pressed", "false", "hidden", "")
                .text("Dark")
                .close();
        page.close();
    }

    private static void header(Html page, RunResult run) {
        page.open("header", "class", "top");
        bar(page, "Assay report");
        page.element("h1", run.experiment());
        page.open("nav", "aria-label", "Contents").open("ul");
        for (Link link : contents(run)) {
            page.open("li").element("a", link.text(), "href", "#" + link.id()).close();
        }
        page.close().close().close();
    }

    private static List<Link> contents(RunResult run) {
        List<Link> links = new ArrayList<>();
        links.add(new Link("summary", "Summary"));
        List<ProcessResult> processes = run.processes();
        for (int i = 0; i < processes.size(); i++) {
            links.add(new Link("p" + (i + 1), processes.get(i).language().name()));
        }
        links.add(new Link("scores", "All scores"));
        links.add(new Link("glossary", "Glossary"));
        links.add(new Link("limits", "Limits"));
        links.add(new Link("reproduce", "Reproduce"));
        return links;
    }

    private record Link(String id, String text) {}
}
