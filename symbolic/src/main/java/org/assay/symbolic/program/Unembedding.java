package org.assay.symbolic.program;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * From the last state to what may come next. With n(l) the number of a counter and 1 for any other active label,
 *
 * <pre>ln p(v) = ln m(v) + bias(v) + sum over active l of n(l) weight(l, v) - ln Z</pre>
 *
 * <p>where m is the mixture of the active experts, sum of n(l) W(l) P(l, v) over sum of n(l) W(l), and the uniform law where none is
 * active. The law is mixed with {@link #UNIFORM_SHARE} of the uniform one, so that no token is impossible. For {@link Output#SETS}
 * there are no experts, and every token has a logit of its own, bias and votes, which is the log-odds that it may follow.
 *
 * <p>The label of a token's own name that the token brings is its own label ({@link Program#ownLabels}). A copy vote for a prefix adds its weight to every
 * token whose own label is active under the prefix, times the number of a counter; a copy expert is active where there is such a
 * token, and its law is uniform over them, or proportional to the numbers of counters. The prefix is a head's name, or empty for the
 * own labels themselves. Weights of votes that are 0 are left out, so that equal unembeddings are equal values.
 *
 * @param bias        token to weight
 * @param votes       label to (token to weight)
 * @param copyVotes   prefix to weight
 * @param experts     label to law
 * @param copyExperts prefix to weight beside other experts, above 0
 */
public record Unembedding(
        Output output,
        SortedMap<Integer, Double> bias,
        SortedMap<String, SortedMap<Integer, Double>> votes,
        SortedMap<String, Double> copyVotes,
        SortedMap<String, Expert> experts,
        SortedMap<String, Double> copyExperts) {
    /** Share of the uniform law in every answer: bounds the loss by ln(V / share). */
    public static final double UNIFORM_SHARE = 1e-6;

    /** What a program answers with. */
    public enum Output {
        /** One law over the next token. */
        LAW,
        /** For every token on its own how probable it is that it may follow. */
        SETS
    }

    public Unembedding {
        bias = withoutZeros(bias, "bias");
        TreeMap<String, SortedMap<Integer, Double>> kept = new TreeMap<>();
        votes.forEach((label, weights) -> {
            SortedMap<Integer, Double> its = withoutZeros(weights, label);
            if (!its.isEmpty()) {
                kept.put(label, its);
            }
        });
        votes = Collections.unmodifiableSortedMap(kept);
        copyVotes = withoutZeros(copyVotes, "itself");
        copyExperts.values().forEach(Expert::requireWeight);
        experts = Collections.unmodifiableSortedMap(new TreeMap<>(experts));
        copyExperts = Collections.unmodifiableSortedMap(new TreeMap<>(copyExperts));
        if (output == Output.SETS && !(experts.isEmpty() && copyExperts.isEmpty())) {
            throw new IllegalArgumentException(
                    "an expert brings a law, and a program with 'output sets' answers with none: use predict");
        }
    }

    /** A law from bias and votes alone. */
    public Unembedding(SortedMap<Integer, Double> bias, SortedMap<String, SortedMap<Integer, Double>> votes) {
        this(Output.LAW, bias, votes, new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
    }

    /** No weights at all: the uniform law everywhere. */
    public static Unembedding uniform() {
        return new Unembedding(new TreeMap<>(), new TreeMap<>());
    }

    /** The number of real weights: of bias and votes, and of an expert its weight and its probabilities but one. */
    public int weights() {
        return bias.size()
                + votes.values().stream().mapToInt(Map::size).sum()
                + copyVotes.size()
                + experts.values().stream()
                        .mapToInt(expert -> expert.law().size())
                        .sum()
                + copyExperts.size();
    }

    private static <K> SortedMap<K, Double> withoutZeros(SortedMap<K, Double> weights, String of) {
        TreeMap<K, Double> kept = new TreeMap<>();
        weights.forEach((token, weight) -> {
            if (!Double.isFinite(weight)) {
                throw new IllegalArgumentException("weight of '" + of + "' for " + token + " is " + weight);
            }
            if (weight != 0) {
                kept.put(token, weight);
            }
        });
        return Collections.unmodifiableSortedMap(kept);
    }
}
