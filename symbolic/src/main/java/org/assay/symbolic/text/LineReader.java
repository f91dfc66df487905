package org.assay.symbolic.text;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.assay.datasets.sequence.Vocabulary;
import org.assay.symbolic.program.Atom;
import org.assay.symbolic.program.Match;
import org.assay.symbolic.program.Position;
import org.assay.symbolic.program.PositionAtom;
import org.assay.symbolic.text.Words.Unreadable;
import org.assay.symbolic.text.Words.Word;

/** Reads the words of one line from left to right with one word of lookahead; says what it expected where it stops. */
final class LineReader {
    private final List<Word> words;
    private int next;

    LineReader(String line) throws Unreadable {
        this.words = Words.of(line);
    }

    Word peek() {
        return words.get(next);
    }

    boolean atEnd() {
        return next == words.size() - 1;
    }

    /** Whether the next word is this symbol or keyword. */
    boolean at(String text) {
        return !atEnd() && peek().text().equals(text) && peek().name() != Words.isSymbol(text);
    }

    void end(String orElse) throws Unreadable {
        if (!atEnd()) {
            throw expected(orElse + " or the end of the line");
        }
    }

    void expect(String text) throws Unreadable {
        if (!at(text)) {
            throw peek().name() && !Words.isSymbol(text)
                    ? expected("'" + text + "'", List.of(text))
                    : expected("'" + text + "'");
        }
        next++;
    }

    /** The item that the line is: its keyword and what it is about, such as {@code label noun} or {@code expert copy:*}. */
    String item() {
        String kind =
                words.get(0).text().equals("counter") ? "label" : words.get(0).text();
        String about = words.size() > 2 ? words.get(1).text() : "";
        boolean copies = words.size() > 4
                && words.get(2).text().equals(":")
                && words.get(3).text().equals("*");
        return kind + " " + about + (copies ? ":*" : "");
    }

    Word name(String what) throws Unreadable {
        if (!peek().name()) {
            throw expected(what);
        }
        return words.get(next++);
    }

    List<Word> namesToEnd(String what) throws Unreadable {
        List<Word> names = new ArrayList<>();
        while (!atEnd()) {
            names.add(name(what));
        }
        return names;
    }

    /** {@code { name name ... }}. */
    List<Word> nameSet(String what) throws Unreadable {
        List<Word> names = new ArrayList<>();
        expect("{");
        while (!at("}")) {
            names.add(name(what + " or '}'"));
        }
        expect("}");
        return names;
    }

    int integer(String what) throws Unreadable {
        int sign = sign(false);
        Word digits = name(what);
        return sign * natural(digits, what);
    }

    static int natural(Word digits, String what) throws Unreadable {
        if (!digits.text().matches("[0-9]{1,9}")) {
            throw new Unreadable(
                    digits.column(), "expected " + what + " (a whole number), found '" + digits.text() + "'");
        }
        return Integer.parseInt(digits.text());
    }

    private int sign(boolean required) throws Unreadable {
        if (at("-")) {
            next++;
            return -1;
        }
        if (at("+")) {
            next++;
            return 1;
        }
        if (required) {
            throw expected("'+', '-' or '}'");
        }
        return 1;
    }

    /** {@code { +A -2*B ... }}; the words of the labels are added to {@code labels}. */
    List<Atom> atoms(List<Word> labels) throws Unreadable {
        List<Atom> atoms = new ArrayList<>();
        expect("{");
        while (!at("}")) {
            WeightedName weighted = weightedName("a label");
            labels.add(weighted.name());
            atoms.add(new Atom(weighted.name().text(), weighted.weight()));
        }
        expect("}");
        return atoms;
    }

    /** {@code { +1 -2*dyadic.3 ... }}: positions with their weights. */
    List<PositionAtom> positionAtoms() throws Unreadable {
        List<PositionAtom> atoms = new ArrayList<>();
        expect("{");
        while (!at("}")) {
            WeightedName weighted = weightedName("a position");
            atoms.add(new PositionAtom(PositionWords.read(weighted.name()), weighted.weight()));
        }
        expect("}");
        return atoms;
    }

    /** {@code { 1 dyadic.3 ... }}. */
    List<Position> positions() throws Unreadable {
        List<Position> positions = new ArrayList<>();
        for (Word word : nameSet("a position")) {
            positions.add(PositionWords.read(word));
        }
        return positions;
    }

    /** {@code { +X -2*Y query PREFIX key PREFIX ... }}; the words of the labels, under their prefixes, are added to {@code labels}. */
    List<Match> matches(List<Word> labels) throws Unreadable {
        List<Match> matches = new ArrayList<>();
        expect("{");
        while (!at("}")) {
            WeightedName weighted = weightedName("a label");
            Word superlabel = weighted.name();
            String query = prefix("query", superlabel, labels);
            String key = prefix("key", superlabel, labels);
            matches.add(new Match(superlabel.text(), query, key, weighted.weight()));
        }
        expect("}");
        return matches;
    }

    /** The head after a keyword, or nothing where the keyword is absent. */
    private String prefix(String keyword, Word superlabel, List<Word> labels) throws Unreadable {
        String prefix = "";
        if (at(keyword)) {
            expect(keyword);
            prefix = name("the name of a head").text();
        }
        labels.add(new Word(Match.prefixed(prefix, superlabel.text()), superlabel.column(), true));
        return prefix;
    }

    private record WeightedName(Word name, int weight) {}

    private WeightedName weightedName(String what) throws Unreadable {
        int sign = sign(true);
        Word word = name(what + " or a weight");
        if (!at("*")) {
            return new WeightedName(word, sign);
        }
        expect("*");
        return new WeightedName(name(what), sign * natural(word, "a weight"));
    }

    /** {@code TOKEN=WEIGHT ...} to the end of the line. */
    SortedMap<Integer, Double> weightsToEnd(Vocabulary vocabulary) throws Unreadable {
        SortedMap<Integer, Double> weights = new TreeMap<>();
        while (!atEnd()) {
            Word token = name("a token");
            if (!vocabulary.contains(token.text())) {
                throw unknownToken(token, vocabulary);
            }
            expect("=");
            if (weights.put(vocabulary.id(token.text()), real()) != null) {
                throw new Unreadable(token.column(), "token '" + token.text() + "' has two weights");
            }
        }
        return weights;
    }

    double real() throws Unreadable {
        int sign = sign(false);
        Word digits = name("a number");
        if (!digits.text().matches("[0-9]+(\\.[0-9]+)?")) {
            throw new Unreadable(digits.column(), "expected a plain decimal number, found '" + digits.text() + "'");
        }
        double value = Double.parseDouble(digits.text());
        if (Double.isInfinite(value)) {
            throw new Unreadable(digits.column(), "the number is too large for a double: " + digits.text());
        }
        return sign * value;
    }

    static Unreadable unknownToken(Word token, Vocabulary vocabulary) {
        String fix = Suggestion.of(token.text(), vocabulary.tokens());
        return new Unreadable(token.column(), "'" + token.text() + "' is not a token of the vocabulary", fix);
    }

    /** What was expected instead of a word that is perhaps one of {@code known}, misspelt. */
    Unreadable expected(String what, List<String> known) {
        return new Unreadable(peek().column(), expected(what).getMessage(), Suggestion.of(peek().text(), known));
    }

    Unreadable expected(String what) {
        String found = atEnd() ? "the end of the line" : "'" + peek().text() + "'";
        return new Unreadable(peek().column(), "expected " + what + ", found " + found);
    }
}
