package org.assay.reports.cli.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.Supplier;
import org.assay.datasets.language.Languages;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.progress.Progress;
import org.assay.neural.train.TrainingThroughput;
import org.assay.neural.transformer.TransformerConfig;
import org.assay.symbolic.run.RunOptions;
import org.assay.symbolic.text.BuiltInPrograms;

/** The hot paths by name. */
public final class Benchmarks {
    private static final int ROUNDS = 5;
    private static final int WARM_UP_ROUNDS = 2;
    private static final int ROUNDS_BESIDE_PYTHON = 9;
    private static final int MICRO_BATCH = 8;
    private static final int TINY_BATCH = 256;
    private static final int SMALL_BATCH = 64;
    /** One of each kind: rules, few and many hidden states, a product, hidden states drawn once a sequence. */
    private static final List<String> SAMPLED =
            List.of("toy-english", "mess3", "dyck-2-4", "mess3-cubed", "repeat-copy", "icl-markov-5");

    private static final int PROGRAM_LENGTH = 128;
    private static final int[] OTHER_LENGTHS = {16, 1024};

    private static final Map<String, Supplier<Benchmark>> ALL = all();

    private Benchmarks() {}

    /** In the order in which they are measured. */
    public static List<String> names() {
        return List.copyOf(ALL.keySet());
    }

    /** Measures the path called {@code name}, in well under ten seconds on an idle machine. */
    public static Measurement measure(String name, Progress progress) {
        try (Benchmark benchmark = ALL.get(name).get()) {
            return measure(benchmark, ROUNDS, progress);
        }
    }

    /** Whether {@code name} can be set beside the same work in Python. */
    public static boolean hasPython(String name) {
        return name.equals(PartitionBenchmark.NAME)
                || name.equals(RegressionBenchmark.NAME)
                || name.startsWith("training-") && !name.startsWith("training-eight-");
    }

    /**
     * Measures the path called {@code name} turn about with the same work in a Python, both on one thread.
     *
     * @param interpreter of a Python that has torch
     * @throws PythonUnavailableException when it cannot be used
     */
    public static Measurement besidePython(String name, Path interpreter, Progress progress) {
        try (Benchmark both = besidePython(ALL.get(name).get(), interpreter)) {
            return measure(both, ROUNDS_BESIDE_PYTHON, progress);
        }
    }

    private static Benchmark besidePython(Benchmark ours, Path interpreter) {
        if (ours instanceof RegressionBenchmark regression) {
            return new RegressionBesidePython(regression, interpreter);
        }
        return ours instanceof TrainingBenchmark training
                ? new BesidePython(training, interpreter)
                : new PartitionBesidePython((PartitionBenchmark) ours, interpreter);
    }

    private static Measurement measure(Benchmark benchmark, int rounds, Progress progress) {
        List<Benchmark.Round> readings = new ArrayList<>();
        for (int round = -WARM_UP_ROUNDS; round < rounds; round++) {
            Benchmark.Round reading = benchmark.round();
            if (round >= 0) {
                readings.add(reading);
            }
            progress.at("bench " + benchmark.name(), round + WARM_UP_ROUNDS + 1, WARM_UP_ROUNDS + rounds, "");
        }
        Double value = median(readings, reading -> OptionalDouble.of(reading.tokensPerSecond()));
        Double busy = median(readings, Benchmark.Round::perProcessorSecond);
        Double ceiling = median(readings, Benchmark.Round::ceiling);
        Double python = median(readings, Benchmark.Round::python);
        Double pythonBusy = median(readings, Benchmark.Round::pythonPerProcessorSecond);
        return new Measurement(
                benchmark.name(),
                value,
                "tokens/s",
                busy,
                ceiling,
                ceiling == null ? null : value / ceiling,
                python,
                python == null ? null : value / python,
                pythonBusy == null || busy == null ? null : busy / pythonBusy,
                benchmark.bound(),
                rounds);
    }

    /** Null when there are none. */
    private static Double median(List<Benchmark.Round> readings, Function<Benchmark.Round, OptionalDouble> part) {
        double[] values = readings.stream()
                .map(part)
                .flatMapToDouble(OptionalDouble::stream)
                .toArray();
        return values.length == 0 ? null : median(values);
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static Map<String, Supplier<Benchmark>> all() {
        Map<String, Supplier<Benchmark>> all = new LinkedHashMap<>();
        training(all, "training-micro-softmax", TrainingThroughput.tinySoftmax(), MICRO_BATCH);
        training(all, "training-micro-bilinear", TrainingThroughput.tinyBilinear(), MICRO_BATCH);
        training(all, "training-tiny-softmax", TrainingThroughput.tinySoftmax(), TINY_BATCH);
        training(all, "training-tiny-bilinear", TrainingThroughput.tinyBilinear(), TINY_BATCH);
        training(all, "training-small-softmax", TrainingThroughput.smallSoftmax(), SMALL_BATCH);
        training(all, "training-small-bilinear", TrainingThroughput.smallBilinear(), SMALL_BATCH);
        all.put(
                "training-eight-tiny-softmax",
                () -> new EightTrainings("training-eight-tiny-softmax", TrainingThroughput.tinySoftmax(), TINY_BATCH));
        for (String language : SAMPLED) {
            all.put("sampling-" + language, () -> new SamplingBenchmark(Languages.open(language)));
        }
        for (String language : List.of("toy-english", "mess3")) {
            all.put("posterior-" + language, () -> posterior(Languages.open(language)));
        }
        all.put("responsibilities-toy-english", () -> TruthBenchmark.responsibilities(Languages.open("toy-english")));
        for (String language : List.of("mess3", "dyck-2-4")) {
            all.put("beliefs-" + language, () -> TruthBenchmark.beliefs(Languages.open(language)));
        }
        interpreters(all);
        all.put(PartitionBenchmark.NAME, PartitionBenchmark::new);
        all.put(RegressionBenchmark.NAME, RegressionBenchmark::new);
        all.put("fit-rrxor", () -> new FitBenchmark(Languages.open("rrxor")));
        return all;
    }

    private static void training(
            Map<String, Supplier<Benchmark>> all, String name, TransformerConfig config, int sequences) {
        all.put(name, () -> new TrainingBenchmark(name, config, sequences));
    }

    private static Benchmark posterior(GeneratingProcess process) {
        return TableBenchmark.of("posterior-" + process.name(), process, process);
    }

    /** Written programs: a table of bigrams, and toy English at several lengths; what memory and the Bloom pre-test give. */
    private static void interpreters(Map<String, Supplier<Benchmark>> all) {
        interpreter(all, "interpreter-bigram", "bigram", "golden-mean", RunOptions.DEFAULT, PROGRAM_LENGTH);
        interpreter(all, "interpreter-toy-english", "toy-english", "toy-english", RunOptions.DEFAULT, PROGRAM_LENGTH);
        for (int length : OTHER_LENGTHS) {
            String name = "interpreter-toy-english-" + length;
            interpreter(all, name, "toy-english", "toy-english", RunOptions.DEFAULT, length);
        }
        for (boolean bloom : new boolean[] {false, true}) {
            String name = "interpreter-toy-english-forgetful" + (bloom ? "-bloom" : "");
            RunOptions options = new RunOptions(0, bloom);
            interpreter(all, name, "toy-english", "toy-english", options, PROGRAM_LENGTH);
        }
    }

    private static void interpreter(
            Map<String, Supplier<Benchmark>> all,
            String name,
            String program,
            String language,
            RunOptions options,
            int length) {
        all.put(
                name,
                () -> new InterpreterBenchmark(
                        name, BuiltInPrograms.open(program), options, Languages.open(language), length));
    }
}
