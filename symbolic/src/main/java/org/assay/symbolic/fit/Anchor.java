package org.assay.symbolic.fit;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.assay.datasets.sequence.ContextSet;
import org.assay.symbolic.program.Atom;
import org.assay.symbolic.program.Head;
import org.assay.symbolic.program.Position;
import org.assay.symbolic.program.PositionAtom;
import org.assay.symbolic.program.Query;
import org.assay.symbolic.program.Selection;
import org.assay.symbolic.program.Values;

/**
 * How far back a token came last, modulo a number: a question that no window answers, since the token may stand anywhere. It is the
 * memory of a machine that goes round between two such tokens, as in a language of runs of even length.
 *
 * @param token   which
 * @param modulus from 2
 */
record Anchor(int token, int modulus) {
    private static final List<Integer> MODULI = List.of(2, 3);

    /** All that are tried. */
    static List<Anchor> of(int vocabulary) {
        List<Anchor> anchors = new ArrayList<>();
        for (int token = 0; token < vocabulary; token++) {
            for (int modulus : MODULI) {
                anchors.add(new Anchor(token, modulus));
            }
        }
        return anchors;
    }

    /** Residues, then that the token never came. */
    int symbols() {
        return modulus + 1;
    }

    int symbol(ContextSet contexts, int row) {
        int[] sequence = contexts.sequence(contexts.rowSequence(row));
        for (int distance = 0; distance <= contexts.rowPosition(row); distance++) {
            if (sequence[contexts.rowPosition(row) - distance] == token) {
                return distance % modulus;
            }
        }
        return modulus;
    }

    /** The head that answers it: the nearest key that holds the token, of which it says where it stands. */
    Head head(String name, String tokenLabel) {
        List<Position> residues =
                IntStream.range(0, modulus).mapToObj(this::residue).toList();
        Selection nearest = new Selection(
                1,
                1,
                Selection.Ties.NEAREST,
                List.of(Query.always(List.of(Atom.has(tokenLabel)))),
                List.of(),
                List.<PositionAtom>of());
        return new Head(name, nearest, new Values(List.of(), residues, false, 0));
    }

    String label(String head, int symbol) {
        return head + ":" + (symbol == modulus ? Head.NONE : residue(symbol).label());
    }

    private Position residue(int residue) {
        return new Position.Residue(modulus, residue);
    }
}
