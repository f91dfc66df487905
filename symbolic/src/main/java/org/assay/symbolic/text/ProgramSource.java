package org.assay.symbolic.text;

import java.util.Map;
import org.assay.symbolic.program.Program;

/**
 * A program with where its items stand in its text.
 *
 * @param lines for every item, such as {@code unit u}, its line, from 1
 */
public record ProgramSource(Program program, Map<String, Integer> lines) {
    public ProgramSource {
        lines = Map.copyOf(lines);
    }

    /** The line of an item, 0 when the text has none of that name. */
    public int line(String item) {
        return lines.getOrDefault(item, 0);
    }
}
