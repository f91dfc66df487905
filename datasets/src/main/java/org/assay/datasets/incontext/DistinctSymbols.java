package org.assay.datasets.incontext;

import java.util.Arrays;

/** Words of distinct symbols: drawn without replacement, so that every such word of a length is as probable as any other. */
final class DistinctSymbols implements WordLaw {
    private final boolean[] used;
    private int length;

    DistinctSymbols(int symbols) {
        this.used = new boolean[symbols];
    }

    private DistinctSymbols(DistinctSymbols other) {
        this.used = other.used.clone();
        this.length = other.length;
    }

    @Override
    public void restart() {
        Arrays.fill(used, false);
        length = 0;
    }

    @Override
    public void next(double[] law) {
        double each = 1.0 / (used.length - length);
        for (int s = 0; s < used.length; s++) {
            law[s] = used[s] ? 0 : each;
        }
    }

    @Override
    public void add(int symbol) {
        used[symbol] = true;
        length++;
    }

    @Override
    public int symbols() {
        return used.length;
    }

    @Override
    public int longest() {
        return used.length;
    }

    @Override
    public WordLaw copy() {
        return new DistinctSymbols(this);
    }
}
