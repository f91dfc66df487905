package org.assay.symbolic.label;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Labels and their superlabels: a directed acyclic graph in which a label may have several parents. Labels are numbered in the
 * order of their names, so that two graphs with the same edges are the same graph.
 *
 * <p>The closure of a set of labels is the set with all ancestors of its members: cl(S) = S and every label that a path of
 * parents leads to from S.
 */
public final class LabelGraph {
    private final SortedMap<String, SortedSet<String>> parents;
    private final List<String> names;
    private final Map<String, Integer> indices = new HashMap<>();
    private final List<List<String>> children = new ArrayList<>();
    private final long[][] closures;

    private LabelGraph(SortedMap<String, SortedSet<String>> parents) {
        this.parents = parents;
        this.names = List.copyOf(parents.keySet());
        for (int label = 0; label < names.size(); label++) {
            indices.put(names.get(label), label);
            children.add(new ArrayList<>(0));
        }
        parents.forEach((label, its) ->
                its.forEach(parent -> children.get(index(parent)).add(label)));
        this.closures = new long[names.size()][];
        close();
    }

    /**
     * @param parents for every label its parents, which must be labels themselves; throws IllegalArgumentException when a
     *                parent is unknown, a name is not a word, or the labels form a cycle, which is then printed
     */
    public static LabelGraph of(Map<String, ? extends Collection<String>> parents) {
        SortedMap<String, SortedSet<String>> sorted = new TreeMap<>();
        parents.forEach((label, its) -> sorted.put(requireName(label), new TreeSet<>(its)));
        sorted.forEach((label, its) -> {
            for (String parent : its) {
                if (!sorted.containsKey(parent)) {
                    throw new IllegalArgumentException("label '" + label + "' has the unknown parent '" + parent + "'");
                }
            }
        });
        return new LabelGraph(sorted);
    }

    private static String requireName(String name) {
        if (name.isEmpty() || name.chars().anyMatch(c -> Character.isWhitespace(c) || Character.isISOControl(c))) {
            throw new IllegalArgumentException("a label must be a word without white space, got '" + name + "'");
        }
        return name;
    }

    /** From the labels without parents down, each after all its parents; without recursion, as chains may be long. */
    private void close() {
        int[] open = new int[size()];
        Deque<Integer> ready = new ArrayDeque<>();
        for (int label = 0; label < size(); label++) {
            open[label] = parents.get(name(label)).size();
            if (open[label] == 0) {
                ready.add(label);
            }
        }
        int closed = 0;
        for (; !ready.isEmpty(); closed++) {
            int label = ready.remove();
            closures[label] = new long[LabelBits.words(size())];
            LabelBits.add(closures[label], label);
            parents.get(name(label)).forEach(parent -> LabelBits.addAll(closures[label], closures[index(parent)]));
            for (String child : children.get(label)) {
                if (--open[index(child)] == 0) {
                    ready.add(index(child));
                }
            }
        }
        if (closed < size()) {
            throw new CycleException(cycle());
        }
    }

    /** Every label that is not closed has such a parent, so walking up from one of them comes to a label a second time. */
    private List<String> cycle() {
        List<String> path = new ArrayList<>();
        Map<String, Integer> seen = new TreeMap<>();
        String at = name(Arrays.asList(closures).indexOf(null));
        while (!seen.containsKey(at)) {
            seen.put(at, path.size());
            path.add(at);
            at = parents.get(at).stream()
                    .filter(parent -> closures[index(parent)] == null)
                    .findFirst()
                    .orElseThrow();
        }
        return path.subList(seen.get(at), path.size());
    }

    public int size() {
        return names.size();
    }

    /** All labels in the order of their indices, which is the order of their names. */
    public List<String> names() {
        return names;
    }

    public String name(int label) {
        return names.get(label);
    }

    public boolean contains(String name) {
        return indices.containsKey(name);
    }

    /** The index of the label called {@code name}; throws when there is none. */
    public int index(String name) {
        Integer index = indices.get(name);
        if (index == null) {
            throw new IllegalArgumentException("label '" + name + "' is not among the " + size() + " labels");
        }
        return index;
    }

    /** The direct parents of a label, by name. */
    public SortedSet<String> parents(String name) {
        return Collections.unmodifiableSortedSet(parents.get(names.get(index(name))));
    }

    /** The labels that have this one as a direct parent, by name. */
    public List<String> children(String name) {
        return Collections.unmodifiableList(children.get(index(name)));
    }

    /** The label and all its ancestors; not a copy. */
    public long[] closure(int label) {
        Objects.checkIndex(label, size());
        return closures[label];
    }

    /** Whether {@code ancestor} is {@code label} itself or one of its ancestors. */
    public boolean isA(String label, String ancestor) {
        return LabelBits.has(closures[index(label)], index(ancestor));
    }

    /** cl(S) of a set of explicit labels, as a new set. */
    public long[] closureOf(long[] explicit) {
        long[] closure = new long[explicit.length];
        LabelBits.forEach(explicit, label -> LabelBits.addAll(closure, closures[label]));
        return closure;
    }

    /** The members of {@code set} that are not implied by another member: those with no proper descendant in it. */
    public long[] minimal(long[] set) {
        long[] minimal = set.clone();
        LabelBits.forEach(set, label -> {
            for (int w = 0; w < set.length; w++) {
                long ancestors = closures[label][w];
                if (w == label >>> 6) {
                    ancestors &= ~(1L << label);
                }
                minimal[w] &= ~ancestors;
            }
        });
        return minimal;
    }

    /** The names of the members of {@code set}, in order. */
    public List<String> namesOf(long[] set) {
        List<String> members = new ArrayList<>();
        LabelBits.forEach(set, label -> members.add(names.get(label)));
        return members;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LabelGraph graph && parents.equals(graph.parents);
    }

    @Override
    public int hashCode() {
        return parents.hashCode();
    }

    @Override
    public String toString() {
        return "LabelGraph[" + size() + " labels, "
                + Arrays.stream(closures).mapToInt(c -> c.length).max().orElse(0) + " words]";
    }
}
