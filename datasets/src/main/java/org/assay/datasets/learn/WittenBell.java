package org.assay.datasets.learn;

import java.util.HashMap;
import java.util.Map;

/**
 * N-grams that know what they have seen: {@code p(x | h) = (n(h, x) + T(h) p(x | shorter h)) / (n(h) + T(h))}, T the number of different
 * tokens that followed h (Witten and Bell, 1991). The unigram is mixed with the uniform law in the same way.
 */
final class WittenBell {
    private final int vocabulary;
    private final long[] unigrams;
    private final double total;
    private final long types;
    private final Map<Long, Integer> counts = new HashMap<>();
    private final Map<Long, int[]> contexts = new HashMap<>();

    WittenBell(TokenText text) {
        this.vocabulary = text.words().size();
        this.unigrams = text.counts();
        this.total = text.tokens().length;
        this.types = vocabulary;
        int[] tokens = text.tokens();
        for (int s = 0; s < text.sequences(); s++) {
            for (int t = text.starts()[s] + 1; t < text.starts()[s + 1]; t++) {
                count(key(Layout.NONE, tokens[t - 1]), tokens[t]);
                if (t - 2 >= text.starts()[s]) {
                    count(key(tokens[t - 2], tokens[t - 1]), tokens[t]);
                }
            }
        }
    }

    private long key(int before, int last) {
        return (before + 1L) * vocabulary + last;
    }

    private void count(long context, int token) {
        int n = counts.merge(context * vocabulary + token, 1, Integer::sum);
        int[] seen = contexts.computeIfAbsent(context, any -> new int[2]);
        seen[0]++;
        seen[1] += n == 1 ? 1 : 0;
    }

    double unigram(int token) {
        return (unigrams[token] + (double) types / vocabulary) / (total + types);
    }

    double bigram(int last, int token) {
        return mixed(key(Layout.NONE, last), token, unigram(token));
    }

    /** Of a context whose first token is {@link Layout#NONE} what the bigram says. */
    double trigram(int before, int last, int token) {
        double lower = bigram(last, token);
        return before == Layout.NONE ? lower : mixed(key(before, last), token, lower);
    }

    private double mixed(long context, int token, double lower) {
        int[] seen = contexts.get(context);
        if (seen == null) {
            return lower;
        }
        int n = counts.getOrDefault(context * vocabulary + token, 0);
        return (n + seen[1] * lower) / (seen[0] + seen[1]);
    }
}
