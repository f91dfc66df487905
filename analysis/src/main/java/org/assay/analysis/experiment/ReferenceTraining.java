package org.assay.analysis.experiment;

import org.assay.analysis.metric.CrossEntropy;
import org.assay.datasets.corpus.ProcessBatches;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.sequence.ContextSet;
import org.assay.neural.djl.AdamW;
import org.assay.neural.train.HeldOut;
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
                training.warmup(),
                0,
                new AdamW(BETA_1, BETA_2, EPSILON, training.weightDecay(), training.clip()),
                Math.max(1, training.steps() / training.evaluations()),
                Math.max(1, training.steps() / CHECKPOINTS));
        ProcessBatches heldOut = new ProcessBatches(process, seed.child("held-out"), training.batch(), length);
        return new TrainingJob(
                name,
                model.network().config(process.vocabulary().size()),
                options,
                new ProcessBatches(process, seed.child("data"), training.batch(), length),
                new HeldOut(heldOut, HELD_OUT_BATCHES, floor(process, heldOut)),
                seed.child("weights"));
    }

    /** The Bayes loss of exactly the held-out targets: {@code -ln p(token)} under the true law, so that chance cancels out. */
    private static double floor(GeneratingProcess process, ProcessBatches heldOut) {
        int seen = heldOut.sequenceLength() - 1;
        int count = HELD_OUT_BATCHES * heldOut.batchSize();
        int[][] sequences = new int[count][seen];
        int[] nextToken = new int[count * seen];
        for (int s = 0; s < count; s++) {
            int[] batch = heldOut.batch(s / heldOut.batchSize());
            int from = s % heldOut.batchSize() * (seen + 1);
            System.arraycopy(batch, from, sequences[s], 0, seen);
            System.arraycopy(batch, from + 1, nextToken, s * seen, seen);
        }
        ContextSet contexts = ContextSet.everyPosition(sequences, 0);
        return CrossEntropy.observed(process.next(contexts), nextToken, contexts.weights());
    }
}
