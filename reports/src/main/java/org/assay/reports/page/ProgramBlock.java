package org.assay.reports.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assay.datasets.file.ConfigException;
import org.assay.symbolic.program.Program;
import org.assay.symbolic.text.ProgramParser;

/**
 * The fitted program, exactly as it prints: numbered lines, comments set back. A block (a line and the deeper lines
 * under it) folds; blocks start folded when the program is long.
 */
final class ProgramBlock {
    private static final int LONG_PROGRAM = 60;
    private static final int LONG_BLOCK = 8;

    private ProgramBlock() {}

    /** @param id makes the ids of this block */
    static void write(Html page, String id, String program) {
        page.element("h3", "The program");
        if (program.isBlank()) {
            page.element("p", "No program was fitted.", "class", "muted");
            return;
        }
        List<String> lines = program.lines().toList();
        page.element(
                "p",
                "Fitted to the network and printed as text; " + lines.size() + (lines.size() == 1 ? " line" : " lines")
                        + ". Below stands the whole canonical text; many lines of one kind are folded.",
                "class",
                "muted");
        parsed(program).ifPresent(read -> {
            ProgramGuide.write(page, read);
            SampleTrace.write(page, id, read);
        });
        page.open("div", "class", "program", "tabindex", "0", "role", "region", "aria-label", "Program text");
        boolean folded = lines.size() > LONG_PROGRAM;
        int line = 0;
        while (line < lines.size()) {
            int run = sameKeyword(lines, line);
            if (run - line > LONG_BLOCK) {
                run(page, lines, line, run);
                line = run;
                continue;
            }
            int end = line + 1;
            while (end < lines.size() && isInside(lines, line, end)) {
                end++;
            }
            write(page, lines, line, end, folded);
            line = end;
        }
        page.close();
    }

    /** Empty for a text in another notation, which has no guide. */
    private static Optional<Program> parsed(String program) {
        try {
            return Optional.of(ProgramParser.parse(program, "the program"));
        } catch (ConfigException e) {
            return Optional.empty();
        }
    }

    /** The first line after {@code from} that does not start with the same word. */
    private static int sameKeyword(List<String> lines, int from) {
        String keyword = keyword(lines.get(from));
        int end = from + 1;
        while (end < lines.size()
                && !keyword.isEmpty()
                && keyword(lines.get(end)).equals(keyword)) {
            end++;
        }
        return end;
    }

    /** The first word of a line that is not indented, else nothing. */
    private static String keyword(String line) {
        return line.isBlank() || depth(line) > 0 ? "" : line.split("\\s", 2)[0];
    }

    /** Many lines of one kind, folded under their keyword. */
    private static void run(Html page, List<String> lines, int from, int to) {
        page.open("details", "class", "block").open("summary");
        page.element(
                "code", keyword(lines.get(from)) + " ...", "class", "line", "data-line", Integer.toString(from + 1));
        page.element("span", " " + (to - from) + " lines", "class", "count");
        page.close();
        numbered(page, lines, from, to);
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
