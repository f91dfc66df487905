package org.assay.symbolic.run;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.assay.symbolic.label.LabelBits;
import org.assay.symbolic.label.LabelGraph;
import org.assay.symbolic.program.Head;
import org.assay.symbolic.program.Layer;
import org.assay.symbolic.program.Match;
import org.assay.symbolic.program.Position;
import org.assay.symbolic.program.Program;
import org.assay.symbolic.program.Query;
import org.assay.symbolic.program.Unit;

/**
 * Which explicit labels after each layer can still make a difference to the answer: those that, themselves or by an ancestor, are
 * read by the next layer or copied by it to where it matters, and those that matter one layer on. What is left out makes states
 * equal that differ in nothing that is ever looked at. Found from the last layer back.
 */
final class Relevance {
    private final Program program;
    private final LabelGraph graph;

    private Relevance(Program program) {
        this.program = program;
        this.graph = program.labels();
    }

    /** For the embedding and then every layer the labels that matter after it, as bits. */
    static List<long[]> of(Program program) {
        Relevance relevance = new Relevance(program);
        List<long[]> kept = new ArrayList<>();
        long[] after = relevance.descendantsOf(relevance.readByUnembedding());
        kept.add(after);
        List<Layer> layers = program.layers();
        for (int n = layers.size() - 1; n >= 0; n--) {
            after = relevance.before(layers.get(n), after);
            kept.add(after);
        }
        Collections.reverse(kept);
        return kept;
    }

    /** Every label after every layer. */
    static List<long[]> everything(Program program) {
        long[] all = new long[LabelBits.words(program.labels().size())];
        for (int label = 0; label < program.labels().size(); label++) {
            LabelBits.add(all, label);
        }
        return Collections.nCopies(program.layers().size() + 1, all);
    }

    private long[] empty() {
        return new long[LabelBits.words(graph.size())];
    }

    private void add(long[] set, String label) {
        if (graph.contains(label)) {
            LabelBits.add(set, graph.index(label));
        }
    }

    private long[] readByUnembedding() {
        long[] read = empty();
        program.unembedding().votes().keySet().forEach(label -> add(read, label));
        program.unembedding().experts().keySet().forEach(label -> add(read, label));
        for (String prefix : program.unembedding().copyVotes().keySet()) {
            program.ownLabels(prefix).values().forEach(label -> add(read, label));
        }
        for (String prefix : program.unembedding().copyExperts().keySet()) {
            program.ownLabels(prefix).values().forEach(label -> add(read, label));
        }
        return read;
    }

    private long[] before(Layer layer, long[] after) {
        long[] read = empty();
        long[] copied = empty();
        for (Unit unit : layer.units()) {
            if (changes(unit, after)) {
                unit.when().forEach(atom -> add(read, atom.label()));
            }
        }
        for (Head head : layer.heads()) {
            if (inserts(head, after)) {
                addReadBy(head, read);
                addCopiedBy(head, after, copied);
            }
        }
        long[] before = descendantsOf(read);
        LabelBits.addAll(before, copied);
        LabelBits.addAll(before, after);
        return before;
    }

    private boolean changes(Unit unit, long[] after) {
        return unit.add().stream().anyMatch(label -> has(after, label))
                || unit.delete().stream().anyMatch(label -> has(after, label));
    }

    private boolean has(long[] set, String label) {
        return graph.contains(label) && LabelBits.has(set, graph.index(label));
    }

    /** Whether anything under the head's prefix matters. */
    private boolean inserts(Head head, long[] after) {
        if (has(after, head.copyOf(Head.NONE)) || has(after, head.copyOf(Head.COUNT))) {
            return true;
        }
        for (int least : head.values().buckets()) {
            if (has(after, head.copyOf(Head.bucket(least)))) {
                return true;
            }
        }
        for (Position position : head.values().where()) {
            if (has(after, head.copyOf(position.label()))) {
                return true;
            }
        }
        long[] copied = empty();
        addCopiedBy(head, after, copied);
        return !java.util.Arrays.equals(copied, empty());
    }

    private void addReadBy(Head head, long[] read) {
        for (Query query : head.selection().queries()) {
            query.when().forEach(atom -> add(read, atom.label()));
            query.seek().forEach(atom -> add(read, atom.label()));
        }
        for (Match match : head.selection().matches()) {
            for (Program.MatchedPair pair : program.pairs(match)) {
                add(read, pair.query());
                add(read, pair.key());
            }
        }
    }

    /** Labels that pass the head's filter and of which a copy matters; where it counts, a copy of an ancestor is enough. */
    private void addCopiedBy(Head head, long[] after, long[] copied) {
        long[] matter = empty();
        for (int label = 0; label < graph.size(); label++) {
            if (has(after, head.copyOf(graph.name(label)))) {
                LabelBits.add(matter, label);
            }
        }
        long[] filter = empty();
        head.values().labels().forEach(label -> add(filter, label));
        for (int label = 0; label < graph.size(); label++) {
            long[] closure = graph.closure(label);
            boolean any = head.values().counted() ? LabelBits.meet(closure, matter) : LabelBits.has(matter, label);
            if (any && LabelBits.meet(closure, filter)) {
                LabelBits.add(copied, label);
            }
        }
    }

    /** The labels that are in the set or have an ancestor in it. */
    private long[] descendantsOf(long[] set) {
        long[] descendants = empty();
        for (int label = 0; label < graph.size(); label++) {
            if (LabelBits.meet(graph.closure(label), set)) {
                LabelBits.add(descendants, label);
            }
        }
        return descendants;
    }
}
