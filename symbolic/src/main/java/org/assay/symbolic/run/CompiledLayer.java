package org.assay.symbolic.run;

import java.util.List;

/**
 * A layer with its labels as indices.
 *
 * @param heads  those that insert anything of consequence
 * @param needed the explicit labels and numbers after the layer that are of consequence, as a mask of rows
 */
record CompiledLayer(StateLayout layout, List<CompiledHead> heads, CompiledUnits units, long[] needed) {
    /** What the units insert and delete on this active set: labels and by how much each changes, taking turns; {@code changes} is empty. */
    long[] changesByUnits(long[] closure, Changes changes) {
        units.fire(closure, layout, (unit, score) -> {
            int amount = unit.unit().amount(score);
            for (int label : unit.add()) {
                changes.add(label, amount);
            }
            for (int label : unit.delete()) {
                changes.add(label, -amount);
            }
        });
        return changes.takePairs();
    }

    /** Takes away what is of no consequence. */
    void keepNeeded(long[] row) {
        for (int w = 0; w < needed.length; w++) {
            row[w] &= needed[w];
        }
    }
}
