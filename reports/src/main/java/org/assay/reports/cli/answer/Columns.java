package org.assay.reports.cli.answer;

import java.util.ArrayList;
import java.util.List;

/** Lines of cells with the cells of a column below each other, two spaces between columns. */
final class Columns {
    private final List<List<String>> lines = new ArrayList<>();

    Columns add(String... cells) {
        lines.add(List.of(cells));
        return this;
    }

    /** Every line ends with a newline and holds no trailing space. */
    String text() {
        StringBuilder text = new StringBuilder();
        for (List<String> cells : lines) {
            StringBuilder line = new StringBuilder();
            for (int c = 0; c < cells.size(); c++) {
                line.append(cells.get(c)).append(" ".repeat(width(c) - width(cells.get(c)) + 2));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    private int width(int column) {
        return lines.stream()
                .filter(cells -> cells.size() > column)
                .mapToInt(cells -> width(cells.get(column)))
                .max()
                .orElse(0);
    }

    private static int width(String cell) {
        return cell.codePointCount(0, cell.length());
    }
}
