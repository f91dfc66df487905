package org.assay.symbolic.run;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ObjLongConsumer;
import org.assay.symbolic.label.LabelBits;
import org.assay.symbolic.program.Unit;

/** The units of a layer with their labels as indices, each filed under a label that it cannot fire without. */
final class CompiledUnits {
    private final List<List<CompiledUnit>> byLabel = new ArrayList<>();
    private final List<CompiledUnit> others = new ArrayList<>();
    private final Bloom bloom;

    /** A unit with its labels as indices; {@code mark} is what {@link Bloom} asks before the atoms are. */
    record CompiledUnit(Unit unit, CompiledAtoms when, int[] add, int[] delete, Bloom.Mark mark) {}

    /**
     * @param needed what is inserted or deleted beside these is of no consequence and is left out
     * @param bloom  asked before the atoms, or null
     */
    CompiledUnits(List<Unit> units, StateLayout layout, long[] needed, int[] descendants, Bloom bloom) {
        this.bloom = bloom;
        for (int label = 0; label < layout.graph().size(); label++) {
            byLabel.add(null);
        }
        for (Unit unit : units) {
            int[] add = indices(unit.add(), layout, needed);
            int[] delete = indices(unit.delete(), layout, needed);
            if (add.length + delete.length > 0) {
                CompiledAtoms when = CompiledAtoms.of(unit.when(), layout);
                Bloom.Mark mark = bloom == null ? null : bloom.mark(when, unit.threshold());
                file(when.requiredLabel(unit.threshold(), descendants))
                        .add(new CompiledUnit(unit, when, add, delete, mark));
            }
        }
    }

    private List<CompiledUnit> file(int required) {
        if (required == CompiledAtoms.NONE) {
            return others;
        }
        if (byLabel.get(required) == null) {
            byLabel.set(required, new ArrayList<>(1));
        }
        return byLabel.get(required);
    }

    private static int[] indices(List<String> labels, StateLayout layout, long[] needed) {
        return labels.stream()
                .mapToInt(layout.graph()::index)
                .filter(label -> LabelBits.has(needed, label))
                .toArray();
    }

    /** Calls {@code fired} with every unit that fires on the active set, and its score. */
    void fire(long[] closure, StateLayout layout, ObjLongConsumer<CompiledUnit> fired) {
        long[] signature = bloom == null ? null : bloom.signature(closure);
        layout.forEachLabel(closure, label -> {
            if (byLabel.get(label) != null) {
                fire(byLabel.get(label), closure, signature, fired);
            }
        });
        fire(others, closure, signature, fired);
    }

    private void fire(List<CompiledUnit> units, long[] closure, long[] signature, ObjLongConsumer<CompiledUnit> fired) {
        for (CompiledUnit unit : units) {
            if (signature != null && !bloom.mayFire(unit.mark(), signature, closure)) {
                continue;
            }
            long score = unit.when().score(closure);
            if (score >= unit.unit().threshold()) {
                fired.accept(unit, score);
            }
        }
    }
}
