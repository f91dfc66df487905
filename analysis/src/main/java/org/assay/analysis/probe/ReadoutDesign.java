package org.assay.analysis.probe;

import java.util.ArrayList;
import java.util.List;
import org.assay.analysis.linalg.Contraction;
import org.assay.analysis.smile.LeastSquares;
import org.assay.datasets.matrix.Matrix;

/**
 * Features of contexts, made ready for reading any number of targets out of them by weighted least squares with
 * intercept and ridge: {@code min_B sum_r w_r |y_r - a - z_r B|^2 + ridge |B|^2}, z the features at mean 0 and variance
 * 1 over the rows fitted on, the weights summing to 1, so that a ridge of 1 weighs as much as a feature. The ridge of
 * each target is the one of eleven with the least error on inner folds of the rows fitted on (Hastie, Tibshirani and
 * Friedman 2009, sections 3.4.1 and 7.10); rows that are scored decide nothing.
 *
 * <p>All of it by normal equations: one pass over the features here, one over each target.
 */
public final class ReadoutDesign {
    /**
     * Fewest different contexts for each feature. With fewer, a regression fits what it has seen: from 1,536 features
     * of a random network on 1,046 contexts of RRXOR the belief is read with an in-sample R2 above 0.9.
     */
    public static final int PREFIXES_PER_FEATURE = 10;

    /** From one that leaves little but the mean to one that stands in for none where features are collinear. */
    static final double[] RIDGES = {1e3, 1e2, 10, 1, 1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-8};

    private final ReadoutRows rows;
    private final Matrix features;
    private final Standardised standard;

    /** One for each fold, after them the rows in no fold. */
    private final List<Part> parts = new ArrayList<>();

    private final List<RidgeFold> folds = new ArrayList<>();

    private final Matrix covariance;
    private final Matrix heldOut;

    /**
     * Rows of one fold, kept since every target is set beside them.
     *
     * @param members positions among the rows fitted on
     * @param z       standardised features, rows x d
     */
    private record Part(int[] members, double[] weights, Matrix z, FeatureSums sums) {}

    private ReadoutDesign(ReadoutRows rows, Matrix features, Standardised standard) {
        this.rows = rows;
        this.features = features;
        this.standard = standard;
        this.heldOut = standard.apply(features, rows.heldOut());
        int d = standard.kept().length;
        // The mean of standardised features is zero, so their second moment is their covariance.
        this.covariance = Matrix.zeros(d, d);
        for (int fold = 0; fold <= ReadoutRows.FOLDS; fold++) {
            int[] members = rows.fold(fold);
            double[] weights = rows.weightsOf(members);
            Matrix z = standard.apply(features, rows.rowsOf(members));
            FeatureSums sums = FeatureSums.of(weights, z);
            for (int i = 0; i < d * d; i++) {
                covariance.values()[i] += sums.gram().values()[i];
            }
            parts.add(new Part(members, weights, z, sums));
        }
        for (int fold = 0; fold < ReadoutRows.FOLDS; fold++) {
            folds.add(RidgeFold.of(parts.get(fold).sums(), covariance));
        }
    }

    /**
     * @param features one row per row of the context set that {@code rows} was made of
     * @throws IllegalArgumentException when no feature varies
     * @throws TooFewContextsException  when there are fewer than 10 different contexts to fit on for each feature that varies
     */
    public static ReadoutDesign of(ReadoutRows rows, Matrix features) {
        rows.requireRowsOf(features, "features");
        Standardised standard = Standardised.of(features, rows.fit(), rows.fitWeights());
        int varying = standard.kept().length;
        if (varying == 0) {
            throw new IllegalArgumentException(
                    "none of " + features.columns() + " features varies over the rows fitted on");
        }
        if (rows.uniquePrefixes() < (long) PREFIXES_PER_FEATURE * varying) {
            throw new TooFewContextsException("a read-out from " + varying + " features needs at least "
                    + PREFIXES_PER_FEATURE * varying + " different contexts to fit on, got " + rows.uniquePrefixes());
        }
        return new ReadoutDesign(rows, features, standard);
    }

    /**
     * Reads one target out, with the ridge that does best on inner folds.
     *
     * @param target one row per row of the context set; a belief, one-hot values, any numbers
     */
    public Readout read(Matrix target) {
        double[] mean = fitMean(target);
        List<TargetSums> targetParts = targetParts(target, mean);
        TargetSums all = total(targetParts);
        return readout(target, mean, all, bestRidge(targetParts, all));
    }

    /**
     * Reads one target out with a given ridge: 1e-8 is ordinary least squares but for collinear features.
     *
     * @param ridge positive, in units of the variance of a standardised feature
     */
    public Readout read(Matrix target, double ridge) {
        double[] mean = fitMean(target);
        return readout(target, mean, total(targetParts(target, mean)), ridge);
    }

    private double[] fitMean(Matrix target) {
        rows.requireRowsOf(target, "target");
        return target.selectRows(rows.fit()).leftTimes(rows.fitWeights());
    }

    private List<TargetSums> targetParts(Matrix target, double[] mean) {
        List<TargetSums> targetParts = new ArrayList<>();
        for (Part part : parts) {
            Matrix y = centred(target.selectRows(rows.rowsOf(part.members())), mean);
            targetParts.add(TargetSums.of(part.z(), part.weights(), y));
        }
        return targetParts;
    }

    private static TargetSums total(List<TargetSums> targetParts) {
        return targetParts.stream().reduce((a, b) -> a.plus(b, 1)).orElseThrow();
    }

    private Readout readout(Matrix target, double[] mean, TargetSums all, double ridge) {
        Matrix b = LeastSquares.ridge(covariance, all.cross(), ridge);
        Matrix predicted = Contraction.times(heldOut, b);
        for (int i = 0; i < predicted.values().length; i++) {
            predicted.values()[i] += mean[i % mean.length];
        }
        int varying = standard.kept().length;
        return new Readout(
                target.selectRows(rows.heldOut()),
                predicted,
                rows.heldOutWeights(),
                ridge,
                varying,
                features.columns() - varying,
                rows.uniquePrefixes());
    }

    private double bestRidge(List<TargetSums> targetParts, TargetSums all) {
        double[] errors = new double[RIDGES.length];
        for (int fold = 0; fold < ReadoutRows.FOLDS; fold++) {
            double[] ofFold = folds.get(fold).errors(targetParts.get(fold), all, RIDGES);
            for (int k = 0; k < errors.length; k++) {
                errors[k] += ofFold[k];
            }
        }
        int best = 0;
        for (int k = 1; k < errors.length; k++) {
            best = errors[k] < errors[best] ? k : best;
        }
        return RIDGES[best];
    }

    private static Matrix centred(Matrix y, double[] mean) {
        for (int i = 0; i < y.values().length; i++) {
            y.values()[i] -= mean[i % mean.length];
        }
        return y;
    }
}
