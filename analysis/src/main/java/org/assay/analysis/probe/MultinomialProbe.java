package org.assay.analysis.probe;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.assay.analysis.smile.SmileMinimizer;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.Seed;

/**
 * Multinomial logistic regression: {@code q(v|x) = softmax(x W)_v}, fitted by least mean cross-entropy plus {@code ridge/2 |W|^2} on
 * features at mean 0 and variance 1 (Hastie, Tibshirani and Friedman 2009, section 4.4). The ridge of three is the one that does best
 * on rows held back from those fitted on.
 */
public final class MultinomialProbe {
    private static final double[] RIDGES = {1e-1, 1e-2, 1e-3};
    private static final double TOLERANCE = 1e-3;
    private static final int ROUNDS = 50;

    /** One row in four is held back to choose the ridge: drawn, since rows in order repeat with the length of the sequences. */
    private static final Seed HELD_BACK = Seed.of(0).child("held back");

    private MultinomialProbe() {}

    /**
     * Mean cross-entropy {@code -sum_v t(v) ln q(v)}, nats, on rows that nothing was fitted on.
     *
     * @param targets laws over the classes, n x C: one-hot values or beliefs
     * @param weights of the rows fitted on, summing to 1
     */
    public static double heldOutLoss(
            LawFeatures features,
            Matrix targets,
            double[] weights,
            LawFeatures heldOut,
            Matrix heldOutTargets,
            double... heldOutWeights) {
        int rows = targets.rows();
        int[] inner = IntStream.range(0, rows).filter(r -> !heldBack(r)).toArray();
        int[] back = IntStream.range(0, rows).filter(MultinomialProbe::heldBack).toArray();
        double best = Double.POSITIVE_INFINITY;
        double ridge = RIDGES[0];
        double[] start = new double[features.width() * targets.columns()];
        for (double each : RIDGES) {
            MultinomialLoss part =
                    MultinomialLoss.of(features.select(inner), targets.selectRows(inner), of(weights, inner));
            start = part.fit(each, start, TOLERANCE, ROUNDS);
            double loss = part.loss(start, features.select(back), targets.selectRows(back), of(weights, back));
            if (loss < best) {
                best = loss;
                ridge = each;
            }
        }
        MultinomialLoss all = MultinomialLoss.of(features, targets, weights);
        double[] fitted = all.fit(ridge, start, TOLERANCE, ROUNDS);
        return all.loss(fitted, heldOut, heldOutTargets, heldOutWeights);
    }

    private static boolean heldBack(int row) {
        return (HELD_BACK.bits(row) & 3) == 0;
    }

    private static double[] of(double[] weights, int[] rows) {
        double sum = Arrays.stream(rows).mapToDouble(row -> weights[row]).sum();
        return Arrays.stream(rows).mapToDouble(row -> weights[row] / sum).toArray();
    }

    /** The loss of one set of rows, and its gradient. */
    private static final class MultinomialLoss {
        private final Matrix numbers;
        private final LawFeatures features;
        private final Matrix targets;
        private final double[] weights;
        private final Standardised standard;

        private MultinomialLoss(
                Matrix numbers, LawFeatures features, Matrix targets, double[] weights, Standardised standard) {
            this.numbers = numbers;
            this.features = features;
            this.targets = targets;
            this.weights = weights;
            this.standard = standard;
        }

        static MultinomialLoss of(LawFeatures features, Matrix targets, double[] weights) {
            int[] all = IntStream.range(0, targets.rows()).toArray();
            Standardised standard = Standardised.of(features.numbers(), all, weights);
            return new MultinomialLoss(standard.apply(features.numbers(), all), features, targets, weights, standard);
        }

        double[] fit(double ridge, double[] start, double tolerance, int rounds) {
            return new SmileMinimizer()
                    .minimize((x, g) -> at(x, g, ridge), start, tolerance, rounds)
                    .x();
        }

        double loss(double[] x, LawFeatures others, Matrix otherTargets, double[] otherWeights) {
            Matrix standardised = standard.apply(
                    others.numbers(), IntStream.range(0, otherTargets.rows()).toArray());
            double[] law = new double[targets.columns()];
            double loss = 0;
            for (int r = 0; r < otherTargets.rows(); r++) {
                double normaliser = scores(x, standardised, others, r, law);
                loss += otherWeights[r] * crossEntropy(otherTargets, r, law, normaliser);
            }
            return loss;
        }

        private double at(double[] x, double[] gradient, double ridge) {
            int classes = targets.columns();
            Arrays.fill(gradient, 0);
            double[] law = new double[classes];
            double loss = 0;
            for (int r = 0; r < targets.rows(); r++) {
                double normaliser = scores(x, numbers, features, r, law);
                loss += weights[r] * crossEntropy(targets, r, law, normaliser);
                double mass = 0;
                for (int v = 0; v < classes; v++) {
                    mass += targets.values()[r * classes + v];
                }
                for (int v = 0; v < classes; v++) {
                    double p = StrictMath.exp(law[v] - normaliser);
                    law[v] = weights[r] * (mass * p - targets.values()[r * classes + v]);
                }
                spread(law, r, gradient);
            }
            for (int i = 0; i < x.length; i++) {
                loss += ridge / 2 * x[i] * x[i];
                gradient[i] += ridge * x[i];
            }
            return loss;
        }

        /** Writes the scores of row r into {@code into} and gives the logarithm of the sum of their exponentials. */
        private double scores(double[] x, Matrix standardised, LawFeatures of, int r, double[] into) {
            int classes = into.length;
            int kept = standardised.columns();
            System.arraycopy(x, x.length - classes, into, 0, classes);
            for (int c = 0; c < kept; c++) {
                add(x, c, standardised.values()[r * kept + c], into);
            }
            int from = of.numbers().columns();
            for (int k = 0; k < of.categories().size(); k++) {
                add(x, from + of.categories().get(k)[r], 1, into);
                from += of.values().get(k);
            }
            double most = Arrays.stream(into).max().orElseThrow();
            double sum = 0;
            for (double score : into) {
                sum += StrictMath.exp(score - most);
            }
            return most + StrictMath.log(sum);
        }

        private static void add(double[] x, int row, double factor, double[] into) {
            for (int v = 0; v < into.length; v++) {
                into[v] += factor * x[row * into.length + v];
            }
        }

        private void spread(double[] slope, int r, double[] gradient) {
            int classes = slope.length;
            int kept = numbers.columns();
            for (int c = 0; c < kept; c++) {
                addTo(gradient, c, numbers.values()[r * kept + c], slope);
            }
            int from = features.numbers().columns();
            for (int k = 0; k < features.categories().size(); k++) {
                addTo(gradient, from + features.categories().get(k)[r], 1, slope);
                from += features.values().get(k);
            }
            addTo(gradient, gradient.length / classes - 1, 1, slope);
        }

        private static void addTo(double[] gradient, int row, double factor, double[] slope) {
            for (int v = 0; v < slope.length; v++) {
                gradient[row * slope.length + v] += factor * slope[v];
            }
        }

        private static double crossEntropy(Matrix targets, int r, double[] scores, double normaliser) {
            double sum = 0;
            for (int v = 0; v < scores.length; v++) {
                sum += targets.values()[r * scores.length + v] * (normaliser - scores[v]);
            }
            return sum;
        }
    }
}
