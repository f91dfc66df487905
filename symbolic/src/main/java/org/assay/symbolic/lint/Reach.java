package org.assay.symbolic.lint;

import java.util.ArrayList;
import java.util.List;
import org.assay.symbolic.label.LabelBits;
import org.assay.symbolic.label.LabelGraph;
import org.assay.symbolic.program.Atom;
import org.assay.symbolic.program.Head;
import org.assay.symbolic.program.Layer;
import org.assay.symbolic.program.Limits;
import org.assay.symbolic.program.Match;
import org.assay.symbolic.program.PositionAtom;
import org.assay.symbolic.program.Program;
import org.assay.symbolic.program.Program.MatchedPair;
import org.assay.symbolic.program.Query;
import org.assay.symbolic.program.Unit;

/**
 * Which labels may be active before each layer and after the last, whatever the tokens: what a token brings or something inserts
 * that may come to it. An upper bound: labels that exclude each other are taken as if they could meet, and nothing is ever deleted.
 */
final class Reach {
    private final Program program;
    private final LabelGraph graph;
    private final List<long[]> explicit = new ArrayList<>();
    private final List<long[]> active = new ArrayList<>();

    Reach(Program program) {
        this.program = program;
        this.graph = program.labels();
        long[] held = new long[LabelBits.words(graph.size())];
        program.tokenLabels().forEach(its -> its.forEach(label -> LabelBits.add(held, graph.index(label))));
        note(held);
        for (int n = 0; n < program.layers().size(); n++) {
            Layer layer = program.layers().get(n);
            for (Head head : layer.heads()) {
                insert(head, n, held);
            }
            for (Unit unit : layer.units()) {
                if (most(unit.when(), n) >= unit.threshold()) {
                    unit.add().forEach(label -> LabelBits.add(held, graph.index(label)));
                }
            }
            note(held);
        }
    }

    private void note(long[] held) {
        explicit.add(held.clone());
        active.add(graph.closureOf(held));
    }

    private void insert(Head head, int n, long[] held) {
        LabelBits.add(held, graph.index(head.copyOf(Head.NONE)));
        if (most(head, n) < head.selection().threshold()) {
            return;
        }
        long[] filter = new long[held.length];
        head.values().labels().forEach(label -> LabelBits.add(filter, graph.index(label)));
        long[] passing = new long[held.length];
        LabelBits.forEach(explicit.get(n), label -> {
            if (LabelBits.meet(graph.closure(label), filter)) {
                LabelBits.add(passing, label);
            }
        });
        long[] copied = head.values().counted() ? graph.closureOf(passing) : passing;
        LabelBits.forEach(copied, label -> LabelBits.add(held, graph.index(head.copyOf(graph.name(label)))));
        head.values().where().forEach(position -> LabelBits.add(held, graph.index(head.copyOf(position.label()))));
        if (head.values().widest() > 0) {
            LabelBits.add(held, graph.index(head.copyOf(Head.COUNT)));
        }
        head.values().buckets().forEach(least -> LabelBits.add(held, graph.index(head.copyOf(Head.bucket(least)))));
    }

    /** Whether the label may be active before layer {@code n}, from 0; after the last for the number of layers. */
    boolean isActive(String label, int n) {
        return LabelBits.has(active.get(n), graph.index(label));
    }

    /** Whether the label may be explicit after layer {@code n} has inserted, from 0. */
    boolean isExplicitAfter(String label, int n) {
        return LabelBits.has(explicit.get(n + 1), graph.index(label));
    }

    /** The most that atoms can count before layer {@code n}. */
    long most(List<Atom> atoms, int n) {
        return atoms.stream().mapToLong(atom -> Math.max(0, extreme(atom, n))).sum();
    }

    /** The least that atoms can count before layer {@code n}. */
    long least(List<Atom> atoms, int n) {
        return atoms.stream().mapToLong(atom -> Math.min(0, extreme(atom, n))).sum();
    }

    private long extreme(Atom atom, int n) {
        if (!isActive(atom.label(), n)) {
            return 0;
        }
        return (long) atom.weight() * (program.counters().contains(atom.label()) ? Limits.NUMBER : 1);
    }

    /** The most that a key can score for a head of layer {@code n}. */
    long most(Head head, int n) {
        long most = 0;
        for (Query query : head.selection().queries()) {
            most += isAsked(query, n) ? most(query.seek(), n) : 0;
        }
        for (Match match : head.selection().matches()) {
            most += Math.max(0L, match.weight()) * shared(match, n);
        }
        for (PositionAtom atom : head.selection().positions()) {
            most += Math.max(0, atom.weight());
        }
        return most;
    }

    boolean isAsked(Query query, int n) {
        return most(query.when(), n) >= query.threshold();
    }

    /** How many labels query and key may share before layer {@code n}. */
    long shared(Match match, int n) {
        long shared = 0;
        for (MatchedPair pair : program.pairs(match)) {
            shared += isActive(pair.query(), n) && isActive(pair.key(), n) ? 1 : 0;
        }
        return shared;
    }
}
