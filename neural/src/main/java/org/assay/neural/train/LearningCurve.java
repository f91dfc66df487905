package org.assay.neural.train;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Held-out loss while training.
 *
 * @param tokensPerStep tokens that one step trains on
 * @param points        in rising order of steps, the first at 0
 */
public record LearningCurve(long tokensPerStep, List<Point> points) {
    public LearningCurve {
        points = List.copyOf(points);
        if (points.isEmpty()) {
            throw new IllegalArgumentException("a learning curve needs at least one point");
        }
    }

    /** Mean held-out loss at the end, nats per token. */
    public double finalLoss() {
        return points.get(points.size() - 1).heldOutLoss();
    }

    /**
     * A line of {@code metrics.jsonl}.
     *
     * @param step          steps done
     * @param heldOutLoss   nats per token
     * @param batchLoss     loss of the batch of the last step before it was taken; at step 0 equal to the held-out loss
     * @param gradientNorm  of the last step, before clipping; 0 at step 0
     * @param parameterNorm after the last step; 0 at step 0
     * @param learningRate  of the last step; 0 at step 0
     */
    public record Point(
            int step,
            double heldOutLoss,
            double batchLoss,
            double gradientNorm,
            double parameterNorm,
            double learningRate) {
        /** All numbers but the step, by the names they have in TensorBoard. */
        SortedMap<String, Double> scalars() {
            return new TreeMap<>(Map.of(
                    "loss/held-out", heldOutLoss,
                    "loss/batch", batchLoss,
                    "norm/gradient", gradientNorm,
                    "norm/parameters", parameterNorm,
                    "learning-rate", learningRate));
        }
    }
}
