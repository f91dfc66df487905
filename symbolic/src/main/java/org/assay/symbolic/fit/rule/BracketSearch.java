package org.assay.symbolic.fit.rule;

import java.util.ArrayList;
import java.util.List;
import org.assay.datasets.sequence.ContextSet;

/**
 * Finds pairs of tokens that behave like brackets: the second never stands where none of the first is open, few are open at once,
 * and the network answers differently inside than the current token alone would have it. What is gained by knowing whether one is
 * open must be worth a law for every token.
 */
final class BracketSearch {
    private static final int DEEPEST = 4;

    private BracketSearch() {}

    static List<BracketPair> of(Evidence plain, double observations) {
        int vocabulary = plain.vocabulary;
        List<BracketPair> kept = new ArrayList<>();
        while (true) {
            BracketPair best = null;
            double bestGain = 0;
            for (int open = 0; open < vocabulary; open++) {
                for (int close = 0; close < vocabulary; close++) {
                    if (open != close && isFree(open, kept) && isFree(close, kept) && balances(plain, open, close)) {
                        double gain = gain(plain, open, close, observations);
                        if (gain > bestGain) {
                            bestGain = gain;
                            best = new BracketPair(open, close);
                        }
                    }
                }
            }
            if (best == null) {
                return kept;
            }
            kept.add(best);
        }
    }

    private static boolean isFree(int token, List<BracketPair> taken) {
        return taken.stream().noneMatch(pair -> pair.open() == token || pair.close() == token);
    }

    private static boolean balances(Evidence plain, int open, int close) {
        ContextSet contexts = plain.rows.contexts();
        int opened = 0;
        int closed = 0;
        int pending = 0;
        int direct = 0;
        for (int s = 0; s < contexts.sequences(); s++) {
            int depth = 0;
            int[] tokens = contexts.sequence(s);
            for (int t = 0; t < tokens.length; t++) {
                if (tokens[t] == open) {
                    depth++;
                    opened++;
                } else if (tokens[t] == close) {
                    depth--;
                    closed++;
                    direct += t > 0 && tokens[t - 1] == open ? 1 : 0;
                }
                if (depth < 0 || depth > DEEPEST) {
                    return false;
                }
            }
            pending += depth;
        }
        return closed > 0 && 2 * direct < closed && opened - pending == closed && 4 * pending < opened;
    }

    /** Nats: N x the information that inside or outside gives beyond the current token, minus the laws inside. */
    private static double gain(Evidence plain, int open, int close, double observations) {
        int vocabulary = plain.vocabulary;
        Rows rows = new Rows(plain.rows.contexts(), vocabulary, List.of(new BracketPair(open, close)));
        double[][] sums = new double[2 * vocabulary][vocabulary];
        double[] mass = new double[2 * vocabulary];
        for (int row = 0; row < plain.size(); row++) {
            int cell = 2 * rows.current(row) + (rows.place[row] == Rows.INSIDE ? 1 : 0);
            mass[cell] += plain.weights[row];
            for (int v = 0; v < vocabulary; v++) {
                sums[cell][v] += plain.weights[row] * plain.q[row * vocabulary + v];
            }
        }
        double gain = 0;
        for (int token = 0; token < vocabulary; token++) {
            double inside = mass[2 * token + 1];
            double outside = mass[2 * token];
            if (inside > 0 && outside > 0) {
                for (int v = 0; v < vocabulary; v++) {
                    double both = (sums[2 * token][v] + sums[2 * token + 1][v]) / (inside + outside);
                    gain += term(sums[2 * token][v], outside, both) + term(sums[2 * token + 1][v], inside, both);
                }
            }
        }
        return observations * gain - vocabulary * StrictMath.log(observations) / 2;
    }

    private static double term(double sum, double mass, double both) {
        return sum > 0 ? sum * StrictMath.log(sum / mass / both) : 0;
    }
}
