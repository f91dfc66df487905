package org.assay.symbolic.text;

import org.assay.symbolic.program.Position;
import org.assay.symbolic.text.Words.Unreadable;
import org.assay.symbolic.text.Words.Word;

/**
 * Positions as words: {@code 3} for an offset, {@code dyadic.3}, {@code mod.2.1} for residue 1 modulo 2, {@code block.3}, {@code
 * first} and {@code last}.
 */
final class PositionWords {
    private static final String KINDS =
            "an offset such as 3, dyadic.LEVEL, mod.MODULUS.RESIDUE, block.LEVEL, first or last";

    private PositionWords() {}

    static String print(Position position) {
        return position instanceof Position.Offset offset ? Integer.toString(offset.distance()) : position.label();
    }

    static Position read(Word word) throws Unreadable {
        String[] parts = word.text().split("\\.", -1);
        return switch (parts[0]) {
            case "dyadic" -> new Position.Dyadic(part(parts, 1, 2, word));
            case "mod" -> new Position.Residue(part(parts, 1, 3, word), part(parts, 2, 3, word));
            case "block" -> new Position.SameBlock(part(parts, 1, 2, word));
            case "first" -> alone(parts, new Position.First(), word);
            case "last" -> alone(parts, new Position.Last(), word);
            default -> new Position.Offset(part(parts, 0, 1, word));
        };
    }

    private static Position alone(String[] parts, Position position, Word word) throws Unreadable {
        if (parts.length > 1) {
            throw unknown(word);
        }
        return position;
    }

    private static int part(String[] parts, int index, int length, Word word) throws Unreadable {
        if (parts.length != length || !parts[index].matches("[0-9]{1,9}")) {
            throw unknown(word);
        }
        return Integer.parseInt(parts[index]);
    }

    private static Unreadable unknown(Word word) {
        return new Unreadable(word.column(), "expected " + KINDS + ", found '" + word.text() + "'");
    }
}
