package org.assay.reports.page;

import java.util.List;
import org.assay.reports.figure.Figure;

/** A trace of a program as one HTML file, under the same policy as a report: opens from disk and loads nothing. */
public final class TracePage {
    private TracePage() {}

    /**
     * The text of the page, to be written as UTF-8.
     *
     * @param program name
     * @param tokens  of the sequence
     * @param figure  of its trace
     */
    public static String render(String program, List<String> tokens, Figure figure) {
        Html page = new Html();
        page.open("html", "lang", "en");
        ReportPage.head(page, program + " - Assay trace");
        page.open("body");
        page.open("header", "class", "top");
        ReportPage.bar(page, "Assay trace");
        page.element("h1", program);
        page.close();
        page.open("main", "id", "content");
        page.open("section", "class", "process");
        page.open("p").text("The sequence: ").open("span", "class", "tokens");
        tokens.forEach(token -> page.element("code", token).text(" "));
        page.close().close();
        FigureBlock.write(page, figure);
        page.element(
                "p",
                "Heads stand in blue: a bow leads from the key that is kept, the open end, to the query that keeps it."
                        + " Units stand in orange where they fire, what comes next at the bottom. The number before"
                        + " a name is its layer.",
                "class",
                "muted");
        page.close().close();
        ReportPage.footAndScripts(page);
        page.close().close();
        return page.finish();
    }
}
