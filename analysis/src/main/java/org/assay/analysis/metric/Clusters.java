package org.assay.analysis.metric;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.assay.datasets.sequence.ContextSet;

/**
 * Which rows stand or fall together when an interval is made: contexts that share tokens are not independent draws, so
 * whole sequences (of a sample) or whole subtrees (of an enumeration) are drawn, never rows.
 *
 * @param ofRow the cluster of every row, 0 .. count-1
 * @param count how many clusters there are
 * @param unit  what a cluster is, in words
 */
public record Clusters(int[] ofRow, int count, String unit) {
    public Clusters {
        for (int r = 0; r < ofRow.length; r++) {
            if (ofRow[r] < 0 || ofRow[r] >= count) {
                throw new IllegalArgumentException(
                        "cluster of row " + r + " must be in 0.." + (count - 1) + ", got " + ofRow[r]);
            }
        }
    }

    /** One cluster for each sequence: for sampled contexts. */
    public static Clusters bySequence(ContextSet contexts) {
        int[] ofRow = new int[contexts.rows()];
        Arrays.setAll(ofRow, contexts::rowSequence);
        return new Clusters(ofRow, contexts.sequences(), "sequences");
    }

    /** One cluster for all contexts that begin with the same {@code depth} tokens: for enumerated contexts. */
    public static Clusters bySubtree(ContextSet contexts, int depth) {
        if (depth < 1) {
            throw new IllegalArgumentException("depth of subtrees must be at least 1, got " + depth);
        }
        Map<String, Integer> ids = new HashMap<>();
        int[] ofRow = new int[contexts.rows()];
        for (int r = 0; r < ofRow.length; r++) {
            int[] sequence = contexts.sequence(contexts.rowSequence(r));
            int length = Math.min(depth, contexts.rowPosition(r) + 1);
            ofRow[r] = ids.computeIfAbsent(Arrays.toString(Arrays.copyOf(sequence, length)), k -> ids.size());
        }
        return new Clusters(ofRow, ids.size(), "subtrees of the first " + depth + " tokens");
    }

    /** The clusters of these rows, numbered again in the order they come. */
    public Clusters select(int[] rows) {
        int[] renumbered = new int[count];
        Arrays.fill(renumbered, -1);
        int kept = 0;
        int[] selected = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            int cluster = ofRow[rows[i]];
            if (renumbered[cluster] < 0) {
                renumbered[cluster] = kept++;
            }
            selected[i] = renumbered[cluster];
        }
        return new Clusters(selected, kept, unit);
    }
}
