package org.assay.analysis.experiment;

/**
 * How a reference network is trained: AdamW with linear warm-up and cosine decay to zero, on freshly sampled sequences.
 *
 * @param steps        optimiser steps
 * @param batch        sequences in a step
 * @param learningRate at the top of the schedule
 * @param warmup       steps of linear warm-up
 * @param weightDecay  decoupled, on matrices
 * @param clip         largest norm of the gradient
 * @param evaluations  held-out evaluations, spread over the logarithm of the step
 */
public record TrainingSpec(
        int steps, int batch, double learningRate, int warmup, double weightDecay, double clip, int evaluations) {
    public TrainingSpec {
        ExperimentSpec.require("steps", steps, 1, 10_000_000);
        ExperimentSpec.require("batch", batch, 1, 65_536);
        ExperimentSpec.require("warmup", warmup, 0, steps);
        ExperimentSpec.require("evaluations", evaluations, 2, 10_000);
        if (!(learningRate > 0 && learningRate < 10) || !(weightDecay >= 0 && weightDecay < 1) || !(clip > 0)) {
            throw new IllegalArgumentException(
                    "learning_rate must lie in (0, 10), weight_decay in [0, 1) and clip above 0, got " + learningRate
                            + ", " + weightDecay + ", " + clip);
        }
    }
}
