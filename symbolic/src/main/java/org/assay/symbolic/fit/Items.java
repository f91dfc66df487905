package org.assay.symbolic.fit;

import java.util.Arrays;

/**
 * Things to be merged: tokens or context cells.
 *
 * @param weights share of the rows, not negative
 * @param laws    mean next-token law of the rows of each item; that of an item without weight is not looked at
 * @param points  mean whitened activation of the rows of each item; may have no columns
 */
record Items(double[] weights, double[][] laws, double[][] points) {
    int size() {
        return weights.length;
    }

    int vocabulary() {
        return laws[0].length;
    }

    /** The items merged into groups; {@code group[i]} is the group of item i, from 0 without gaps. */
    Items grouped(int[] group, int groups) {
        double[] sums = new double[groups];
        double[][] means = new double[groups][vocabulary()];
        double[][] centres = new double[groups][points[0].length];
        for (int i = 0; i < size(); i++) {
            int g = group[i];
            sums[g] += weights[i];
            addScaled(means[g], laws[i], weights[i]);
            addScaled(centres[g], points[i], weights[i]);
        }
        for (int g = 0; g < groups; g++) {
            if (sums[g] > 0) {
                scale(means[g], 1 / sums[g]);
                scale(centres[g], 1 / sums[g]);
            }
        }
        return new Items(sums, means, centres);
    }

    /** Mean nats that are lost by knowing of each item no more than the mean law of its group. */
    double lost(int[] group, int groups) {
        Items means = grouped(group, groups);
        double[][] smoothed =
                Arrays.stream(means.laws()).map(Information::smoothed).toArray(double[][]::new);
        double lost = 0;
        for (int i = 0; i < size(); i++) {
            lost += weights[i] * (Information.crossEntropy(laws[i], smoothed[group[i]]) - Information.entropy(laws[i]));
        }
        return lost;
    }

    /** The items with these indices. */
    Items select(int[] which) {
        double[] some = new double[which.length];
        double[][] theirLaws = new double[which.length][];
        double[][] theirPoints = new double[which.length][];
        for (int i = 0; i < which.length; i++) {
            some[i] = weights[which[i]];
            theirLaws[i] = laws[which[i]];
            theirPoints[i] = points[which[i]];
        }
        return new Items(some, theirLaws, theirPoints);
    }

    /** The member of largest weight, the first of equals. */
    static int heaviest(int[] members, double[] weights) {
        int heaviest = members[0];
        for (int member : members) {
            heaviest = weights[member] > weights[heaviest] ? member : heaviest;
        }
        return heaviest;
    }

    /** The index of the largest value, the first of equals. */
    static int largest(double[] values) {
        int largest = 0;
        for (int v = 1; v < values.length; v++) {
            largest = values[v] > values[largest] ? v : largest;
        }
        return largest;
    }

    static void addScaled(double[] to, double[] from, double factor) {
        for (int v = 0; v < to.length; v++) {
            to[v] += factor * from[v];
        }
    }

    static void scale(double[] values, double factor) {
        for (int v = 0; v < values.length; v++) {
            values[v] *= factor;
        }
    }
}
