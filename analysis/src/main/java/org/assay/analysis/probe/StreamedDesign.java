package org.assay.analysis.probe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.assay.analysis.smile.LeastSquares;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.progress.Progress;

/**
 * The read-out of {@link ReadoutDesign} for features that are never all in memory: weighted least squares with intercept and ridge by
 * normal equations, summed in float64 over chunks of rows, several targets in one pass. Columns that are constant or that the ones
 * before them make up are dropped, each of them by name.
 *
 * <p>Nothing is refused here for having few contexts; who reads must look at {@link ReadoutRows#uniquePrefixes()} and
 * {@link FeatureBasis#used()}.
 */
public final class StreamedDesign {
    /** Rows of a chunk: enough that adding up the products of many columns costs little beside making them. */
    private static final int CHUNK = 4096;

    private final List<FeatureSums> parts;
    private final List<TargetSums> targetParts;
    private final double[] targetMean;
    private final Standardised standard;
    private final FeatureBasis basis;
    private final Matrix covariance;
    private final OptionalDouble given;
    private final List<RidgeFold> folds = new ArrayList<>();

    private StreamedDesign(
            StreamedSums sums, double[] targetMean, Standardised standard, FeatureBasis basis, OptionalDouble given) {
        this.targetMean = targetMean;
        this.standard = standard;
        this.basis = basis;
        this.given = given;
        this.parts = sums.standardised(standard);
        this.targetParts = sums.targets(standard);
        this.covariance = sum(parts, standard.kept().length);
    }

    /** With the ridge of each target chosen on inner folds, as {@link ReadoutDesign#read(Matrix)} does. */
    public static StreamedDesign of(ReadoutRows rows, FeatureSource features, Matrix targets, Progress progress) {
        return of(rows, features, targets, OptionalDouble.empty(), progress);
    }

    /**
     * @param targets one row per row of the context set, the columns of all targets side by side
     * @param ridge   positive, for every target; empty to choose on inner folds
     * @throws IllegalArgumentException when no feature varies over the rows fitted on
     */
    public static StreamedDesign of(
            ReadoutRows rows, FeatureSource features, Matrix targets, OptionalDouble ridge, Progress progress) {
        rows.requireRowsOf(targets, "target");
        if (features.rows() != rows.all()) {
            throw new IllegalArgumentException("features '" + features.name() + "' must have a row for each of "
                    + rows.all() + " contexts, got " + features.rows());
        }
        double[] targetMean = mean(rows, targets);
        StreamedSums sums = new StreamedSums(features.width(), targetMean.length, ridge.isPresent());
        int[] fit = rows.fit();
        for (int from = 0; from < fit.length; from += CHUNK) {
            int to = Math.min(fit.length, from + CHUNK);
            int[] chunk = Arrays.copyOfRange(fit, from, to);
            sums.add(rows, from, features.rows(chunk), centred(targets.selectRows(chunk), targetMean));
            progress.at("reading out of " + features.name(), to, fit.length, "");
        }
        Standardised varying = sums.varying();
        if (varying.kept().length == 0) {
            throw new IllegalArgumentException(
                    "none of " + features.width() + " features varies over the rows fitted on");
        }
        Matrix correlation = sum(sums.standardised(varying), varying.kept().length);
        IndependentColumns independent = IndependentColumns.of(correlation);
        return new StreamedDesign(
                sums, targetMean, varying.select(independent.kept()), basis(features, varying, independent), ridge);
    }

    private static double[] mean(ReadoutRows rows, Matrix targets) {
        double[] mean = new double[targets.columns()];
        int[] fit = rows.fit();
        for (int i = 0; i < fit.length; i++) {
            for (int c = 0; c < mean.length; c++) {
                mean[c] += rows.fitWeights()[i] * targets.get(fit[i], c);
            }
        }
        return mean;
    }

    private static Matrix centred(Matrix y, double[] mean) {
        for (int i = 0; i < y.values().length; i++) {
            y.values()[i] -= mean[i % mean.length];
        }
        return y;
    }

    private static FeatureBasis basis(FeatureSource features, Standardised varying, IndependentColumns independent) {
        List<String> names = features.columns();
        List<String> constant = new ArrayList<>();
        for (int c = 0; c < names.size(); c++) {
            if (Arrays.binarySearch(varying.kept(), c) < 0) {
                constant.add(names.get(c));
            }
        }
        List<String> dependent = new ArrayList<>();
        for (IndependentColumns.Dependent each : independent.dependent()) {
            String name = names.get(varying.kept()[each.column()]);
            dependent.add(each.like() < 0 ? name : name + " = " + names.get(varying.kept()[each.like()]));
        }
        int[] kept =
                Arrays.stream(independent.kept()).map(k -> varying.kept()[k]).toArray();
        return new FeatureBasis(names.size(), kept, constant, dependent);
    }

    private static Matrix sum(List<FeatureSums> parts, int d) {
        Matrix sum = Matrix.zeros(d, d);
        for (FeatureSums part : parts) {
            for (int i = 0; i < sum.values().length; i++) {
                sum.values()[i] += part.gram().values()[i];
            }
        }
        return sum;
    }

    /** Which columns are used. */
    public FeatureBasis basis() {
        return basis;
    }

    /** The read-out of the target in columns {@code from} (inclusive) to {@code to} (exclusive). */
    public LinearReadout fit(int from, int to) {
        List<TargetSums> own =
                targetParts.stream().map(part -> part.columns(from, to)).toList();
        TargetSums all = own.stream().reduce((a, b) -> a.plus(b, 1)).orElseThrow();
        double ridge = given.orElseGet(() -> bestRidge(own, all));
        Matrix b = LeastSquares.ridge(covariance, all.cross(), ridge);
        Matrix coefficients = Matrix.zeros(basis.width(), to - from);
        double[] intercept = Arrays.copyOfRange(targetMean, from, to);
        for (int k = 0; k < standard.kept().length; k++) {
            for (int c = 0; c < intercept.length; c++) {
                double slope = b.get(k, c) / standard.scale()[k];
                coefficients.set(standard.kept()[k], c, slope);
                intercept[c] -= slope * standard.mean()[k];
            }
        }
        return new LinearReadout(coefficients, intercept, ridge);
    }

    private double bestRidge(List<TargetSums> own, TargetSums all) {
        if (folds.isEmpty()) {
            for (int fold = 0; fold < ReadoutRows.FOLDS; fold++) {
                folds.add(RidgeFold.of(parts.get(fold), covariance));
            }
        }
        double[] errors = new double[ReadoutDesign.RIDGES.length];
        for (int fold = 0; fold < ReadoutRows.FOLDS; fold++) {
            double[] ofFold = folds.get(fold).errors(own.get(fold), all, ReadoutDesign.RIDGES);
            for (int k = 0; k < errors.length; k++) {
                errors[k] += ofFold[k];
            }
        }
        int best = 0;
        for (int k = 1; k < errors.length; k++) {
            best = errors[k] < errors[best] ? k : best;
        }
        return ReadoutDesign.RIDGES[best];
    }

    /**
     * What is read out of all features at these rows by several read-outs side by side, in chunks.
     *
     * @return rows x the columns of all read-outs
     */
    public static Matrix predict(FeatureSource features, List<LinearReadout> readouts, int[] rows) {
        Matrix b = readouts.get(0).coefficients();
        for (LinearReadout each : readouts.subList(1, readouts.size())) {
            b = b.beside(each.coefficients());
        }
        double[] intercept = readouts.stream()
                .flatMapToDouble(each -> Arrays.stream(each.intercept()))
                .toArray();
        LinearReadout all = new LinearReadout(b, intercept, 0);
        Matrix predicted = Matrix.zeros(rows.length, intercept.length);
        for (int from = 0; from < rows.length; from += CHUNK) {
            int[] chunk = Arrays.copyOfRange(rows, from, Math.min(rows.length, from + CHUNK));
            double[] values = all.apply(features.rows(chunk)).values();
            System.arraycopy(values, 0, predicted.values(), from * intercept.length, values.length);
        }
        return predicted;
    }
}
