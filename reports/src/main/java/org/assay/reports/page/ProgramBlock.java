package org.assay.reports.page;

import java.util.ArrayList;
import java.util.List;

/**
 * The fitted program, exactly as it prints: numbered lines, comments set back. A block (a line and the deeper lines
 * under it) folds; blocks start folded when the program is long.
 */
final class ProgramBlock {
    private static final int LONG_PROGRAM = 60;
    private static final int LONG_BLOCK = 8;

    private ProgramBlock() {}

    static void write(Html page, String program) {
        page.element("h3", "The program");
        if (program.isBlank()) {
            page.element("p", "No program was fitted.", "class", "muted");
            return;
        }
        List<String> lines = program.lines().toList();
        page.element(
                "p",
                "Fitted to the network and printed as text; " + lines.size() + (lines.size() == 1 ? " line" : " lines")
                        + ".",
                "class",
                "muted");
        page.open("div", "class", "program", "tabindex", "0", "role", "region", "aria-label", "Program text");
        boolean folded = lines.size() > LONG_PROGRAM;
        int line = 0;
        while (line < lines.size()) {
            int end = line + 1;
            while (end < lines.size() && isInside(lines, line, end)) {
                end++;
            }
            write(page, lines, line, end, folded);
            line = end;
        }
        page.close();
    }

    /** Deeper than the line that opens the block, or blank before such a line. */
    private static boolean isInside(List<String> lines, int start, int line) {
        return lines.get(line).isBlank() || depth(lines.get(line)) > depth(lines.get(start));
    }

    private static int depth(String line) {
        return line.length() - line.stripLeading().length();
    }

    private static void write(Html page, List<String> lines, int from, int to, boolean folded) {
        boolean foldable = to - from > LONG_BLOCK;
        if (!foldable) {
            numbered(page, lines, from, to);
            return;
        }
        List<String> attributes = new ArrayList<>(List.of("class", "block"));
        if (!folded) {
            attributes.addAll(List.of("open", ""));
        }
        page.open("details", attributes.toArray(String[]::new));
        page.open("summary");
        line(page, lines.get(from), from + 1);
        page.element("span", " " + (to - from - 1) + " lines", "class", "count");
        page.close();
        numbered(page, lines, from + 1, to);
        page.close();
    }

    private static void numbered(Html page, List<String> lines, int from, int to) {
        for (int i = from; i < to; i++) {
            page.open("div", "class", "row");
            line(page, lines.get(i), i + 1);
            page.close();
        }
    }

    private static void line(Html page, String line, int number) {
        boolean comment =
                line.stripLeading().startsWith("#") || line.stripLeading().startsWith("//");
        page.element("code", line, "class", comment ? "line comment" : "line", "data-line", Integer.toString(number));
    }
}
