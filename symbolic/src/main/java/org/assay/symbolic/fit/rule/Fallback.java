package org.assay.symbolic.fit.rule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What answers where no other rule holds, and the rules of single tokens on top of it: the law behind each token is divided into the
 * law of its group and, where that does not do, a law of its own with a share.
 */
final class Fallback {
    static final String KIND = "category-bigram";
    static final String OWN = "token-bigram";
    private static final double LIKE = 0.5;

    private Fallback() {}

    /** The laws behind single tokens as the mixture has them: from experts about one token alone, or about its group. */
    static double[][] lawsBehind(List<Expert> experts, int vocabulary) {
        double[][] laws = new double[vocabulary][vocabulary];
        double[] total = new double[vocabulary];
        for (int e = 0; e < experts.size(); e++) {
            Expert expert = experts.get(e);
            if (expert.match instanceof Match.After after) {
                for (int x = 0; x < vocabulary; x++) {
                    boolean silent = false;
                    for (Expert other : experts) {
                        silent |= after.now()[x]
                                && other.match instanceof Match.After its
                                && its.now()[x]
                                && other.silences.get(e);
                    }
                    if (after.now()[x] && !silent) {
                        total[x] += expert.weight;
                        for (int v = 0; v < vocabulary; v++) {
                            laws[x][v] += expert.weight * expert.laws[0][v];
                        }
                    }
                }
            }
        }
        for (int x = 0; x < vocabulary; x++) {
            for (int v = 0; v < vocabulary && total[x] > 0; v++) {
                laws[x][v] /= total[x];
            }
        }
        return laws;
    }

    /** Experts for the groups, then for tokens whose law is not their group's. */
    static List<Expert> of(double[][] laws, double[] mass, int[] groupOf, Price price) {
        int vocabulary = laws.length;
        int groups = Arrays.stream(groupOf).max().orElse(-1) + 1;
        List<Expert> bases = new ArrayList<>();
        List<Expert> own = new ArrayList<>();
        for (int group = 0; group < groups; group++) {
            boolean[] members = new boolean[vocabulary];
            for (int v = 0; v < vocabulary; v++) {
                members[v] = groupOf[v] == group;
            }
            double[] law = shared(laws, mass, members);
            if (law != null) {
                bases.add(new Expert(KIND, new Match.After(members), new double[][] {law}));
            }
            for (int v = 0; v < vocabulary; v++) {
                if (members[v] && law == null) {
                    own.add(alone(laws[v], v));
                } else if (members[v] && nats(laws[v], law, mass[v], price) > ownRule(laws[v], law, mass[v], price)) {
                    own.add(own(laws[v], law, v));
                }
            }
        }
        List<Expert> all = new ArrayList<>(bases);
        all.addAll(own);
        return all;
    }

    /** What a rule of its own costs a token with {@code law} where its group has {@code base}. */
    static double ownRule(double[] law, double[] base, double mass, Price price) {
        double[] excess = new double[law.length];
        double share = excess(law, base, excess);
        return price.condition(1) + (share > 0 ? price.law(excess, mass * share) : 0);
    }

    /** Writes what {@code law} has beyond its typical share of {@code base} as a law; returns its share. */
    private static double excess(double[] law, double[] base, double[] excess) {
        double kept = Math.min(1, Gain.typicalRatio(law, base));
        double sum = 0;
        for (int v = 0; v < law.length; v++) {
            excess[v] = Math.max(0, law[v] - kept * base[v]);
            sum += excess[v];
        }
        for (int v = 0; v < law.length && sum > 0; v++) {
            excess[v] /= sum;
        }
        return sum;
    }

    /** A token that is followed by nothing in the rows of the fit may be followed by anything. */
    private static Expert alone(double[] law, int token) {
        boolean[] now = new boolean[law.length];
        now[token] = true;
        double[] its = law.clone();
        if (Arrays.stream(its).sum() == 0) {
            Arrays.fill(its, 1.0 / its.length);
        }
        return new Expert(OWN, new Match.After(now), new double[][] {its});
    }

    private static Expert own(double[] law, double[] base, int token) {
        double[] excess = new double[law.length];
        double share = Math.min(0.9999, excess(law, base, excess));
        boolean[] now = new boolean[law.length];
        now[token] = true;
        Expert expert = new Expert(OWN, new Match.After(now), new double[][] {excess});
        expert.weight = share / (1 - share);
        return expert;
    }

    private static double nats(double[] law, double[] base, double mass, Price price) {
        double nats = 0;
        for (int v = 0; v < law.length; v++) {
            nats += law[v] > 0 ? law[v] * StrictMath.log(law[v] / Math.max(base[v], Mixture.FLOOR)) : 0;
        }
        return price.observations() * mass * nats;
    }

    /**
     * The law that members share below rules of their own: of those that are the same up to a factor at most tokens, the median
     * token by token. Null where no two are.
     */
    private static double[] shared(double[][] laws, double[] mass, boolean[] members) {
        int size = (int) IntStream.range(0, laws.length)
                .filter(x -> members[x] && mass[x] > 0)
                .count();
        boolean[] most = null;
        double mostMass = 0;
        for (int centre = 0; centre < laws.length; centre++) {
            if (members[centre] && mass[centre] > 0) {
                boolean[] like = new boolean[laws.length];
                double its = 0;
                for (int x = 0; x < laws.length; x++) {
                    like[x] = members[x] && mass[x] > 0 && isLike(laws[x], laws[centre]);
                    its += like[x] ? mass[x] : 0;
                }
                if (its > mostMass && Screening.count(like) >= Math.min(2, size)) {
                    mostMass = its;
                    most = like;
                }
            }
        }
        return most == null ? null : median(laws, most, Screening.count(most));
    }

    private static boolean isLike(double[] law, double[] centre) {
        return Gain.typicalRatio(law, centre) >= LIKE && Gain.typicalRatio(centre, law) >= LIKE;
    }

    private static double[] median(double[][] laws, boolean[] some, int count) {
        double[] median = new double[laws.length];
        double sum = 0;
        for (int v = 0; v < laws.length; v++) {
            double[] values = new double[count];
            int next = 0;
            for (int x = 0; x < laws.length; x++) {
                if (some[x]) {
                    values[next++] = laws[x][v];
                }
            }
            Arrays.sort(values);
            median[v] = (values[(count - 1) / 2] + values[count / 2]) / 2;
            sum += median[v];
        }
        for (int v = 0; v < laws.length; v++) {
            median[v] /= sum;
        }
        return median;
    }
}
