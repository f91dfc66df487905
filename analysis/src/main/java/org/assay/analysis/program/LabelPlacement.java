package org.assay.analysis.program;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.assay.analysis.linalg.Contraction;
import org.assay.analysis.smile.LeastSquares;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.InstrumentedModel;
import org.assay.datasets.model.Site;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.sequence.ContextSet;
import org.assay.datasets.sequence.Split;

/**
 * Where in a network the value of a label family can be read off linearly: class-balanced least squares from the activations to
 * the classes, scored by balanced accuracy on prefixes that it was not fitted on, beside the same for classes shuffled over the
 * rows.
 *
 * @param places one for each site, from input to output
 */
public record LabelPlacement(List<Place> places) {
    private static final Pattern RESIDUAL = Pattern.compile("blocks\\.\\d+\\.hook_resid_(pre|mid|post)");
    private static final int SHUFFLES = 8;
    private static final double DEVIATIONS = 3;
    private static final double RIDGE = 1e-4;
    private static final int DEPTH = 6;
    private static final double HELD_OUT = 0.5;

    /**
     * @param accuracy  balanced accuracy: mean over classes of the share of their held-out rows that is told right
     * @param shuffled  the same for shuffled classes, mean
     * @param deviation of these, from shuffle to shuffle
     */
    public record Place(Site site, double accuracy, double shuffled, double deviation) {
        /** Whether it can be read off at all: above the shuffled classes by more than 3 deviations. */
        public boolean decodable() {
            return accuracy > shuffled + DEVIATIONS * deviation;
        }
    }

    public LabelPlacement {
        places = List.copyOf(places);
    }

    /** The sites of the residual stream, from input to output. */
    public static List<Site> residualSites(InstrumentedModel network) {
        return network.sites().stream()
                .filter(site -> RESIDUAL.matcher(site.name()).matches())
                .toList();
    }

    /**
     * @param held    what the network holds at each of {@code sites}
     * @param classes for each row its class, 0 .. count-1; rows of negative class are left out
     */
    static LabelPlacement of(
            ContextSet contexts, List<Site> sites, List<Matrix> held, int[] classes, int count, Seed seed) {
        Split split =
                Split.bySubtree(contexts, Math.max(1, Math.min(DEPTH, contexts.longest() / 2)), HELD_OUT, "placement");
        List<Place> places = new ArrayList<>();
        for (int s = 0; s < sites.size(); s++) {
            double accuracy = accuracy(held.get(s), classes, count, split);
            double[] shuffled = new double[SHUFFLES];
            for (int i = 0; i < SHUFFLES; i++) {
                int[] from = seed.child(i).draws().nextPermutation(classes.length);
                int[] permuted = Arrays.stream(from).map(row -> classes[row]).toArray();
                shuffled[i] = accuracy(held.get(s), permuted, count, split);
            }
            double mean = Arrays.stream(shuffled).average().orElseThrow();
            double square =
                    Arrays.stream(shuffled).map(a -> (a - mean) * (a - mean)).sum();
            places.add(new Place(sites.get(s), accuracy, mean, Math.sqrt(square / (SHUFFLES - 1))));
        }
        return new LabelPlacement(places);
    }

    /** The earliest site where it can be read off at all; empty when there is none. */
    public Optional<Place> earliest() {
        return places.stream().filter(Place::decodable).findFirst();
    }

    /**
     * The earliest site where it can be read off as well as anywhere, within 3 deviations: where the network is done with it. A
     * token alone says something of nearly every label, so that what can be read off at all is there from the embedding on.
     */
    public Optional<Place> complete() {
        double best = places.stream().mapToDouble(Place::accuracy).max().orElse(0);
        return places.stream()
                .filter(place -> place.decodable() && place.accuracy() >= best - DEVIATIONS * place.deviation())
                .findFirst();
    }

    private static double accuracy(Matrix held, int[] classes, int count, Split split) {
        int[] fit = Arrays.stream(split.fit()).filter(row -> classes[row] >= 0).toArray();
        double[] weights = balanced(fit, classes, count);
        Matrix x = held.selectRows(fit);
        double[] mean = x.leftTimes(weights);
        Matrix targets = Matrix.zeros(fit.length, count);
        for (int i = 0; i < fit.length; i++) {
            targets.set(i, classes[fit[i]], 1);
        }
        Matrix centred = centred(x, mean);
        Matrix gram = Contraction.gram(centred, weights);
        double trace = 0;
        for (int d = 0; d < gram.rows(); d++) {
            trace += gram.get(d, d);
        }
        if (!(trace > 0)) {
            return 0;
        }
        double[] shares = targets.leftTimes(weights);
        Matrix decoder = LeastSquares.ridge(
                gram, Contraction.cross(centred, weights, centred(targets, shares)), RIDGE * trace / gram.rows());
        int[] scored =
                Arrays.stream(split.heldOut()).filter(row -> classes[row] >= 0).toArray();
        Matrix answers = Contraction.times(centred(held.selectRows(scored), mean), decoder);
        double[] right = new double[count];
        double[] all = new double[count];
        for (int i = 0; i < scored.length; i++) {
            int guess = 0;
            for (int c = 1; c < count; c++) {
                guess = answers.get(i, c) + shares[c] > answers.get(i, guess) + shares[guess] ? c : guess;
            }
            all[classes[scored[i]]]++;
            right[classes[scored[i]]] += guess == classes[scored[i]] ? 1 : 0;
        }
        double sum = 0;
        int present = 0;
        for (int c = 0; c < count; c++) {
            sum += all[c] > 0 ? right[c] / all[c] : 0;
            present += all[c] > 0 ? 1 : 0;
        }
        return present == 0 ? 0 : sum / present;
    }

    /** Weights of rows, the same in sum for each class that is there; they sum to 1. */
    static double[] balanced(int[] rows, int[] classes, int count) {
        double[] size = new double[count];
        for (int row : rows) {
            size[classes[row]]++;
        }
        double present = Arrays.stream(size).filter(n -> n > 0).count();
        return Arrays.stream(rows)
                .mapToDouble(row -> 1 / (present * size[classes[row]]))
                .toArray();
    }

    private static Matrix centred(Matrix matrix, double[] mean) {
        Matrix centred =
                Matrix.wrap(matrix.rows(), matrix.columns(), matrix.values().clone());
        for (int i = 0; i < centred.values().length; i++) {
            centred.values()[i] -= mean[i % mean.length];
        }
        return centred;
    }
}
