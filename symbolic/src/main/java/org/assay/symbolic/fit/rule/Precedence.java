package org.assay.symbolic.fit.rule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which experts keep silent where others hold, and which are worth their place, from the rows where they meet: of "the first silences
 * the second", the other way round, and "both have a say", what explains the network best; silence must be worth a number.
 */
final class Precedence {
    private static final int CHUNKS = 16;
    private static final double FAR = 100;

    private final Mixture mixture;
    private final int count;
    private final Price price;

    Precedence(Mixture mixture, Price price) {
        this.mixture = mixture;
        this.count = mixture.experts().size();
        this.price = price;
    }

    /** Sets the silences of every pair of experts that meet; returns how many changed. */
    int reconsider() {
        double[][] losses = sum(chunk -> pairLosses(from(chunk), from(chunk + 1)), 3 * count * count);
        int changed = 0;
        List<BitSet> next = new ArrayList<>();
        for (int e = 0; e < count; e++) {
            next.add(new BitSet());
        }
        for (int a = 0; a < count; a++) {
            for (int b = 0; b < a; b++) {
                double both = losses[0][3 * (a * count + b)];
                double first = losses[0][3 * (a * count + b) + 1];
                double second = losses[0][3 * (a * count + b) + 2];
                boolean meet = both > 0;
                if (meet && first < both + worthOf(a, b) && first <= second) {
                    next.get(a).set(b);
                } else if (meet && second < both + worthOf(b, a)) {
                    next.get(b).set(a);
                }
            }
        }
        for (int e = 0; e < count; e++) {
            BitSet before = (BitSet) mixture.experts().get(e).silences.clone();
            mixture.experts().get(e).silences.clear();
            mixture.experts().get(e).silences.or(next.get(e));
            before.xor(next.get(e));
            changed += before.cardinality();
        }
        mixture.settle();
        return changed;
    }

    /** What silence must save, but where the one outweighs the other by far: then it is as good a way to say so. */
    private double worthOf(int by, int of) {
        double nats = price.probability() / price.observations();
        boolean far = mixture.experts().get(by).weight > FAR * mixture.experts().get(of).weight;
        return far ? nats : -nats;
    }

    /** For each expert the loss more that there would be without it, the others as they are. */
    double[] worth() {
        return sum(chunk -> worth(from(chunk), from(chunk + 1)), count)[0];
    }

    private interface Part {
        double[] of(int chunk);
    }

    private static double[][] sum(Part part, int size) {
        double[][] parts = new double[CHUNKS][];
        IntStream.range(0, CHUNKS).parallel().forEach(chunk -> parts[chunk] = part.of(chunk));
        double[] sum = new double[size];
        for (double[] one : parts) {
            for (int i = 0; i < size; i++) {
                sum[i] += one[i];
            }
        }
        return new double[][] {sum};
    }

    private int from(int chunk) {
        return (int) ((long) mixture.rows().length * chunk / CHUNKS);
    }

    private double[] worth(int first, int end) {
        double[] worth = new double[count];
        double[] p = new double[mixture.openings().length];
        for (int i = first; i < end; i++) {
            int[] held = mixture.held(i);
            boolean[] has = having(held, -1, -1, false, false);
            double with = mixture.lossIf(i, e -> has[e], p);
            for (int k = 0; k < held.length; k += 2) {
                int out = held[k];
                if (has[out]) {
                    boolean[] others = without(held, out);
                    worth[out] += mixture.lossIf(i, e -> others[e], p) - with;
                }
            }
        }
        return worth;
    }

    private boolean[] without(int[] held, int out) {
        boolean[] has = new boolean[count];
        for (int k = 0; k < held.length; k += 2) {
            has[held[k]] = held[k] != out;
        }
        for (int k = 0; k < held.length; k += 2) {
            for (int m = 0; m < held.length && held[k] != out; m += 2) {
                has[held[m]] &= !mixture.experts().get(held[k]).silences.get(held[m]);
            }
        }
        return has;
    }

    private double[] pairLosses(int first, int end) {
        double[] losses = new double[3 * count * count];
        double[] p = new double[mixture.openings().length];
        for (int i = first; i < end; i++) {
            int[] held = mixture.held(i);
            for (int k = 0; k < held.length; k += 2) {
                for (int m = 0; m < k; m += 2) {
                    int a = Math.max(held[k], held[m]);
                    int b = Math.min(held[k], held[m]);
                    int cell = 3 * (a * count + b);
                    boolean[][] options = {
                        having(held, a, b, false, false),
                        having(held, a, b, true, false),
                        having(held, a, b, false, true)
                    };
                    double[] loss = new double[3];
                    for (int o = 0; o < 3; o++) {
                        boolean[] has = options[o];
                        loss[o] = o > 0 && Arrays.equals(has, options[0]) ? loss[0] : mixture.lossIf(i, e -> has[e], p);
                        losses[cell + o] += loss[o];
                    }
                }
            }
        }
        return losses;
    }

    /** Who has a say, with a silencing b or b silencing a as given and all other silences as they are. */
    private boolean[] having(int[] held, int a, int b, boolean aSilencesB, boolean bSilencesA) {
        boolean[] has = new boolean[count];
        for (int k = 0; k < held.length; k += 2) {
            has[held[k]] = true;
        }
        for (int k = 0; k < held.length; k += 2) {
            for (int m = 0; m < held.length; m += 2) {
                int by = held[k];
                int of = held[m];
                boolean silent = by == a && of == b
                        ? aSilencesB
                        : by == b && of == a
                                ? bSilencesA
                                : mixture.experts().get(by).silences.get(of);
                has[of] &= !silent;
            }
        }
        return has;
    }
}
