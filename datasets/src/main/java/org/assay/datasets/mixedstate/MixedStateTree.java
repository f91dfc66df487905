package org.assay.datasets.mixedstate;

import java.util.ArrayList;
import java.util.List;
import org.assay.datasets.process.TransitionTensors;

/**
 * The mixed-state presentation as a tree: one node for every word that can come, level by level, each level in the
 * order of tokens (Shai et al. 2024; Jurgens and Crutchfield 2021).
 *
 * @param nodes     the root, which is the empty word, first
 * @param depth     length of the longest words that are all in
 * @param truncated true when longer words were asked for than there is room for
 */
public record MixedStateTree(List<Node> nodes, int depth, boolean truncated) {
    /** Below this a probability is the rounding of an impossible word. */
    static final double IMPOSSIBLE = 1e-14;

    public MixedStateTree {
        nodes = List.copyOf(nodes);
    }

    /**
     * @param parent      index of the node of the word without its last token, -1 at the root
     * @param token       the last token, -1 at the root
     * @param depth       length of the word
     * @param probability of the word
     * @param belief      after the word, S
     */
    public record Node(int parent, int token, int depth, double probability, double[] belief) {}

    /**
     * All words of up to {@code depth} tokens.
     *
     * @param mostNodes a level that would lead beyond is left out as a whole
     */
    public static MixedStateTree of(TransitionTensors model, int depth, int mostNodes) {
        if (depth < 0 || mostNodes < 1) {
            throw new IllegalArgumentException(
                    "a tree has a depth of at least 0 and room for 1 node, got " + depth + " and " + mostNodes);
        }
        List<Node> nodes = new ArrayList<>(List.of(new Node(-1, -1, 0, 1, model.start())));
        int first = 0;
        for (int length = 1; length <= depth; length++) {
            int end = nodes.size();
            for (int n = first; n < end; n++) {
                extend(model, n, nodes);
                if (nodes.size() > mostNodes) {
                    return new MixedStateTree(nodes.subList(0, end), length - 1, true);
                }
            }
            first = end;
        }
        return new MixedStateTree(nodes, depth, false);
    }

    private static void extend(TransitionTensors model, int parent, List<Node> nodes) {
        Node node = nodes.get(parent);
        for (int v = 0; v < model.vocabulary().size(); v++) {
            double[] belief = model.step(node.belief, v);
            double p = model.total(belief);
            if (p > IMPOSSIBLE) {
                for (int s = 0; s < belief.length; s++) {
                    belief[s] /= p;
                }
                nodes.add(new Node(parent, v, node.depth + 1, node.probability * p, belief));
            }
        }
    }

    /** How many words of each length 0 .. depth can come. */
    public int[] wordCounts() {
        int[] counts = new int[depth + 1];
        nodes.forEach(node -> counts[node.depth]++);
        return counts;
    }
}
