package org.assay.symbolic.fit.rule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.assay.symbolic.program.Atom;
import org.assay.symbolic.program.Head;
import org.assay.symbolic.program.Position;
import org.assay.symbolic.program.Query;
import org.assay.symbolic.program.Selection;
import org.assay.symbolic.program.Selection.Ties;
import org.assay.symbolic.program.Values;

/** Brackets as a program: counts of what has opened and closed, where the nearest one stands, and what follows from them. */
class BracketParts extends ProgramParts {
    BracketParts(RuleModel model) {
        super(model);
    }

    /** Counts of what has opened and closed, where the nearest bracket stands, and what follows from them. */
    void brackets() {
        List<Atom> outside = new ArrayList<>(List.of(Atom.has(ordinary)));
        List<Atom> depth = new ArrayList<>();
        List<Atom> seekAny = new ArrayList<>();
        List<String> tokens = new ArrayList<>();
        for (BracketPair pair : spans.pairs) {
            for (int token : new int[] {pair.open(), pair.close()}) {
                String name = counter(token);
                heads.get(0)
                        .put(
                                name,
                                new Head(
                                        name,
                                        new Selection(
                                                Selection.ALL,
                                                1,
                                                Ties.NEAREST,
                                                List.of(Query.always(List.of(Atom.has(own.get(token))))),
                                                List.of(),
                                                List.of()),
                                        new Values(List.of(), List.of(), false, 1)));
                int sign = token == pair.open() ? 1 : -1;
                outside.add(new Atom(name + ":" + Head.COUNT, -sign));
                depth.add(new Atom(name + ":" + Head.COUNT, sign));
                seekAny.add(Atom.has(own.get(token)));
                tokens.add(own.get(token));
            }
        }
        unit(2, out, 1, outside);
        if (spans.pairs.isEmpty()) {
            return;
        }
        List<Position> where = new ArrayList<>();
        for (int c = 0; c < Rows.RESUMED; c++) {
            where.add(new Position.Offset(c));
        }
        Selection nearest = new Selection(1, 1, Ties.NEAREST, List.of(Query.always(seekAny)), List.of(), List.of());
        heads.get(0).put(near, new Head(near, nearest, new Values(tokens, where, false, 0)));
        String deep = "";
        if (spans.deepest > 1) {
            deep = label(DEEP);
            unit(2, deep, spans.deepest, depth);
        }
        for (int k = 0; k < spans.pairs.size(); k++) {
            bracket(k, deep, outside);
        }
    }

    String counter(int token) {
        return "count." + own.get(token);
    }

    private void bracket(int k, String deep, List<Atom> outside) {
        BracketPair pair = spans.pairs.get(k);
        String name = own.get(pair.open());
        String behind = label("behind." + name);
        List<Atom> justClosed = new ArrayList<>(outside);
        justClosed.set(0, Atom.has(own.get(pair.close())));
        unit(2, behind, 1, justClosed);
        expert(behind, 1, spans.behind[k]);
        String inside = label("in." + name);
        unit(2, inside, 1, List.of(Atom.has(near + ":" + own.get(pair.open()))));
        if (spans.deepest > 1) {
            List<Atom> resumed = new ArrayList<>();
            resumed.add(Atom.has(counter(pair.open()) + ":" + Head.COUNT));
            resumed.add(Atom.not(counter(pair.close()) + ":" + Head.COUNT));
            for (BracketPair other : spans.pairs) {
                resumed.add(new Atom(near + ":" + own.get(other.close()), FAR));
            }
            unit(2, inside, FAR + 1, resumed);
        }
        List<Atom> full = new ArrayList<>();
        for (int c = 0; c <= Rows.RESUMED; c++) {
            double weight = spans.closes[k][c];
            if (weight > 0) {
                String at = label("in." + name + "." + c);
                if (c < Rows.RESUMED) {
                    unit(
                            2,
                            at,
                            2,
                            List.of(
                                    Atom.has(near + ":" + own.get(pair.open())),
                                    Atom.has(near + ":" + new Position.Offset(c).label())));
                } else {
                    List<Atom> none = new ArrayList<>(List.of(new Atom(inside, 2 * FAR)));
                    for (int d = 0; d < Rows.RESUMED; d++) {
                        none.add(Atom.not(near + ":" + new Position.Offset(d).label()));
                    }
                    for (BracketPair other : spans.pairs) {
                        none.add(new Atom(near + ":" + own.get(other.close()), FAR));
                    }
                    unit(3, at, 2 * FAR, none);
                }
                expert(at, weight == Double.POSITIVE_INFINITY ? 1 : weight, certain(pair.close()));
                if (weight == Double.POSITIVE_INFINITY) {
                    full.add(Atom.not(at));
                }
            }
        }
        content(k, name, inside, full);
        opens(k, name, inside, full, deep);
    }

    private void content(int k, String name, String inside, List<Atom> full) {
        for (int slot = 0; slot < spans.content[k].length; slot++) {
            if (spans.content[k][slot] == null || isSpoken(k, slot)) {
                continue;
            }
            String current = current(k, slot);
            String label = label("content." + name + "." + (current.isEmpty() ? "resumed" : current));
            List<Atom> when = new ArrayList<>(full);
            when.add(Atom.has(inside));
            if (current.isEmpty()) {
                spans.pairs.forEach(pair -> when.add(Atom.has(own.get(pair.close()))));
            } else {
                when.add(Atom.has(current));
            }
            for (int v = 0; v < vocabulary.size() && slot < groups; v++) {
                if (model.groupOf()[v] == slot && spans.content[k][groups + 2 + v] != null) {
                    when.add(Atom.not(own.get(v)));
                }
            }
            unit(3, label, 2, when);
            expert(label, 1, spans.content[k][slot]);
        }
    }

    /** Whether every token of a group has a law of its own. */
    private boolean isSpoken(int k, int slot) {
        return slot < groups
                && IntStream.range(0, vocabulary.size())
                        .filter(v -> model.groupOf()[v] == slot)
                        .allMatch(v -> spans.content[k][groups + 2 + v] != null);
    }

    /** The label of the current token that a slot of content goes by; empty where another bracket has closed. */
    private String current(int k, int slot) {
        if (slot > groups + 1) {
            return own.get(slot - groups - 2);
        }
        if (slot == groups + 1) {
            return "";
        }
        return slot < groups ? groupNames.get(slot) : own.get(spans.pairs.get(k).open());
    }

    private void opens(int k, String name, String inside, List<Atom> full, String deep) {
        double[] law = new double[vocabulary.size()];
        double sum = Arrays.stream(spans.opens[k]).sum();
        if (deep.isEmpty() || !(sum > 0)) {
            return;
        }
        for (int o = 0; o < spans.pairs.size(); o++) {
            law[spans.pairs.get(o).open()] = spans.opens[k][o] / sum;
        }
        String label = label("opens." + name);
        List<Atom> when = new ArrayList<>(full);
        when.add(Atom.has(inside));
        when.add(Atom.not(deep));
        unit(3, label, 1, when);
        expert(label, sum, law);
    }
}
