package org.assay.symbolic.fit;

import java.util.Arrays;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;

/**
 * Points put together by k-means (Lloyd 1982) with weights. The first centres are drawn with probability weight x squared distance to
 * the nearest one (Arthur and Vassilvitskii 2007). On the square roots of laws, where Euclid's distance is Hellinger's, it puts
 * together what costs little to merge; on activations it is the control that knows nothing of behaviour.
 */
public final class KMeans {
    private static final int MOST_ROUNDS = 40;

    /** Mean squared distance to the nearest centre below which the rest is rounding. */
    private static final double EQUAL = 1e-24;

    private final double[] weights;
    private final double[][] points;
    private final int[] nearest;
    private final double[] upper;
    private final double[] lower;
    private double[][] centres;

    private KMeans(double[] weights, double[][] points, int clusters, Seed seed) {
        this.weights = weights;
        this.points = points;
        this.centres = new double[clusters][];
        this.nearest = new int[points.length];
        this.upper = new double[points.length];
        this.lower = new double[points.length];
        start(seed.draws());
    }

    /**
     * @param weights of the points, not negative, with a positive sum
     * @param most    clusters asked for; fewer come back where there are fewer different points
     * @return for each point its cluster, numbered from 0 in the order of their first members
     */
    public static int[] of(double[] weights, double[][] points, int most, Seed seed) {
        if (most < 1) {
            throw new IllegalArgumentException("at least 1 cluster must be asked for, got " + most);
        }
        KMeans means = new KMeans(weights, points, Math.min(most, points.length), seed);
        for (int round = 0; round < MOST_ROUNDS && means.assign(); round++) {
            means.centre();
        }
        return renumbered(means.nearest);
    }

    private void start(Draws draws) {
        double[] odds = weights.clone();
        double[] distance = new double[points.length];
        Arrays.fill(distance, Double.POSITIVE_INFINITY);
        for (int c = 0; c < centres.length; c++) {
            double total = Arrays.stream(odds).sum();
            if (total < EQUAL) {
                centres = Arrays.copyOf(centres, Math.max(1, c));
                return;
            }
            int drawn = draw(odds, draws.nextDouble() * total);
            centres[c] = points[drawn].clone();
            for (int i = 0; i < points.length; i++) {
                distance[i] = Math.min(distance[i], square(points[i], centres[c]));
                odds[i] = weights[i] * distance[i];
            }
        }
    }

    private static int draw(double[] odds, double at) {
        double rest = at;
        int last = 0;
        for (int i = 0; i < odds.length; i++) {
            if (odds[i] > 0) {
                last = i;
                rest -= odds[i];
                if (rest < 0) {
                    return i;
                }
            }
        }
        return last;
    }

    /**
     * Gives every point to the nearest centre, the first of equals; false when none has moved. A point whose centre is closer than
     * any other can have come stays without a look (Hamerly 2010): {@code upper} and {@code lower} bound the distances to its own centre
     * and to all others.
     */
    private boolean assign() {
        boolean moved = false;
        for (int i = 0; i < points.length; i++) {
            if (upper[i] >= lower[i]) {
                moved |= assign(i);
            }
        }
        return moved;
    }

    private boolean assign(int i) {
        int best = -1;
        double least = Double.POSITIVE_INFINITY;
        double second = Double.POSITIVE_INFINITY;
        for (int c = 0; c < centres.length; c++) {
            double distance = square(points[i], centres[c]);
            if (distance < least) {
                second = least;
                least = distance;
                best = c;
            } else if (distance < second) {
                second = distance;
            }
        }
        upper[i] = StrictMath.sqrt(least);
        lower[i] = StrictMath.sqrt(second);
        boolean moved = best != nearest[i];
        nearest[i] = best;
        return moved;
    }

    /** Moves every centre to the mean of its points; one without points stays. */
    private void centre() {
        double[] totals = new double[centres.length];
        double[][] sums = new double[centres.length][points[0].length];
        for (int i = 0; i < points.length; i++) {
            totals[nearest[i]] += weights[i];
            Items.addScaled(sums[nearest[i]], points[i], weights[i]);
        }
        double[] moves = new double[centres.length];
        for (int c = 0; c < centres.length; c++) {
            if (totals[c] > 0) {
                Items.scale(sums[c], 1 / totals[c]);
                moves[c] = StrictMath.sqrt(square(sums[c], centres[c]));
                centres[c] = sums[c];
            }
        }
        double largest = Arrays.stream(moves).max().orElse(0);
        for (int i = 0; i < points.length; i++) {
            upper[i] += moves[nearest[i]];
            lower[i] -= largest;
        }
    }

    private static double square(double[] a, double[] b) {
        double sum = 0;
        for (int d = 0; d < a.length; d++) {
            sum += (a[d] - b[d]) * (a[d] - b[d]);
        }
        return sum;
    }

    private static int[] renumbered(int[] cluster) {
        int[] number = new int[cluster.length];
        Arrays.fill(number, -1);
        int next = 0;
        int[] renumbered = new int[cluster.length];
        for (int i = 0; i < cluster.length; i++) {
            if (number[cluster[i]] < 0) {
                number[cluster[i]] = next++;
            }
            renumbered[i] = number[cluster[i]];
        }
        return renumbered;
    }
}
