package org.assay.neural.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.assay.datasets.corpus.BatchSource;
import org.assay.datasets.file.FolderLock;
import org.assay.datasets.progress.Progress;
import org.assay.neural.djl.TorchTraining;
import org.assay.neural.djl.TorchTraining.StepReading;
import org.assay.neural.transformer.ParameterLayout;
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
    private final KeptWeights kept;
    private final Evaluation.Data heldOut;
    private final ParameterLayout layout;
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
                            TransformerWeights.initial(job.config(), job.seed()).values(),
                            job.options().optimiser()));
            try (Metrics metrics = Metrics.open(held.folder(), metricsBytes);
                    EventFile events = new EventFile(held.folder());
                    TorchTraining training =
                            TorchTraining.of(job.config(), job.options().optimiser(), state, job.device())) {
                KeptWeights kept = new KeptWeights(held.folder(), job.config());
                Trainer trainer =
                        new Trainer(job, progress, stop, checkpoints, kept, metrics, events, training, state.step());
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
            KeptWeights kept,
            Metrics metrics,
            EventFile events,
            TorchTraining training,
            long step) {
        this.job = job;
        this.progress = progress;
        this.stop = stop;
        this.checkpoints = checkpoints;
        this.kept = kept;
        this.metrics = metrics;
        this.events = events;
        this.training = training;
        this.heldOut = new Evaluation.Data(job.heldOut());
        this.layout = ParameterLayout.of(job.config());
        this.step = step;
    }

    private TrainedNetwork run(boolean resumed) throws IOException {
        TrainOptions options = job.options();
        SortedSet<Integer> evaluations = options.evaluationSteps();
        SortedSet<Integer> saves = options.checkpointSteps();
        SortedSet<Integer> stops = new TreeSet<>(evaluations);
        stops.addAll(saves);
        Set<Integer> keep = Set.copyOf(options.keptSteps());
        lastSaved = resumed ? step : -1;
        if (!resumed) {
            evaluate();
            keepIf(keep.contains(0));
        }
        Iterator<Integer> ahead = stops.tailSet((int) step + 1).iterator();
        boolean ended = options.earlyStop().after(metrics.points());
        if (ended && lastSaved != step) {
            save();
        }
        while (ahead.hasNext() && !ended) {
            int next = ahead.next();
            stepTo(next);
            if (evaluations.contains(next)) {
                evaluate();
                ended = options.earlyStop().after(metrics.points());
            }
            keepIf(keep.contains(next));
            if (saves.contains(next) || ended) {
                save();
            }
        }
        kept.finish();
        progress.at(task(), options.steps(), options.steps(), note());
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
            boolean[][] scored = new boolean[count][];
            for (int i = 0; i < count; i++) {
                rates[i] = job.options().rate(step + i);
                batches[i] = data.batch(step + i);
                scored[i] = data.scored(step + i);
            }
            boolean[][] masks = scored[0].length == 0 ? new boolean[0][] : scored;
            StepReading[] readings = training.steps(rates, batches, masks, data.batchSize(), data.sequenceLength());
            requireFinite(readings, batches, masks);
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

    private void requireFinite(StepReading[] readings, int[][] batches, boolean[][] masks) {
        for (int i = 0; i < readings.length; i++) {
            if (!readings[i].finite()) {
                int last = readings.length - 1;
                boolean[][] mask = masks.length == 0 ? masks : new boolean[][] {masks[last]};
                throw diverged(step + i, readings[i].toString(), batches[last], mask, job.data());
            }
        }
    }

    /** The engine took no step after the reading before the last, so the batch of the last one fails again. */
    private DivergedException diverged(long at, String what, int[] batch, boolean[][] mask, BatchSource source) {
        int length = source.sequenceLength();
        int[][] sequences = new int[source.batchSize()][];
        for (int s = 0; s < sequences.length; s++) {
            sequences[s] = Arrays.copyOfRange(batch, s * length, (s + 1) * length);
        }
        String where = FirstNotFinite.of(
                job.config(),
                training.state().parameters(),
                sequences,
                () -> training.gradient(batch, mask, source.batchSize(), length));
        return new DivergedException(job.name(), at, what, where, lastSaved);
    }

    private void evaluate() throws IOException {
        Evaluation evaluation = heldOut.of(training);
        if (!Double.isFinite(evaluation.loss())) {
            String what = "held-out loss is " + evaluation.loss();
            throw diverged(
                    step,
                    what,
                    heldOut.worst(training),
                    new boolean[0][],
                    job.heldOut().source());
        }
        boolean first = step == 0;
        double floor = job.heldOut().floor();
        LearningCurve.Point point = new LearningCurve.Point(
                (int) step,
                evaluation.loss(),
                Double.isNaN(floor) ? OptionalDouble.empty() : OptionalDouble.of(floor),
                evaluation.excess(),
                evaluation.rules(),
                first ? evaluation.loss() : last.loss(),
                last.gradientNorm(),
                last.parameterNorm(),
                first ? 0 : job.options().rate(step - 1),
                HeadNorms.of(layout, training.state().parameters()));
        metrics.append(point);
        events.scalars(step, point.scalars());
    }

    private void keepIf(boolean wanted) throws IOException {
        if (wanted) {
            kept.write(step, training.state().parameters());
        }
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
