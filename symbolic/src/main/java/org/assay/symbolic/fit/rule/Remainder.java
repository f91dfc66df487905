package org.assay.symbolic.fit.rule;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Takes out of the law of a rule what the others that hold there say anyway. A law that has taken in some of theirs, with a greater
 * weight or silencing them, explains the network as well: of
 *
 * <pre>p = a A + (1 - a) R = a (1 - k) A' + (1 - a (1 - k)) R,   A = (1 - k) A' + k R</pre>
 *
 * <p>the one with the shorter description is meant. Expectation maximisation does not find it, since no step along that line changes
 * what is explained.
 */
final class Remainder {
    private static final int ROUNDS = 8;
    private static final double AS_IS = 0;
    private static final double[] QUANTILES = {AS_IS, 0.25, 0.5};
    private static final double ALL_BUT = 0.9999;
    private static final double HALF_A_TOKEN = 0.5;

    private final Evidence evidence;
    private final Mixture mixture;
    private final Price price;
    private final int vocabulary;

    Remainder(Evidence evidence, Mixture mixture, Price price) {
        this.evidence = evidence;
        this.mixture = mixture;
        this.price = price;
        this.vocabulary = evidence.vocabulary;
    }

    /** Changes laws, weights and silences of the mixture's experts; returns how many rules it has changed. */
    int refine() {
        int changed = 0;
        for (int e = 0; e < mixture.experts().size(); e++) {
            Expert expert = mixture.experts().get(e);
            boolean refined =
                    !expert.kind.equals(Fallback.KIND) && expert.match.now() != null && !expert.match.copies();
            if (refined && refine(e, expert)) {
                mixture.settle();
                changed++;
            }
        }
        return changed;
    }

    private boolean refine(int e, Expert expert) {
        Described best = null;
        boolean changed = false;
        for (BitSet silences : silences(expert)) {
            Others others = new Others(e, silences);
            if (others.rows.length == 0) {
                return false;
            }
            for (double quantile : QUANTILES) {
                boolean isNow = quantile == AS_IS && silences.equals(expert.silences);
                Described one = isNow
                        ? others.describe(expert.laws, expert.weight)
                        : quantile == AS_IS
                                ? others.fitted(expert.laws, expert.weight)
                                : others.without(expert, quantile);
                if (one != null && (best == null || one.nats() < best.nats())) {
                    best = one;
                    changed = !isNow;
                }
            }
        }
        if (changed) {
            expert.laws = best.laws();
            expert.weight = best.weight();
            expert.silences.clear();
            expert.silences.or(best.silences());
        }
        return changed;
    }

    /** As they are, without those of laws of single tokens or groups, without those of what holds at any token too, and none. */
    private List<BitSet> silences(Expert expert) {
        BitSet conditional = (BitSet) expert.silences.clone();
        BitSet own = (BitSet) expert.silences.clone();
        expert.silences.stream().forEach(other -> {
            Match match = mixture.experts().get(other).match;
            if (match instanceof Match.After) {
                conditional.clear(other);
            }
            if (match instanceof Match.After || match.now() == null) {
                own.clear(other);
            }
        });
        return List.of((BitSet) expert.silences.clone(), conditional, own, new BitSet()).stream()
                .distinct()
                .toList();
    }

    /** The numbers of the rows where {@code expert} has a say. */
    private int[] placesOf(int expert) {
        return IntStream.range(0, mixture.rows().length)
                .filter(i -> IntStream.of(mixture.speaking(i)).anyMatch(e -> e == expert))
                .toArray();
    }

    /** The answer of {@code expert}, which holds there, at row number {@code i}. */
    private int valueOf(int expert, int i) {
        int[] held = mixture.held(i);
        for (int k = 0; k < held.length; k += 2) {
            if (held[k] == expert) {
                return held[k + 1];
            }
        }
        return Rows.NONE;
    }

    /**
     * Writes the sum of weight x law of those that have a say at row number {@code i} besides {@code expert}, if that had
     * {@code silences}; returns the sum of their weights, and of the weights of those that copy.
     */
    private double[] others(int i, int expert, BitSet silences, double[] law) {
        Arrays.fill(law, 0);
        double total = 0;
        double copied = 0;
        int[] held = mixture.held(i);
        for (int k = 0; k < held.length; k += 2) {
            int e = held[k];
            if (e != expert && !silences.get(e) && !mixture.isSilenced(held, e, expert)) {
                Expert its = mixture.experts().get(e);
                total += its.weight;
                if (its.match.copies()) {
                    law[held[k + 1]] += its.weight;
                    copied += its.weight;
                } else {
                    for (int v = 0; v < vocabulary; v++) {
                        law[v] += its.weight * its.laws[held[k + 1]][v];
                    }
                }
            }
        }
        return new double[] {total, copied};
    }

    /** @param nats of description and of loss at the rows where it has a say */
    private record Described(double[][] laws, double weight, BitSet silences, double nats) {}

    /** The rows where an expert has a say, with what the others say there. */
    private final class Others {
        private final BitSet silences;
        private final int[] rows;
        private final int[] values;
        private final double[] total;
        private final double[] copied;
        private final double[] said;

        Others(int e, BitSet silences) {
            this.silences = silences;
            int[] places = placesOf(e);
            rows = new int[places.length];
            values = new int[places.length];
            total = new double[places.length];
            copied = new double[places.length];
            said = new double[places.length * vocabulary];
            double[] law = new double[vocabulary];
            for (int i = 0; i < places.length; i++) {
                rows[i] = mixture.rows()[places[i]];
                values[i] = valueOf(e, places[i]);
                double[] sums = others(places[i], e, silences, law);
                total[i] = sums[0];
                copied[i] = sums[1];
                System.arraycopy(law, 0, said, i * vocabulary, vocabulary);
            }
        }

        /** What the network answers beyond what the others say, up to the quantile of ratios; null where nothing is left. */
        Described without(Expert expert, double quantile) {
            int count = expert.laws.length;
            double[][] wanted = new double[count][vocabulary];
            double[][] given = new double[count][vocabulary];
            double mass = 0;
            double others = 0;
            double inverse = 0;
            for (int i = 0; i < rows.length; i++) {
                double weight = evidence.weights[rows[i]] * notCopied(i, expert.weight);
                mass += weight;
                others += total[i] > 0 ? weight : 0;
                inverse += total[i] > 0 ? weight / total[i] : 0;
                for (int v = 0; v < vocabulary; v++) {
                    wanted[values[i]][v] +=
                            weight * Math.max(0, evidence.q[rows[i] * vocabulary + v] - mixture.withNoise(0, v));
                    given[values[i]][v] += total[i] > 0 ? weight * said[i * vocabulary + v] / total[i] : 0;
                }
            }
            if (others == 0) {
                return null;
            }
            double share = 0;
            for (int k = 0; k < count; k++) {
                double kept = ratio(wanted[k], given[k], quantile);
                double sum = 0;
                for (int v = 0; v < vocabulary; v++) {
                    wanted[k][v] = Math.max(0, wanted[k][v] - kept * given[k][v]);
                    sum += wanted[k][v];
                }
                if (!(sum > 0)) {
                    return null;
                }
                for (int v = 0; v < vocabulary; v++) {
                    wanted[k][v] /= sum;
                }
                share += sum / mass;
            }
            double next = Math.min(ALL_BUT, share);
            // The harmonic mean of what the others weigh: a few of great weight leave the rule little wherever it
            // stands.
            return fitted(wanted, others / inverse * next / (1 - next));
        }

        /** The quantile of the ratios of what is wanted to what is given, each token counting by the latter; at most 1. */
        private double ratio(double[] wanted, double[] given, double quantile) {
            double whole = Arrays.stream(given).sum();
            int[] order = IntStream.range(0, vocabulary)
                    .filter(v -> given[v] > 0)
                    .boxed()
                    .sorted(Comparator.comparingDouble(v -> wanted[v] / given[v]))
                    .mapToInt(v -> v)
                    .toArray();
            double seen = 0;
            for (int v : order) {
                seen += given[v];
                if (seen >= quantile * whole) {
                    return Math.min(1, wanted[v] / given[v]);
                }
            }
            return 0;
        }

        private Described fitted(double[][] laws, double weight) {
            double[][] its = laws;
            double now = weight;
            for (int round = 0; round < ROUNDS; round++) {
                double[][] masses = new double[its.length][vocabulary];
                double[] sums = new double[2];
                pass(its, now, masses, sums);
                its = masses;
                now = sums[1] > 0 ? Math.max(1e-9, sums[0] / sums[1]) : now;
                for (double[] law : its) {
                    sharpen(law);
                }
            }
            return describe(its, now);
        }

        /** As {@link Mixture} reads laws, if the expert has {@code weight}. */
        private double notCopied(int i, double weight) {
            return 1 - copied[i] / (weight + total[i]);
        }

        private void sharpen(double[] law) {
            double least = Math.min(
                    HALF_A_TOKEN / price.observations(),
                    Arrays.stream(law).max().orElse(0) / 2);
            double sum = 0;
            for (int v = 0; v < vocabulary; v++) {
                law[v] = Math.max(0, law[v] - least);
                sum += law[v];
            }
            for (int v = 0; v < vocabulary; v++) {
                law[v] = sum > 0 ? law[v] / sum : 1.0 / vocabulary;
            }
        }

        /** Adds what the expert emits to {@code masses}, and to {@code sums} its total and its exposure; returns the loss. */
        private double pass(double[][] laws, double weight, double[][] masses, double[] sums) {
            double loss = 0;
            double rest = 1 - mixture.noise;
            for (int i = 0; i < rows.length; i++) {
                double whole = weight + total[i];
                double all = 0;
                for (int v = 0; v < vocabulary; v++) {
                    double q = evidence.q[rows[i] * vocabulary + v];
                    if (q > 0) {
                        double its = rest * weight * laws[values[i]][v] / whole;
                        double both = its + rest * said[i * vocabulary + v] / whole;
                        double p = mixture.withNoise(both, v);
                        double explained = evidence.weights[rows[i]] * q / p;
                        masses[values[i]][v] += notCopied(i, weight) * explained * its;
                        sums[0] += explained * its;
                        all += explained * both;
                        loss += evidence.weights[rows[i]] * q * Math.log(q / p);
                    }
                }
                sums[1] += all / whole;
            }
            return loss;
        }

        Described describe(double[][] laws, double weight) {
            double[][] masses = new double[laws.length][vocabulary];
            double nats = price.observations() * pass(laws, weight, masses, new double[2]);
            for (int k = 0; k < laws.length; k++) {
                nats += price.law(laws[k], Arrays.stream(masses[k]).sum());
            }
            return new Described(laws, weight, silences, nats + silences.cardinality() * price.probability());
        }
    }
}
