package org.assay.analysis.probe;

import java.util.List;
import java.util.Locale;

/**
 * Which columns a read-out uses, and why not the others.
 *
 * @param width     all columns
 * @param kept      indices of the columns that are used, rising
 * @param constant  names of the columns that do not vary over the rows fitted on
 * @param dependent for each column that the ones before it make up, its name and what it repeats
 */
public record FeatureBasis(int width, int[] kept, List<String> constant, List<String> dependent) {
    private static final int SHOWN = 3;

    public FeatureBasis {
        constant = List.copyOf(constant);
        dependent = List.copyOf(dependent);
    }

    /** How many columns are used. */
    public int used() {
        return kept.length;
    }

    /** In words, with the first few names. */
    public String statement() {
        StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "%d of %d columns", used(), width));
        append(text, "constant", constant);
        append(text, "made of columns before them", dependent);
        return text.toString();
    }

    private static void append(StringBuilder text, String what, List<String> columns) {
        if (!columns.isEmpty()) {
            text.append(String.format(Locale.ROOT, "; %d dropped as %s (", columns.size(), what))
                    .append(String.join(", ", columns.subList(0, Math.min(SHOWN, columns.size()))))
                    .append(columns.size() > SHOWN ? ", ...)" : ")");
        }
    }
}
