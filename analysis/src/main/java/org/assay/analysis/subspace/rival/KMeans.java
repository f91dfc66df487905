package org.assay.analysis.subspace.rival;

import java.util.Arrays;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;

/**
 * Rows in clusters around their means (Lloyd), begun with rows drawn by their squared distance from those drawn before (Arthur and
 * Vassilvitskii 2007); the best of some starts. Rows carry weights, which is why this is not the library's.
 *
 * @param centres c x D; fewer than asked for where fewer rows differ
 * @param member  for each row its centre
 * @param spread  weighted mean squared distance from the centre
 */
record KMeans(Matrix centres, int[] member, double spread) {
    private static final int STARTS = 10;
    private static final int MOST_STEPS = 200;

    static KMeans fit(Matrix rows, double[] weights, int clusters, Seed seed) {
        KMeans best = null;
        for (int start = 0; start < STARTS; start++) {
            KMeans found = from(begin(rows, weights, clusters, seed.child(start).draws()), rows, weights);
            best = best == null || found.spread < best.spread ? found : best;
        }
        return best;
    }

    private static Matrix begin(Matrix rows, double[] weights, int clusters, Draws draws) {
        int[] chosen = new int[clusters];
        double[] chance = weights.clone();
        double[] nearest = new double[rows.rows()];
        Arrays.fill(nearest, Double.POSITIVE_INFINITY);
        for (int c = 0; c < clusters; c++) {
            chosen[c] = draws.nextIndex(normalised(chance));
            double most = 0;
            for (int r = 0; r < rows.rows(); r++) {
                nearest[r] = Math.min(nearest[r], distance(rows, r, rows, chosen[c]));
                chance[r] = weights[r] * nearest[r];
                most = Math.max(most, chance[r]);
            }
            if (!(most > 0)) {
                return rows.selectRows(Arrays.copyOf(chosen, c + 1));
            }
        }
        return rows.selectRows(chosen);
    }

    private static double[] normalised(double[] chance) {
        double sum = Arrays.stream(chance).sum();
        return Arrays.stream(chance).map(each -> each / sum).toArray();
    }

    private static KMeans from(Matrix first, Matrix rows, double[] weights) {
        Matrix centres = first;
        int[] member = new int[rows.rows()];
        double spread = assign(rows, weights, centres, member);
        for (int step = 0; step < MOST_STEPS; step++) {
            int[] before = member.clone();
            centres = means(rows, weights, centres, member);
            spread = assign(rows, weights, centres, member);
            if (Arrays.equals(before, member)) {
                break;
            }
        }
        return new KMeans(centres, member, spread);
    }

    private static double assign(Matrix rows, double[] weights, Matrix centres, int[] member) {
        double spread = 0;
        for (int r = 0; r < rows.rows(); r++) {
            double least = Double.POSITIVE_INFINITY;
            for (int c = 0; c < centres.rows(); c++) {
                double distance = distance(rows, r, centres, c);
                if (distance < least) {
                    least = distance;
                    member[r] = c;
                }
            }
            spread += weights[r] * least;
        }
        return spread;
    }

    /** A centre that no row belongs to stays where it is. */
    private static Matrix means(Matrix rows, double[] weights, Matrix centres, int[] member) {
        int d = rows.columns();
        Matrix means = Matrix.zeros(centres.rows(), d);
        double[] held = new double[centres.rows()];
        for (int r = 0; r < member.length; r++) {
            held[member[r]] += weights[r];
            for (int i = 0; i < d; i++) {
                means.values()[member[r] * d + i] += weights[r] * rows.values()[r * d + i];
            }
        }
        for (int i = 0; i < means.values().length; i++) {
            means.values()[i] = held[i / d] > 0 ? means.values()[i] / held[i / d] : centres.values()[i];
        }
        return means;
    }

    private static double distance(Matrix a, int rowOfA, Matrix b, int rowOfB) {
        int d = a.columns();
        double sum = 0;
        for (int i = 0; i < d; i++) {
            double difference = a.values()[rowOfA * d + i] - b.values()[rowOfB * d + i];
            sum += difference * difference;
        }
        return sum;
    }
}
