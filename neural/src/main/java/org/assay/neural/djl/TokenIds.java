package org.assay.neural.djl;

import java.util.stream.IntStream;

/** Token ids on their way into the engine, which does not check them in every operation. */
final class TokenIds {
    private TokenIds() {}

    /** The ids as the engine's index type; throws when one is outside 0 .. vocabulary-1. */
    static long[] checked(IntStream ids, int vocabulary) {
        long[] tokens = ids.asLongStream().toArray();
        for (int i = 0; i < tokens.length; i++) {
            if (tokens[i] < 0 || tokens[i] >= vocabulary) {
                throw new IllegalArgumentException(
                        "token " + tokens[i] + " at place " + i + " is outside a vocabulary of " + vocabulary);
            }
        }
        return tokens;
    }
}
