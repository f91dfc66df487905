package org.assay.datasets.process;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds a belief that was met before: equal to within a tolerance in every coordinate. Beliefs are filed by a fixed
 * projection in cells much wider than any tolerated difference, and looked up in their cell and, near its border, in
 * the next one too, so that no rounding border can part two equal ones.
 */
public final class BeliefIndex {
    /**
     * The golden ratio: its powers weigh coordinates so that no simple relation between beliefs hides in the
     * projection.
     */
    private static final double PHI = 0.6180339887498949;

    /** Cells are so many times wider than the greatest difference between projections of equal beliefs. */
    private static final double WIDTH = 1_000;

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
        double place = place(belief);
        long first = (long) Math.floor(place - 1 / WIDTH);
        long last = (long) Math.floor(place + 1 / WIDTH);
        for (long cell = first; cell <= last; cell++) {
            for (int candidate : cells.getOrDefault(cell, List.of())) {
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
        cells.computeIfAbsent((long) Math.floor(place(belief)), key -> new ArrayList<>(1))
                .add(beliefs.size() - 1);
        return beliefs.size() - 1;
    }

    /** The beliefs met so far, in the order of their indices; not copies. */
    public List<double[]> beliefs() {
        return beliefs;
    }

    /** The projection in units of cells. The weights sum to less than 1 / (1 - PHI) < 3. */
    private double place(double[] belief) {
        double projection = 0;
        double weight = 1;
        for (double coordinate : belief) {
            projection += weight * coordinate;
            weight *= PHI;
        }
        return projection / (3 * tolerance * WIDTH);
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
