package org.assay.reports.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assay.analysis.metric.Score;

/** The comparison as plain text for a terminal: as many scores side by side as fit, then the next block. */
public final class ComparisonText {
    private static final String GAP = "  ";

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
            text.append(comparison.process()).append('\n');
            append(text, comparison, width);
        }
        text.append(
                "* best, interval clear of every other method; + leads, intervals overlap; ! a control does as well\n");
        return text.toString();
    }

    private static void append(StringBuilder text, Comparison comparison, int width) {
        List<String> names =
                comparison.rows().stream().map(ComparisonText::name).toList();
        int nameWidth = widest(names, "method");
        int from = 0;
        while (from < comparison.columns().size()) {
            int used = nameWidth;
            int to = from;
            List<List<String>> block = new ArrayList<>();
            while (to < comparison.columns().size()) {
                List<String> column = column(comparison, to);
                int wide = widest(column, "");
                if (to > from && used + GAP.length() + wide > width) {
                    break;
                }
                block.add(padded(column, wide));
                used += GAP.length() + wide;
                to++;
            }
            appendBlock(text, names, nameWidth, block);
            from = to;
        }
    }

    private static void appendBlock(StringBuilder text, List<String> names, int nameWidth, List<List<String>> block) {
        int headers = block.get(0).size() - names.size();
        for (int line = 0; line < headers + names.size(); line++) {
            String name = line < headers ? line == 0 ? "method" : "" : names.get(line - headers);
            StringBuilder row = new StringBuilder(pad(name, nameWidth));
            for (List<String> column : block) {
                row.append(GAP).append(column.get(line));
            }
            text.append("  ").append(row.toString().stripTrailing()).append('\n');
        }
        text.append('\n');
    }

    /** Three header lines, then one cell per row. */
    private static List<String> column(Comparison comparison, int c) {
        Comparison.Column column = comparison.columns().get(c);
        List<String> lines = new ArrayList<>();
        lines.add(column.score());
        lines.add("of " + column.target());
        lines.add("[" + column.unit() + "]");
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

    private static String name(Comparison.Row row) {
        String site = row.site().isEmpty() ? "" : " @ " + row.site();
        return (row.isControl() ? "  control: " + row.control() : row.method()) + site;
    }

    private static int widest(List<String> lines, String header) {
        int widest = length(header);
        for (String line : lines) {
            widest = Math.max(widest, length(line));
        }
        return widest;
    }

    private static List<String> padded(List<String> lines, int width) {
        return lines.stream().map(line -> pad(line, width)).toList();
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - length(text)));
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
