package org.assay.datasets.learn;

/**
 * What it costs to write a rule down, in nats: {@code ln(choices)} at every slot, {@code ln(n) + 2 ln(ln(n) + 1)} for a count, and
 * {@code 1/2 ln N} for every real number, N the number of tokens that it is estimated from.
 *
 * @param tokens size of the vocabulary
 * @param window how far back a condition may look
 * @param real   price of a real number
 */
record CodeLength(int tokens, int window, double real) {
    private static final double KINDS = Math.log(6);

    static CodeLength of(int vocabulary, int window, int length) {
        return new CodeLength(vocabulary, window, 0.5 * Math.log(Math.max(2, length)));
    }

    double token() {
        return Math.log(tokens);
    }

    /** A rule with a condition on {@code named} tokens. */
    double tokenCondition(int named) {
        return KINDS + named * token();
    }

    double skipCondition() {
        return tokenCondition(2) + Math.log(window);
    }

    /** A boost: two tokens, a number of steps, a probability. */
    double boost() {
        return tokenCondition(2) + Math.log(window) + real;
    }

    static double categoryTrigram(int categories) {
        return KINDS + 3 * Math.log(Math.max(2, categories));
    }

    /** Induction: over which category, which follower. */
    static double induction(int categories) {
        return KINDS + Math.log(Math.max(2, categories)) + Math.log(2);
    }

    /** A row of {@code size} tokens with their probabilities. */
    double emission(int size) {
        return count(size) + size * token() + (size - 1) * real;
    }

    static double count(int n) {
        double log = Math.log(n);
        return log + 2 * Math.log(log + 1);
    }
}
