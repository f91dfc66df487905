package org.assay.symbolic.fit.rule;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * The law outside brackets. Of the experts that hold and that none silences, each has a say by its weight:
 *
 * <pre>p(v) = sum of openings at v + (1 - openings) (noise / V' + (1 - noise) sum of W_l P_l(v) / sum of W_l)</pre>
 *
 * <p>with V' the tokens that are no brackets. Laws, weights and noise are fitted together by expectation maximisation; the weights,
 * which are normalised at every row, by the minorisation of Hunter (2004) for Bradley-Terry models.
 *
 * <p>Where a rule that copies has the share c, what it gets wrong cannot be told from what the laws beside it say. A law read there
 * is off by the same error over 1 - c, so in the mean of such laws a row counts by (1 - c) squared: once as the mass that is left, once
 * more by {@link #notCopied}. Where the copies are right this changes nothing.
 */
final class Mixture {
    /** Share of the uniform law in every answer, as in the unembedding. */
    static final double FLOOR = 1e-6;

    private static final int CHUNKS = 16;

    private final Evidence evidence;
    private final int[] rows;
    private final int vocabulary;
    private final double[] openings;
    private final boolean[] ordinary;
    private final int ordinaryTokens;
    private final double opening;
    double noise;
    private List<Expert> experts = List.of();
    private final int[][] held;
    private int[] start = {0};
    private int[] expertAt = {};
    private int[] valueAt = {};

    /** @param rows those outside brackets */
    Mixture(Evidence evidence, int[] rows, double[] openings, double noise) {
        this.evidence = evidence;
        this.rows = rows;
        this.vocabulary = evidence.vocabulary;
        this.openings = openings;
        this.opening = Arrays.stream(openings).sum();
        this.noise = noise;
        this.held = new int[rows.length][0];
        this.ordinary = new boolean[vocabulary];
        int count = 0;
        for (int v = 0; v < vocabulary; v++) {
            ordinary[v] = !evidence.rows.isBracket(v);
            count += ordinary[v] ? 1 : 0;
        }
        this.ordinaryTokens = count;
    }

    int[] rows() {
        return rows;
    }

    List<Expert> experts() {
        return experts;
    }

    double[] openings() {
        return openings;
    }

    /** From now on these; finds where each holds. */
    void use(List<Expert> those) {
        experts = List.copyOf(those);
        IntStream.range(0, CHUNKS).parallel().forEach(chunk -> {
            int[] row = new int[2 * experts.size()];
            for (int i = from(chunk); i < from(chunk + 1); i++) {
                held[i] = holding(rows[i], row);
            }
        });
        settle();
    }

    /** Pairs (expert, answer) of those that hold at {@code row}. */
    private int[] holding(int row, int[] scratch) {
        int count = 0;
        for (int e = 0; e < experts.size(); e++) {
            int value = experts.get(e).match.at(evidence.rows, row);
            if (value != Rows.NONE) {
                scratch[2 * count] = e;
                scratch[2 * count++ + 1] = value;
            }
        }
        return Arrays.copyOf(scratch, 2 * count);
    }

    /** Finds who has a say where, after silences have changed. */
    void settle() {
        start = new int[rows.length + 1];
        expertAt = new int[Arrays.stream(held).mapToInt(h -> h.length / 2).sum()];
        valueAt = new int[expertAt.length];
        int count = 0;
        for (int i = 0; i < rows.length; i++) {
            for (int k = 0; k < held[i].length / 2; k++) {
                if (!isSilenced(held[i], held[i][2 * k], -1)) {
                    expertAt[count] = held[i][2 * k];
                    valueAt[count++] = held[i][2 * k + 1];
                }
            }
            start[i + 1] = count;
        }
    }

    /** Whether another that holds, but for {@code without}, silences {@code expert}. */
    boolean isSilenced(int[] holding, int expert, int without) {
        for (int k = 0; k < holding.length; k += 2) {
            if (holding[k] != without && experts.get(holding[k]).silences.get(expert)) {
                return true;
            }
        }
        return false;
    }

    private int from(int chunk) {
        return (int) ((long) rows.length * chunk / CHUNKS);
    }

    /** Sums of one pass, each chunk of rows its own, added up in order so that the number of workers changes nothing. */
    private final class Sums {
        private final double[][][] mass = new double[experts.size()][][];
        private final double[] emitted = new double[experts.size()];
        private final double[] exposure = new double[experts.size()];
        private double noiseMass;
        private double otherMass;
        private double loss;

        Sums() {
            for (int e = 0; e < mass.length; e++) {
                mass[e] = new double[experts.get(e).match.laws()][vocabulary];
            }
        }

        void add(Sums other) {
            for (int e = 0; e < mass.length; e++) {
                for (int k = 0; k < mass[e].length; k++) {
                    for (int v = 0; v < vocabulary; v++) {
                        mass[e][k][v] += other.mass[e][k][v];
                    }
                }
                emitted[e] += other.emitted[e];
                exposure[e] += other.exposure[e];
            }
            noiseMass += other.noiseMass;
            otherMass += other.otherMass;
            loss += other.loss;
        }
    }

    /**
     * One pass of expectation maximisation; returns the loss before it, KL(network || mixture) summed over these rows' weights.
     *
     * @param least mass that a token of a rule's law must come to beyond its own, else it goes to what is below the rule: where two
     *              laws explain the network equally well, the shorter one of the rule above is meant. 0 for the likeliest laws.
     */
    double improve(boolean withNoise, double least) {
        Sums[] parts = new Sums[CHUNKS];
        IntStream.range(0, CHUNKS).parallel().forEach(chunk -> parts[chunk] = pass(from(chunk), from(chunk + 1)));
        Sums sums = parts[0];
        for (int chunk = 1; chunk < CHUNKS; chunk++) {
            sums.add(parts[chunk]);
        }
        for (int e = 0; e < experts.size(); e++) {
            Expert expert = experts.get(e);
            for (int k = 0; k < expert.laws.length; k++) {
                double kept = expert.kind.equals(Fallback.KIND) ? 0 : least;
                double total = 0;
                for (int v = 0; v < vocabulary; v++) {
                    total += Math.max(0, sums.mass[e][k][v] * expert.laws[k][v] - kept);
                }
                for (int v = 0; v < vocabulary && total > 0; v++) {
                    expert.laws[k][v] = Math.max(0, sums.mass[e][k][v] * expert.laws[k][v] - kept) / total;
                }
            }
            if (sums.exposure[e] > 0) {
                expert.weight = Math.max(1e-9, sums.emitted[e] / sums.exposure[e]);
            }
        }
        if (withNoise) {
            noise = sums.noiseMass / (sums.noiseMass + sums.otherMass);
        }
        return sums.loss;
    }

    private Sums pass(int first, int end) {
        Sums sums = new Sums();
        double[] p = new double[vocabulary];
        double[] ratio = new double[vocabulary];
        double rest = (1 - opening) * (1 - noise);
        double noiseEach = (1 - opening) * noise / ordinaryTokens;
        for (int i = first; i < end; i++) {
            int row = rows[i];
            double weight = evidence.weights[row];
            double total = law(i, p);
            double noiseRatio = 0;
            for (int v = 0; v < vocabulary; v++) {
                double q = evidence.q[row * vocabulary + v];
                if (q > 0) {
                    sums.loss += weight * q * Math.log(q / p[v]);
                }
                ratio[v] = ordinary[v] ? weight * q / p[v] : 0;
                noiseRatio += ratio[v];
            }
            sums.noiseMass += noiseEach * noiseRatio;
            double all = 0;
            double alone = notCopied(i, total);
            for (int k = start[i]; k < start[i + 1]; k++) {
                int e = expertAt[k];
                double share = rest * experts.get(e).weight / total;
                double emitted;
                if (experts.get(e).match.copies()) {
                    emitted = share * ratio[valueAt[k]];
                } else {
                    double[] law = experts.get(e).laws[valueAt[k]];
                    double[] mass = sums.mass[e][valueAt[k]];
                    double sum = 0;
                    for (int v = 0; v < vocabulary; v++) {
                        sum += ratio[v] * law[v];
                        mass[v] += alone * share * ratio[v];
                    }
                    emitted = share * sum;
                }
                sums.emitted[e] += emitted;
                all += emitted;
            }
            for (int k = start[i]; k < start[i + 1]; k++) {
                sums.exposure[expertAt[k]] += all / total;
            }
            sums.otherMass += all;
        }
        return sums;
    }

    /** The share that rules which copy leave to laws at row number {@code i}. */
    private double notCopied(int i, double total) {
        double copied = 0;
        for (int k = start[i]; k < start[i + 1]; k++) {
            Expert expert = experts.get(expertAt[k]);
            copied += expert.match.copies() ? expert.weight : 0;
        }
        return total > 0 ? 1 - copied / total : 1;
    }

    /** Of those that have a say at row number {@code i}. */
    private double speakingWeight(int i) {
        double total = 0;
        for (int k = start[i]; k < start[i + 1]; k++) {
            total += experts.get(expertAt[k]).weight;
        }
        return total;
    }

    /** The law at row number {@code i} of these; returns the sum of the weights that have a say. */
    private double law(int i, double[] p) {
        double total = speakingWeight(i);
        begin(p);
        for (int k = start[i]; k < start[i + 1]; k++) {
            say(p, expertAt[k], valueAt[k], total);
        }
        if (total == 0) {
            nobodySpeaks(p);
        }
        finish(p);
        return total;
    }

    /** What is left for experts is shared by all tokens, as behind a token that no row of the fit ends in. */
    private void nobodySpeaks(double[] p) {
        double each = (1 - opening) * (1 - noise) / vocabulary;
        for (int v = 0; v < vocabulary; v++) {
            p[v] += each;
        }
    }

    private void begin(double[] p) {
        double noiseEach = (1 - opening) * noise / ordinaryTokens;
        for (int v = 0; v < vocabulary; v++) {
            p[v] = openings[v] + (ordinary[v] ? noiseEach : 0);
        }
    }

    private void say(double[] p, int e, int value, double total) {
        Expert expert = experts.get(e);
        double share = (1 - opening) * (1 - noise) * expert.weight / total;
        if (expert.match.copies()) {
            p[value] += share;
        } else {
            double[] law = expert.laws[value];
            for (int v = 0; v < vocabulary; v++) {
                p[v] += share * law[v];
            }
        }
    }

    private void finish(double[] p) {
        for (int v = 0; v < vocabulary; v++) {
            p[v] = (1 - FLOOR) * p[v] + FLOOR / vocabulary;
        }
    }

    /** The loss at row number {@code i} if just those had a say that {@code has} lets; more than any law's where none has. */
    double lossIf(int i, IntPredicate has, double[] p) {
        return lossOf(i, held[i], has, p);
    }

    /** The loss at row number {@code i} if those held that are named with their answers, by who silences whom. */
    double lossOf(int i, int[] holding, double[] p) {
        return lossOf(i, holding, e -> !isSilenced(holding, e, -1), p);
    }

    private double lossOf(int i, int[] holding, IntPredicate has, double[] p) {
        double total = 0;
        for (int k = 0; k < holding.length; k += 2) {
            total += has.test(holding[k]) ? experts.get(holding[k]).weight : 0;
        }
        begin(p);
        for (int k = 0; k < holding.length; k += 2) {
            if (has.test(holding[k])) {
                say(p, holding[k], holding[k + 1], total);
            }
        }
        finish(p);
        return evidence.weights[rows[i]] * divergence(rows[i], p);
    }

    private double divergence(int row, double[] p) {
        double sum = 0;
        for (int v = 0; v < vocabulary; v++) {
            double q = evidence.q[row * vocabulary + v];
            sum += q > 0 ? q * Math.log(q / p[v]) : 0;
        }
        return sum;
    }

    /** The experts that have a say at row number {@code i}. */
    int[] speaking(int i) {
        return Arrays.copyOfRange(expertAt, start[i], start[i + 1]);
    }

    /** What becomes of the experts' part of a probability: noise and the share of the uniform law are added. */
    double withNoise(double p, int token) {
        double noisy = p + openings[token] + (ordinary[token] ? (1 - opening) * noise / ordinaryTokens : 0);
        return (1 - FLOOR) * noisy + FLOOR / vocabulary;
    }

    /** Pairs (expert, answer) of those that hold at row number {@code i}, silenced or not; not a copy. */
    int[] held(int i) {
        return held[i];
    }

    /** Writes the laws of these rows into {@code p}, all rows x vocabulary. */
    void predict(double[] p) {
        IntStream.range(0, CHUNKS).parallel().forEach(chunk -> {
            double[] one = new double[vocabulary];
            for (int i = from(chunk); i < from(chunk + 1); i++) {
                law(i, one);
                System.arraycopy(one, 0, p, rows[i] * vocabulary, vocabulary);
            }
        });
    }

    /** For each expert how much it emits over these rows, by weights. */
    double[] emitted() {
        double[] emitted = new double[experts.size()];
        for (int i = 0; i < rows.length; i++) {
            double total = speakingWeight(i);
            for (int k = start[i]; k < start[i + 1]; k++) {
                emitted[expertAt[k]] += evidence.weights[rows[i]] * experts.get(expertAt[k]).weight / total;
            }
        }
        return emitted;
    }

    /** For every row the share of expert {@code e}, and its answer in {@code values}; all rows. */
    double[] shares(int e, int[] values) {
        double[] shares = new double[evidence.size()];
        Arrays.fill(values, Rows.NONE);
        for (int i = 0; i < rows.length; i++) {
            double total = speakingWeight(i);
            for (int k = start[i]; k < start[i + 1]; k++) {
                if (expertAt[k] == e) {
                    shares[rows[i]] = (1 - opening) * (1 - noise) * experts.get(e).weight / total;
                    values[rows[i]] = valueAt[k];
                }
            }
        }
        return shares;
    }
}
