package org.assay.analysis.experiment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.assay.analysis.experiment.ExperimentSpec.LanguageSpec;
import org.assay.datasets.origin.ContentHash;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.progress.Progress;
import org.assay.neural.hook.HookedTransformer;
import org.assay.neural.weights.ModelFolder;

/** One network of an experiment: trained in it, or kept from before. */
interface NetworkStage {
    /**
     * What is known of a trained network without loading it.
     *
     * @param shape      a line
     * @param parameters how many
     * @param weights    id of the weights
     * @param floor      Bayes loss of the held-out targets of the curve, nats per token
     * @param tokens     tokens in a step
     * @param steps      of the curve
     * @param losses     held-out, nats per token
     * @param metrics    hash of {@code metrics.jsonl}, empty where there is none
     */
    record Trained(
            String shape,
            int parameters,
            String weights,
            double floor,
            long tokens,
            List<Long> steps,
            List<Double> losses,
            String metrics) {}

    /** @param index which of the networks on this language, from 0 */
    static NetworkStage of(StageStore store, LanguageSpec spec, GeneratingProcess process, Seed seed, int index) {
        return spec.reference().isEmpty()
                ? new TrainedStage(store, spec, process, seed, index)
                : new KeptStage(spec.reference().get(index), process);
    }

    /** The same for the same network. */
    ContentHash key();

    /** Trains, goes on with training, or reads back. */
    Trained train(Progress progress, BooleanSupplier stop) throws IOException;

    /** The model folder, checked against its manifest. */
    ModelFolder verifiedModel() throws IOException;

    /** The folder that opens in other tools. */
    Path model() throws IOException;

    /** The learning curve as {@code trained} left it, one line per evaluation; empty where only the model folder has it. */
    Optional<byte[]> metrics(Trained trained) throws IOException;

    /** The trained network in the engine. */
    default HookedTransformer load() throws IOException {
        ModelFolder model = verifiedModel();
        return HookedTransformer.of("trained", model.vocabulary(), model.weights());
    }
}
