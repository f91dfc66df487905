package org.assay.datasets.incontext;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;

/**
 * A probabilistic automaton that leaves each state along one of its edges, uniformly, starting from state 0.
 *
 * @param next for each state and symbol the state it leads to, -1 where there is no edge; every state has an edge
 */
record Automaton(int[][] next) {
    static final int NO_EDGE = -1;

    private static final int[] STATES = {4, 12};
    private static final int LEAST_SYMBOLS = 4;
    private static final int MOST_EDGES = 3;

    /**
     * A random automaton after E. Akyurek et al., "In-context language learning: architectures and algorithms", 2024:
     * 4 to 12 states, 4 to {@code symbols} symbols of the alphabet, 1 to 3 edges out of each state with distinct symbols to
     * distinct other states; states that cannot be reached are dropped and states that cannot be told apart are merged.
     */
    static Automaton random(Seed seed, int symbols) {
        if (symbols < LEAST_SYMBOLS) {
            throw new IllegalArgumentException(
                    "a random automaton needs an alphabet of at least " + LEAST_SYMBOLS + " symbols, got " + symbols);
        }
        Draws draws = seed.draws();
        int states = STATES[0] + draws.nextInt(STATES[1] - STATES[0] + 1);
        int size = LEAST_SYMBOLS + draws.nextInt(symbols - LEAST_SYMBOLS + 1);
        int[] alphabet = Arrays.copyOf(draws.nextPermutation(symbols), size);
        int[][] next = new int[states][symbols];
        for (int state = 0; state < states; state++) {
            Arrays.fill(next[state], NO_EDGE);
            int edges = 1 + draws.nextInt(MOST_EDGES);
            int[] symbolOrder = draws.nextPermutation(size);
            int[] others = draws.nextPermutation(states - 1);
            for (int e = 0; e < edges; e++) {
                next[state][alphabet[symbolOrder[e]]] = others[e] + (others[e] >= state ? 1 : 0);
            }
        }
        return new Automaton(next).minimal();
    }

    int states() {
        return next.length;
    }

    /** How many edges leave {@code state}. */
    int edges(int state) {
        int edges = 0;
        for (int to : next[state]) {
            edges += to == NO_EDGE ? 0 : 1;
        }
        return edges;
    }

    /**
     * The automaton with the fewest states that emits every word with the same probability: states that begin the same words
     * are one (Moore 1956), numbered in the order in which they are reached.
     */
    Automaton minimal() {
        int[] block = new int[next.length];
        int blocks = 0;
        for (int before = -1; blocks > before; ) {
            before = blocks;
            Map<String, Integer> signatures = new TreeMap<>();
            int[] refined = new int[next.length];
            for (int state = 0; state < next.length; state++) {
                String signature = block[state] + Arrays.toString(targets(state, block));
                refined[state] = signatures.computeIfAbsent(signature, key -> signatures.size());
            }
            block = refined;
            blocks = signatures.size();
        }
        return quotient(block);
    }

    /** The blocks that the edges of {@code state} lead to. */
    private int[] targets(int state, int[] block) {
        return Arrays.stream(next[state])
                .map(to -> to == NO_EDGE ? NO_EDGE : block[to])
                .toArray();
    }

    /** The blocks that can be reached from that of state 0, in breadth-first order. */
    private Automaton quotient(int[] block) {
        List<Integer> representatives = new ArrayList<>(List.of(0));
        List<Integer> order = new ArrayList<>(List.of(block[0]));
        List<int[]> rows = new ArrayList<>();
        for (int i = 0; i < order.size(); i++) {
            int[] row = next[representatives.get(i)].clone();
            for (int symbol = 0; symbol < row.length; symbol++) {
                if (row[symbol] != NO_EDGE) {
                    int target = row[symbol];
                    if (!order.contains(block[target])) {
                        order.add(block[target]);
                        representatives.add(target);
                    }
                    row[symbol] = order.indexOf(block[target]);
                }
            }
            rows.add(row);
        }
        return new Automaton(rows.toArray(int[][]::new));
    }
}
