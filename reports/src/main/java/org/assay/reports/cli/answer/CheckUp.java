package org.assay.reports.cli.answer;

import java.util.List;
import java.util.Locale;

/**
 * Whether one thing works on this machine: a line of {@code doctor}.
 *
 * @param what   such as {@code native engine}
 * @param detail what was found
 * @param fix    what to do where it does not work, else empty
 */
public record CheckUp(String what, State state, String detail, String fix) {
    /** {@code MISSING} is something optional; {@code BROKEN} is something that Assay cannot do without. */
    public enum State {
        OK,
        MISSING,
        BROKEN
    }

    /** One line for each; ends with a newline. */
    public static String text(List<CheckUp> checks) {
        Columns lines = new Columns();
        for (CheckUp check : checks) {
            lines.add(check.state().name().toLowerCase(Locale.ROOT), check.what(), check.detail());
            if (!check.fix().isEmpty()) {
                lines.add("", "", "-> " + check.fix());
            }
        }
        return lines.text();
    }
}
