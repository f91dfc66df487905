package org.assay.datasets.process;

/**
 * h(L) by enumeration: {@code h(L) = sum over words w of length L of P(w) H[next | w]}, every word that can come visited
 * once, depth first.
 */
final class ExactFloors {
    /** Words of one length that are worth enumerating: well under a second. */
    private static final int WORDS = 200_000;

    private static final int LONGEST = 64;

    private ExactFloors() {}

    /** The greatest L for which all {@code tokens ^ L} words may be enumerated. */
    static int affordable(int tokens) {
        int length = 0;
        for (long words = tokens; words <= WORDS && length < LONGEST; words *= tokens) {
            length++;
        }
        return length;
    }

    /**
     * h(0) .. h(longest) in nats, exact.
     *
     * @param start  before any token; left as it is
     * @param tokens size of the vocabulary
     */
    static double[] of(Observer start, int tokens, int longest) {
        double[] floors = new double[longest + 1];
        add(start, 1, 0, tokens, floors);
        return floors;
    }

    private static void add(Observer observer, double probability, int length, int tokens, double[] floors) {
        double[] law = new double[tokens];
        observer.next(law);
        floors[length] += probability * Entropy.of(law);
        if (length == floors.length - 1) {
            return;
        }
        for (int token = 0; token < tokens; token++) {
            if (law[token] > 0) {
                Observer longer = observer.copy();
                longer.read(token);
                add(longer, probability * law[token], length + 1, tokens, floors);
            }
        }
    }
}
