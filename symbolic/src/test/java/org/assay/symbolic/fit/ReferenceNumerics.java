package org.assay.symbolic.fit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Limited-memory BFGS in plain Java (Nocedal and Wright 2006, algorithm 7.4, with Armijo backtracking): the reference for tests. */
public final class ReferenceNumerics implements Numerics {
    private static final int MEMORY = 12;
    private static final double SUFFICIENT = 1e-4;

    private record Pair(double[] step, double[] change, double curvature) {}

    @Override
    public Minimum minimize(Objective objective, double[] start, double tolerance, int rounds) {
        double[] x = start.clone();
        double[] gradient = new double[x.length];
        double value = objective.at(x, gradient);
        Deque<Pair> pairs = new ArrayDeque<>();
        for (int round = 0; round < rounds; round++) {
            if (largest(gradient) < tolerance) {
                return new Minimum(x, value, round);
            }
            double[] direction = direction(gradient, pairs);
            double slope = dot(direction, gradient);
            double length = pairs.isEmpty() ? 1 / Math.max(1, Math.sqrt(dot(gradient, gradient))) : 1;
            double[] nextGradient = new double[x.length];
            double[] next = moved(x, direction, length);
            double nextValue = objective.at(next, nextGradient);
            while (nextValue > value + SUFFICIENT * length * slope && length > 1e-12) {
                length /= 2;
                next = moved(x, direction, length);
                nextValue = objective.at(next, nextGradient);
            }
            double[] step = moved(next, x, -1);
            double[] change = moved(nextGradient, gradient, -1);
            double curvature = dot(step, change);
            if (curvature > 0) {
                pairs.addLast(new Pair(step, change, curvature));
                if (pairs.size() > MEMORY) {
                    pairs.removeFirst();
                }
            }
            if (nextValue >= value && length <= 1e-12) {
                return new Minimum(x, value, round);
            }
            x = next;
            gradient = nextGradient;
            value = nextValue;
        }
        return new Minimum(x, value, rounds);
    }

    private static double[] direction(double[] gradient, Deque<Pair> pairs) {
        double[] q = gradient.clone();
        List<Pair> newestFirst = new ArrayList<>();
        pairs.descendingIterator().forEachRemaining(newestFirst::add);
        double[] alphas = new double[newestFirst.size()];
        for (int i = 0; i < alphas.length; i++) {
            Pair pair = newestFirst.get(i);
            alphas[i] = dot(pair.step(), q) / pair.curvature();
            q = moved(q, pair.change(), -alphas[i]);
        }
        if (alphas.length > 0) {
            Pair newest = newestFirst.get(0);
            Items.scale(q, newest.curvature() / dot(newest.change(), newest.change()));
        }
        for (int i = alphas.length - 1; i >= 0; i--) {
            Pair pair = newestFirst.get(i);
            q = moved(q, pair.step(), alphas[i] - dot(pair.change(), q) / pair.curvature());
        }
        Items.scale(q, -1);
        return q;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double[] moved(double[] from, double[] direction, double length) {
        double[] to = from.clone();
        Items.addScaled(to, direction, length);
        return to;
    }

    private static double largest(double[] gradient) {
        double largest = 0;
        for (double g : gradient) {
            largest = Math.max(largest, Math.abs(g));
        }
        return largest;
    }
}
