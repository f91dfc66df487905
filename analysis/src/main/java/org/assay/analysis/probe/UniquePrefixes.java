package org.assay.analysis.probe;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.assay.datasets.sequence.ContextSet;

/**
 * The contexts of a set, each known by a number: rows with the same tokens share it. A causal network holds the same at
 * all of them, so a regression has as many observations as there are different prefixes, not as there are rows.
 */
public final class UniquePrefixes {
    private UniquePrefixes() {}

    /** For every row the number of its prefix, by first appearance; only the first {@code depth} tokens count. */
    public static int[] of(ContextSet contexts, int depth) {
        Map<Long, Integer> children = new HashMap<>();
        int[] ofRow = new int[contexts.rows()];
        int row = 0;
        for (int s = 0; s < contexts.sequences(); s++) {
            int[] sequence = contexts.sequence(s);
            int node = 0;
            for (int p = 0; p < sequence.length && row < ofRow.length; p++) {
                if (p < depth) {
                    // A node of the prefix tree and the token that leads on from it.
                    long edge = (long) node << 32 | sequence[p];
                    node = children.computeIfAbsent(edge, e -> children.size() + 1);
                }
                if (contexts.rowSequence(row) == s && contexts.rowPosition(row) == p) {
                    ofRow[row++] = node;
                }
            }
        }
        return ofRow;
    }

    /**
     * For every row the number of sequences of the set that begin with its context: over an enumeration of all words of one length, how
     * often the context stands in a list of all words at all their positions.
     */
    public static int[] sequencesThrough(ContextSet contexts) {
        Map<Long, Integer> children = new HashMap<>();
        int[] through = new int[1];
        int[][] nodes = new int[contexts.sequences()][];
        for (int s = 0; s < contexts.sequences(); s++) {
            int[] sequence = contexts.sequence(s);
            nodes[s] = new int[sequence.length];
            int node = 0;
            for (int p = 0; p < sequence.length; p++) {
                long edge = (long) node << 32 | sequence[p];
                node = children.computeIfAbsent(edge, e -> children.size() + 1);
                if (node >= through.length) {
                    through = Arrays.copyOf(through, 2 * node);
                }
                through[node]++;
                nodes[s][p] = node;
            }
        }
        int[] ofRow = new int[contexts.rows()];
        for (int r = 0; r < ofRow.length; r++) {
            ofRow[r] = through[nodes[contexts.rowSequence(r)][contexts.rowPosition(r)]];
        }
        return ofRow;
    }
}
