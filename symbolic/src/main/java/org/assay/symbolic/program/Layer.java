package org.assay.symbolic.program;

import java.util.Comparator;
import java.util.List;

/**
 * Heads and units that all read the state before the layer. What they insert and delete is summed, label by label, with 1 for a
 * label that was explicit before; a label is explicit afterwards where the sum is positive. So nothing depends on an order.
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
