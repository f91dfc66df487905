package org.assay.symbolic.fit.rule;

import org.assay.datasets.sequence.Vocabulary;

/** What a rule of brackets does, in words. */
final class SpanSentence {
    private SpanSentence() {}

    static String of(String kind, BracketPair pair, Vocabulary vocabulary) {
        String span = vocabulary.token(pair.open()) + " " + vocabulary.token(pair.close());
        return switch (kind) {
            case "bracket-open" -> span + " opens";
            case "bracket-content" -> "inside " + span + ", by the group of the current token";
            case "bracket-close" -> span + " closes, by how many tokens have come inside";
            default -> "just behind " + span;
        };
    }
}
