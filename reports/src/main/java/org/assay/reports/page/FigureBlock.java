package org.assay.reports.page;

import java.util.List;
import java.util.Map;
import org.assay.reports.figure.Figure;

/** A figure in the page: chooser, drawing, caption that says the finding, the table behind it, and its data island. */
final class FigureBlock {
    private FigureBlock() {}

    static void write(Html page, Figure figure) {
        page.open("figure", "id", figure.id(), "class", "figure", "data-kind", figure.kind());
        page.element("h4", figure.heading());
        if (figure.views().size() > 1) {
            chooser(page, figure);
        }
        page.open(
                        "div",
                        "class",
                        "chart",
                        "id",
                        figure.id() + "-chart",
                        "role",
                        "img",
                        "tabindex",
                        "0",
                        "aria-label",
                        figure.heading() + ". " + figure.caption(),
                        "data-height",
                        Integer.toString(figure.height()))
                .element("noscript", "The drawing needs scripts; its numbers are in the table below.")
                .close();
        page.element("p", "", "class", "readout", "aria-live", "polite");
        page.open("figcaption").text(figure.caption()).close();
        numbers(page, figure);
        page.open("script", "type", "application/json", "id", figure.id() + "-data")
                .verbatim(Verbatim.ofData(figure.views().stream()
                        .map(view ->
                                Map.of("name", VisibleData.of(view.name()), "option", VisibleData.of(view.option())))
                        .toList()))
                .close();
        page.close();
    }

    private static void chooser(Html page, Figure figure) {
        String select = figure.id() + "-view";
        page.open("p", "class", "chooser").open("span").element("label", figure.chooser(), "for", select);
        page.open("select", "id", select);
        for (int i = 0; i < figure.views().size(); i++) {
            page.element("option", figure.views().get(i).name(), "value", Integer.toString(i));
        }
        page.close().close().close();
    }

    private static void numbers(Html page, Figure figure) {
        List<List<String>> rows = figure.table().rows();
        page.open("details", "class", "numbers");
        page.element(
                "summary", "The numbers behind the figure (" + rows.size() + (rows.size() == 1 ? " row)" : " rows)"));
        page.open(
                "div",
                "class",
                "scroll",
                "tabindex",
                "0",
                "role",
                "region",
                "aria-label",
                "Numbers of " + figure.heading());
        page.open("table", "class", "plain").open("thead").open("tr");
        figure.table().columns().forEach(column -> page.element("th", column, "scope", "col"));
        page.close().close().open("tbody");
        for (List<String> row : rows) {
            page.open("tr");
            row.forEach(cell -> page.element("td", cell));
            page.close();
        }
        page.close().close().close().close();
    }
}
