package org.assay.symbolic.program;

import java.util.Comparator;
import java.util.List;

/**
 * Heads and units that all read the state before the layer. What they insert and delete is summed, label by label, with what the
 * label held before: 1 for an explicit label, its number for a counter. Afterwards a label is explicit where the sum is positive,
 * and a counter holds the sum, but no less than 0 and no more than {@link Limits#NUMBER}. So nothing depends on an order.
 *
 * @param heads by name
 * @param units by name
 */
public record Layer(List<Head> heads, List<Unit> units) {
    public Layer {
        heads = heads.stream().sorted(Comparator.comparing(Head::name)).toList();
        units = units.stream().sorted(Comparator.comparing(Unit::name)).toList();
    }
}
