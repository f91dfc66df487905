package org.assay.symbolic.fit;

import java.util.SortedMap;
import java.util.TreeMap;
import org.assay.symbolic.program.Unembedding;

/**
 * The log-linear unembedding that behaves like a network: minimises
 *
 * <pre>sum over groups of windows of weight x CE(law, softmax(bias + sum of the votes of active labels)) + ridge/2 |votes|^2</pre>
 *
 * over few votes. Votes are let in, the most promising first, where the score test promises more nats than a vote costs (N g^2 / 2I
 * with gradient g and information I; Rao 1948), and put out again where the fitted vote v is worth less than it costs
 * (N I v^2 / 2; Wald 1943): a search for the least N x loss + price x votes that sees every vote in every round.
 */
final class Votes {
    private static final double RIDGE = 1e-6;
    private static final double TOLERANCE_WHILE_SEARCHING = 1e-4;
    private static final double TOLERANCE_AT_THE_END = 1e-5;
    private static final int ROUNDS_WHILE_SEARCHING = 20;
    private static final int ROUNDS_AT_THE_END = 80;

    /** Below this the products of factors are close to what a double can hold. */
    private static final double SMALLEST_SUM = 1e-250;

    private static final int LETTINGS = 8;
    private static final int PRUNINGS = 3;
    private static final double LEAST_SHARE_OF_THE_BEST = 0.25;

    private final Slots slots;
    private final double observations;
    private final double price;
    private final Numerics numerics;
    private final int vocabulary;
    private final double[][][] wanted;
    private final double[] wantedOfBias;
    private final double[] bias;
    private final double[][] votes;
    private final boolean[][] free;

    private Votes(Slots slots, double observations, Numerics numerics) {
        this.slots = slots;
        this.observations = observations;
        this.numerics = numerics;
        this.vocabulary = slots.laws()[0].length;
        this.price = StrictMath.log(observations) / 2 + StrictMath.log(vocabulary);
        this.wanted = emptyTable();
        this.wantedOfBias = new double[vocabulary];
        for (int g = 0; g < slots.weights().length; g++) {
            Items.addScaled(wantedOfBias, slots.laws()[g], slots.weights()[g]);
            for (int slot = 0; slot < wanted.length; slot++) {
                Items.addScaled(wanted[slot][slots.symbols()[g][slot]], slots.laws()[g], slots.weights()[g]);
            }
        }
        this.bias = new double[vocabulary];
        this.votes = new double[slots.labels().size()][vocabulary];
        this.free = new boolean[votes.length][vocabulary];
    }

    /** @param observations N, at which votes are weighed against loss */
    static Unembedding fit(Slots slots, double observations, Numerics numerics) {
        Votes votes = new Votes(slots, observations, numerics);
        votes.startFromUnigram();
        for (int i = 0; i < LETTINGS && votes.letIn(); i++) {
            votes.minimize(TOLERANCE_WHILE_SEARCHING, ROUNDS_WHILE_SEARCHING);
        }
        for (int i = 0; i < PRUNINGS && votes.putOut(); i++) {
            votes.minimize(TOLERANCE_AT_THE_END, ROUNDS_AT_THE_END);
        }
        return votes.unembedding();
    }

    private void startFromUnigram() {
        for (int v = 0; v < vocabulary; v++) {
            bias[v] = StrictMath.log(Math.max(wantedOfBias[v], Unembedding.UNIFORM_SHARE / vocabulary));
        }
    }

    /**
     * Frees votes that are worth their price by the score test: for each token those that promise at least a quarter of the best
     * promise, and of labels that are active together (a label and its superlabels) only the best. The others wait for the next
     * round, since what is let in may explain what they promise. False when no vote is worth its price any more.
     */
    private boolean letIn() {
        double[][] gains = gains();
        boolean any = false;
        for (int v = 0; v < vocabulary; v++) {
            double best = 0;
            for (double[] gain : gains) {
                best = Math.max(best, gain[v]);
            }
            double least = Math.max(price, best * LEAST_SHARE_OF_THE_BEST);
            for (int[][] slot : slots.active()) {
                for (int[] together : slot) {
                    int label = bestOf(together, gains, v);
                    if (gains[label][v] > least) {
                        free[label][v] = true;
                        any = true;
                    }
                }
            }
        }
        return any;
    }

    /** Nats that each vote promises by the score test; 0 for those that are free already. */
    private double[][] gains() {
        Slopes slopes = new Slopes();
        double[][] gains = new double[votes.length][vocabulary];
        for (int label = 0; label < votes.length; label++) {
            for (int v = 0; v < vocabulary; v++) {
                double g = slopes.gradient[label][v];
                gains[label][v] =
                        free[label][v] ? 0 : observations * g * g / (2 * slopes.information[label][v] + RIDGE);
            }
        }
        return gains;
    }

    private static int bestOf(int[] labels, double[][] gains, int v) {
        int best = labels[0];
        for (int label : labels) {
            best = gains[label][v] >= gains[best][v] ? label : best;
        }
        return best;
    }

    /** Sets votes to 0 that are not worth their price; false when all are. */
    private boolean putOut() {
        Slopes slopes = new Slopes();
        boolean any = false;
        for (int label = 0; label < votes.length; label++) {
            shiftToFewest(votes[label], free[label], slopes.information[label]);
            for (int v = 0; v < vocabulary; v++) {
                if (free[label][v] && isWorthless(votes[label][v], slopes.information[label][v])) {
                    free[label][v] = false;
                    votes[label][v] = 0;
                    any = true;
                }
            }
        }
        return any;
    }

    private boolean isWorthless(double vote, double information) {
        return observations * information * vote * vote / 2 < price;
    }

    /** The same number taken from all votes of a label changes no law: take the one that leaves the fewest of any worth. */
    private void shiftToFewest(double[] ofLabel, boolean[] freeOfLabel, double[] information) {
        double shift = 0;
        int most = worthless(ofLabel, 0, information);
        for (double candidate : ofLabel) {
            int count = worthless(ofLabel, candidate, information);
            if (count > most) {
                most = count;
                shift = candidate;
            }
        }
        for (int v = 0; shift != 0 && v < vocabulary; v++) {
            ofLabel[v] -= shift;
            freeOfLabel[v] |= ofLabel[v] != 0;
        }
    }

    private int worthless(double[] ofLabel, double shift, double[] information) {
        int count = 0;
        for (int v = 0; v < vocabulary; v++) {
            count += isWorthless(ofLabel[v] - shift, information[v]) ? 1 : 0;
        }
        return count;
    }

    private void minimize(double tolerance, int rounds) {
        double[] start = gather(bias, votes);
        Numerics.Minimum minimum = numerics.minimize(this::objective, start, tolerance, rounds);
        scatter(minimum.x());
    }

    private double[] gather(double[] ofBias, double[][] ofVotes) {
        double[] x = new double[vocabulary + freeVotes()];
        System.arraycopy(ofBias, 0, x, 0, vocabulary);
        int next = vocabulary;
        for (int label = 0; label < votes.length; label++) {
            for (int v = 0; v < vocabulary; v++) {
                if (free[label][v]) {
                    x[next++] = ofVotes[label][v];
                }
            }
        }
        return x;
    }

    private int freeVotes() {
        int count = 0;
        for (boolean[] its : free) {
            for (boolean one : its) {
                count += one ? 1 : 0;
            }
        }
        return count;
    }

    private void scatter(double[] x) {
        System.arraycopy(x, 0, bias, 0, vocabulary);
        int next = vocabulary;
        for (int label = 0; label < votes.length; label++) {
            for (int v = 0; v < vocabulary; v++) {
                if (free[label][v]) {
                    votes[label][v] = x[next++];
                }
            }
        }
    }

    private double objective(double[] x, double[] gradient) {
        scatter(x);
        double[] ofBias = new double[vocabulary];
        double[][] ofVotes = new double[votes.length][vocabulary];
        double value = sweep(ofBias, ofVotes, null);
        for (int label = 0; label < votes.length; label++) {
            for (int v = 0; v < vocabulary; v++) {
                value += RIDGE / 2 * votes[label][v] * votes[label][v];
                ofVotes[label][v] += RIDGE * votes[label][v];
            }
        }
        if (!Double.isFinite(value)) {
            throw new ArithmeticException("fitting votes: the loss became " + value);
        }
        System.arraycopy(gather(ofBias, ofVotes), 0, gradient, 0, gradient.length);
        return value;
    }

    /** Gradient and information (the diagonal of the second derivative) for every vote, free or not. */
    private final class Slopes {
        private final double[][] gradient = new double[votes.length][vocabulary];
        private final double[][] information = new double[votes.length][vocabulary];

        Slopes() {
            sweep(new double[vocabulary], gradient, information);
        }
    }

    /**
     * One pass over all groups: the loss, and its slopes summed symbol by symbol before they are handed to the labels. A law is a
     * product of one factor for each slot, so exponentials are taken symbol by symbol and not group by group; and of the loss
     * only ln Z depends on more than the sums of the laws in {@link #wanted}.
     */
    private double sweep(double[] ofBias, double[][] ofVotes, double[][] information) {
        double[][][] table = symbolTable(votes);
        double[][][] factors = emptyTable();
        double[] biasFactor = new double[vocabulary];
        double biasShift = exponentials(bias, biasFactor);
        double[][] shifts = new double[table.length][];
        double loss = -dot(wantedOfBias, bias);
        for (int slot = 0; slot < table.length; slot++) {
            shifts[slot] = new double[table[slot].length];
            for (int symbol = 0; symbol < table[slot].length; symbol++) {
                shifts[slot][symbol] = exponentials(table[slot][symbol], factors[slot][symbol]);
                loss -= dot(wanted[slot][symbol], table[slot][symbol]);
            }
        }
        double[][][] expected = emptyTable();
        double[][][] second = information == null ? null : emptyTable();
        double[] p = new double[vocabulary];
        for (int g = 0; g < slots.weights().length; g++) {
            int[] symbols = slots.symbols()[g];
            double weight = slots.weights()[g];
            System.arraycopy(biasFactor, 0, p, 0, vocabulary);
            double shift = biasShift;
            for (int slot = 0; slot < symbols.length; slot++) {
                multiply(p, factors[slot][symbols[slot]]);
                shift += shifts[slot][symbols[slot]];
            }
            double sum = sum(p);
            if (!(sum > SMALLEST_SUM)) {
                shift = addUp(table, symbols, p);
                sum = sum(p);
            }
            loss += weight * (shift + StrictMath.log(sum));
            Items.scale(p, 1 / sum);
            Items.addScaled(ofBias, p, weight);
            for (int slot = 0; slot < symbols.length; slot++) {
                Items.addScaled(expected[slot][symbols[slot]], p, weight);
            }
            for (int slot = 0; second != null && slot < symbols.length; slot++) {
                addVariance(second[slot][symbols[slot]], p, weight);
            }
        }
        Items.addScaled(ofBias, wantedOfBias, -1);
        for (int slot = 0; slot < expected.length; slot++) {
            for (int symbol = 0; symbol < expected[slot].length; symbol++) {
                Items.addScaled(expected[slot][symbol], wanted[slot][symbol], -1);
            }
        }
        handOut(expected, ofVotes);
        if (second != null) {
            handOut(second, information);
        }
        return loss;
    }

    /** The same for votes so strong that the product of factors vanishes: exp(logits - largest); returns the largest. */
    private double addUp(double[][][] table, int[] symbols, double[] p) {
        double[] logits = bias.clone();
        for (int slot = 0; slot < symbols.length; slot++) {
            Items.addScaled(logits, table[slot][symbols[slot]], 1);
        }
        return exponentials(logits, p);
    }

    /** Writes exp(row - largest) and returns the largest. */
    static double exponentials(double[] row, double[] into) {
        double largest = row[0];
        for (double value : row) {
            largest = Math.max(largest, value);
        }
        for (int v = 0; v < row.length; v++) {
            into[v] = StrictMath.exp(row[v] - largest);
        }
        return largest;
    }

    private static void multiply(double[] p, double[] factor) {
        for (int v = 0; v < p.length; v++) {
            p[v] *= factor[v];
        }
    }

    private static double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int v = 0; v < a.length; v++) {
            sum += a[v] * b[v];
        }
        return sum;
    }

    private static void addVariance(double[] to, double[] p, double weight) {
        for (int v = 0; v < p.length; v++) {
            to[v] += weight * p[v] * (1 - p[v]);
        }
    }

    private double[][][] emptyTable() {
        double[][][] table = new double[slots.active().length][][];
        for (int slot = 0; slot < table.length; slot++) {
            table[slot] = new double[slots.active()[slot].length][vocabulary];
        }
        return table;
    }

    /** For every symbol of every slot the sum over its active labels. */
    private double[][][] symbolTable(double[][] ofLabels) {
        double[][][] table = emptyTable();
        for (int slot = 0; slot < table.length; slot++) {
            for (int symbol = 0; symbol < table[slot].length; symbol++) {
                for (int label : slots.active()[slot][symbol]) {
                    Items.addScaled(table[slot][symbol], ofLabels[label], 1);
                }
            }
        }
        return table;
    }

    private void handOut(double[][][] table, double[][] toLabels) {
        for (int slot = 0; slot < table.length; slot++) {
            for (int symbol = 0; symbol < table[slot].length; symbol++) {
                for (int label : slots.active()[slot][symbol]) {
                    Items.addScaled(toLabels[label], table[slot][symbol], 1);
                }
            }
        }
    }

    private Unembedding unembedding() {
        SortedMap<String, SortedMap<Integer, Double>> kept = new TreeMap<>();
        for (int label = 0; label < votes.length; label++) {
            kept.put(slots.labels().get(label), weights(votes[label]));
        }
        return new Unembedding(weights(bias), kept);
    }

    private static SortedMap<Integer, Double> weights(double[] row) {
        SortedMap<Integer, Double> weights = new TreeMap<>();
        for (int v = 0; v < row.length; v++) {
            weights.put(v, row[v]);
        }
        return weights;
    }
}
