package org.assay.analysis.belief;

import java.util.Arrays;
import org.assay.analysis.probe.FeatureSource;
import org.assay.analysis.probe.LawFeatures;
import org.assay.analysis.probe.MultinomialProbe;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.Seed;

/**
 * A law, or a value of several, read out as a law: multinomial logistic regression, for values that no line through one-hot numbers
 * tells apart, as where one lies between two others.
 *
 * @param loss     mean cross-entropy on the rows scored, nats
 * @param least    of the law itself: what no read-out can go below; 0 for values
 * @param baseline of the mean law of the rows fitted on
 */
public record LawReadout(double loss, double least, double baseline) {
    /**
     * @param target   a law or one-hot values
     * @param mostRows at most so many of the rows fitted on are used, drawn by {@code seed}
     * @throws IllegalArgumentException for a target of other coordinates
     */
    public static LawReadout of(
            BeliefRows rows, ProbeSplit split, FeatureSource features, ProbeTarget target, int mostRows, Seed seed) {
        if (target.coordinates() != Coordinates.LAW && target.coordinates() != Coordinates.ONE_HOT) {
            throw new IllegalArgumentException(
                    "a law is read out of a target that is one; '" + target.name() + "' is " + target.coordinates());
        }
        int[] fit = some(split.rows().fit(), mostRows, seed);
        int[] scored = split.rows().heldOut();
        double[] weights = weights(rows, fit);
        double[] scoredWeights = weights(rows, scored);
        Matrix fitted = target.values().selectRows(fit);
        Matrix truth = target.values().selectRows(scored);
        double loss = MultinomialProbe.heldOutLoss(
                LawFeatures.of(features.rows(fit)),
                fitted,
                weights,
                LawFeatures.of(features.rows(scored)),
                truth,
                scoredWeights);
        double[] mean = fitted.leftTimes(weights);
        double least = 0;
        double baseline = 0;
        for (int r = 0; r < scored.length; r++) {
            for (int c = 0; c < mean.length; c++) {
                double p = truth.get(r, c);
                least -= p > 0 ? scoredWeights[r] * p * StrictMath.log(p) : 0;
                // A value that no row fitted on has is given what one more row would give it.
                double q = Math.max(mean[c], 1.0 / (fit.length + 1));
                baseline -= p > 0 ? scoredWeights[r] * p * StrictMath.log(q) : 0;
            }
        }
        return new LawReadout(loss, least, baseline);
    }

    /** The share of what there is to be told that is told: 1 for the law itself, 0 for its mean, negative for worse. */
    public double share() {
        return (baseline - loss) / (baseline - least);
    }

    private static int[] some(int[] rows, int most, Seed seed) {
        if (rows.length <= most) {
            return rows;
        }
        int[] order = Arrays.copyOf(seed.draws().nextPermutation(rows.length), most);
        return Arrays.stream(order).sorted().map(i -> rows[i]).toArray();
    }

    private static double[] weights(BeliefRows rows, int[] of) {
        double[] all = rows.contexts().weights();
        double sum = Arrays.stream(of).mapToDouble(r -> all[r]).sum();
        return Arrays.stream(of).mapToDouble(r -> all[r] / sum).toArray();
    }
}
