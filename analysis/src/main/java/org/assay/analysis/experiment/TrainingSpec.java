package org.assay.analysis.experiment;

import java.util.List;

/**
 * How a reference network is trained, on freshly sampled sequences.
 *
 * @param steps        optimiser steps
 * @param batch        sequences in a step
 * @param learningRate at the top of the schedule
 * @param warmup       steps of linear warm-up
 * @param weightDecay  on matrices: decoupled for adamw and muon, added to the gradient for adam and sgd
 * @param clip         largest norm of the gradient
 * @param evaluations  held-out evaluations, spread over the logarithm of the step
 * @param method       what makes a step of a gradient, and of which targets
 * @param watch        what is kept on the way, and when to end early
 */
public record TrainingSpec(
        int steps,
        int batch,
        double learningRate,
        int warmup,
        double weightDecay,
        double clip,
        int evaluations,
        Method method,
        Watch watch) {

    /**
     * @param optimiser  {@code adamw}, {@code adam}, {@code sgd}, {@code nesterov}, {@code muon} or {@code muon-per-head}
     * @param schedule   {@code cosine}, {@code linear} or {@code constant} after the warm-up
     * @param level      steps at the top of the schedule before it falls
     * @param finalShare share of the learning rate that it falls to
     * @param loss       {@code every} target, or those that the process calls {@code scored}
     */
    public record Method(String optimiser, String schedule, int level, double finalShare, String loss) {
        static final List<String> OPTIMISERS = List.of("adamw", "adam", "sgd", "nesterov", "muon", "muon-per-head");
        static final List<String> SCHEDULES = List.of("cosine", "linear", "constant");
        static final List<String> LOSSES = List.of("every", "scored");

        public Method {
            requireOneOf("optimiser", optimiser, OPTIMISERS);
            requireOneOf("schedule", schedule, SCHEDULES);
            requireOneOf("loss", loss, LOSSES);
            ExperimentSpec.require("level", level, 0, 10_000_000);
            if (!(finalShare >= 0 && finalShare <= 1)) {
                throw new IllegalArgumentException("final_share must lie in [0, 1], got " + finalShare);
            }
        }

        /** AdamW, half a cosine to zero, every target. */
        public static Method usual() {
            return new Method("adamw", "cosine", 0, 0, "every");
        }
    }

    /**
     * @param keepRatio    weights are kept at steps that grow by this ratio; 0 = at no step
     * @param patience     evaluations in a row without improvement that end the training; 0 = none do
     * @param improvement  what counts as one, nats per token
     * @param targetExcess an excess of at most this ends the training, nats per token; 0 = none does
     */
    public record Watch(double keepRatio, int patience, double improvement, double targetExcess) {
        public Watch {
            ExperimentSpec.require("patience", patience, 0, 10_000);
            if (keepRatio != 0 && !(keepRatio > 1 && keepRatio <= 1000)) {
                throw new IllegalArgumentException("keep_ratio must be 0 or above 1, up to 1000, got " + keepRatio);
            }
            if (!(improvement >= 0) || !(targetExcess >= 0)) {
                throw new IllegalArgumentException("improvement and target_excess must not be negative, got "
                        + improvement + " and " + targetExcess);
            }
        }

        /** No weights but the last, and to the last step. */
        public static Watch nothing() {
            return new Watch(0, 0, 0, 0);
        }
    }

    public TrainingSpec {
        ExperimentSpec.require("steps", steps, 1, 10_000_000);
        ExperimentSpec.require("batch", batch, 1, 65_536);
        ExperimentSpec.require("warmup", warmup, 0, steps);
        ExperimentSpec.require("warmup and level", (long) warmup + method.level(), 0, steps);
        ExperimentSpec.require("evaluations", evaluations, 2, 10_000);
        if (!(learningRate > 0 && learningRate < 10) || !(weightDecay >= 0 && weightDecay < 1) || !(clip > 0)) {
            throw new IllegalArgumentException(
                    "learning_rate must lie in (0, 10), weight_decay in [0, 1) and clip above 0, got " + learningRate
                            + ", " + weightDecay + ", " + clip);
        }
    }

    private static void requireOneOf(String role, String value, List<String> allowed) {
        if (!allowed.contains(value)) {
            throw new IllegalArgumentException(
                    role + " must be one of " + String.join(", ", allowed) + ", got '" + value + "'");
        }
    }
}
