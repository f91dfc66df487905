package org.assay.analysis.program;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.assay.analysis.linalg.Contraction;
import org.assay.analysis.smile.LeastSquares;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.InstrumentedModel;
import org.assay.datasets.model.Site;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;

/**
 * Where in a network the value of a variable of a program can be read off linearly, beyond what the last token says of it: least
 * squares from activations to values, both as deviations from the mean of their group, scored by balanced accuracy on prefixes
 * that it was not fitted on. Beside it the same for values shuffled within their groups, and for a network that was never trained.
 *
 * @param variable name of the superlabel, head or label
 * @param kind     {@code family}, {@code head} or {@code unit}
 * @param layer    of the program after which it has its value
 * @param ofToken  whether the last token determines it; it is then in the embedding of any network, a trained one or not
 * @param rows     it was scored on; 0 where it hardly varies, and then there are no places
 * @param places   one for each site, from input to output
 * @param earliest the first where it can be read beyond all controls
 */
public record LabelReading(
        String variable,
        String kind,
        int layer,
        boolean ofToken,
        int rows,
        List<Place> places,
        Optional<Place> earliest) {
    private static final Pattern BLOCK_INPUT = Pattern.compile("blocks\\.0\\.hook_resid_pre");
    private static final Pattern WRITTEN = Pattern.compile("blocks\\.\\d+\\.hook_resid_(mid|post)");
    private static final int SHUFFLES = 8;
    private static final double DEVIATIONS = 3;
    private static final double RIDGE = 1e-4;

    /** Rows on each side of the split. */
    private static final int MOST_ROWS = 3000;

    /**
     * @param accuracy  mean over the values of a group of the share of their rows that is told right, mean over groups
     * @param shuffled  the same for shuffled values, mean
     * @param deviation of these, from shuffle to shuffle, or what a share of so many rows has by chance if that is more
     * @param untrained the same in an untrained network; empty where there is none
     */
    public record Place(Site site, double accuracy, double shuffled, double deviation, OptionalDouble untrained) {
        /** Whether it is read better than shuffled values, and than in an untrained network, by 3 deviations. */
        boolean beyondControls(boolean beyondUntrained) {
            double bound = beyondUntrained ? Math.max(shuffled, untrained.orElse(shuffled)) : shuffled;
            return accuracy > bound + DEVIATIONS * deviation;
        }
    }

    public LabelReading {
        places = List.copyOf(places);
    }

    /** Where the residual stream differs: the input of the first block, then what each block has written. */
    static List<Site> residualSites(InstrumentedModel network) {
        return network.sites().stream()
                .filter(site -> BLOCK_INPUT.matcher(site.name()).matches()
                        || WRITTEN.matcher(site.name()).matches())
                .toList();
    }

    /** @param untrained what an untrained network holds at the same sites; empty without one */
    static LabelReading of(
            ObservedVariable observed, HeldActivations held, Optional<HeldActivations> untrained, Seed seed) {
        ProgramVariable variable = observed.variable();
        String kind = variable.kind().name().toLowerCase(Locale.ROOT);
        int[] fit = observed.spread(held.fit(), MOST_ROWS);
        int[] scored = scored(observed, observed.spread(held.heldOut(), MOST_ROWS), fit);
        List<Place> places = new ArrayList<>();
        for (int s = 0; s < held.sites().size() && scored.length > 0; s++) {
            Reader reader = Reader.of(held.values().get(s), observed, fit);
            double[] shuffled = new double[SHUFFLES];
            for (int i = 0; i < SHUFFLES; i++) {
                shuffled[i] = reader.accuracy(shuffled(observed, fit, scored, seed.child(i)), scored);
            }
            double mean = Arrays.stream(shuffled).average().orElseThrow();
            double square =
                    Arrays.stream(shuffled).map(a -> (a - mean) * (a - mean)).sum();
            int site = s;
            places.add(new Place(
                    held.sites().get(s),
                    reader.accuracy(observed, scored),
                    mean,
                    Math.sqrt(Math.max(square / (SHUFFLES - 1), mean * (1 - mean) / scored.length)),
                    untrained.stream()
                            .mapToDouble(other -> Reader.of(other.values().get(site), observed, fit)
                                    .accuracy(observed, scored))
                            .findFirst()));
        }
        return new LabelReading(
                variable.name(),
                kind,
                variable.layer(),
                observed.ofToken(),
                scored.length,
                places,
                places.stream()
                        .filter(place -> place.beyondControls(!observed.ofToken()))
                        .findFirst());
    }

    /** Rows of a value that was fitted in their group. */
    private static int[] scored(ObservedVariable observed, int[] rows, int[] fit) {
        var known = observed.cells(fit);
        int[] scored = Arrays.stream(rows)
                .filter(row -> known.containsKey(observed.groups()[row])
                        && known.get(observed.groups()[row]).containsKey(observed.values()[row]))
                .toArray();
        return observed.cells(scored).values().stream()
                .flatMap(its -> its.values().stream())
                .flatMapToInt(Arrays::stream)
                .sorted()
                .toArray();
    }

    /** Values permuted among the rows of a group, fitted and scored ones each among themselves. */
    private static ObservedVariable shuffled(ObservedVariable observed, int[] fit, int[] scored, Seed seed) {
        int[] values = observed.values().clone();
        Draws draws = seed.draws();
        for (int[] part : new int[][] {fit, scored}) {
            TreeMap<Integer, TreeMap<Integer, int[]>> cells = observed.cells(part);
            for (TreeMap<Integer, int[]> group : cells.values()) {
                int[] rows = group.values().stream()
                        .flatMapToInt(Arrays::stream)
                        .sorted()
                        .toArray();
                int[] from = draws.nextPermutation(rows.length);
                for (int i = 0; i < rows.length; i++) {
                    values[rows[i]] = observed.values()[rows[from[i]]];
                }
            }
        }
        return new ObservedVariable(observed.variable(), values, observed.groups(), observed.ofToken());
    }

    /**
     * Least squares from what is held to values, both about the means of their groups. Rows are as many of every value as can be
     * ({@link ObservedVariable#spread}), and all of the same weight, so that one Gram matrix serves all shuffles.
     *
     * @param values in each group that were fitted
     */
    private record Reader(
            Matrix held,
            int[] groups,
            int[] fit,
            Map<Integer, double[]> centres,
            Map<Integer, int[]> values,
            Matrix gram) {
        static Reader of(Matrix held, ObservedVariable observed, int[] fit) {
            Map<Integer, double[]> centres = new HashMap<>();
            Map<Integer, int[]> values = new HashMap<>();
            observed.cells(fit).forEach((group, cells) -> {
                values.put(group, cells.keySet().stream().mapToInt(i -> i).toArray());
                int[] rows =
                        cells.values().stream().flatMapToInt(Arrays::stream).toArray();
                centres.put(group, held.selectRows(rows).leftTimes(even(rows)));
            });
            Matrix centred = centred(held, observed.groups(), centres, fit);
            return new Reader(held, observed.groups(), fit, centres, values, Contraction.gram(centred, even(fit)));
        }

        /** Fitted to the values and scored on them. */
        double accuracy(ObservedVariable observed, int[] scored) {
            Matrix decoder = decoder(observed);
            Matrix answers = Contraction.times(centred(held, groups, centres, scored), decoder);
            double[] weights = observed.balanced(scored);
            double right = 0;
            for (int i = 0; i < scored.length; i++) {
                int[] possible = values.get(groups[scored[i]]);
                int guess = possible[0];
                for (int value : possible) {
                    guess = answers.get(i, value) > answers.get(i, guess) ? value : guess;
                }
                right += guess == observed.values()[scored[i]] ? weights[i] : 0;
            }
            return right;
        }

        private Matrix decoder(ObservedVariable observed) {
            double trace = IntStream.range(0, gram.rows())
                    .mapToDouble(d -> gram.get(d, d))
                    .sum();
            if (!(trace > 0)) {
                return Matrix.zeros(held.columns(), observed.count());
            }
            Matrix targets = Matrix.zeros(fit.length, observed.count());
            for (int i = 0; i < fit.length; i++) {
                targets.set(i, observed.values()[fit[i]], 1);
            }
            // What is held is centred, so targets need not be.
            Matrix cross = Contraction.cross(centred(held, groups, centres, fit), even(fit), targets);
            return LeastSquares.ridge(gram, cross, RIDGE * trace / gram.rows());
        }

        private static double[] even(int[] rows) {
            double[] even = new double[rows.length];
            Arrays.fill(even, 1.0 / rows.length);
            return even;
        }

        private static Matrix centred(Matrix held, int[] groups, Map<Integer, double[]> centres, int[] rows) {
            Matrix centred = held.selectRows(rows);
            for (int i = 0; i < rows.length; i++) {
                double[] centre = centres.get(groups[rows[i]]);
                for (int d = 0; d < centre.length; d++) {
                    centred.set(i, d, centred.get(i, d) - centre[d]);
                }
            }
            return centred;
        }
    }
}
