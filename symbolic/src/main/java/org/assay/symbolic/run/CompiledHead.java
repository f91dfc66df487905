package org.assay.symbolic.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assay.symbolic.label.LabelBits;
import org.assay.symbolic.label.LabelGraph;
import org.assay.symbolic.program.Head;
import org.assay.symbolic.program.OffsetAtom;
import org.assay.symbolic.program.Query;

/** A head with its labels as indices. */
final class CompiledHead {
    private static final int NOT_COPIED = -1;

    private final Head head;
    private final List<CompiledQuery> queries = new ArrayList<>();
    private final int[] offsets;
    private final int[] offsetWeights;
    private final int[] copies;
    private final int none;

    private record CompiledQuery(CompiledAtoms when, int threshold, CompiledAtoms seek) {}

    CompiledHead(Head head, LabelGraph graph) {
        this.head = head;
        for (Query query : head.queries()) {
            queries.add(new CompiledQuery(
                    CompiledAtoms.of(query.when(), graph), query.threshold(), CompiledAtoms.of(query.seek(), graph)));
        }
        this.offsets = head.offsets().stream().mapToInt(OffsetAtom::offset).toArray();
        this.offsetWeights =
                head.offsets().stream().mapToInt(OffsetAtom::weight).toArray();
        this.copies = new int[graph.size()];
        Arrays.fill(copies, NOT_COPIED);
        for (int label = 0; label < copies.length; label++) {
            String name = graph.name(label);
            if (head.values().stream().anyMatch(value -> graph.isA(name, value))) {
                copies[label] = graph.index(head.copyOf(name));
            }
        }
        this.none = graph.index(head.copyOf(Head.NONE));
    }

    String name() {
        return head.name();
    }

    /** Adds what the head inserts at the query position of {@code view} to {@code inserted}. */
    void insert(CausalView view, long[] inserted) {
        int[] selected = select(view);
        if (selected.length == 0) {
            LabelBits.add(inserted, none);
        }
        for (int s : selected) {
            LabelBits.forEach(view.explicit(s), label -> {
                if (copies[label] != NOT_COPIED) {
                    LabelBits.add(inserted, copies[label]);
                }
            });
        }
    }

    /** The keys that are kept, best first: by score, the nearest first among equals. */
    int[] select(CausalView view) {
        List<CompiledQuery> asked = new ArrayList<>();
        for (CompiledQuery query : queries) {
            if (query.when().score(view.closure(view.position())) >= query.threshold()) {
                asked.add(query);
            }
        }
        int t = view.position();
        if (asked.isEmpty() && head.threshold() > 0) {
            return selectByOffset(t);
        }
        List<int[]> kept = new ArrayList<>();
        for (int s = t; s >= 0; s--) {
            int score = offsetScore(t - s);
            for (CompiledQuery query : asked) {
                score += query.seek().score(view.closure(s));
            }
            if (score >= head.threshold()) {
                kept.add(new int[] {s, score});
            }
        }
        return best(kept);
    }

    /** Where nothing is asked and the threshold is positive, only keys at a named offset can pass. */
    private int[] selectByOffset(int t) {
        List<int[]> kept = new ArrayList<>();
        for (int i = 0; i < offsets.length; i++) {
            if (offsets[i] <= t && offsetWeights[i] >= head.threshold()) {
                kept.add(new int[] {t - offsets[i], offsetWeights[i]});
            }
        }
        return best(kept);
    }

    private int offsetScore(int offset) {
        int at = Arrays.binarySearch(offsets, offset);
        return at < 0 ? 0 : offsetWeights[at];
    }

    /** {@code kept} holds (position, score) from the nearest to the farthest; the sort is stable, so ties stay nearest first. */
    private int[] best(List<int[]> kept) {
        kept.sort((a, b) -> Integer.compare(b[1], a[1]));
        return kept.stream().limit(head.k()).mapToInt(key -> key[0]).toArray();
    }
}
