package org.assay.symbolic.text;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assay.symbolic.text.Words.Unreadable;
import org.assay.symbolic.text.Words.Word;

/**
 * One line of a program as an item with an address, whatever its kind: {@code unit u1}, {@code label noun}, {@code bias}. Knows
 * only how lines are made - a kind, a name, then words and symbols - and not what a kind means.
 */
public final class ItemLine {
    private static final Set<String> KINDS_WITHOUT_NAME = Set.of("vocab", "bias");

    /** Kinds whose name is a label, not a name of their own or a token. */
    private static final Set<String> KINDS_NAMED_BY_A_LABEL = Set.of("label", "predict");

    private final String text;
    private final List<Word> words;

    private ItemLine(String text, List<Word> words) {
        this.text = text;
        this.words = words;
    }

    /** The item in {@code text}; empty where there is none: a blank line, a comment, a line that cannot be cut into words. */
    public static Optional<ItemLine> of(String text) {
        try {
            List<Word> words = Words.of(text);
            return words.get(0).name() ? Optional.of(new ItemLine(text, words)) : Optional.empty();
        } catch (Unreadable e) {
            return Optional.empty();
        }
    }

    /** What there is one of in a program: the kind and, for kinds of which there are many, the name. */
    public String address() {
        String kind = kind();
        boolean named = !KINDS_WITHOUT_NAME.contains(kind) && words.get(1).name();
        return named ? kind + " " + Words.quote(words.get(1).text()) : kind;
    }

    /** The first word: {@code unit}, {@code head}, {@code label} ... */
    public String kind() {
        return words.get(0).text();
    }

    public String text() {
        return text;
    }

    /** Whether {@code label}, or a copy of it under the prefix of a head, is named in this line. */
    public boolean names(String label) {
        for (int w = 1; w < words.size() - 1; w++) {
            String word = words.get(w).text();
            if (mayBeALabel(w) && (word.equals(label) || word.endsWith(":" + label))) {
                return true;
            }
        }
        return false;
    }

    /** Tokens with weights stand before {@code =}, keywords before a set; the second word names the item itself. */
    private boolean mayBeALabel(int w) {
        String next = words.get(w + 1).text();
        return words.get(w).name()
                && !next.equals("=")
                && !next.equals("{")
                && (w > 1 || KINDS_NAMED_BY_A_LABEL.contains(kind()));
    }

    /**
     * The line without the name that begins at {@code column}, from 1, and without the sign and weight before it. Empty when no
     * name begins there, or when it is the kind or the name of the item, without which nothing is left.
     */
    public Optional<String> without(int column) {
        for (int w = 2; w < words.size() - 1; w++) {
            Word word = words.get(w);
            if (word.column() == column && word.name()) {
                int first = words.get(w - 1).text().equals("*") ? w - 2 : w;
                String before = words.get(first - 1).text();
                first -= before.equals("+") || before.equals("-") ? 1 : 0;
                int end = words.get(w + 1).column() - 1;
                String rest = text.substring(column - 1, end).stripTrailing();
                return Optional.of(
                        text.substring(0, words.get(first).column() - 1) + text.substring(column - 1 + rest.length()));
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return text;
    }
}
