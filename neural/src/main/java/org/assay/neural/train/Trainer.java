package org.assay.neural.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.assay.datasets.corpus.BatchSource;
import org.assay.datasets.file.FolderLock;
import org.assay.datasets.progress.Progress;
import org.assay.neural.djl.TorchTraining;
import org.assay.neural.djl.TorchTraining.StepReading;
import org.assay.neural.transformer.TransformerWeights;

/**
 * Trains a network on next-token prediction at every position of every sequence. Batches and initial weights are pure
 * functions of seeds and all state is in the checkpoint, so a run that is killed anywhere and started again ends with the
 * bytes of an undisturbed one; and the same job gives the same bytes whatever other trainings run beside it.
 */
public final class Trainer {
    /** Tokens that one native call may train on: keeps calls long enough not to matter and short enough to interrupt. */
    private static final long TOKENS_PER_CALL = 1 << 16;

    private static final int MOST_STEPS_PER_CALL = 32;

    private final TrainingJob job;
    private final Progress progress;
    private final BooleanSupplier stop;
    private final Checkpoints checkpoints;
    private final Metrics metrics;
    private final EventFile events;
    private final TorchTraining training;
    private final int[][] heldOut;
    private long step;
    private long lastSaved;
    private StepReading last = new StepReading(0, 0, 0);

    /**
     * Trains {@code job}, or goes on with it, or reads its result when it is already done.
     *
     * @param folder   holds {@code metrics.jsonl} and {@code checkpoints/}; made when missing. One process at a time
     * @param stop     asked between native calls, a few times a second
     * @throws DivergedException            when a reading is not finite
     * @throws OtherConfigurationException  when the folder holds another training
     * @throws TrainingInterruptedException when {@code stop} turned true, after a checkpoint was written
     */
    public static TrainedNetwork train(TrainingJob job, Path folder, Progress progress, BooleanSupplier stop)
            throws IOException {
        try (FolderLock held = FolderLock.acquire(folder)) {
            Checkpoints checkpoints = new Checkpoints(held.folder(), job);
            Optional<Checkpoints.Saved> saved = checkpoints.newest();
            long metricsBytes = saved.map(Checkpoints.Saved::metricsBytes).orElse(0L);
            TorchTraining.State state = saved.map(Checkpoints.Saved::state)
                    .orElseGet(() -> TorchTraining.State.initial(
                            TransformerWeights.initial(job.config(), job.seed()).values()));
            try (Metrics metrics = Metrics.open(held.folder(), metricsBytes);
                    EventFile events = new EventFile(held.folder());
                    TorchTraining training =
                            TorchTraining.of(job.config(), job.options().optimiser(), state)) {
                Trainer trainer =
                        new Trainer(job, progress, stop, checkpoints, metrics, events, training, state.step());
                return trainer.run(saved.isPresent());
            }
        }
    }

    /** The same, to the end. */
    public static TrainedNetwork train(TrainingJob job, Path folder, Progress progress) throws IOException {
        return train(job, folder, progress, () -> false);
    }

    private Trainer(
            TrainingJob job,
            Progress progress,
            BooleanSupplier stop,
            Checkpoints checkpoints,
            Metrics metrics,
            EventFile events,
            TorchTraining training,
            long step) {
        this.job = job;
        this.progress = progress;
        this.stop = stop;
        this.checkpoints = checkpoints;
        this.metrics = metrics;
        this.events = events;
        this.training = training;
        this.heldOut = new int[job.heldOut().batches()][];
        this.step = step;
    }

    private TrainedNetwork run(boolean resumed) throws IOException {
        TrainOptions options = job.options();
        SortedSet<Integer> evaluations = options.evaluationSteps();
        SortedSet<Integer> saves = options.checkpointSteps();
        SortedSet<Integer> stops = new TreeSet<>(evaluations);
        stops.addAll(saves);
        lastSaved = resumed ? step : -1;
        if (!resumed) {
            evaluate();
        }
        for (int next : stops.tailSet((int) step + 1)) {
            stepTo(next);
            if (evaluations.contains(next)) {
                evaluate();
            }
            if (saves.contains(next)) {
                save();
            }
        }
        progress.at(task(), step, step, note());
        return new TrainedNetwork(
                TransformerWeights.of(job.config(), training.state().parameters()),
                new LearningCurve(job.tokensPerStep(), metrics.points()),
                job.heldOut().floor());
    }

    private void stepTo(int end) throws IOException {
        long atOnce = Math.max(1, Math.min(MOST_STEPS_PER_CALL, TOKENS_PER_CALL / job.tokensPerStep()));
        BatchSource data = job.data();
        while (step < end) {
            int count = (int) Math.min(atOnce, end - step);
            double[] rates = new double[count];
            int[][] batches = new int[count][];
            for (int i = 0; i < count; i++) {
                rates[i] = job.options().rate(step + i);
                batches[i] = data.batch(step + i);
            }
            StepReading[] readings = training.steps(rates, batches, data.batchSize(), data.sequenceLength());
            requireFinite(readings);
            step += count;
            last = readings[count - 1];
            if (step < end) {
                progress.at(task(), step, job.options().steps(), note());
                stopIfAsked();
            }
        }
    }

    /** Between two stops only: at a stop the evaluation comes before the checkpoint. */
    private void stopIfAsked() throws IOException {
        if (stop.getAsBoolean()) {
            save();
            throw new TrainingInterruptedException(job.name(), step);
        }
    }

    private void requireFinite(StepReading[] readings) {
        for (int i = 0; i < readings.length; i++) {
            if (!readings[i].finite()) {
                throw new DivergedException(job.name(), step + i, readings[i].toString(), lastSaved);
            }
        }
    }

    private void evaluate() throws IOException {
        BatchSource source = job.heldOut().source();
        double sum = 0;
        long count = 0;
        for (int b = 0; b < heldOut.length; b++) {
            if (heldOut[b] == null) {
                heldOut[b] = source.batch(b);
            }
            for (float loss : training.losses(heldOut[b], source.batchSize(), source.sequenceLength())) {
                sum += loss;
                count++;
            }
        }
        double loss = sum / count;
        if (!Double.isFinite(loss)) {
            throw new DivergedException(job.name(), step, "held-out loss is " + loss, lastSaved);
        }
        boolean first = step == 0;
        LearningCurve.Point point = new LearningCurve.Point(
                (int) step,
                loss,
                first ? loss : last.loss(),
                last.gradientNorm(),
                last.parameterNorm(),
                first ? 0 : job.options().rate(step - 1));
        metrics.append(point);
        events.scalars(step, point.scalars());
    }

    private void save() throws IOException {
        checkpoints.save(new Checkpoints.Saved(training.state(), metrics.force()));
        lastSaved = step;
    }

    private String task() {
        return "train " + job.name();
    }

    private String note() {
        double floor = job.heldOut().floor();
        LearningCurve.Point point = metrics.points().get(metrics.points().size() - 1);
        String loss = String.format(Locale.ROOT, "loss %.3f", point.heldOutLoss());
        return Double.isNaN(floor) ? loss : loss + String.format(Locale.ROOT, " (floor %.3f)", floor);
    }
}
