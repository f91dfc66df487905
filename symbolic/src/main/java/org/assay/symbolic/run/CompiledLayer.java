package org.assay.symbolic.run;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ObjLongConsumer;
import org.assay.symbolic.label.LabelBits;
import org.assay.symbolic.label.LabelGraph;
import org.assay.symbolic.program.Head;
import org.assay.symbolic.program.Layer;
import org.assay.symbolic.program.Limits;
import org.assay.symbolic.program.Program;
import org.assay.symbolic.program.Unit;

/** A layer with its labels as indices; units are filed under a label they cannot fire without. */
final class CompiledLayer {
    private final List<CompiledHead> heads = new ArrayList<>();
    private final List<List<CompiledUnit>> unitsByLabel = new ArrayList<>();
    private final List<CompiledUnit> otherUnits = new ArrayList<>();
    private final Program program;
    private final boolean[] counters;

    /** A unit with its labels as indices. */
    record CompiledUnit(Unit unit, CompiledAtoms when, int[] add, int[] delete) {}

    /** @param counters for every label whether it holds a number */
    CompiledLayer(Layer layer, Program program, boolean[] counters, int[] descendants) {
        this.program = program;
        this.counters = counters;
        LabelGraph graph = program.labels();
        for (Head head : layer.heads()) {
            heads.add(new CompiledHead(head, program, counters));
        }
        for (int label = 0; label < graph.size(); label++) {
            unitsByLabel.add(new ArrayList<>(0));
        }
        for (Unit unit : layer.units()) {
            CompiledAtoms when = CompiledAtoms.of(unit.when(), graph);
            int required = when.requiredLabel(unit.threshold(), descendants, counters);
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

    /** What the query position of {@code view} holds after the layer. */
    LabelState apply(CausalView view) {
        LabelState before = view.at(view.position());
        long[] net = new long[counters.length];
        for (CompiledHead head : heads) {
            head.insert(view, net);
        }
        fire(before, (unit, score) -> {
            int amount = unit.unit().amount(score);
            for (int label : unit.add()) {
                net[label] += amount;
            }
            for (int label : unit.delete()) {
                net[label] -= amount;
            }
        });
        int[] after = new int[net.length];
        for (int label = 0; label < after.length; label++) {
            long most = counters[label] ? Limits.NUMBER : 1;
            after[label] = (int) Math.max(0, Math.min(most, before.held(label) + net[label]));
        }
        return LabelState.of(after, program.labels(), !program.counters().isEmpty());
    }

    /** Calls {@code fired} with every unit that fires on {@code state}, and its score. */
    void fire(LabelState state, ObjLongConsumer<CompiledUnit> fired) {
        LabelBits.forEach(state.closure(), label -> fire(unitsByLabel.get(label), state, fired));
        fire(otherUnits, state, fired);
    }

    private static void fire(List<CompiledUnit> units, LabelState state, ObjLongConsumer<CompiledUnit> fired) {
        for (CompiledUnit unit : units) {
            long score = unit.when().score(state);
            if (score >= unit.unit().threshold()) {
                fired.accept(unit, score);
            }
        }
    }
}
