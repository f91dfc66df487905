package org.assay.reports.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assay.analysis.metric.Score;

/** The comparison as plain text for a terminal: as many scores side by side as fit, then the next block. */
public final class ComparisonText {
    private static final String GAP = "  ";
    private static final int HEADER_LINES = 3;

    private ComparisonText() {}

    /**
     * Every process, methods above their controls.
     *
     * @param width columns of the terminal, at least 60
     */
    public static String of(List<Score> scores, int width) {
        if (width < 60) {
            throw new IllegalArgumentException("width of the terminal must be at least 60, got " + width);
        }
        StringBuilder text = new StringBuilder();
        for (Comparison comparison : Comparison.of(scores)) {
            text.append(Visible.line(comparison.process())).append('\n');
            comparison.parts().forEach(part -> append(text, part, width));
        }
        text.append(
                "* best, interval clear of every other method; + leads, intervals overlap; ! a control does as well\n");
        return text.toString();
    }

    private static void append(StringBuilder text, Comparison comparison, int width) {
        List<String> names =
                comparison.rows().stream().map(ComparisonText::name).toList();
        int nameWidth = widest(names);
        int from = 0;
        while (from < comparison.columns().size()) {
            int used = GAP.length() + nameWidth;
            int to = from;
            List<List<String>> block = new ArrayList<>();
            while (to < comparison.columns().size()) {
                List<String> column = column(comparison, to);
                used += GAP.length() + widest(column);
                if (to > from && used > width) {
                    break;
                }
                block.add(padded(column));
                to++;
            }
            appendBlock(text, comparison, names, block, from, to);
            from = to;
        }
    }

    /** Header lines, then the rows that have a value in one of the columns {@code from} to {@code to - 1}. */
    private static void appendBlock(
            StringBuilder text, Comparison comparison, List<String> names, List<List<String>> block, int from, int to) {
        for (int line = 0; line < HEADER_LINES; line++) {
            appendLine(text, line == 0 ? "method" : "", widest(names), block, line);
        }
        for (int row = 0; row < names.size(); row++) {
            if (comparison.rows().get(row).cells().subList(from, to).stream().anyMatch(Optional::isPresent)) {
                appendLine(text, names.get(row), widest(names), block, HEADER_LINES + row);
            }
        }
        text.append('\n');
    }

    private static void appendLine(StringBuilder text, String name, int nameWidth, List<List<String>> block, int line) {
        StringBuilder row = new StringBuilder(GAP).append(pad(name, nameWidth));
        block.forEach(column -> row.append(GAP).append(column.get(line)));
        text.append(row.toString().stripTrailing()).append('\n');
    }

    /** Three header lines, then one cell per row. */
    private static List<String> column(Comparison comparison, int c) {
        Comparison.Column column = comparison.columns().get(c);
        List<String> lines = new ArrayList<>();
        lines.add(Visible.line(column.score()));
        lines.add(Visible.line(column.target().isEmpty() ? "" : "of " + column.target()));
        lines.add(Visible.line("[" + column.unit() + "]"));
        for (Comparison.Row row : comparison.rows()) {
            lines.add(cell(row.cells().get(c)));
        }
        return lines;
    }

    private static String cell(Optional<Comparison.Cell> cell) {
        if (cell.isEmpty()) {
            return "-";
        }
        Score score = cell.get().score();
        String mark = switch (cell.get().mark()) {
            case BEST -> "*";
            case LEADS -> "+";
            case NONE -> "";
        };
        String matched = cell.get().matchedBy().isEmpty() ? "" : "!";
        String interval = score.low() < score.high()
                ? " [" + Decimals.shown(score.low(), 3) + ", " + Decimals.shown(score.high(), 3) + "]"
                : "";
        return Decimals.shown(score.value(), 3) + mark + matched + interval;
    }

    /** Controls stand under their method, so they do not repeat its site. */
    private static String name(Comparison.Row row) {
        return (row.isControl() && !row.alone() ? GAP : "") + Visible.line(row.title());
    }

    private static int widest(List<String> lines) {
        return lines.stream().mapToInt(ComparisonText::length).max().orElse(0);
    }

    private static List<String> padded(List<String> lines) {
        int width = widest(lines);
        return lines.stream().map(line -> pad(line, width)).toList();
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - length(text)));
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
