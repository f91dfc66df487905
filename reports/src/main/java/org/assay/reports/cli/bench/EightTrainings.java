package org.assay.reports.cli.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assay.datasets.origin.Stopwatch;
import org.assay.neural.train.TimedTraining;
import org.assay.neural.transformer.TransformerConfig;

/**
 * Eight trainings in one process on a thread for each processor, as eight seeds are trained. The ceiling is the rate of one
 * alone on one thread, measured right before, times the processors: at a ratio of r on two of them, eight take 4 / r times
 * as long as one.
 */
final class EightTrainings implements Benchmark {
    private static final int TRAININGS = 8;

    private final String name;
    private final List<TimedTraining> trainings = new ArrayList<>();
    private final int threads = Runtime.getRuntime().availableProcessors();
    private final ExecutorService pool = Executors.newFixedThreadPool(threads);
    private final int laps;

    /** @param sequences in a batch */
    EightTrainings(String name, TransformerConfig config, int sequences) {
        this.name = name;
        for (int i = 0; i < TRAININGS; i++) {
            trainings.add(new TimedTraining(config, sequences));
        }
        TimedTraining first = trainings.get(0);
        first.lap();
        this.laps = (int) Math.ceil(TrainingBenchmark.SECONDS / first.lap().seconds());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String bound() {
        return "the same training alone on one thread, times " + threads + " processors";
    }

    @Override
    public Round round() {
        double tokens = (double) laps * trainings.get(0).tokensPerLap();
        Spent alone = spent(trainings.subList(0, 1));
        Spent together = spent(trainings);
        return new Round(
                TRAININGS * tokens / together.seconds,
                together.processorSeconds > 0
                        ? OptionalDouble.of(TRAININGS * tokens / together.processorSeconds)
                        : OptionalDouble.empty(),
                OptionalDouble.of(threads * tokens / alone.seconds));
    }

    /** By the clock on the wall, and on processors by all threads together. */
    private record Spent(double seconds, double processorSeconds) {}

    /** What these take, a thread each while there are threads. */
    private Spent spent(List<TimedTraining> which) {
        Stopwatch watch = Stopwatch.start();
        List<Callable<Double>> tasks = new ArrayList<>();
        for (TimedTraining training : which) {
            tasks.add(() -> {
                double busy = 0;
                for (int lap = 0; lap < laps; lap++) {
                    busy += training.lap().processorSeconds();
                }
                return busy;
            });
        }
        double busy = 0;
        try {
            for (Future<Double> done : pool.invokeAll(tasks)) {
                busy += done.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while measuring", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a training that was measured failed", e.getCause());
        }
        return new Spent(watch.seconds(), busy);
    }

    @Override
    public void close() {
        pool.shutdown();
        trainings.forEach(TimedTraining::close);
    }
}
