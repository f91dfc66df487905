package org.assay.symbolic.run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.assay.symbolic.label.LabelBits;
import org.assay.symbolic.label.LabelGraph;
import org.assay.symbolic.program.Head;
import org.assay.symbolic.program.Match;
import org.assay.symbolic.program.PositionAtom;
import org.assay.symbolic.program.Program;
import org.assay.symbolic.program.Program.MatchedPair;
import org.assay.symbolic.program.Query;
import org.assay.symbolic.program.Selection;
import org.assay.symbolic.program.Selection.Ties;
import org.assay.symbolic.program.Values;

/** A head with its labels as indices. */
final class CompiledHead {
    private static final int ABSENT = -1;

    private final Head head;
    private final LabelGraph graph;
    private final List<CompiledQuery> queries = new ArrayList<>();
    private final List<CompiledMatch> matches = new ArrayList<>();
    private final boolean[] counters;
    private final boolean[] passes;
    private final int[] copies;
    private final int[] where;
    private final int none;
    private final int count;
    private final int[] buckets;

    private record CompiledQuery(CompiledAtoms when, int threshold, CompiledAtoms seek) {}

    private record CompiledMatch(int weight, int[] query, int[] key) {}

    /** A key that is kept. */
    record Kept(int position, long score) {}

    CompiledHead(Head head, Program program, boolean[] counters) {
        this.head = head;
        this.counters = counters;
        this.graph = program.labels();
        for (Query query : head.selection().queries()) {
            queries.add(new CompiledQuery(
                    CompiledAtoms.of(query.when(), graph), query.threshold(), CompiledAtoms.of(query.seek(), graph)));
        }
        for (Match match : head.selection().matches()) {
            List<MatchedPair> pairs = program.pairs(match);
            matches.add(new CompiledMatch(
                    match.weight(),
                    pairs.stream().mapToInt(pair -> graph.index(pair.query())).toArray(),
                    pairs.stream().mapToInt(pair -> graph.index(pair.key())).toArray()));
        }
        Values values = head.values();
        this.passes = new boolean[graph.size()];
        this.copies = new int[graph.size()];
        for (int label = 0; label < copies.length; label++) {
            String name = graph.name(label);
            passes[label] = values.labels().stream().anyMatch(value -> graph.isA(name, value));
            copies[label] = indexOrAbsent(head.copyOf(name));
        }
        this.where = values.where().stream()
                .mapToInt(position -> graph.index(head.copyOf(position.label())))
                .toArray();
        this.none = graph.index(head.copyOf(Head.NONE));
        this.count = values.widest() > 0 ? graph.index(head.copyOf(Head.COUNT)) : ABSENT;
        this.buckets = values.buckets().stream()
                .mapToInt(least -> graph.index(head.copyOf(Head.bucket(least))))
                .toArray();
    }

    private int indexOrAbsent(String name) {
        return graph.contains(name) ? graph.index(name) : ABSENT;
    }

    String name() {
        return head.name();
    }

    /** Adds what the head inserts at the query position of {@code view} to {@code inserted}, label by label. */
    void insert(CausalView view, long[] inserted) {
        int[] selected = select(view);
        long[] own = new long[inserted.length];
        if (selected.length == 0) {
            own[none] = 1;
        }
        for (int s : selected) {
            copy(view.at(s), own);
            for (int i = 0; i < where.length; i++) {
                if (head.values().where().get(i).holds(view.position(), s)) {
                    own[where[i]] = head.values().counted() ? own[where[i]] + 1 : 1;
                }
            }
        }
        for (int i = 0; i < buckets.length; i++) {
            if (selected.length >= head.values().buckets().get(i)) {
                own[buckets[i]] = 1;
            }
        }
        if (count != ABSENT) {
            own[count] = selected.length;
        }
        for (int label = 0; label < own.length; label++) {
            inserted[label] += own[label];
        }
    }

    private void copy(LabelState key, long[] own) {
        long[] passing = new long[key.explicit().length];
        LabelBits.forEach(key.explicit(), label -> {
            if (passes[label]) {
                LabelBits.add(passing, label);
            }
        });
        if (head.values().counted()) {
            LabelBits.forEach(graph.closureOf(passing), label -> own[copies[label]]++);
        } else {
            LabelBits.forEach(
                    passing, label -> own[copies[label]] = counters[label] ? own[copies[label]] + key.held(label) : 1);
        }
    }

    /** The keys that are kept, best first. */
    int[] select(CausalView view) {
        int t = view.position();
        LabelState own = view.at(t);
        List<CompiledQuery> asked = queries.stream()
                .filter(query -> query.when().score(own) >= query.threshold())
                .toList();
        Selection selection = head.selection();
        List<Kept> kept = new ArrayList<>();
        for (int s = t; s >= 0; s--) {
            LabelState key = view.at(s);
            long score = positionScore(t, s);
            for (CompiledQuery query : asked) {
                score += query.seek().score(key);
            }
            for (CompiledMatch match : matches) {
                score += (long) match.weight() * shared(match, own, key);
            }
            if (score >= selection.threshold()) {
                kept.add(new Kept(s, score));
            }
        }
        Comparator<Kept> best = Comparator.comparingLong((Kept key) -> -key.score());
        kept.sort(best.thenComparingInt(key -> selection.ties() == Ties.NEAREST ? -key.position() : key.position()));
        return kept.stream().limit(selection.k()).mapToInt(Kept::position).toArray();
    }

    private long positionScore(int t, int s) {
        long score = 0;
        for (PositionAtom atom : head.selection().positions()) {
            score += atom.position().holds(t, s) ? atom.weight() : 0;
        }
        return score;
    }

    private static int shared(CompiledMatch match, LabelState query, LabelState key) {
        int shared = 0;
        for (int i = 0; i < match.query().length; i++) {
            boolean both =
                    LabelBits.has(query.closure(), match.query()[i]) && LabelBits.has(key.closure(), match.key()[i]);
            shared += both ? 1 : 0;
        }
        return shared;
    }
}
