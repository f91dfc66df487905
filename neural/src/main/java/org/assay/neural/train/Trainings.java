package org.assay.neural.train;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.assay.datasets.progress.Progress;

/**
 * Many trainings, one thread each: seeds, sweeps. Which run beside each other, and how many do, changes no byte of any.
 */
public final class Trainings {
    private Trainings() {}

    /**
     * One of them.
     *
     * @param job      made when its turn comes, on the thread that trains it
     * @param folder   of its own, see {@link Trainer#train}
     * @param finished told of its network on that thread, before any later training of the same worker starts
     */
    public record Task(Supplier<TrainingJob> job, Path folder, Finished finished) {}

    /** What is done with a network once it is trained. */
    @FunctionalInterface
    public interface Finished {
        void accept(TrainedNetwork network) throws IOException;
    }

    /**
     * Trains all, or goes on with them. One that diverges does not stop the others; anything else that fails asks the others
     * to write a checkpoint and stop.
     *
     * @param workers how many run at a time, from 1
     * @return in the order of the tasks
     * @throws DivergedException            when one diverged, after the others have ended
     * @throws TrainingInterruptedException when {@code stop} turned true
     */
    public static List<TrainedNetwork> train(List<Task> tasks, int workers, Progress progress, BooleanSupplier stop)
            throws IOException {
        if (workers < 1) {
            throw new IllegalArgumentException("trainings need at least 1 worker, got " + workers);
        }
        AtomicBoolean failed = new AtomicBoolean();
        BooleanSupplier stopped = () -> failed.get() || stop.getAsBoolean();
        ExecutorService pool = Executors.newFixedThreadPool(Math.min(workers, Math.max(1, tasks.size())));
        try {
            List<Future<TrainedNetwork>> running = new ArrayList<>();
            for (Task task : tasks) {
                running.add(pool.submit(() -> one(task, progress, stopped, failed)));
            }
            return results(running);
        } finally {
            pool.shutdownNow();
        }
    }

    private static TrainedNetwork one(Task task, Progress progress, BooleanSupplier stopped, AtomicBoolean failed)
            throws IOException {
        if (stopped.getAsBoolean()) {
            throw new TrainingInterruptedException(task.folder());
        }
        boolean ended = false;
        try {
            TrainedNetwork network = Trainer.train(task.job().get(), task.folder(), progress, stopped);
            task.finished().accept(network);
            ended = true;
            return network;
        } catch (DivergedException e) {
            ended = true;
            throw e;
        } finally {
            failed.compareAndSet(false, !ended);
        }
    }

    /** Waits for all; then throws what failed first of its own accord, if anything did. */
    private static List<TrainedNetwork> results(List<Future<TrainedNetwork>> running) throws IOException {
        List<TrainedNetwork> networks = new ArrayList<>();
        Throwable failure = null;
        for (Future<TrainedNetwork> future : running) {
            try {
                networks.add(future.get());
            } catch (ExecutionException e) {
                boolean asked = failure == null || failure instanceof TrainingInterruptedException;
                failure = asked ? e.getCause() : failure;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while trainings were under way");
            }
        }
        rethrow(failure);
        return networks;
    }

    private static void rethrow(Throwable failure) throws IOException {
        if (failure instanceof IOException io) {
            throw io;
        }
        if (failure instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (failure instanceof Error error) {
            throw error;
        }
    }
}
