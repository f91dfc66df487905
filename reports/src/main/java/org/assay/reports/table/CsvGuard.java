package org.assay.reports.table;

import java.util.regex.Pattern;

/**
 * Keeps spreadsheets from running a text cell as a formula. A cell that would start with {@code = + - @}, a tab or a
 * carriage return gets an apostrophe in front, which spreadsheets show as text; so does a cell that already starts with
 * apostrophes before such a sign, so that removing one apostrophe always gives the original back. Numbers are left
 * alone.
 */
final class CsvGuard {
    private static final Pattern DANGEROUS = Pattern.compile("'*[=+\\-@\\t\\r].*", Pattern.DOTALL);
    private static final Pattern GUARDED = Pattern.compile("'+[=+\\-@\\t\\r].*", Pattern.DOTALL);

    private CsvGuard() {}

    static String guard(String cell) {
        return DANGEROUS.matcher(cell).matches() ? "'" + cell : cell;
    }

    static String unguard(String cell) {
        return GUARDED.matcher(cell).matches() ? cell.substring(1) : cell;
    }
}
