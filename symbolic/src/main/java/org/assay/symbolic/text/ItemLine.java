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
    private static final Set<String> KINDS_WITHOUT_NAME = Set.of("vocab", "bias", "output");

    /** Kinds whose name is a label, not a name of their own or a token. */
    private static final Set<String> KINDS_NAMED_BY_A_LABEL = Set.of("label", "counter", "predict", "expert");

    /** Stands for whatever is copied: {@code predict *}, {@code predict HEAD:*}. */
    private static final String COPIES = "*";

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
        if (KINDS_WITHOUT_NAME.contains(kind)) {
            return kind;
        }
        if (word(1).equals(COPIES)) {
            return kind + " " + COPIES;
        }
        if (!words.get(1).name()) {
            return kind;
        }
        return kind + " " + Words.quote(word(1)) + (namesCopies() ? ":" + COPIES : "");
    }

    private boolean namesCopies() {
        return word(2).equals(":") && word(3).equals(COPIES);
    }

    /** The text of word {@code w}; empty behind the last. */
    private String word(int w) {
        return w < words.size() ? words.get(w).text() : "";
    }

    /** The first word: {@code unit}, {@code head}, {@code label} ... */
    public String kind() {
        return words.get(0).text();
    }

    /** The second word: the name of the item, for kinds that have one. */
    public String name() {
        return word(1);
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

    /**
     * The line without what reads the copies of a head: the atoms that name it. Empty when the item is about nothing else, as a vote for
     * {@code HEAD:*}; the line itself when it does not name the head.
     */
    public Optional<String> withoutCopiesOf(String head) {
        if (namesCopies() && (word(1).equals(head) || word(1).startsWith(head + ":"))) {
            return Optional.empty();
        }
        for (int w = 2; w < words.size() - 1; w++) {
            if (word(w).equals(head) && mayBeALabel(w)) {
                return without(words.get(w).column());
            }
        }
        return Optional.of(text);
    }

    /** Tokens with weights stand before {@code =}, numbers behind it, keywords before a set; the second word names the item. */
    private boolean mayBeALabel(int w) {
        boolean namesItself = w == 1 && (!KINDS_NAMED_BY_A_LABEL.contains(kind()) || namesCopies());
        return words.get(w).name()
                && !namesItself
                && !word(w - 1).equals("=")
                && !word(w + 1).equals("=")
                && !word(w + 1).equals("{");
    }

    /**
     * The line without the name that begins at {@code column}, from 1: without the whole atom, from its sign to the next one, where
     * the name stands in one. Empty when no name begins there, or when it is the kind or the name of the item, without which
     * nothing is left.
     */
    public Optional<String> without(int column) {
        for (int w = 2; w < words.size() - 1; w++) {
            if (words.get(w).column() == column && words.get(w).name()) {
                int first = w;
                while (!beginsAtom(first) && !divides(first)) {
                    first--;
                }
                int behind = w + 1;
                while (beginsAtom(first) && !beginsAtom(behind) && !divides(behind)) {
                    behind++;
                }
                return Optional.of(cut(beginsAtom(first) ? first : w, behind));
            }
        }
        return Optional.empty();
    }

    private boolean beginsAtom(int w) {
        return word(w).equals("+") || word(w).equals("-");
    }

    /** Whether atoms and names end at word {@code w}. */
    private boolean divides(int w) {
        return w < 2
                || w >= words.size() - 1
                || Set.of("{", "}", "->", ":", "=").contains(word(w));
    }

    /** The line without the words {@code from .. to - 1}, and with the white space behind them. */
    private String cut(int from, int to) {
        int begin = words.get(from).column() - 1;
        String gone = text.substring(begin, words.get(to).column() - 1).stripTrailing();
        return text.substring(0, begin) + text.substring(begin + gone.length());
    }

    @Override
    public String toString() {
        return text;
    }
}
