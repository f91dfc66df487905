package org.assay.analysis.experiment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.assay.analysis.experiment.ExperimentSpec.LanguageSpec;
import org.assay.analysis.experiment.partition.PartitionOutcome;
import org.assay.analysis.experiment.partition.PartitionSpec;
import org.assay.analysis.experiment.partition.SiteScores;
import org.assay.datasets.file.ConfigException;
import org.assay.datasets.language.Languages;
import org.assay.datasets.origin.ContentHash;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.origin.Stopwatch;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.progress.Progress;
import org.assay.neural.hook.HookedTransformer;

/**
 * An experiment from specification to result: train every network, measure every replicate, put it together. Stages are found
 * again by content key, so a run that was killed goes on, and one that is finished is read back. Each stage runs on one thread;
 * stages run beside each other, which cannot change a bit of any of them.
 */
public final class Experiment {
    private final ExperimentSpec spec;
    private final StageStore store;
    private final ExecutorService workers;
    private final Progress progress;
    private final BooleanSupplier stop;
    /** What went wrong first; everything after it was only stopped. */
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    private final List<StageTime> times = new ArrayList<>();

    private Experiment(
            ExperimentSpec spec, StageStore store, ExecutorService workers, Progress progress, BooleanSupplier stop) {
        this.spec = spec;
        this.store = store;
        this.workers = workers;
        this.progress = progress;
        this.stop = () -> failure.get() != null || stop.getAsBoolean();
    }

    /**
     * What a run leaves behind.
     *
     * @param folder holds models, programs and {@code result.json}
     * @param result everything that was found
     * @param times  wall time of every stage, next to nothing for those that were found finished
     */
    public record Finished(Path folder, RunResult result, List<StageTime> times) {}

    /** @param seconds wall time */
    public record StageTime(String stage, double seconds) {}

    /**
     * Runs {@code spec}, or what is left of it, under {@code root}.
     *
     * @param workers how many stages run beside each other
     * @param stop    asked often; when it turns true trainings write a checkpoint and the run ends with an exception
     */
    public static Finished run(ExperimentSpec spec, Path root, int workers, Progress progress, BooleanSupplier stop)
            throws IOException {
        ExecutorService pool = Executors.newFixedThreadPool(workers);
        try (StageStore store = StageStore.open(root)) {
            return new Experiment(spec, store, pool, progress, stop).run(root);
        } finally {
            pool.shutdownNow();
        }
    }

    private Finished run(Path root) throws IOException {
        List<GeneratingProcess> processes = processes();
        List<LanguageRun> languages = new ArrayList<>();
        for (int i = 0; i < processes.size(); i++) {
            languages.add(start(spec.languages().get(i), processes.get(i)));
        }
        List<LanguageOutcome> outcomes = new ArrayList<>();
        for (LanguageRun language : languages) {
            outcomes.add(outcome(language));
        }
        RunResult result = Assembly.of(spec, outcomes);
        Path folder = RunFolder.write(root, spec, result, outcomes);
        return new Finished(folder, result, List.copyOf(times));
    }

    /** The process of each language, before any work is begun on one. */
    private List<GeneratingProcess> processes() {
        List<GeneratingProcess> processes = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (LanguageSpec language : spec.languages()) {
            GeneratingProcess process = Languages.open(language.language());
            if (!names.add(process.name())) {
                throw new ConfigException(List.of(new ConfigException.Problem(
                        spec.name(),
                        0,
                        0,
                        "two of its languages are called '" + process.name() + "'",
                        "put them into two experiments")));
            }
            processes.add(process);
        }
        return processes;
    }

    private LanguageRun start(LanguageSpec language, GeneratingProcess process) {
        Seed seed = Seed.of(spec.seed()).child(process.name());
        List<NetworkStage> networks = new ArrayList<>();
        List<CompletableFuture<NetworkStage.Trained>> trained = new ArrayList<>();
        for (int i = 0; i < language.networks(); i++) {
            NetworkStage stage = NetworkStage.of(store, language, process, seed, i);
            networks.add(stage);
            trained.add(inBackground("train " + process.name() + " " + i, () -> stage.train(progress, stop)));
        }
        Optional<CompletableFuture<PartitionOutcome>> partitions = language.partitions()
                .map(asked -> partitions(
                        process.name(),
                        asked,
                        new PartitionStages(store, asked, process, networks, seed, this::atOrStop),
                        trained));
        List<CompletableFuture<Measurement>> measured = new ArrayList<>();
        for (int r = 0; r < spec.replicates(); r++) {
            int replicate = r;
            NetworkStage network = networks.get(r % networks.size());
            String task = "measure " + process.name() + " replicate " + r;
            measured.add(trained.get(r % networks.size())
                    .thenCompose(done ->
                            inBackground(task, () -> measure(language, process, network, seed, replicate, task))));
        }
        return new LanguageRun(language, process, networks, trained, measured, partitions);
    }

    /** Every site of every network is cut once the network is there, and scored once all its cuts are. */
    private CompletableFuture<PartitionOutcome> partitions(
            String name,
            PartitionSpec asked,
            PartitionStages stages,
            List<CompletableFuture<NetworkStage.Trained>> trained) {
        List<List<CompletableFuture<SiteScores>>> scores = new ArrayList<>();
        for (PartitionStages.Subject subject : stages.subjects()) {
            List<CompletableFuture<SiteScores>> sites = new ArrayList<>();
            for (String site : asked.sites()) {
                CompletableFuture<?>[] cuts = stages.places(subject, site).stream()
                        .map(place -> trained.get(subject.index())
                                .thenCompose(done -> inBackground(name + ": " + place, () -> stages.cut(place))))
                        .toArray(CompletableFuture<?>[]::new);
                String task = name + ": score cuts of " + subject + " " + site;
                sites.add(CompletableFuture.allOf(cuts)
                        .thenCompose(done -> inBackground(task, () -> stages.scores(subject, site))));
            }
            scores.add(sites);
        }
        CompletableFuture<?>[] all = scores.stream().flatMap(List::stream).toArray(CompletableFuture<?>[]::new);
        return CompletableFuture.allOf(all)
                .thenCompose(done -> inBackground(name + ": circuits of cuts", () -> {
                    List<List<SiteScores>> made = scores.stream()
                            .map(sites ->
                                    sites.stream().map(CompletableFuture::join).toList())
                            .toList();
                    int last = made.size() - 1;
                    return new PartitionOutcome(
                            made.subList(0, last),
                            made.get(last),
                            stages.trees(),
                            stages.circuits(made.get(0)),
                            stages.refused());
                }));
    }

    private Measurement measure(
            LanguageSpec language,
            GeneratingProcess process,
            NetworkStage network,
            Seed languageSeed,
            int replicate,
            String task)
            throws IOException {
        Seed seed = languageSeed.child("replicate").child(replicate);
        boolean pictures = replicate == 0;
        ContentHash key = Keys.measurement(network.key(), language, seed, pictures);
        return store.value("measure", key, Measurement.class, () -> {
            try (HookedTransformer loaded = network.load()) {
                return Replicate.measure(language, process, loaded, seed, pictures, task, this::atOrStop);
            }
        });
    }

    private void atOrStop(String task, long done, long total, String note) {
        progress.at(task, done, total, note);
        if (done < total && stop.getAsBoolean()) {
            throw new MeasuringInterruptedException(task);
        }
    }

    private <T> CompletableFuture<T> inBackground(String name, StageStore.Stage<T> stage) {
        return CompletableFuture.supplyAsync(
                        () -> {
                            Stopwatch watch = Stopwatch.start();
                            try {
                                return stage.make();
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            } finally {
                                took(name, watch.seconds());
                            }
                        },
                        workers)
                .whenComplete((made, thrown) -> failure.compareAndSet(null, thrown));
    }

    private synchronized void took(String stage, double seconds) {
        times.add(new StageTime(stage, seconds));
    }

    private LanguageOutcome outcome(LanguageRun run) throws IOException {
        List<NetworkStage.Trained> trained = new ArrayList<>();
        for (CompletableFuture<NetworkStage.Trained> future : run.trained()) {
            trained.add(joined(future));
        }
        List<Measurement> measured = new ArrayList<>();
        for (CompletableFuture<Measurement> future : run.measured()) {
            measured.add(joined(future));
        }
        Optional<PartitionOutcome> partitions = run.partitions().isPresent()
                ? Optional.of(joined(run.partitions().get()))
                : Optional.empty();
        return new LanguageOutcome(run.spec(), run.process(), run.networks(), trained, measured, partitions);
    }

    /** What the stage made, or the first thing that went wrong in any of them. */
    private <T> T joined(CompletableFuture<T> future) throws IOException {
        try {
            return future.join();
        } catch (CompletionException e) {
            Throwable first = failure.get();
            Throwable cause = first instanceof CompletionException ? first.getCause() : first;
            if (cause instanceof UncheckedIOException io) {
                throw io.getCause();
            }
            if (cause instanceof RuntimeException runtime) {
                throw runtime;
            }
            if (cause instanceof Error error) {
                throw error;
            }
            throw e;
        }
    }

    /** The stages of one language under way. */
    private record LanguageRun(
            LanguageSpec spec,
            GeneratingProcess process,
            List<NetworkStage> networks,
            List<CompletableFuture<NetworkStage.Trained>> trained,
            List<CompletableFuture<Measurement>> measured,
            Optional<CompletableFuture<PartitionOutcome>> partitions) {}
}
