package org.assay.reports.table;

/**
 * Text in which nothing is hidden: control characters, marks that turn the direction of writing, invisible characters
 * and lone surrogates appear as escapes such as {@code \}{@code u202e}, so that a name cannot reorder or forge what
 * is around it.
 */
public final class Visible {
    private Visible() {}

    /** {@code text} with line feeds kept and everything else that cannot be seen escaped. */
    public static String of(String text) {
        StringBuilder visible = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            if (point != '\n' && isHidden(point)) {
                visible.append(escape(point));
            } else {
                visible.appendCodePoint(point);
            }
        });
        return visible.toString();
    }

    /** As {@link #of}, with line feeds escaped too: for names that must stay on one line. */
    public static String line(String text) {
        return of(text).replace("\n", "\\n");
    }

    private static boolean isHidden(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED -> true;
            // Joiners shape letters in several scripts; the rest of the format characters only hide things.
            case Character.FORMAT -> point != 0x200C && point != 0x200D;
            default -> false;
        };
    }

    private static String escape(int point) {
        String hex = Integer.toHexString(point);
        return point > 0xFFFF ? "\\u{" + hex + "}" : "\\u" + "0".repeat(4 - hex.length()) + hex;
    }
}
