package org.assay.neural.train;

import java.util.List;

/**
 * When a training ends before its last step: a function of the evaluations so far and of nothing else, so that a resumed run
 * stops where an undisturbed one would.
 *
 * @param targetExcess it ends at the first evaluation whose excess over the floor is at most this, nats per token; 0 = never;
 *                     needs held-out data with their truth
 * @param patience     it ends at the first evaluation that is the {@code patience}th in a row without a held-out loss lower by
 *                     {@code improvement} than the lowest before them; 0 = never
 * @param improvement  nats per token, not negative
 */
public record EarlyStop(double targetExcess, int patience, double improvement) {
    public EarlyStop {
        if (!(targetExcess >= 0) || patience < 0 || !(improvement >= 0)) {
            throw new IllegalArgumentException(
                    "early stop needs a target excess, a patience and an improvement of at least 0," + " got "
                            + targetExcess + ", " + patience + " and " + improvement);
        }
    }

    /** Trains to the last step. */
    public static EarlyStop never() {
        return new EarlyStop(0, 0, 0);
    }

    /** Whether training ends after the last of {@code points}. */
    boolean after(List<LearningCurve.Point> points) {
        LearningCurve.Point last = points.get(points.size() - 1);
        if (targetExcess > 0 && last.excess().isPresent() && last.excess().getAsDouble() <= targetExcess) {
            return true;
        }
        double lowest = Double.POSITIVE_INFINITY;
        int without = 0;
        for (LearningCurve.Point point : points) {
            boolean better = point.heldOutLoss() < lowest - improvement || lowest == Double.POSITIVE_INFINITY;
            without = better ? 0 : without + 1;
            lowest = better ? point.heldOutLoss() : lowest;
        }
        return patience > 0 && without >= patience;
    }
}
