package org.assay.datasets.language;

import java.util.List;

/**
 * A compiled bracket. The one hidden variable of a rule language is how many tokens are left inside: with k tokens inside and
 * no close yet, the lengths from k up are equally likely, so the span closes with probability
 * {@code #(lengths = k) / #(lengths >= k)}. Where another span stood inside since the last of them came, it is longer than k.
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

    /** After how many tokens this span, the innermost of {@code open}, may still close. */
    List<Integer> closings(BracketStack open) {
        return lengths.stream().filter(length -> length >= open.least()).toList();
    }

    /** Probability that {@code left} tokens are left in {@code open}, the innermost of which is this span. */
    double remaining(BracketStack open, int left) {
        int length = open.contents() + left;
        List<Integer> possible = closings(open);
        return possible.contains(length) ? 1.0 / possible.size() : 0;
    }

    /** Probability that the next token closes this span, the innermost of {@code open}. */
    double closes(BracketStack open) {
        return remaining(open, 0);
    }
}
