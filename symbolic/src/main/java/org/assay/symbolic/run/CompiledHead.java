package org.assay.symbolic.run;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.assay.symbolic.label.LabelBits;
import org.assay.symbolic.program.Head;
import org.assay.symbolic.program.Match;
import org.assay.symbolic.program.Program;
import org.assay.symbolic.program.Query;
import org.assay.symbolic.program.Selection;

/** What a head asks, with labels as indices. What it inserts is in {@link CompiledValues}. */
final class CompiledHead {
    private final Head head;
    private final StateLayout layout;
    private final List<CompiledAtoms> conditions = new ArrayList<>();
    private final List<CompiledMatch> matches = new ArrayList<>();
    private final CompiledPositions positions;
    private final CompiledValues values;
    private final long[] sought;
    private final int onlyDistance;

    /** Labels at the query and, beside each, the one at the key. */
    private record CompiledMatch(int[] query, int[] key, int weight) {}

    CompiledHead(Program program, Head head, StateLayout layout, long[] needed) {
        this.head = head;
        this.layout = layout;
        Selection selection = head.selection();
        for (Query query : selection.queries()) {
            conditions.add(CompiledAtoms.of(query.when(), layout));
        }
        for (Match match : selection.matches()) {
            List<Program.MatchedPair> pairs = program.pairs(match);
            matches.add(new CompiledMatch(
                    indices(pairs.stream().map(Program.MatchedPair::query)),
                    indices(pairs.stream().map(Program.MatchedPair::key)),
                    match.weight()));
        }
        this.positions = new CompiledPositions(selection.positions());
        this.values = new CompiledValues(head, layout, needed);
        this.sought = sought();
        this.onlyDistance = onlyDistance();
    }

    private int[] indices(Stream<String> labels) {
        return labels.mapToInt(layout.graph()::index).toArray();
    }

    private long[] sought() {
        long[] mask = layout.empty();
        for (Query query : head.selection().queries()) {
            CompiledAtoms.of(query.seek(), layout).markIn(mask);
        }
        for (CompiledMatch match : matches) {
            for (int label : match.key()) {
                LabelBits.add(mask, label);
            }
        }
        return mask;
    }

    private int onlyDistance() {
        long labels = 0;
        for (Query query : head.selection().queries()) {
            labels = Math.min(
                    CompiledAtoms.UNBOUNDED,
                    labels + CompiledAtoms.of(query.seek(), layout).best());
        }
        for (CompiledMatch match : matches) {
            labels += (long) Math.max(0, match.weight()) * match.key().length;
        }
        return positions.onlyDistance(head.selection().threshold() - labels);
    }

    /** How far back a kept key must stand, or {@link CompiledPositions#SEVERAL}. */
    int distance() {
        return onlyDistance;
    }

    Head head() {
        return head;
    }

    CompiledPositions positions() {
        return positions;
    }

    CompiledValues values() {
        return values;
    }

    /** The part of an active set that decides how well a key is matched by any query. */
    long[] soughtPart(long[] closure) {
        return StateLayout.and(closure, sought);
    }

    /** The queries that hold and the labels to be matched: all of an active set that decides what is asked. */
    long[] askedPart(long[] closure) {
        int pairs = matches.stream().mapToInt(match -> match.query().length).sum();
        long[] part = new long[LabelBits.words(conditions.size() + pairs)];
        List<Query> queries = head.selection().queries();
        int bit = 0;
        for (int q = 0; q < queries.size(); q++, bit++) {
            if (conditions.get(q).score(closure) >= queries.get(q).threshold()) {
                LabelBits.add(part, bit);
            }
        }
        for (CompiledMatch match : matches) {
            for (int label : match.query()) {
                if (LabelBits.has(closure, label)) {
                    LabelBits.add(part, bit);
                }
                bit++;
            }
        }
        return part;
    }

    /** The score of a key's labels for a query with that {@link #askedPart}. */
    CompiledAtoms asked(long[] askedPart) {
        CompiledAtoms.Sum sum = new CompiledAtoms.Sum(layout);
        int bit = 0;
        for (Query query : head.selection().queries()) {
            if (LabelBits.has(askedPart, bit++)) {
                sum.addAll(query.seek());
            }
        }
        for (CompiledMatch match : matches) {
            for (int label : match.key()) {
                if (LabelBits.has(askedPart, bit++)) {
                    sum.addActive(label, match.weight());
                }
            }
        }
        return sum.build();
    }
}
