package org.assay.symbolic.program;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.assay.symbolic.label.LabelGraph;

/**
 * The labels that heads write: every label that may pass a head's value filter, and its ancestors, under the head's prefix, and
 * {@code NAME:none}. Prefixes keep what different heads write apart (Lindner et al. 2023: a private subspace per
 * variable). A head may copy what a head of an earlier layer has copied.
 */
final class CopiedLabels {
    private CopiedLabels() {}

    /** The declared labels with the copies of all heads. */
    static LabelGraph extend(LabelGraph declared, List<Layer> layers) {
        LabelGraph graph = declared;
        for (Layer layer : layers) {
            TreeMap<String, Collection<String>> parents = new TreeMap<>();
            for (String label : graph.names()) {
                parents.put(label, graph.parents(label));
            }
            for (Head head : layer.heads()) {
                copies(graph, head).forEach((label, its) -> {
                    if (parents.put(label, its) != null) {
                        throw new IllegalArgumentException(
                                "label '" + label + "' is both declared and copied by head '" + head.name() + "'");
                    }
                });
            }
            graph = LabelGraph.of(parents);
        }
        return graph;
    }

    private static Map<String, SortedSet<String>> copies(LabelGraph graph, Head head) {
        for (String value : head.values()) {
            if (!graph.contains(value)) {
                throw new IllegalArgumentException(
                        "head '" + head.name() + "' copies '" + value + "', which is not a label before its layer");
            }
        }
        TreeMap<String, SortedSet<String>> copies = new TreeMap<>();
        copies.put(head.copyOf(Head.NONE), new TreeSet<>());
        for (String label : graph.names()) {
            if (head.values().stream().anyMatch(value -> graph.isA(label, value))) {
                for (String ancestor : graph.namesOf(graph.closure(graph.index(label)))) {
                    TreeSet<String> parents = new TreeSet<>();
                    graph.parents(ancestor).forEach(parent -> parents.add(head.copyOf(parent)));
                    copies.put(head.copyOf(ancestor), parents);
                }
            }
        }
        return copies;
    }
}
