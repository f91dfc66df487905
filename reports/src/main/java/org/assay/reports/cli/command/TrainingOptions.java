package org.assay.reports.cli.command;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Fields of a model's training that have an option of their own; every other field is changed with {@code --set}. */
final class TrainingOptions {
    @Option(
            names = "--set",
            paramLabel = "FIELD=VALUE",
            description = "Override a field of the model, such as training.steps=500; may be given several times.")
    private List<String> fields = List.of();

    @Option(names = "--steps", paramLabel = "N", description = "Optimiser steps.")
    private String steps;

    @Option(names = "--batch", paramLabel = "N", description = "Sequences in a step.")
    private String batch;

    @Option(names = "--learning-rate", paramLabel = "R", description = "At the top of the schedule.")
    private String learningRate;

    @Option(
            names = "--optimiser",
            paramLabel = "NAME",
            description = "adamw, adam, sgd, nesterov, muon or muon-per-head.")
    private String optimiser;

    @Option(names = "--schedule", paramLabel = "NAME", description = "cosine, linear or constant after the warm-up.")
    private String schedule;

    @Option(names = "--warmup", paramLabel = "N", description = "Steps of linear warm-up.")
    private String warmup;

    @Option(names = "--clip", paramLabel = "NORM", description = "Largest norm of the gradient.")
    private String clip;

    @Option(names = "--weight-decay", paramLabel = "D", description = "Of matrices.")
    private String weightDecay;

    @Option(
            names = "--loss",
            paramLabel = "WHICH",
            description = "every target, or those that the process calls scored.")
    private String loss;

    @Option(
            names = "--keep-ratio",
            paramLabel = "R",
            description = "Keep the weights of steps that grow by this ratio, such as 1.18.")
    private String keepRatio;

    @Option(
            names = "--patience",
            paramLabel = "N",
            description = "End after so many evaluations in a row without a lower held-out loss.")
    private String patience;

    @Option(
            names = "--target-excess",
            paramLabel = "NATS",
            description = "End when the held-out excess over the floor is at most this.")
    private String targetExcess;

    /** Assignments to fields of a model, those of {@code --set} first. */
    List<String> overrides() {
        List<String> overrides = new ArrayList<>(fields);
        add(overrides, "steps", steps);
        add(overrides, "batch", batch);
        add(overrides, "learning_rate", learningRate);
        add(overrides, "optimiser", optimiser);
        add(overrides, "schedule", schedule);
        add(overrides, "warmup", warmup);
        add(overrides, "clip", clip);
        add(overrides, "weight_decay", weightDecay);
        add(overrides, "loss", loss);
        add(overrides, "keep_ratio", keepRatio);
        add(overrides, "patience", patience);
        add(overrides, "target_excess", targetExcess);
        return overrides;
    }

    private static void add(List<String> overrides, String field, String value) {
        if (value != null) {
            overrides.add("training." + field + "=" + value);
        }
    }
}
