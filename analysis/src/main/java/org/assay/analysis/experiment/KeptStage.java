package org.assay.analysis.experiment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.assay.analysis.experiment.ExperimentSpec.Kept;
import org.assay.datasets.file.ConfigException;
import org.assay.datasets.file.DamagedFileException;
import org.assay.datasets.origin.ContentHash;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.progress.Progress;
import org.assay.neural.weights.ModelFolder;

/** A network that was trained before and is kept in a {@link ReferenceFolder}. */
final class KeptStage implements NetworkStage {
    private final Kept kept;
    private final GeneratingProcess process;

    KeptStage(Kept kept, GeneratingProcess process) {
        this.kept = kept;
        this.process = process;
    }

    @Override
    public ContentHash key() {
        return new ContentHash.Builder()
                .add("kept network")
                .add(process.id().hex())
                .add(kept.weights())
                .build();
    }

    @Override
    public Trained train(Progress progress, BooleanSupplier stop) throws IOException {
        ReferenceFolder.Training training = ReferenceFolder.training(model());
        if (!training.process().equals(process.id().hex())) {
            throw new ConfigException(List.of(new ConfigException.Problem(
                    kept.folder(),
                    0,
                    0,
                    "was trained on " + training.language() + " as it was defined then, which " + process.name()
                            + " is not",
                    "name networks that were trained on the language of the experiment")));
        }
        ModelFolder model = verifiedModel();
        return new Trained(
                model.weights().config().shape(),
                model.weights().values().length,
                kept.weights(),
                training.floor(),
                training.tokensPerStep(),
                training.steps().stream().map(Integer::longValue).toList(),
                training.losses(),
                "");
    }

    @Override
    public ModelFolder verifiedModel() throws IOException {
        ModelFolder model = ModelFolder.read(model());
        if (!model.weights().id().hex().equals(kept.weights())) {
            throw new DamagedFileException(
                    model(),
                    "does not hold the weights that its training.json names",
                    "take the folder from its source again");
        }
        return model;
    }

    @Override
    public Path model() {
        return Path.of(kept.folder());
    }

    @Override
    public Optional<byte[]> metrics(Trained trained) {
        return Optional.empty();
    }
}
