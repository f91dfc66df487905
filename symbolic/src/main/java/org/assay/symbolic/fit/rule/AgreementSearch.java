package org.assay.symbolic.fit.rule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Agreement: behind the tokens of one group what comes goes by the nearest token of another. All current tokens x and all tokens y that
 * may be the nearest are looked at together, since behind each x there is a law of its own below the rule:
 *
 * <pre>p(v | x, y) = (1 - s_x) B_x(v) + s_x U_y(v),   p(v | x, none within reach) = B_x(v)</pre>
 *
 * <p>fitted by expectation maximisation to the mean laws of x and y; then those y are put together whose U_y are the same.
 */
final class AgreementSearch {
    private static final int ROUNDS = 16;
    private static final double MOST = 2.0 / 3;
    private static final double MUCH = 0.6;
    private static final double ALIKE = 0.2;
    private static final double FEW = 0.05;

    private final Evidence evidence;
    private final int[] groupOf;
    private final int groups;
    private final int reach;
    private final Price price;
    private final int vocabulary;

    /** For each current token, distance and token that is the nearest of its group there: the sum of the laws. */
    private final double[][][][] sums;

    private final double[][] alone;

    AgreementSearch(Evidence evidence, int[] rows, int[] groupOf, int reach, Price price) {
        this.evidence = evidence;
        this.groupOf = groupOf;
        this.groups = Arrays.stream(groupOf).max().orElse(-1) + 1;
        this.reach = reach;
        this.price = price;
        this.vocabulary = evidence.vocabulary;
        this.sums = new double[vocabulary][reach + 1][vocabulary][];
        this.alone = new double[vocabulary][vocabulary];
        int[] seen = new int[groups];
        Arrays.fill(seen, Rows.NONE);
        for (int row : rows) {
            int x = evidence.rows.current(row);
            if (groupOf[x] == Rows.NONE) {
                continue;
            }
            add(alone[x], row);
            for (int d = 1; d <= reach && evidence.rows.back(row, d) != Rows.NONE; d++) {
                int y = evidence.rows.back(row, d);
                if (groupOf[y] != Rows.NONE && seen[groupOf[y]] != row) {
                    seen[groupOf[y]] = row;
                    sums[x][d][y] = sums[x][d][y] == null ? new double[vocabulary] : sums[x][d][y];
                    add(sums[x][d][y], row);
                }
            }
        }
    }

    private void add(double[] sum, int row) {
        for (int v = 0; v < vocabulary; v++) {
            sum[v] += evidence.weights[row] * evidence.q[row * vocabulary + v];
        }
    }

    /**
     * Rules that go together: one for each set of tokens that call for the same law.
     *
     * @param now    group of the current token
     * @param over   group that is looked for
     * @param window how far back
     * @param nats   what they save beyond what they cost, of all that the nearest token tells
     */
    record Proposal(int now, int over, int window, List<Found> rules, double nats) {}

    /** For each pair of groups the best window, those that save most first; what goes by the token just before is no agreement. */
    List<Proposal> run() {
        return IntStream.range(0, groups * groups)
                .parallel()
                .mapToObj(pair -> best(pair / groups, pair % groups))
                .filter(proposal -> proposal != null && proposal.nats() > 0)
                .sorted(Comparator.comparingDouble(Proposal::nats).reversed())
                .toList();
    }

    private Proposal best(int now, int over) {
        int[] xs = members(now);
        int[] ys = members(over);
        if (Math.min(xs.length, ys.length) < 2) {
            return null;
        }
        Proposal coarse = best(now, over, window -> window % 2 == 0);
        if (coarse == null) {
            return null;
        }
        Proposal fine = best(now, over, window -> window > 1 && Math.abs(window - coarse.window()) == 1);
        Proposal best = fine != null && fine.nats() > coarse.nats() ? fine : coarse;
        Proposal next = best(now, over, window -> window == 1);
        return next == null || best.nats() - next.nats() > price.condition(2) ? best : null;
    }

    private Proposal best(int now, int over, IntPredicate asked) {
        Fit fit = new Fit(members(now), members(over));
        Proposal best = null;
        for (int window = 1; window <= reach; window++) {
            fit.widen(window);
            Proposal one = asked.test(window) ? fit.propose(now, over, window) : null;
            best = one != null && (best == null || one.nats() > best.nats()) ? one : best;
        }
        return best;
    }

    private int[] members(int group) {
        return IntStream.range(0, vocabulary).filter(v -> groupOf[v] == group).toArray();
    }

    private final class Fit {
        private final int[] xs;
        private final int[] ys;

        /** Sums of laws at x with y the nearest; behind the last y those without. */
        private final double[][][] wanted;

        private final double[][] masses;
        private final double[][] own;
        private final double[] shares;

        Fit(int[] xs, int[] ys) {
            this.xs = xs;
            this.ys = ys;
            wanted = new double[xs.length][ys.length + 1][vocabulary];
            masses = new double[xs.length][ys.length + 1];
            own = new double[xs.length][];
            shares = new double[xs.length];
            for (int i = 0; i < xs.length; i++) {
                wanted[i][ys.length] = alone[xs[i]].clone();
            }
        }

        void widen(int window) {
            for (int i = 0; i < xs.length; i++) {
                for (int j = 0; j < ys.length; j++) {
                    double[] more = sums[xs[i]][window][ys[j]];
                    for (int v = 0; v < vocabulary && more != null; v++) {
                        wanted[i][j][v] += more[v];
                        wanted[i][ys.length][v] = Math.max(0, wanted[i][ys.length][v] - more[v]);
                    }
                }
                for (int j = 0; j <= ys.length; j++) {
                    masses[i][j] = Arrays.stream(wanted[i][j]).sum();
                }
            }
        }

        Proposal propose(int now, int over, int window) {
            int[] each = IntStream.range(0, ys.length).toArray();
            double[][] laws = fitted(each, start());
            int[] classOf = classes(laws);
            int classes = Arrays.stream(classOf).max().orElse(-1) + 1;
            double[][] joined = fitted(classOf, joined(laws, classOf, classes));
            double nats = saved(joined, classOf);
            if (nats <= 0) {
                return null;
            }
            List<Found> rules = new ArrayList<>();
            double share = 0;
            double mass = 0;
            for (int i = 0; i < xs.length; i++) {
                double near = Arrays.stream(masses[i], 0, ys.length).sum();
                share += near * shares[i];
                mass += near;
            }
            share = Math.min(0.99, share / mass);
            for (int k = 0; k < classes; k++) {
                boolean[] when = new boolean[vocabulary];
                double its = 0;
                for (int j = 0; j < ys.length; j++) {
                    when[ys[j]] = classOf[j] == k;
                    for (int i = 0; i < xs.length && classOf[j] == k; i++) {
                        its += masses[i][j] * shares[i];
                    }
                }
                nats -= price.condition(2) + price.law(joined[k], its);
                Match match =
                        new Match.Nearest(Screening.group(groupOf, now), Screening.group(groupOf, over), when, window);
                rules.add(new Found("agreement", match, new double[][] {joined[k]}, share, 0));
            }
            return new Proposal(now, over, window, rules, nats);
        }

        /** Laws for each y, from what exceeds the law of x; sets laws and shares of each x. */
        private double[][] start() {
            double[][] laws = new double[ys.length][vocabulary];
            for (int i = 0; i < xs.length; i++) {
                double all = Arrays.stream(masses[i]).sum();
                int none = ys.length;
                own[i] = masses[i][none] > FEW * all ? wanted[i][none].clone() : alone[xs[i]].clone();
                normalise(own[i]);
                shares[i] = 0.5;
                for (int j = 0; j < ys.length; j++) {
                    double kept = masses[i][j] > 0 ? Math.min(1, Gain.typicalRatio(wanted[i][j], own[i])) : 0;
                    for (int v = 0; v < vocabulary; v++) {
                        laws[j][v] += Math.max(0, wanted[i][j][v] - kept * own[i][v]);
                    }
                }
            }
            for (double[] law : laws) {
                normalise(law);
            }
            return laws;
        }

        private double[][] fitted(int[] classOf, double[][] start) {
            double[][] laws = start;
            for (int round = 0; round < ROUNDS; round++) {
                double[][] next = new double[laws.length][vocabulary];
                for (int i = 0; i < xs.length; i++) {
                    double[] its = new double[vocabulary];
                    double emitted = 0;
                    double near = 0;
                    for (int j = 0; j <= ys.length; j++) {
                        double share = j < ys.length ? shares[i] : 0;
                        double[] law = j < ys.length ? laws[classOf[j]] : own[i];
                        for (int v = 0; v < vocabulary; v++) {
                            double p = (1 - share) * own[i][v] + share * law[v];
                            if (wanted[i][j][v] > 0 && p > 0) {
                                double rule = wanted[i][j][v] * share * law[v] / p;
                                its[v] += wanted[i][j][v] - rule;
                                emitted += rule;
                                if (j < ys.length) {
                                    next[classOf[j]][v] += rule;
                                }
                            }
                        }
                        near += j < ys.length ? masses[i][j] : 0;
                    }
                    shares[i] = near > 0 ? Math.min(0.999, emitted / near) : 0;
                    normalise(its);
                    own[i] = its;
                }
                for (double[] law : next) {
                    normalise(law);
                }
                laws = next;
            }
            return laws;
        }

        private double[][] joined(double[][] laws, int[] classOf, int classes) {
            double[][] joined = new double[classes][vocabulary];
            for (int j = 0; j < ys.length; j++) {
                for (int v = 0; v < vocabulary; v++) {
                    joined[classOf[j]][v] += emitted(j) * laws[j][v];
                }
            }
            for (double[] law : joined) {
                normalise(law);
            }
            return joined;
        }

        private double emitted(int j) {
            double mass = 0;
            for (int i = 0; i < xs.length; i++) {
                mass += masses[i][j] * shares[i];
            }
            return mass;
        }

        /** Merges, those first that lose least, as long as less is lost than a rule costs, or little of what the lesser says. */
        private int[] classes(double[][] laws) {
            int[] classOf = IntStream.range(0, ys.length).toArray();
            double[][] its = new double[ys.length][];
            double[] mass = new double[ys.length];
            double[] all = new double[vocabulary];
            for (int j = 0; j < ys.length; j++) {
                its[j] = laws[j].clone();
                mass[j] = emitted(j);
                for (int i = 0; i < xs.length; i++) {
                    for (int v = 0; v < vocabulary; v++) {
                        all[v] += wanted[i][j][v];
                    }
                }
            }
            normalise(all);
            while (true) {
                int into = Rows.NONE;
                int from = Rows.NONE;
                double least = Double.POSITIVE_INFINITY;
                for (int a = 0; a < its.length; a++) {
                    for (int b = 0; b < a && its[a] != null; b++) {
                        double lost =
                                its[b] == null ? Double.POSITIVE_INFINITY : lost(its[a], mass[a], its[b], mass[b]);
                        double alone = its[b] == null
                                ? 0
                                : Math.min(mass[a] * divergence(its[a], all), mass[b] * divergence(its[b], all));
                        boolean same =
                                price.observations() * lost < price.condition(2) + price.law(1) || lost < ALIKE * alone;
                        if (same && lost < least) {
                            least = lost;
                            into = b;
                            from = a;
                        }
                    }
                }
                if (into == Rows.NONE) {
                    return numbered(classOf);
                }
                its[into] = mixed(its[into], mass[into], its[from], mass[from]);
                mass[into] += mass[from];
                its[from] = null;
                for (int j = 0; j < classOf.length; j++) {
                    classOf[j] = classOf[j] == from ? into : classOf[j];
                }
            }
        }

        private static int[] numbered(int[] classOf) {
            int[] ids = Arrays.stream(classOf).distinct().sorted().toArray();
            return Arrays.stream(classOf)
                    .map(its -> Arrays.binarySearch(ids, its))
                    .toArray();
        }

        /** Nats beyond the laws of each x alone; 0 unless at most of the x they are most of what could be said by x and y. */
        private double saved(double[][] laws, int[] classOf) {
            double nats = 0;
            double good = 0;
            double all = 0;
            for (int i = 0; i < xs.length; i++) {
                double[] mean = alone[xs[i]].clone();
                normalise(mean);
                double its = 0;
                double most = 0;
                for (int j = 0; j <= ys.length; j++) {
                    double share = j < ys.length ? shares[i] : 0;
                    double[] law = j < ys.length ? laws[classOf[j]] : own[i];
                    for (int v = 0; v < vocabulary; v++) {
                        double w = wanted[i][j][v];
                        double p = (1 - share) * own[i][v] + share * law[v];
                        if (w > 1e-15) {
                            its += w * Math.log(Math.max(p, Mixture.FLOOR) / mean[v]);
                            most += w * Math.log(w / masses[i][j] / mean[v]);
                        }
                    }
                }
                nats += its;
                double mass = Arrays.stream(masses[i]).sum();
                all += mass;
                good += its > MUCH * most ? mass : 0;
            }
            return good >= MOST * all ? price.observations() * nats : 0;
        }
    }

    private static double lost(double[] a, double massA, double[] b, double massB) {
        double[] mean = mixed(a, massA, b, massB);
        return massA * divergence(a, mean) + massB * divergence(b, mean);
    }

    private static double[] mixed(double[] a, double massA, double[] b, double massB) {
        double[] mean = new double[a.length];
        double both = Math.max(massA + massB, Double.MIN_NORMAL);
        for (int v = 0; v < a.length; v++) {
            mean[v] = (massA * a[v] + massB * b[v]) / both;
        }
        return mean;
    }

    private static double divergence(double[] p, double[] q) {
        double sum = 0;
        for (int v = 0; v < p.length; v++) {
            sum += p[v] > 0 ? p[v] * Math.log(p[v] / Math.max(q[v], Mixture.FLOOR)) : 0;
        }
        return sum;
    }

    private static void normalise(double[] law) {
        double sum = Arrays.stream(law).sum();
        for (int v = 0; v < law.length; v++) {
            law[v] = sum > 0 ? law[v] / sum : 1.0 / law.length;
        }
    }
}
