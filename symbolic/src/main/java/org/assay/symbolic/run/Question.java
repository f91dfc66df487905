package org.assay.symbolic.run;

import java.util.Arrays;

/**
 * What a head asks in one kind of query state: the score of a key's labels, and the classes of keys that are worth looking at, found
 * once for every class.
 */
final class Question {
    private final CompiledAtoms atoms;
    private final boolean blind;
    private final long best;
    private final long leastUseful;
    private int[] useful = new int[4];
    private long[] scores = new long[4];
    private int usefulCount;
    private int classesSeen;

    /** @param leastUseful what a key's labels must score for the best of places to lift it over the threshold */
    Question(CompiledAtoms atoms, long leastUseful) {
        this.atoms = atoms;
        this.blind = atoms.isEmpty();
        this.best = atoms.best();
        this.leastUseful = leastUseful;
    }

    long score(long[] key) {
        return atoms.score(key);
    }

    /** At least what any key's labels score. */
    long best() {
        return best;
    }

    /** Whether the labels of keys do not matter. */
    boolean isBlind() {
        return blind;
    }

    /** Sorts classes that are new since the last time. */
    void look(RowTable classes) {
        for (; classesSeen < classes.size(); classesSeen++) {
            long score = atoms.score(classes.row(classesSeen));
            if (score >= leastUseful) {
                if (usefulCount == useful.length) {
                    useful = Arrays.copyOf(useful, 2 * usefulCount);
                    scores = Arrays.copyOf(scores, 2 * usefulCount);
                }
                useful[usefulCount] = classesSeen;
                scores[usefulCount++] = score;
            }
        }
    }

    int usefulCount() {
        return usefulCount;
    }

    int usefulClass(int i) {
        return useful[i];
    }

    long usefulScore(int i) {
        return scores[i];
    }
}
