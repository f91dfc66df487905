package org.assay.analysis.metric;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.sequence.ContextSet;

/** Which row lends its state to which: for every row another one at the same position, drawn by weight. */
public final class InterchangePairs {
    private InterchangePairs() {}

    /**
     * The source row of every row. A network holds the position beside everything else, so an interchange across
     * positions would swap that too.
     *
     * @throws IllegalArgumentException when a position has but one row of positive weight
     */
    public static int[] samePosition(ContextSet contexts, Seed seed) {
        TreeMap<Integer, List<Integer>> byPosition = new TreeMap<>();
        for (int r = 0; r < contexts.rows(); r++) {
            byPosition
                    .computeIfAbsent(contexts.rowPosition(r), position -> new ArrayList<>())
                    .add(r);
        }
        int[] source = new int[contexts.rows()];
        byPosition.forEach((position, rows) -> {
            Draws draws = seed.child(position).draws();
            double[] cumulative = cumulativeWeights(contexts, rows);
            for (int i = 0; i < rows.size(); i++) {
                source[rows.get(i)] = rows.get(otherThan(i, cumulative, draws, position));
            }
        });
        return source;
    }

    private static double[] cumulativeWeights(ContextSet contexts, List<Integer> rows) {
        double[] cumulative = new double[rows.size() + 1];
        for (int i = 0; i < rows.size(); i++) {
            cumulative[i + 1] = cumulative[i] + contexts.weight(rows.get(i));
        }
        return cumulative;
    }

    /** An index other than {@code self}, by weight: the line of weights with the stretch of {@code self} cut out. */
    private static int otherThan(int self, double[] cumulative, Draws draws, int position) {
        double own = cumulative[self + 1] - cumulative[self];
        double others = cumulative[cumulative.length - 1] - own;
        if (!(others > 0)) {
            throw new IllegalArgumentException("no second row at position " + position + " to interchange with");
        }
        double at = draws.nextDouble() * others;
        double target = at < cumulative[self] ? at : at + own;
        int low = 0;
        int high = cumulative.length - 2;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (cumulative[middle + 1] > target) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        if (low == self) {
            // Rounding at an edge of the cut: take the neighbour.
            low = self + 1 < cumulative.length - 1 ? self + 1 : self - 1;
        }
        return low;
    }
}
