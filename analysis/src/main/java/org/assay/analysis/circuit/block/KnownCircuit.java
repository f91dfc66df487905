package org.assay.analysis.circuit.block;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.assay.datasets.model.Site;

/**
 * What is true of a network whose weights were made on purpose.
 *
 * @param blocks for each residual-stream site (hook name) the variables it holds, in subspaces orthogonal to one another
 * @param edges  all ways that are there; what is not among them is not there
 */
public record KnownCircuit(SortedMap<String, List<NamedBlock>> blocks, SortedSet<BlockEdge> edges) {
    public KnownCircuit {
        TreeMap<String, List<NamedBlock>> copied = new TreeMap<>();
        blocks.forEach((site, its) -> copied.put(site, List.copyOf(its)));
        blocks = Collections.unmodifiableSortedMap(copied);
        edges = Collections.unmodifiableSortedSet(new TreeSet<>(edges));
    }

    /** The variables at a site; IllegalArgumentException where it has none. */
    public List<NamedBlock> at(Site site) {
        List<NamedBlock> its = blocks.get(site.name());
        if (its == null) {
            throw new IllegalArgumentException("nothing is known about " + site + ", only about " + blocks.keySet());
        }
        return its;
    }
}
