package org.assay.neural.train;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
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
        return last().heldOutLoss();
    }

    /** The last point. */
    public Point last() {
        return points.get(points.size() - 1);
    }

    /**
     * A line of {@code metrics.jsonl}.
     *
     * @param step          steps done
     * @param heldOutLoss   nats per token, over the targets that the loss counts
     * @param floor         Bayes loss of exactly these targets; empty when the truth is unknown
     * @param excess        mean KL(truth || network) at exactly these targets; empty when the truth is unknown
     * @param rules         the excess of each rule that wins somewhere; empty for a process without rules
     * @param batchLoss     loss of the batch of the last step before it was taken; at step 0 equal to the held-out loss
     * @param gradientNorm  of the last step, before clipping; 0 at step 0
     * @param parameterNorm after the last step; 0 at step 0
     * @param learningRate  of the last step; 0 at step 0
     * @param headNorms     for each query and key projection its Frobenius norm head by head
     */
    public record Point(
            int step,
            double heldOutLoss,
            OptionalDouble floor,
            OptionalDouble excess,
            List<RuleExcess> rules,
            double batchLoss,
            double gradientNorm,
            double parameterNorm,
            double learningRate,
            SortedMap<String, List<Double>> headNorms) {
        /** All numbers but the step, by the names they have in TensorBoard. */
        SortedMap<String, Double> scalars() {
            SortedMap<String, Double> scalars = new TreeMap<>(Map.of(
                    "loss/held-out", heldOutLoss,
                    "loss/batch", batchLoss,
                    "norm/gradient", gradientNorm,
                    "norm/parameters", parameterNorm,
                    "learning-rate", learningRate));
            floor.ifPresent(value -> scalars.put("loss/floor", value));
            excess.ifPresent(value -> scalars.put("excess/all", value));
            rules.forEach(rule -> scalars.put("excess/rule/" + rule.rule(), rule.excess()));
            headNorms.forEach((name, norms) -> {
                for (int head = 0; head < norms.size(); head++) {
                    scalars.put("norm/" + name + "/" + head, norms.get(head));
                }
            });
            return scalars;
        }
    }
}
