package org.assay.datasets.language;

import java.util.List;

/**
 * A compiled bracket. The one hidden variable of a rule language is how many tokens are left inside: with k tokens inside and
 * no close yet, the lengths from k up are equally likely, so the span closes with probability
 * {@code #(lengths = k) / #(lengths >= k)}.
 *
 * @param lengths   rising
 * @param content   law of the next token inside, by the token before it; null where that token cannot stand inside
 * @param then      law of the token behind the span
 * @param firstRule index of its first rule; its rules are post-bracket, content, close
 * @param openRule  index of the rule that opens it
 */
record Span(
        String name,
        int open,
        int close,
        double probability,
        List<Integer> lengths,
        Law[] content,
        Law opening,
        Law closing,
        Law then,
        int firstRule,
        int openRule) {
    boolean isQuote() {
        return open == close;
    }

    int postRule() {
        return firstRule;
    }

    int contentRule() {
        return firstRule + 1;
    }

    int closeRule() {
        return firstRule + 2;
    }

    int longest() {
        return lengths.get(lengths.size() - 1);
    }

    int shortest() {
        return lengths.get(0);
    }

    /** Probability that {@code left} tokens are left inside when {@code inside} have come. */
    double remaining(int inside, int left) {
        long possible = lengths.stream().filter(length -> length >= inside).count();
        return lengths.contains(inside + left) ? 1.0 / possible : 0;
    }

    /** Probability that the next token closes when {@code inside} tokens have come. */
    double closes(int inside) {
        return remaining(inside, 0);
    }
}
