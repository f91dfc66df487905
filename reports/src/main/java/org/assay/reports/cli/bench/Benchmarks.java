package org.assay.reports.cli.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.assay.datasets.language.Languages;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.progress.Progress;
import org.assay.neural.train.TrainingThroughput;
import org.assay.neural.transformer.AttentionSpec;
import org.assay.neural.transformer.MlpSpec;
import org.assay.neural.transformer.TransformerConfig;
import org.assay.neural.transformer.TransformerConfig.ActFn;
import org.assay.neural.transformer.TransformerConfig.Attention;
import org.assay.symbolic.run.Interpreter;
import org.assay.symbolic.text.ProgramParser;

/** The hot paths by name. */
public final class Benchmarks {
    private static final int ROUNDS = 5;
    private static final int WARM_UP_ROUNDS = 2;
    private static final int TINY_BATCH = 256;
    private static final int SMALL_BATCH = 64;
    /** One of each kind: rules, few and many hidden states, a product, hidden states drawn once a sequence. */
    private static final List<String> SAMPLED =
            List.of("toy-english", "mess3", "dyck-2-4", "mess3-cubed", "repeat-copy", "icl-markov-5");

    private static final String PROGRAM = "toy-english.program";

    private static final Map<String, Supplier<Benchmark>> ALL = all();

    private Benchmarks() {}

    /** In the order in which they are measured. */
    public static List<String> names() {
        return List.copyOf(ALL.keySet());
    }

    /** Measures the path called {@code name}, in well under ten seconds on an idle machine. */
    public static Measurement measure(String name, Progress progress) {
        Benchmark benchmark = ALL.get(name).get();
        double[] values = new double[ROUNDS];
        List<Double> busy = new ArrayList<>();
        List<Double> ceilings = new ArrayList<>();
        for (int round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
            Benchmark.Round reading = benchmark.round();
            if (round >= 0) {
                values[round] = reading.tokensPerSecond();
                reading.perProcessorSecond().ifPresent(busy::add);
                reading.ceiling().ifPresent(ceilings::add);
            }
            progress.at("bench " + name, round + WARM_UP_ROUNDS + 1, WARM_UP_ROUNDS + ROUNDS, "");
        }
        double value = median(values);
        Double ceiling = median(ceilings);
        return new Measurement(
                name,
                value,
                "tokens/s",
                median(busy),
                ceiling,
                ceiling == null ? null : value / ceiling,
                benchmark.bound(),
                ROUNDS);
    }

    /** Null when there are none. */
    private static Double median(List<Double> values) {
        return values.isEmpty()
                ? null
                : median(values.stream().mapToDouble(Double::doubleValue).toArray());
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static Map<String, Supplier<Benchmark>> all() {
        Map<String, Supplier<Benchmark>> all = new LinkedHashMap<>();
        training(all, "training-tiny-softmax", TrainingThroughput.tinySoftmax(), TINY_BATCH);
        training(all, "training-tiny-bilinear", bilinear(TrainingThroughput.tinySoftmax()), TINY_BATCH);
        training(all, "training-small-softmax", TrainingThroughput.smallSoftmax(), SMALL_BATCH);
        training(all, "training-small-bilinear", TrainingThroughput.smallBilinear(), SMALL_BATCH);
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
        all.put("interpreter-toy-english", Benchmarks::interpreter);
        return all;
    }

    private static void training(
            Map<String, Supplier<Benchmark>> all, String name, TransformerConfig config, int sequences) {
        all.put(name, () -> new TrainingBenchmark(name, config, sequences));
    }

    private static Benchmark posterior(GeneratingProcess process) {
        return TableBenchmark.of("posterior-" + process.name(), process, process);
    }

    /** A written program with a head that looks back and one that looks for an anchor, not a table of bigrams alone. */
    private static Benchmark interpreter() {
        try (InputStream in = Benchmarks.class.getResourceAsStream(PROGRAM)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            Interpreter interpreter = Interpreter.of(ProgramParser.parse(text, PROGRAM), PROGRAM);
            return TableBenchmark.of("interpreter-toy-english", interpreter, Languages.open("toy-english"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same network with bilinear attention and a bilinear MLP. */
    private static TransformerConfig bilinear(TransformerConfig config) {
        return config.with(AttentionSpec.of(Attention.BILINEAR)).with(new MlpSpec(ActFn.BILINEAR, config.dMlp()));
    }
}
