package org.assay.analysis.control;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.model.SequenceModel;
import org.assay.datasets.sequence.ContextSet;
import org.assay.datasets.sequence.Vocabulary;

/**
 * Predictors that count tokens after the last few tokens and decide from the counts how many of these to trust. They see tokens, not
 * laws: what anybody could know of a language without a network.
 *
 * <dl>
 *   <dt>context-tree weighting (Willems, Shtarkov and Tjalkens 1995)
 *   <dd>all context trees up to the depth at once: {@code P_w(s) = (P_kt(s) + prod P_w(s')) / 2} over the suffixes s' one token longer,
 *       with {@code (n_v + 1/2) / (n + V/2)} for a token (Krichevsky and Trofimov 1981). The law is what the next token multiplies the
 *       weighted probability at the root by.
 *   <dt>prediction by partial matching, method C (Cleary and Witten 1984; Moffat 1990)
 *   <dd>from the longest suffix that came: {@code n_v / (n + d)} for tokens that came after it, d of them different, and
 *       {@code d / (n + d)} for what the next shorter suffix says of all others; below the empty suffix all are equal.
 * </dl>
 */
public final class CountModel implements SequenceModel {
    private static final int MOST_DEPTH = 64;
    private static final int BEGINNING = -1;

    private final String name;
    private final Vocabulary vocabulary;
    private final Method method;
    private final int depth;
    private final Node root = new Node();

    /** How counts become a law. */
    public enum Method {
        CONTEXT_TREE_WEIGHTING,
        PARTIAL_MATCHING
    }

    /** A suffix: what came after it, and ln of the estimated and the weighted probability of that. */
    private static final class Node {
        private final Map<Integer, Node> longer = new HashMap<>();
        private final Map<Integer, Integer> counts = new HashMap<>();
        private int total;
        private double logEstimate;
        private double logLonger;
        private double logWeighted;
    }

    private CountModel(String name, Vocabulary vocabulary, Method method, int depth) {
        this.name = name;
        this.vocabulary = vocabulary;
        this.method = method;
        this.depth = depth;
    }

    /**
     * Counts every token of the sequences after up to {@code depth} tokens before it in its sequence.
     *
     * @param depth longest suffix, 0 to 64
     */
    public static CountModel fit(String name, Vocabulary vocabulary, int[][] sequences, Method method, int depth) {
        if (depth < 0 || depth > MOST_DEPTH) {
            throw new IllegalArgumentException(
                    "depth of a counting model must be in 0.." + MOST_DEPTH + ", got " + depth);
        }
        CountModel model = new CountModel(name, vocabulary, method, depth);
        for (int[] sequence : sequences) {
            for (int at = 0; at < sequence.length; at++) {
                model.add(sequence, at);
            }
        }
        if (model.root.total == 0) {
            throw new IllegalArgumentException(
                    "a counting model needs a token, got " + sequences.length + " sequences without");
        }
        return model;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Vocabulary vocabulary() {
        return vocabulary;
    }

    @Override
    public NextTokenTable next(ContextSet contexts) {
        double[][] laws = new double[contexts.rows()][];
        for (int row = 0; row < laws.length; row++) {
            Node[] path = path(contexts.sequence(contexts.rowSequence(row)), contexts.rowPosition(row) + 1, false);
            laws[row] = method == Method.CONTEXT_TREE_WEIGHTING ? weighted(path) : matched(path);
        }
        return new NextTokenTable(contexts.id(), Matrix.ofRows(laws));
    }

    /**
     * From the root to the longest suffix of what stands before {@code at}, the beginning of the sequence being one more token; only
     * those that came unless {@code grow}.
     */
    private Node[] path(int[] sequence, int at, boolean grow) {
        Node[] path = new Node[Math.min(depth, at + 1) + 1];
        path[0] = root;
        for (int length = 1; length < path.length; length++) {
            int token = length > at ? BEGINNING : sequence[at - length];
            Node next = grow
                    ? path[length - 1].longer.computeIfAbsent(token, key -> new Node())
                    : path[length - 1].longer.get(token);
            if (next == null) {
                return Arrays.copyOf(path, length);
            }
            path[length] = next;
        }
        return path;
    }

    private void add(int[] sequence, int at) {
        Node[] path = path(sequence, at, true);
        int token = sequence[at];
        double change = 0;
        for (int length = path.length - 1; length >= 0; length--) {
            Node node = path[length];
            node.logEstimate += StrictMath.log(estimate(node, token));
            node.counts.merge(token, 1, Integer::sum);
            node.total++;
            node.logLonger += change;
            double before = node.logWeighted;
            node.logWeighted =
                    isLeaf(node) ? node.logEstimate : logSum(node.logEstimate, node.logLonger) - StrictMath.log(2);
            change = node.logWeighted - before;
        }
    }

    /** At full depth, or a suffix that begins with the beginning of a sequence. */
    private static boolean isLeaf(Node node) {
        return node.longer.isEmpty();
    }

    private double estimate(Node node, int token) {
        return (node.counts.getOrDefault(token, 0) + 0.5) / (node.total + vocabulary.size() / 2.0);
    }

    private static double logSum(double a, double b) {
        double larger = Math.max(a, b);
        return larger + StrictMath.log(StrictMath.exp(a - larger) + StrictMath.exp(b - larger));
    }

    /** From the longest suffix to the root: each mixes its own estimate with what the longer ones say, by what each has earned. */
    private double[] weighted(Node[] path) {
        double[] law = new double[vocabulary.size()];
        Arrays.fill(law, 1.0 / law.length);
        for (int length = path.length - 1; length >= 0; length--) {
            Node node = path[length];
            double own = isLeaf(node) ? 1 : 1 / (1 + StrictMath.exp(node.logLonger - node.logEstimate));
            for (int v = 0; v < law.length; v++) {
                law[v] = own * estimate(node, v) + (1 - own) * law[v];
            }
        }
        return law;
    }

    private double[] matched(Node[] path) {
        double[] law = new double[vocabulary.size()];
        Set<Integer> excluded = new HashSet<>();
        double left = 1;
        for (int length = path.length - 1; length >= 0; length--) {
            Map<Integer, Integer> counts = new HashMap<>(path[length].counts);
            counts.keySet().removeAll(excluded);
            int total = counts.values().stream().mapToInt(count -> count).sum();
            if (total > 0) {
                boolean all = excluded.size() + counts.size() == law.length;
                double escape = all ? 0 : counts.size();
                for (Map.Entry<Integer, Integer> count : counts.entrySet()) {
                    law[count.getKey()] = left * count.getValue() / (total + escape);
                }
                left *= escape / (total + escape);
                excluded.addAll(counts.keySet());
            }
        }
        int others = law.length - excluded.size();
        for (int v = 0; v < law.length; v++) {
            law[v] = excluded.contains(v) ? law[v] : left / others;
        }
        return law;
    }
}
