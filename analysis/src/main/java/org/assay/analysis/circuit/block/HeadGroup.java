package org.assay.analysis.circuit.block;

import java.util.List;

/**
 * Heads of one layer that share a measured role.
 *
 * @param heads rising
 */
public record HeadGroup(int layer, String role, List<Integer> heads) {
    public HeadGroup {
        heads = List.copyOf(heads);
    }
}
