package org.assay.symbolic.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Cuts one line of program text into words and symbols, and quotes names that are not plain words. */
final class Words {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_](?:[A-Za-z0-9_.'/:]*[A-Za-z0-9_.'/])?");
    private static final int MOST_WORDS = 500_000;
    private static final int HEXADECIMAL_DIGITS = 4;
    private static final List<String> SYMBOLS = List.of("->", ">=", "{", "}", "+", "-", "*", "=", ":");

    private Words() {}

    /** @param column from 1; @param name true for a word or a quoted name, false for a symbol or the end */
    record Word(String text, int column, boolean name) {}

    /** A line that cannot be cut or parsed. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;
        private final int column;
        private final String fix;

        Unreadable(int column, String what) {
            this(column, what, "");
        }

        /** @param fix what to do about it, or nothing */
        Unreadable(int column, String what, String fix) {
            super(what);
            this.column = column;
            this.fix = fix;
        }

        int column() {
            return column;
        }

        String fix() {
            return fix;
        }
    }

    static boolean isSymbol(String text) {
        return SYMBOLS.contains(text);
    }

    /** The words of a line up to a comment, with an empty symbol at the end. */
    static List<Word> of(String line) throws Unreadable {
        List<Word> words = new ArrayList<>();
        int at = 0;
        while (at < line.length() && line.charAt(at) != '#') {
            if (words.size() == MOST_WORDS) {
                throw new Unreadable(at + 1, "the line has more than " + MOST_WORDS + " words");
            }
            if (Character.isWhitespace(line.charAt(at))) {
                at++;
            } else if (line.charAt(at) == '"') {
                at = quoted(line, at, words);
            } else {
                at = plain(line, at, words);
            }
        }
        words.add(new Word("", at + 1, false));
        return words;
    }

    private static int plain(String line, int at, List<Word> words) throws Unreadable {
        var matcher = PLAIN.matcher(line).region(at, line.length());
        if (matcher.lookingAt()) {
            words.add(new Word(matcher.group(), at + 1, true));
            return matcher.end();
        }
        for (String symbol : SYMBOLS) {
            if (line.startsWith(symbol, at)) {
                words.add(new Word(symbol, at + 1, false));
                return at + symbol.length();
            }
        }
        throw new Unreadable(
                at + 1,
                "expected a word, a quoted name or a symbol, found '" + line.charAt(at) + "'; quote such names");
    }

    private static int quoted(String line, int open, List<Word> words) throws Unreadable {
        StringBuilder name = new StringBuilder();
        int at = open + 1;
        while (at < line.length() && line.charAt(at) != '"') {
            char c = line.charAt(at++);
            if (c != '\\') {
                name.append(c);
            } else if (at < line.length() && (line.charAt(at) == '"' || line.charAt(at) == '\\')) {
                name.append(line.charAt(at++));
            } else if (line.startsWith("u", at) && isHexadecimal(line, at + 1)) {
                name.append((char) Integer.parseInt(line.substring(at + 1, at + 1 + HEXADECIMAL_DIGITS), 16));
                at += 1 + HEXADECIMAL_DIGITS;
            } else {
                throw new Unreadable(at, "expected \\\", \\\\ or \\u and four hexadecimal digits after a backslash");
            }
        }
        if (at >= line.length()) {
            throw new Unreadable(open + 1, "the quoted name has no closing quote");
        }
        words.add(new Word(name.toString(), open + 1, true));
        return at + 1;
    }

    private static boolean isHexadecimal(String line, int from) {
        int end = from + HEXADECIMAL_DIGITS;
        return end <= line.length() && line.substring(from, end).matches("[0-9a-f]+");
    }

    /** The name as it stands in text: itself when it is a plain word, else in quotes. */
    static String quote(String name) {
        if (PLAIN.matcher(name).matches()) {
            return name;
        }
        StringBuilder quoted = new StringBuilder("\"");
        for (char c : name.toCharArray()) {
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (Character.isISOControl(c)) {
                quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
