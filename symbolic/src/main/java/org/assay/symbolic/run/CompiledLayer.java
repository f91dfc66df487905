package org.assay.symbolic.run;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ObjIntConsumer;
import org.assay.symbolic.label.LabelBits;
import org.assay.symbolic.label.LabelGraph;
import org.assay.symbolic.program.Head;
import org.assay.symbolic.program.Layer;
import org.assay.symbolic.program.Unit;

/** A layer with its labels as indices; units are filed under a label they cannot fire without. */
final class CompiledLayer {
    private final List<CompiledHead> heads = new ArrayList<>();
    private final List<List<CompiledUnit>> unitsByLabel = new ArrayList<>();
    private final List<CompiledUnit> otherUnits = new ArrayList<>();
    private final int labels;

    /** A unit with its labels as indices. */
    record CompiledUnit(Unit unit, CompiledAtoms when, int[] add, int[] delete) {}

    CompiledLayer(Layer layer, LabelGraph graph, int[] descendants) {
        this.labels = graph.size();
        for (Head head : layer.heads()) {
            heads.add(new CompiledHead(head, graph));
        }
        for (int label = 0; label < graph.size(); label++) {
            unitsByLabel.add(new ArrayList<>(0));
        }
        for (Unit unit : layer.units()) {
            CompiledAtoms when = CompiledAtoms.of(unit.when(), graph);
            int required = when.requiredLabel(unit.threshold(), descendants);
            List<CompiledUnit> file = required < 0 ? otherUnits : unitsByLabel.get(required);
            file.add(new CompiledUnit(unit, when, indices(unit.add(), graph), indices(unit.delete(), graph)));
        }
    }

    private static int[] indices(List<String> names, LabelGraph graph) {
        return names.stream().mapToInt(graph::index).toArray();
    }

    List<CompiledHead> heads() {
        return heads;
    }

    /** The explicit labels after the layer at the query position of {@code view}. */
    long[] apply(CausalView view) {
        long[] before = view.explicit(view.position());
        Changes changes = new Changes(labels);
        for (CompiledHead head : heads) {
            long[] inserted = new long[before.length];
            head.insert(view, inserted);
            LabelBits.forEach(inserted, label -> changes.count(label, 1));
        }
        fire(view.closure(view.position()), (unit, score) -> {
            for (int label : unit.add()) {
                changes.count(label, 1);
            }
            for (int label : unit.delete()) {
                changes.count(label, -1);
            }
        });
        return changes.applyTo(before);
    }

    /** Calls {@code fired} with every unit that fires on {@code closure}, and its score. */
    void fire(long[] closure, ObjIntConsumer<CompiledUnit> fired) {
        LabelBits.forEach(closure, label -> fire(unitsByLabel.get(label), closure, fired));
        fire(otherUnits, closure, fired);
    }

    private static void fire(List<CompiledUnit> units, long[] closure, ObjIntConsumer<CompiledUnit> fired) {
        for (CompiledUnit unit : units) {
            int score = unit.when().score(closure);
            if (score >= unit.unit().threshold()) {
                fired.accept(unit, score);
            }
        }
    }

    /** Net insertions label by label; only labels that are touched are looked at again. */
    private static final class Changes {
        private final int[] net;
        private final long[] touched;

        Changes(int labels) {
            net = new int[labels];
            touched = new long[LabelBits.words(labels)];
        }

        void count(int label, int by) {
            net[label] += by;
            LabelBits.add(touched, label);
        }

        long[] applyTo(long[] before) {
            long[] after = before.clone();
            LabelBits.forEach(touched, label -> {
                int held = LabelBits.has(before, label) ? 1 : 0;
                if (held + net[label] > 0) {
                    LabelBits.add(after, label);
                } else {
                    LabelBits.remove(after, label);
                }
            });
            return after;
        }
    }
}
