package org.assay.analysis.subspace.score;

/** What is asked of two laws of the next token. */
final class Laws {
    /** Tokens whose probabilities differ by less share the top. */
    private static final double TIE = 1e-9;

    private Laws() {}

    /** KL(p || q), nats; infinite where q rules out what p does not. */
    static double divergence(double[] p, double[] q) {
        double sum = 0;
        for (int token = 0; token < p.length; token++) {
            if (p[token] > 0) {
                sum += q[token] > 0 ? p[token] * StrictMath.log(p[token] / q[token]) : Double.POSITIVE_INFINITY;
            }
        }
        return Math.max(0, sum);
    }

    /** Whether the most likely token of {@code answer} is one of the most likely of {@code target}. */
    static boolean sameTop(double[] target, double[] answer) {
        int top = 0;
        double most = 0;
        for (int token = 0; token < answer.length; token++) {
            top = answer[token] > answer[top] ? token : top;
            most = Math.max(most, target[token]);
        }
        return target[top] >= most - TIE;
    }
}
