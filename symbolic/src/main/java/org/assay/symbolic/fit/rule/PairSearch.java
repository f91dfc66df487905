package org.assay.symbolic.fit.rule;

import java.util.Arrays;

/** The exclusive pair of anchors that says most at one current token: what comes depends on whether exactly one of them is near. */
final class PairSearch {
    private final Evidence evidence;
    private final double[] p;
    private final int token;
    private final int[] rows;
    private final int reach;
    private final Price price;
    private final int vocabulary;

    PairSearch(Evidence evidence, double[] p, int token, int[] rows, int reach, Price price) {
        this.evidence = evidence;
        this.p = p;
        this.token = token;
        this.rows = rows;
        this.reach = reach;
        this.price = price;
        this.vocabulary = evidence.vocabulary;
    }

    /** The best exclusive pair of anchors, fitted; null when none is worth its cost. */
    Found best() {
        double bestPromise = 0;
        Match.Odd best = null;
        for (int window = 3; window <= reach; window += 3) {
            PairSums sums = new PairSums(window);
            for (int a = 0; a < vocabulary; a++) {
                for (int b = 0; b < a; b++) {
                    double promise = sums.promise(a, b);
                    if (promise > bestPromise) {
                        bestPromise = promise;
                        best = new Match.Odd(
                                Screening.alone(vocabulary, token),
                                Screening.alone(vocabulary, b),
                                Screening.alone(vocabulary, a),
                                window);
                    }
                }
            }
        }
        if (best == null || price.observations() * bestPromise < price.condition(3)) {
            return null;
        }
        Found found = null;
        for (int window = Math.max(2, best.to() - 2); window <= Math.min(reach, best.to() + 2); window++) {
            Found one = fitPair(new Match.Odd(best.now(), best.first(), best.second(), window));
            found = one != null && (found == null || one.nats() > found.nats()) ? one : found;
        }
        return found != null && found.nats() > 0 ? found : null;
    }

    /** The pair with a law for odd and one for even; null where one of the anchors alone
     * calls for nothing or a law for each of the four cases is worth more. */
    private Found fitPair(Match.Odd match) {
        int[][] held = new int[4][rows.length];
        int[] count = new int[4];
        for (int row : rows) {
            int isFirst = evidence.rows.nearest(row, match.first(), 1, match.to()) == Rows.NONE ? 0 : 1;
            int isSecond = evidence.rows.nearest(row, match.second(), 1, match.to()) == Rows.NONE ? 0 : 1;
            int cell = 2 * isFirst + isSecond;
            held[cell][count[cell]++] = row;
        }
        for (int cell = 0; cell < 4; cell++) {
            held[cell] = Arrays.copyOf(held[cell], count[cell]);
        }
        Said first = say(held[2]);
        Said second = say(held[1]);
        if (first.nats() <= 0 || second.nats() <= 0) {
            return null;
        }
        Said even = say(concat(held[0], held[3]));
        Said odd = say(concat(held[1], held[2]));
        double four = say(held[0]).nats()
                + second.nats()
                + first.nats()
                + say(held[3]).nats();
        double nats = even.nats() + odd.nats();
        if (four > nats) {
            return null;
        }
        double[][] laws = {even.gain().law(), odd.gain().law()};
        double share = Math.max(even.gain().share(), odd.gain().share());
        return new Found("xor", match, laws, share, nats - price.condition(3));
    }

    /** What a law of their own saves at some rows beyond what it costs. */
    private record Said(Gain gain, double nats) {}

    private Said say(int[] its) {
        double mass = 0;
        for (int row : its) {
            mass += evidence.weights[row];
        }
        Gain gain = Gain.ofLaw(evidence, p, its, price.observations());
        return new Said(gain, gain.nats() - price.law(gain.law(), mass * gain.share()));
    }

    private static int[] concat(int[] a, int[] b) {
        int[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }

    /** Sums over the rows where two anchors stand within a window together, and where one does. */
    private final class PairSums {
        private final double[][] wanted = new double[vocabulary * vocabulary][];
        private final double[][] given = new double[vocabulary * vocabulary][];
        private final double[] allWanted = new double[vocabulary];
        private final double[] allGiven = new double[vocabulary];

        PairSums(int window) {
            int[] near = new int[window];
            for (int row : rows) {
                int count = 0;
                for (int d = 1; d <= window; d++) {
                    int y = evidence.rows.back(row, d);
                    boolean isNew = y != Rows.NONE;
                    for (int k = 0; k < count && isNew; k++) {
                        isNew = near[k] != y;
                    }
                    if (isNew) {
                        near[count++] = y;
                    }
                }
                double weight = evidence.weights[row];
                addTo(allWanted, allGiven, row, weight);
                for (int k = 0; k < count; k++) {
                    for (int m = 0; m <= k; m++) {
                        int cell = Math.max(near[k], near[m]) * vocabulary + Math.min(near[k], near[m]);
                        if (wanted[cell] == null) {
                            wanted[cell] = new double[vocabulary];
                            given[cell] = new double[vocabulary];
                        }
                        addTo(wanted[cell], given[cell], row, weight);
                    }
                }
            }
        }

        private void addTo(double[] w, double[] g, int row, double weight) {
            int from = row * vocabulary;
            for (int v = 0; v < vocabulary; v++) {
                w[v] += weight * evidence.q[from + v];
                g[v] += weight * p[from + v];
            }
        }

        /** What is promised where exactly one of {@code a > b} is there and where not, together; 0 where both never are. */
        double promise(int a, int b) {
            double[] both = wanted[a * vocabulary + b];
            if (both == null) {
                return 0;
            }
            double promise = 0;
            for (int v = 0; v < vocabulary; v++) {
                double odd = wanted[a * vocabulary + a][v] + wanted[b * vocabulary + b][v] - 2 * both[v];
                double oddGiven =
                        given[a * vocabulary + a][v] + given[b * vocabulary + b][v] - 2 * given[a * vocabulary + b][v];
                double even = allWanted[v] - odd;
                double evenGiven = allGiven[v] - oddGiven;
                promise += odd > 1e-15 && oddGiven > 1e-15 ? odd * Math.log(odd / oddGiven) : 0;
                promise += even > 1e-15 && evenGiven > 1e-15 ? even * Math.log(even / evenGiven) : 0;
            }
            return promise;
        }
    }
}
