package org.assay.reports.page;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.assay.analysis.metric.Score;
import org.assay.reports.table.Better;
import org.assay.reports.table.Comparison;
import org.assay.reports.table.Comparison.Cell;
import org.assay.reports.table.Comparison.Column;
import org.assay.reports.table.Comparison.Mark;
import org.assay.reports.table.Comparison.Row;
import org.assay.reports.table.Decimals;

/** The comparison as a table that sorts: methods, their controls under them, values with intervals. */
final class ComparisonBlock {
    private ComparisonBlock() {}

    static void write(Html page, Comparison comparison) {
        page.element(
                "p",
                "Methods with their controls under them; the interval stands under each value. Green: best, its"
                        + " interval clear of every other method. Underlined: leads, but intervals overlap or are"
                        + " missing. The mark \u2248 names a control of the same method that does as well; such a value"
                        + " is no evidence and never marked. A click on a header sorts.",
                "class",
                "muted");
        List<Comparison> parts = comparison.parts();
        table(page, parts.get(0));
        for (Comparison part : parts.subList(1, parts.size())) {
            page.open("details", "class", "fold").element("summary", title(part));
            table(page, part);
            page.close();
        }
    }

    /** Such as {@code capture (share) of 9 targets}. */
    private static String title(Comparison part) {
        String scores = part.columns().stream()
                .map(column -> column.score() + " (" + column.unit() + ")")
                .distinct()
                .collect(Collectors.joining(", "));
        List<String> targets =
                part.columns().stream().map(Column::target).distinct().toList();
        String of = targets.size() > 1 ? targets.size() + " targets" : targets.get(0);
        return scores + (of.isEmpty() ? "" : " of " + of) + ": "
                + part.rows().stream().map(Row::method).distinct().collect(Collectors.joining(", "));
    }

    private static void table(Html page, Comparison part) {
        page.open(
                "div",
                "class",
                "scroll",
                "tabindex",
                "0",
                "role",
                "region",
                "aria-label",
                "Comparison on " + part.process() + ": " + part.columns().get(0).score());
        page.open("table", "class", "comparison sortable").open("thead").open("tr");
        header(page, "method", "", Better.UNRANKED);
        header(page, "site", "", Better.UNRANKED);
        part.columns().forEach(column -> header(page, column));
        page.close().close().open("tbody");
        String block = "";
        for (Row row : part.rows()) {
            String next = row.method() + " @ " + row.site();
            row(page, row, !next.equals(block));
            block = next;
        }
        page.close().close().close();
    }

    private static void header(Html page, Column column) {
        String of = column.target().isEmpty() ? "" : "of " + column.target() + ", ";
        header(page, column.score(), of + column.unit(), column.better());
    }

    private static void header(Html page, String title, String note, Better better) {
        page.open("th", "scope", "col", "aria-sort", "none");
        page.open("button", "type", "button").text(title).close();
        if (!note.isEmpty()) {
            page.element("span", note, "class", "note");
            page.element("span", better.toString(), "class", "note");
        }
        page.close();
    }

    private static void row(Html page, Row row, boolean first) {
        page.open("tr", "class", (row.isControl() ? "control" : "method") + (first ? " first" : ""));
        page.open("th", "scope", "row");
        page.text(row.isControl() ? "control: " + row.control() : row.method());
        if (row.isControl()) {
            page.element("span", "of " + row.method(), "class", "note");
        } else if (!row.network().isEmpty()) {
            page.element("span", row.network() + " network", "class", "note");
        }
        page.close();
        page.open("td", "class", "site").element("code", row.site()).close();
        for (Optional<Cell> cell : row.cells()) {
            if (cell.isPresent()) {
                cell(page, cell.get());
            } else {
                page.element("td", "\u2013", "class", "none", "data-sort", "");
            }
        }
        page.close();
    }

    private static void cell(Html page, Cell cell) {
        Score score = cell.score();
        String mark = cell.mark() == Mark.BEST ? " best" : cell.mark() == Mark.LEADS ? " leads" : "";
        page.open("td", "class", "value" + mark, "data-sort", Decimals.exact(score.value()));
        page.element("span", shown(score.value()), "class", "number");
        page.element("span", interval(score), "class", "note");
        if (!cell.matchedBy().isEmpty()) {
            page.element("span", "\u2248 " + String.join(", ", cell.matchedBy()), "class", "note warn");
        }
        page.close();
    }

    /** Counts in full, other numbers to four digits. */
    private static String shown(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e9
                ? Decimals.grouped((long) value)
                : Decimals.shown(value);
    }

    static String interval(Score score) {
        String same = score.seeds() == 1 ? "no interval, 1 seed" : "the same in " + score.seeds() + " replicates";
        return score.low() < score.high()
                ? Decimals.shown(score.low(), 3) + " to " + Decimals.shown(score.high(), 3)
                : same;
    }
}
