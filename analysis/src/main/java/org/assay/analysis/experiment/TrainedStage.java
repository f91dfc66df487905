package org.assay.analysis.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.assay.analysis.experiment.ExperimentSpec.LanguageSpec;
import org.assay.datasets.file.DamagedFileException;
import org.assay.datasets.origin.ContentHash;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.progress.Progress;
import org.assay.neural.train.LearningCurve;
import org.assay.neural.train.TrainedNetwork;
import org.assay.neural.train.Trainer;
import org.assay.neural.train.TrainingJob;
import org.assay.neural.weights.ModelFolder;

/** Training one reference network, or finding it trained. */
final class TrainedStage implements NetworkStage {
    private static final String STAGE = "train";

    private final StageStore store;
    private final LanguageSpec spec;
    private final GeneratingProcess process;
    private final Seed seed;
    private final String name;
    private final ContentHash key;

    /** @param index which of the networks on this language, from 0 */
    TrainedStage(StageStore store, LanguageSpec spec, GeneratingProcess process, Seed seed, int index) {
        this.store = store;
        this.spec = spec;
        this.process = process;
        this.seed = seed.child("network").child(index);
        this.name = process.name() + " network " + index;
        this.key = Keys.network(spec, process, this.seed);
    }

    @Override
    public ContentHash key() {
        return key;
    }

    @Override
    public Trained train(Progress progress, BooleanSupplier stop) throws IOException {
        return store.value(STAGE, key, Trained.class, () -> {
            TrainedNetwork trained = Trainer.train(job(), training(), progress, stop);
            new ModelFolder(trained.weights(), process.vocabulary()).write(model());
            return described(trained, ContentHash.of(Files.readAllBytes(metricsFile())));
        });
    }

    @Override
    public ModelFolder verifiedModel() throws IOException {
        try {
            return ModelFolder.read(model());
        } catch (DamagedFileException e) {
            throw e.withFix("delete " + store.valueFile(STAGE, key)
                    + " and run again: the network is taken from its last checkpoint");
        }
    }

    @Override
    public Path model() throws IOException {
        return folder().resolve("model");
    }

    @Override
    public Optional<byte[]> metrics(Trained trained) throws IOException {
        byte[] metrics = Files.readAllBytes(metricsFile());
        if (!ContentHash.of(metrics).hex().equals(trained.metrics())) {
            throw new DamagedFileException(
                    metricsFile(),
                    "is not what the training wrote",
                    "delete the folder " + folder() + " and run again: this network is trained again");
        }
        return Optional.of(metrics);
    }

    private Path metricsFile() throws IOException {
        return training().resolve("metrics.jsonl");
    }

    private Path training() throws IOException {
        return folder().resolve("training");
    }

    private Path folder() throws IOException {
        return store.folder(STAGE, key);
    }

    private TrainingJob job() {
        return ReferenceTraining.job(name, process, new ModelSpec(spec.network(), spec.training()), seed);
    }

    private static Trained described(TrainedNetwork trained, ContentHash metrics) {
        LearningCurve curve = trained.curve();
        return new Trained(
                trained.weights().config().shape(),
                trained.weights().values().length,
                trained.weights().id().hex(),
                trained.floor(),
                curve.tokensPerStep(),
                curve.points().stream().map(point -> (long) point.step()).toList(),
                curve.points().stream().map(LearningCurve.Point::heldOutLoss).toList(),
                metrics.hex());
    }
}
