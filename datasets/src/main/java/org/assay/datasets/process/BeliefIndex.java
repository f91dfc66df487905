package org.assay.datasets.process;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds a belief that was met before: equal to within a tolerance in every coordinate. Beliefs are filed by a fixed projection
 * in cells wider than any tolerated difference, and looked up in their cell and its two neighbours, so that no rounding border
 * can part two equal ones.
 */
public final class BeliefIndex {
    /** The golden ratio: its powers weigh coordinates so that no simple relation between beliefs hides in the projection. */
    private static final double PHI = 0.6180339887498949;

    private final double tolerance;
    private final Map<Long, List<Integer>> cells = new HashMap<>();
    private final List<double[]> beliefs = new ArrayList<>();

    /** @param tolerance greatest difference of a coordinate between beliefs that count as equal, positive */
    public BeliefIndex(double tolerance) {
        if (!(tolerance > 0)) {
            throw new IllegalArgumentException("the tolerance between beliefs must be positive, got " + tolerance);
        }
        this.tolerance = tolerance;
    }

    /** The index of an equal belief met before, or -1. */
    public int find(double[] belief) {
        long cell = cell(belief);
        for (long near = cell - 1; near <= cell + 1; near++) {
            for (int candidate : cells.getOrDefault(near, List.of())) {
                if (equal(beliefs.get(candidate), belief)) {
                    return candidate;
                }
            }
        }
        return -1;
    }

    /** Files a belief that was not found; returns its index. The array is kept. */
    public int add(double[] belief) {
        beliefs.add(belief);
        cells.computeIfAbsent(cell(belief), key -> new ArrayList<>(1)).add(beliefs.size() - 1);
        return beliefs.size() - 1;
    }

    /** The beliefs met so far, in the order of their indices; not copies. */
    public List<double[]> beliefs() {
        return beliefs;
    }

    private long cell(double[] belief) {
        double projection = 0;
        double weight = 1;
        for (double coordinate : belief) {
            projection += weight * coordinate;
            weight *= PHI;
        }
        // The weights sum to less than 1 / (1 - PHI) < 3, so equal beliefs are less than one cell apart.
        return (long) Math.floor(projection / (3 * tolerance));
    }

    private boolean equal(double[] a, double[] b) {
        for (int i = 0; i < a.length; i++) {
            if (!(Math.abs(a[i] - b[i]) <= tolerance)) {
                return false;
            }
        }
        return true;
    }
}
