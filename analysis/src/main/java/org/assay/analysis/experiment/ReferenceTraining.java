package org.assay.analysis.experiment;

import java.util.List;
import org.assay.datasets.corpus.ProcessBatches;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.neural.djl.AdamW;
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
        TrainOptions options = new TrainOptions(
                training.steps(),
                training.learningRate(),
                Schedule.cosine(training.warmup(), 0),
                new AdamW(BETA_1, BETA_2, EPSILON, training.weightDecay(), training.clip()),
                Math.max(1, training.steps() / training.evaluations()),
                Math.max(1, training.steps() / CHECKPOINTS),
                List.of(),
                EarlyStop.never());
        ProcessBatches heldOut = new ProcessBatches(process, seed.child("held-out"), training.batch(), length);
        return new TrainingJob(
                name,
                model.network().config(process.vocabulary().size()),
                options,
                new ProcessBatches(process, seed.child("data"), training.batch(), length),
                HeldOut.of(process, heldOut, HELD_OUT_BATCHES),
                seed.child("weights"));
    }
}
