package org.assay.analysis.experiment;

import java.util.List;
import org.assay.datasets.corpus.ProcessBatches;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.neural.djl.Adam;
import org.assay.neural.djl.AdamW;
import org.assay.neural.djl.Muon;
import org.assay.neural.djl.Optimiser;
import org.assay.neural.djl.Sgd;
import org.assay.neural.train.EarlyStop;
import org.assay.neural.train.HeldOut;
import org.assay.neural.train.Schedule;
import org.assay.neural.train.TrainOptions;
import org.assay.neural.train.TrainingJob;

/** How a reference network is trained on a process: fresh sequences, held-out ones with their exact floor beside them. */
public final class ReferenceTraining {
    private static final int HELD_OUT_BATCHES = 8;
    private static final int CHECKPOINTS = 12;
    private static final double BETA_1 = 0.9;
    private static final double BETA_2 = 0.999;
    private static final double EPSILON = 1e-8;
    private static final double MOMENTUM = 0.9;

    private ReferenceTraining() {}

    /**
     * The training of {@code model} on {@code process}.
     *
     * @param name for progress and messages
     * @param seed of weights and data alike; their streams are apart
     */
    public static TrainingJob job(String name, GeneratingProcess process, ModelSpec model, Seed seed) {
        TrainingSpec training = model.training();
        int length = model.network().nCtx() + 1;
        ProcessBatches data = batches(process, seed.child("data"), training, length);
        ProcessBatches heldOut = batches(process, seed.child("held-out"), training, length);
        return new TrainingJob(
                name,
                model.network().config(process.vocabulary().size()),
                options(training),
                data,
                HeldOut.of(process, heldOut, HELD_OUT_BATCHES),
                seed.child("weights"));
    }

    private static ProcessBatches batches(GeneratingProcess process, Seed seed, TrainingSpec training, int length) {
        ProcessBatches all = new ProcessBatches(process, seed, training.batch(), length);
        return training.method().loss().equals("scored") ? all.scoredOnly() : all;
    }

    /** The options that {@code training} stands for. */
    static TrainOptions options(TrainingSpec training) {
        TrainingSpec.Watch watch = training.watch();
        return new TrainOptions(
                training.steps(),
                training.learningRate(),
                schedule(training),
                optimiser(training),
                Math.max(1, training.steps() / training.evaluations()),
                Math.max(1, training.steps() / CHECKPOINTS),
                watch.keepRatio() == 0 ? List.of() : TrainOptions.logSpaced(training.steps(), watch.keepRatio()),
                new EarlyStop(watch.targetExcess(), watch.patience(), watch.improvement()));
    }

    private static Schedule schedule(TrainingSpec training) {
        TrainingSpec.Method method = training.method();
        Schedule.Decay decay = switch (method.schedule()) {
            case "cosine" -> Schedule.Decay.COSINE;
            case "linear" -> Schedule.Decay.LINEAR;
            default -> Schedule.Decay.NONE;
        };
        return new Schedule(training.warmup(), method.level(), decay, method.finalShare());
    }

    private static Optimiser optimiser(TrainingSpec training) {
        double decay = training.weightDecay();
        double clip = training.clip();
        AdamW adamW = new AdamW(BETA_1, BETA_2, EPSILON, decay, clip);
        Muon muon = Muon.usual();
        return switch (training.method().optimiser()) {
            case "adam" -> new Adam(BETA_1, BETA_2, EPSILON, decay, clip);
            case "sgd" -> new Sgd(0, false, decay, clip);
            case "nesterov" -> new Sgd(MOMENTUM, true, decay, clip);
            case "muon" ->
                new Muon(muon.momentum(), muon.nesterov(), muon.iterations(), false, decay, muon.otherRate(), adamW);
            case "muon-per-head" ->
                new Muon(muon.momentum(), muon.nesterov(), muon.iterations(), true, decay, muon.otherRate(), adamW);
            default -> adamW;
        };
    }
}
