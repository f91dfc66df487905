package org.assay.analysis.subspace.rival;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.IntStream;
import org.assay.datasets.matrix.Matrix;

/**
 * Steps from one activation to another that change a single variable, where variables have few values in subspaces orthogonal to one
 * another.
 *
 * <p>Let a and b differ in two variables, and c share one of them with a and the other with b. Then the way over c has a right angle,
 * {@code |ac|^2 + |cb|^2 = |ab|^2}, so that a step with such a corner, or with a point nearer still, is left out. What is kept joins all
 * values of a variable, since the next nearest of a point is never left out. Where no c occurs, since one variable decides another, the
 * step {@code u} still contains a step {@code s} of the first variable that occurs elsewhere: {@code s u = |s|^2}, and {@code u - s} is what
 * the other variable does.
 */
final class SingleSteps {
    /** Activations nearer than this share of the root mean square norm are the same. */
    private static final double SAME = 1e-3;

    /** A step is looked for among so many nearest others, from 1. */
    private static final int MOST_NEIGHBOURS = 128;

    /** Where variables are continuous every step is another; the shortest are enough to see it. */
    private static final int MOST_STEPS = 3000;

    /** Squared lengths are equal within this share. */
    private static final double TOLERANCE = 0.01;

    /** What is taken out of a step, and what stays, have this share of its squared length or more. */
    private static final double LEAST_PART = 0.05;

    private final float[][] points;

    private SingleSteps(float[][] points) {
        this.points = points;
    }

    /** @param rows n x k; each step has k coordinates, and of a step and its reverse one is given. Shortest first */
    static List<double[]> of(Matrix rows) {
        SingleSteps steps = new SingleSteps(distinct(rows));
        List<double[]> found = IntStream.range(0, steps.points.length)
                .parallel()
                .mapToObj(steps::from)
                .flatMap(List::stream)
                .sorted(Comparator.comparingDouble(SingleSteps::square))
                .toList();
        List<double[]> different = new ArrayList<>();
        for (double[] step : found) {
            if (different.size() < MOST_STEPS) {
                addNew(step, different);
            }
        }
        return reduced(different);
    }

    private static float[][] distinct(Matrix rows) {
        double sum = 0;
        for (double value : rows.values()) {
            sum += value * value;
        }
        double same = SAME * SAME * sum / rows.rows();
        List<float[]> points = new ArrayList<>();
        for (int r = 0; r < rows.rows(); r++) {
            float[] point = new float[rows.columns()];
            for (int c = 0; c < point.length; c++) {
                point[c] = (float) rows.get(r, c);
            }
            if (points.stream().noneMatch(other -> square(point, other) <= same)) {
                points.add(point);
            }
        }
        return points.toArray(float[][]::new);
    }

    /** The steps without a corner from a point to later ones. */
    private List<double[]> from(int a) {
        long[] nearest = new long[points.length];
        for (int b = 0; b < points.length; b++) {
            // Bits of floats that are not negative rise with their values.
            nearest[b] = (long) Float.floatToRawIntBits(square(points[a], points[b])) << Integer.SIZE | b;
        }
        nearest[a] = -1;
        Arrays.sort(nearest);
        List<double[]> steps = new ArrayList<>();
        for (int i = 1; i <= Math.min(MOST_NEIGHBOURS, points.length - 1); i++) {
            if ((int) nearest[i] > a && !hasCorner(nearest, i)) {
                double[] step = new double[points[a].length];
                for (int c = 0; c < step.length; c++) {
                    step[c] = points[(int) nearest[i]][c] - points[a][c];
                }
                steps.add(step);
            }
        }
        return steps;
    }

    private boolean hasCorner(long[] nearest, int end) {
        float[] b = points[(int) nearest[end]];
        double whole = (1 + TOLERANCE) * Float.intBitsToFloat((int) (nearest[end] >>> Integer.SIZE));
        for (int i = 1; i < end; i++) {
            float[] c = points[(int) nearest[i]];
            if (Float.intBitsToFloat((int) (nearest[i] >>> Integer.SIZE)) + square(c, b) <= whole) {
                return true;
            }
        }
        return false;
    }

    /** Steps that contain no shorter one at a right angle to what is left of them. */
    private static List<double[]> reduced(List<double[]> steps) {
        PriorityQueue<double[]> open = new PriorityQueue<>(Comparator.comparingDouble(SingleSteps::square));
        open.addAll(steps);
        List<double[]> single = new ArrayList<>();
        while (!open.isEmpty()) {
            double[] step = open.poll();
            double[] rest = rest(step, single);
            if (rest.length == 0) {
                addNew(step, single);
            } else {
                open.add(rest);
            }
        }
        return single;
    }

    /** What a step does beside one of the steps known; empty where it contains none. */
    private static double[] rest(double[] step, List<double[]> known) {
        double whole = square(step);
        for (double[] part : known) {
            double its = square(part);
            double along = dot(part, step);
            boolean contained = Math.abs(Math.abs(along) - its) < TOLERANCE * its;
            if (contained && its > LEAST_PART * whole && its < (1 - LEAST_PART) * whole) {
                double[] rest = step.clone();
                for (int c = 0; c < rest.length; c++) {
                    rest[c] -= Math.signum(along) * part[c];
                }
                return rest;
            }
        }
        return new double[0];
    }

    private static void addNew(double[] step, List<double[]> steps) {
        double its = square(step);
        for (double[] other : steps) {
            if (Math.abs(dot(step, other)) > (1 - TOLERANCE) * Math.max(its, square(other))) {
                return;
            }
        }
        steps.add(step);
    }

    static double square(double[] step) {
        return dot(step, step);
    }

    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int c = 0; c < a.length; c++) {
            sum += a[c] * b[c];
        }
        return sum;
    }

    private static float square(float[] a, float[] b) {
        float sum = 0;
        for (int c = 0; c < a.length; c++) {
            float difference = a[c] - b[c];
            sum += difference * difference;
        }
        return sum;
    }
}
