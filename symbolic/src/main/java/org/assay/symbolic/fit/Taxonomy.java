package org.assay.symbolic.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Labels of labels, as a forest: leaves 0 .. n-1, then superlabels from fine to coarse. Made of nested partitions of the leaves;
 * a superlabel that would say nothing, standing for a single label or for all leaves, is left out.
 */
final class Taxonomy {
    /** The parent of a node without one. */
    static final int TOP = -1;

    private final int leaves;
    private final List<String> names;
    private final List<Integer> parents;
    private final List<int[]> children;

    private Taxonomy(int leaves, List<String> names, List<Integer> parents) {
        this.leaves = leaves;
        this.names = names;
        this.parents = parents;
        this.children = new ArrayList<>();
        for (int node = 0; node < names.size(); node++) {
            int of = node;
            children.add(range(names.size()).filter(n -> parents.get(n) == of).toArray());
        }
    }

    private static IntStream range(int n) {
        return IntStream.range(0, n);
    }

    /** How a superlabel is called. */
    interface Naming {
        /**
         * @param level   from 1, the finest
         * @param members leaves that it stands for
         */
        String name(int level, int[] members);
    }

    /**
     * @param leafNames  names of the leaves, unique
     * @param partitions group of each leaf, from the finest to the coarsest, each coarser than the one before
     * @param taken      names that no superlabel may have, besides those of the leaves
     */
    static Taxonomy of(List<String> leafNames, List<int[]> partitions, Set<String> taken, Naming naming) {
        int leaves = leafNames.size();
        List<String> names = new ArrayList<>(leafNames);
        List<Integer> parents = new ArrayList<>(Collections.nCopies(leaves, TOP));
        Set<String> used = new TreeSet<>(taken);
        used.addAll(leafNames);
        int[] top = range(leaves).toArray();
        for (int level = 1; level <= partitions.size(); level++) {
            int[] group = partitions.get(level - 1);
            int groups = Arrays.stream(group).max().orElse(-1) + 1;
            for (int g = 0; g < groups; g++) {
                int of = g;
                int[] members = range(leaves).filter(leaf -> group[leaf] == of).toArray();
                boolean says =
                        Arrays.stream(members).map(leaf -> top[leaf]).distinct().count() > 1 && members.length < leaves;
                if (!says) {
                    continue;
                }
                int node = names.size();
                names.add(unused(naming.name(level, members), used));
                parents.add(TOP);
                for (int leaf : members) {
                    parents.set(top[leaf], node);
                }
                for (int leaf : members) {
                    top[leaf] = node;
                }
            }
        }
        return new Taxonomy(leaves, List.copyOf(names), List.copyOf(parents));
    }

    /** The name with as many primes as make it new; adds it to {@code used}. */
    static String unused(String name, Set<String> used) {
        String candidate = name;
        while (!used.add(candidate)) {
            candidate += "'";
        }
        return candidate;
    }

    int leaves() {
        return leaves;
    }

    int nodes() {
        return names.size();
    }

    String name(int node) {
        return names.get(node);
    }

    /** The superlabel of a node, or {@link #TOP}. */
    int parent(int node) {
        return parents.get(node);
    }

    int[] children(int node) {
        return children.get(node);
    }

    /** Nodes without a superlabel. */
    int[] tops() {
        return range(nodes()).filter(node -> parents.get(node) == TOP).toArray();
    }

    /** A leaf and all its superlabels, the leaf first. */
    int[] chain(int leaf) {
        List<Integer> chain = new ArrayList<>();
        for (int node = leaf; node != TOP; node = parent(node)) {
            chain.add(node);
        }
        return chain.stream().mapToInt(node -> node).toArray();
    }
}
