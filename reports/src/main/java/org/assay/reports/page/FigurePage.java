package org.assay.reports.page;

import java.util.List;
import org.assay.reports.figure.Figure;

/** Figures as one HTML file, under the same policy as a report: opens from disk and loads nothing. */
public final class FigurePage {
    private FigurePage() {}

    /**
     * The text of the page, to be written as UTF-8.
     *
     * @param kind    what kind of page it is, such as {@code Assay circuit}
     * @param title   what it is about
     * @param remarks paragraphs before the figures
     * @param figures with different ids
     */
    public static String render(String kind, String title, List<String> remarks, List<Figure> figures) {
        Html page = new Html();
        page.open("html", "lang", "en");
        ReportPage.head(page, title + " - " + kind);
        page.open("body");
        page.open("header", "class", "top");
        ReportPage.bar(page, kind);
        page.element("h1", title);
        page.close();
        page.open("main", "id", "content");
        page.open("section", "class", "process");
        remarks.forEach(remark -> page.element("p", remark));
        figures.forEach(figure -> FigureBlock.write(page, figure));
        page.close().close();
        ReportPage.footAndScripts(page);
        page.close().close();
        return page.finish();
    }
}
