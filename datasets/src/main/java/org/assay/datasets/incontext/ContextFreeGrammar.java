package org.assay.datasets.incontext;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.assay.datasets.file.ConfigFields;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;

/**
 * A probabilistic context-free grammar. Symbols are numbered: terminals first, then nonterminals, of which the first is the
 * start. Each nonterminal has productions whose probabilities sum to 1, none of them empty; every nonterminal can be reached,
 * and derivations end with probability 1.
 *
 * @param terminals    names
 * @param nonterminals names, the first is the start
 */
public record ContextFreeGrammar(List<String> terminals, List<String> nonterminals, List<Production> productions) {
    private static final double SUM_TOLERANCE = 1e-12;
    private static final int EXTINCTION_STEPS = 20_000;
    private static final double EXTINCTION_TOLERANCE = 1e-6;
    private static final int CHILDREN = 3;

    public ContextFreeGrammar {
        terminals = List.copyOf(terminals);
        nonterminals = List.copyOf(nonterminals);
        productions = List.copyOf(productions);
        if (terminals.isEmpty() || nonterminals.isEmpty()) {
            throw new IllegalArgumentException("a grammar needs at least one terminal and one nonterminal, got "
                    + terminals.size() + " and " + nonterminals.size());
        }
        requireLaws(terminals, nonterminals, productions);
        requireReached(terminals, nonterminals, productions);
        requireEnd(terminals, nonterminals, productions);
    }

    /**
     * One production.
     *
     * @param left        number of the nonterminal among all symbols
     * @param right       numbers of its children, at least one; not to be changed
     * @param probability given the left side, in (0, 1]
     */
    public record Production(int left, int[] right, double probability) {
        public Production {
            if (right.length == 0 || !(probability > 0 && probability <= 1)) {
                throw new IllegalArgumentException("a production needs a child and a probability in (0, 1], got "
                        + right.length + " children and " + probability);
            }
        }

        @Override
        public String toString() {
            return left + " -> " + Arrays.toString(right) + " " + probability;
        }
    }

    private static void requireLaws(List<String> terminals, List<String> nonterminals, List<Production> productions) {
        int symbols = terminals.size() + nonterminals.size();
        double[] sums = new double[symbols];
        for (Production production : productions) {
            if (production.left < terminals.size() || production.left >= symbols) {
                throw new IllegalArgumentException("production " + production + " is not of a nonterminal");
            }
            for (int child : production.right) {
                if (child < 0 || child >= symbols) {
                    throw new IllegalArgumentException("production " + production + " has the unknown child " + child);
                }
            }
            sums[production.left] += production.probability;
        }
        for (int n = 0; n < nonterminals.size(); n++) {
            double sum = sums[terminals.size() + n];
            if (!(Math.abs(sum - 1) <= SUM_TOLERANCE)) {
                throw new IllegalArgumentException("the productions of nonterminal '" + nonterminals.get(n)
                        + "' have probability " + sum + ", not 1");
            }
        }
    }

    private static void requireReached(
            List<String> terminals, List<String> nonterminals, List<Production> productions) {
        boolean[] reached = new boolean[terminals.size() + nonterminals.size()];
        reached[terminals.size()] = true;
        for (boolean grown = true; grown; ) {
            grown = false;
            for (Production production : productions) {
                for (int child : production.right) {
                    grown |= reached[production.left] && !reached[child];
                    reached[child] |= reached[production.left];
                }
            }
        }
        for (int n = 0; n < nonterminals.size(); n++) {
            if (!reached[terminals.size() + n]) {
                throw new IllegalArgumentException(
                        "nonterminal '" + nonterminals.get(n) + "' cannot be reached from the start");
            }
        }
    }

    /**
     * The probability that a derivation from each symbol ends, the terminals first: the least fixed point of its generating
     * function (Booth, Thompson 1973).
     */
    private static double[] ends(int terminals, int symbols, List<Production> productions) {
        double[] ends = new double[symbols];
        Arrays.fill(ends, 0, terminals, 1);
        for (int step = 0; step < EXTINCTION_STEPS; step++) {
            double[] next = new double[ends.length];
            Arrays.fill(next, 0, terminals, 1);
            for (Production production : productions) {
                double all = production.probability;
                for (int child : production.right) {
                    all *= ends[child];
                }
                next[production.left] += all;
            }
            ends = next;
        }
        return ends;
    }

    private static void requireEnd(List<String> terminals, List<String> nonterminals, List<Production> productions) {
        Map<String, String> endless = endless(terminals, nonterminals, productions);
        if (!endless.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", endless.values()));
        }
    }

    /** What is wrong with each nonterminal from which a derivation need not end. */
    static Map<String, String> endless(
            List<String> terminals, List<String> nonterminals, List<Production> productions) {
        double[] ends = ends(terminals.size(), terminals.size() + nonterminals.size(), productions);
        Map<String, String> endless = new LinkedHashMap<>();
        for (int n = 0; n < nonterminals.size(); n++) {
            double probability = ends[terminals.size() + n];
            if (!(probability >= 1 - EXTINCTION_TOLERANCE)) {
                endless.put(
                        nonterminals.get(n),
                        "derivations from nonterminal '" + nonterminals.get(n) + "' end with probability "
                                + ConfigFields.decimal(probability) + ", not 1");
            }
        }
        return endless;
    }

    /**
     * A random grammar in the manner of cfg3 (Z. Allen-Zhu and Y. Li, "Physics of language models: part 1", 2023):
     * three terminals; above them {@code levels - 1} levels of three nonterminals, and the start; each nonterminal has
     * {@code rules} equally probable productions of 2 or 3 children of the level below. What cannot be reached is dropped.
     */
    static ContextFreeGrammar cfg3(Seed seed, int levels, int rules) {
        if (levels < 1 || rules < 1 || rules > CHILDREN * CHILDREN) {
            throw new IllegalArgumentException(
                    "a cfg3 grammar needs at least 1 level and 1 .. 9 rules, got " + levels + " and " + rules);
        }
        Draws draws = seed.draws();
        List<String> nonterminals = new ArrayList<>();
        List<List<int[]>> rights = new ArrayList<>();
        List<Integer> level = List.of(CHILDREN);
        nonterminals.add("L" + levels);
        for (int height = levels; height > 0; height--) {
            TreeSet<Integer> reached = new TreeSet<>();
            int first = height == 1 ? 0 : CHILDREN + nonterminals.size();
            List<List<int[]>> drawn = new ArrayList<>();
            for (int i = 0; i < level.size(); i++) {
                List<int[]> mine = distinct(draws, rules);
                mine.forEach(right -> Arrays.stream(right).forEach(reached::add));
                drawn.add(mine);
            }
            List<Integer> below = List.copyOf(reached);
            for (List<int[]> mine : drawn) {
                rights.add(mine.stream()
                        .map(right -> Arrays.stream(right)
                                .map(child -> first + (first == 0 ? child : below.indexOf(child)))
                                .toArray())
                        .toList());
            }
            if (height > 1) {
                int named = height - 1;
                below.forEach(child -> nonterminals.add("L" + named + (char) ('a' + child)));
            }
            level = below;
        }
        List<Production> productions = new ArrayList<>();
        for (int n = 0; n < rights.size(); n++) {
            for (int[] right : rights.get(n)) {
                productions.add(new Production(CHILDREN + n, right, 1.0 / rules));
            }
        }
        return new ContextFreeGrammar(List.of("a", "b", "c"), nonterminals, productions);
    }

    /** Different right sides of 2 or 3 of the three symbols of a level. */
    private static List<int[]> distinct(Draws draws, int rules) {
        List<int[]> rights = new ArrayList<>();
        while (rights.size() < rules) {
            int[] right = new int[2 + draws.nextInt(2)];
            for (int i = 0; i < right.length; i++) {
                right[i] = draws.nextInt(CHILDREN);
            }
            if (rights.stream().noneMatch(other -> Arrays.equals(other, right))) {
                rights.add(right);
            }
        }
        return rights;
    }

    /**
     * Sums of products with brackets, left-recursive: {@code E -> E + T | T, T -> T * F | F, F -> ( E ) | x}, the first of each
     * with the given probability, which must be small enough for derivations to end.
     */
    static ContextFreeGrammar arithmetic(double more) {
        List<String> terminals = List.of("x", "+", "*", "(", ")");
        int e = terminals.size();
        int t = e + 1;
        int f = e + 2;
        return new ContextFreeGrammar(
                terminals,
                List.of("E", "T", "F"),
                List.of(
                        new Production(e, new int[] {e, 1, t}, more),
                        new Production(e, new int[] {t}, 1 - more),
                        new Production(t, new int[] {t, 2, f}, more),
                        new Production(t, new int[] {f}, 1 - more),
                        new Production(f, new int[] {3, e, 4}, more),
                        new Production(f, new int[] {0}, 1 - more)));
    }

    boolean isTerminal(int symbol) {
        return symbol < terminals.size();
    }

    /**
     * The height of each nonterminal above the terminals, when all children of a symbol have the same height; empty when the
     * grammar is not layered so.
     */
    List<Integer> heights() {
        int[] height = new int[terminals.size() + nonterminals.size()];
        for (int round = 0; round < nonterminals.size(); round++) {
            for (Production production : productions) {
                height[production.left] = height[production.right[0]] + 1;
            }
        }
        for (Production production : productions) {
            for (int child : production.right) {
                if (height[child] + 1 != height[production.left]) {
                    return List.of();
                }
            }
        }
        return Arrays.stream(height).skip(terminals.size()).boxed().toList();
    }
}
