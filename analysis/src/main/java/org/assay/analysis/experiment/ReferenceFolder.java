package org.assay.analysis.experiment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.assay.datasets.file.AtomicFile;
import org.assay.datasets.file.Json;
import org.assay.datasets.file.Manifest;
import org.assay.datasets.origin.Processor;
import org.assay.datasets.origin.Provenance;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.neural.djl.TorchEngine;
import org.assay.neural.hook.HookedTransformer;
import org.assay.neural.train.LearningCurve;
import org.assay.neural.train.RuleExcess;
import org.assay.neural.train.TrainedNetwork;
import org.assay.neural.weights.ModelFolder;

/**
 * A trained network in a folder small enough to keep under version control: the model without what is only for other tools,
 * {@code training.json} (language, recipe, seed, learning curve), {@code scores.json} ({@link ReferenceScores}) and {@code
 * manifest.json}, all of them the same bytes for the same network; and {@code provenance.json} with when and on what it was made.
 */
public final class ReferenceFolder {
    static final String TRAINING = "training.json";
    static final String SCORES = "scores.json";
    static final String PROVENANCE = "provenance.json";
    private static final int SCORED_SEQUENCES = 2000;

    private ReferenceFolder() {}

    /**
     * {@code training.json}.
     *
     * @param language name of the process
     * @param process  id of its definition
     * @param seed     of weights and data
     * @param weights  id of the trained weights
     * @param tokens   targets trained on
     * @param floor    Bayes loss of the targets of the curve, nats per token
     * @param steps    of the curve
     * @param losses   held-out loss at these steps, nats per token
     * @param rules    what the last point of the curve says of each rule
     */
    record Training(
            String language,
            String process,
            long seed,
            NetworkSpec network,
            TrainingSpec training,
            String weights,
            long tokens,
            double floor,
            List<Integer> steps,
            List<Double> losses,
            List<RuleExcess> rules) {
        /** Targets in a step. */
        long tokensPerStep() {
            return tokens / steps.get(steps.size() - 1);
        }
    }

    /** Reads {@code training.json} of a folder. */
    static Training training(Path folder) throws IOException {
        return Json.read(folder.resolve(TRAINING), Training.class);
    }

    /** {@code provenance.json}. */
    record Made(Provenance provenance, String processor, String engine) {}

    /** Writes the folder of {@code network}, trained as {@code model} says from {@code seed}. */
    public static void write(Path folder, GeneratingProcess process, ModelSpec model, long seed, TrainedNetwork network)
            throws IOException {
        new ModelFolder(network.weights(), process.vocabulary()).writeSmall(folder);
        LearningCurve curve = network.curve();
        Training training = new Training(
                process.name(),
                process.id().hex(),
                seed,
                model.network(),
                model.training(),
                network.weights().id().hex(),
                curve.tokensPerStep() * curve.last().step(),
                network.floor(),
                curve.points().stream().map(LearningCurve.Point::step).toList(),
                curve.points().stream().map(LearningCurve.Point::heldOutLoss).toList(),
                curve.last().rules());
        AtomicFile.write(folder.resolve(TRAINING), Json.pretty(training));
        AtomicFile.write(folder.resolve(SCORES), Json.pretty(scores(process, model, seed, network)));
        AtomicFile.write(
                folder.resolve(PROVENANCE),
                Json.pretty(new Made(Provenance.now(), Processor.kind(), TorchEngine.description())));
        Manifest.write(folder, name -> !name.equals(PROVENANCE));
    }

    /** On sequences of a stream of their own. */
    static ReferenceScores scores(GeneratingProcess process, ModelSpec model, long seed, TrainedNetwork network) {
        try (HookedTransformer asked = HookedTransformer.of("trained", process.vocabulary(), network.weights())) {
            return scores(process, model, seed, asked);
        }
    }

    static ReferenceScores scores(GeneratingProcess process, ModelSpec model, long seed, HookedTransformer network) {
        return ReferenceScores.of(
                network,
                process,
                model.network().nCtx(),
                model.training().method().loss().equals("scored"),
                SCORED_SEQUENCES,
                Seed.of(seed).child("scores"));
    }
}
