package org.assay.symbolic.program;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.assay.symbolic.label.LabelGraph;

/**
 * The labels of a program: the declared ones and those that heads write, each under its head's prefix. Prefixes keep what
 * different heads write apart (Lindner et al. 2023: a private subspace per variable). A head may copy what a head of an earlier
 * layer has copied.
 */
final class CopiedLabels {
    private final Map<String, Set<String>> parents = new LinkedHashMap<>();
    private final Map<String, List<String>> children = new HashMap<>();
    private final Map<String, Integer> layerOf = new HashMap<>();
    private final SortedSet<String> counters = new TreeSet<>();
    private int layer;
    private int edges;

    private CopiedLabels() {}

    /** The declared labels with the copies of all heads, and which of them are counters. */
    record All(LabelGraph graph, SortedSet<String> counters) {}

    /** @throws IllegalArgumentException when a label is written twice, a head copies what is not there, or there are too many */
    static All extend(LabelGraph declared, Collection<String> declaredCounters, List<Layer> layers) {
        CopiedLabels labels = new CopiedLabels();
        declared.names().forEach(name -> labels.add(name, declared.parents(name), declaredCounters.contains(name), ""));
        for (Layer layer : layers) {
            labels.layer++;
            layer.heads().forEach(labels::write);
        }
        return new All(
                LabelGraph.of(new TreeMap<>(labels.parents)), Collections.unmodifiableSortedSet(labels.counters));
    }

    private void add(String label, Collection<String> its, boolean counter, String head) {
        if (label.length() > Limits.NAME) {
            String item = head.isEmpty() ? "label " + label : "head " + head;
            throw new InvalidItemException(
                    item,
                    "a label has a name of more than " + Limits.NAME + " characters, prefixes of copies included: '"
                            + label.substring(0, 40) + "...'");
        }
        if (parents.put(label, Set.copyOf(its)) != null) {
            throw new InvalidItemException(
                    "head " + head,
                    "label '" + label + "' is inserted by head '" + head + "' and stands for something else as well");
        }
        layerOf.put(label, layer);
        children.computeIfAbsent(label, l -> new ArrayList<>());
        its.forEach(parent ->
                children.computeIfAbsent(parent, l -> new ArrayList<>()).add(label));
        if (counter) {
            counters.add(label);
        }
        edges += its.size();
        if (parents.size() > Limits.LABELS || edges > Limits.PARENTS) {
            throw new IllegalArgumentException("a program has at most " + Limits.LABELS + " labels and "
                    + Limits.PARENTS + " parents, copies included"
                    + (head.isEmpty() ? "" : "; head '" + head + "' goes beyond"));
        }
    }

    private void write(Head head) {
        Values values = head.values();
        for (String value : values.labels()) {
            if (layerOf.getOrDefault(value, layer) >= layer) {
                throw new InvalidItemException(
                        "head " + head.name(),
                        "head '" + head.name() + "' copies '" + value + "', which is not a label before its layer");
            }
        }
        add(head.copyOf(Head.NONE), Set.of(), false, head.name());
        for (String label : copied(values.labels())) {
            Set<String> its = new HashSet<>();
            if (!values.counted()) {
                parents.get(label).forEach(parent -> its.add(head.copyOf(parent)));
            }
            add(head.copyOf(label), its, values.counted() || counters.contains(label), head.name());
        }
        for (Position position : values.where()) {
            add(
                    head.copyOf(position.label()),
                    values.counted() ? Set.of() : wider(head, position),
                    values.counted(),
                    head.name());
        }
        if (values.widest() > 0) {
            add(head.copyOf(Head.COUNT), Set.of(), true, head.name());
            for (int least : values.buckets()) {
                Set<String> below = least == 1 ? Set.of() : Set.of(head.copyOf(Head.bucket(least / 2)));
                add(head.copyOf(Head.bucket(least)), below, false, head.name());
            }
        }
    }

    /** The labels that pass the filter and all their ancestors; walks over nothing else. */
    private Set<String> copied(Collection<String> filter) {
        return reach(reach(filter, children), parents);
    }

    private static Set<String> reach(Collection<String> from, Map<String, ? extends Collection<String>> edges) {
        Set<String> reached = new TreeSet<>(from);
        List<String> open = new ArrayList<>(reached);
        while (!open.isEmpty()) {
            for (String next : edges.get(open.remove(open.size() - 1))) {
                if (reached.add(next)) {
                    open.add(next);
                }
            }
        }
        return reached;
    }

    private static Set<String> wider(Head head, Position position) {
        Set<String> wider = new HashSet<>();
        for (Position other : head.values().where()) {
            if (position.implies(other) && !other.implies(position)) {
                wider.add(head.copyOf(other.label()));
            }
        }
        return wider;
    }
}
