package org.assay.datasets.process;

import org.assay.datasets.origin.Draws;

/**
 * A law over n outcomes that is drawn from in constant time: n columns of equal mass 1/n, each shared by an outcome and the
 * outcome that fills it up. One uniform number chooses the column by its whole part and the side by what is left.
 */
final class AliasTable {
    /** Share of a column that is its own outcome's. */
    private final double[] own;

    private final int[] other;

    /** @param probabilities of the outcomes, not negative, of positive sum */
    AliasTable(double[] probabilities) {
        int size = probabilities.length;
        own = new double[size];
        other = new int[size];
        double sum = 0;
        for (double p : probabilities) {
            if (!(p >= 0)) {
                throw new IllegalArgumentException("an outcome has the probability " + p);
            }
            sum += p;
        }
        if (!(sum > 0)) {
            throw new IllegalArgumentException("no outcome has positive probability");
        }
        int[] order = new int[size]; // columns too low from the front, columns too high from the back
        int low = 0;
        int high = size;
        for (int i = 0; i < size; i++) {
            own[i] = probabilities[i] * size / sum;
            other[i] = i;
            order[own[i] < 1 ? low++ : --high] = i;
        }
        fill(order, low, high);
    }

    /** Fills every low column from a high one, which becomes low when it has given too much. */
    private void fill(int[] order, int low, int high) {
        int lows = low;
        int next = high;
        while (lows > 0 && next < order.length) {
            int column = order[--lows];
            int giver = order[next];
            other[column] = giver;
            own[giver] -= 1 - own[column];
            if (own[giver] < 1) {
                order[lows++] = giver;
                next++;
            }
        }
        while (lows > 0) { // what is still low is so by rounding
            own[order[--lows]] = 1;
        }
        for (int i = next; i < order.length; i++) {
            own[order[i]] = 1;
        }
    }

    /** The probability with which each outcome is drawn. */
    double[] mass() {
        double[] mass = new double[own.length];
        for (int column = 0; column < own.length; column++) {
            mass[column] += own[column] / own.length;
            mass[other[column]] += (1 - own[column]) / own.length;
        }
        return mass;
    }

    int draw(Draws draws) {
        double scaled = draws.nextDouble() * own.length;
        int column = (int) scaled;
        return scaled - column < own[column] ? column : other[column];
    }
}
