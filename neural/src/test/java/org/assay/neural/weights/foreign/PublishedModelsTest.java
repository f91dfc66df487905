package org.assay.neural.weights.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.assay.datasets.cases.PublishedTask;
import org.assay.datasets.cases.PublishedTask.Item;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.sequence.ContextSet;
import org.assay.neural.hook.HookedTransformer;
import org.assay.neural.hook.SigmoidTransformer;
import org.assay.neural.transformer.ReferenceTransformer;
import org.assay.neural.weights.foreign.OpenedModel.Outputs;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Trained models of the literature: they load, compute what the reference computes, and are as accurate on words drawn afresh as
 * their {@code acc.txt} says, which is the share of whole words with every prediction right.
 */
@Tag("optional")
@EnabledIfSystemProperty(
        named = "assay.models",
        matches = ".+",
        disabledReason = "needs -Dassay.models=DIR, a folder of published GPT-2 models beside their acc.txt")
class PublishedModelsTest {
    private static final int SAMPLES = 2000;
    private static final int AT_ONCE = 250;
    private static final Pattern RECORDED = Pattern.compile("eval_len(\\d+)-(\\d+)_acc: ([0-9.]+)");

    /** Of the difference of two shares of {@link #SAMPLES} words: passed by chance once in 16,000 times. */
    private static final double DEVIATIONS = 4;

    static List<Path> models() throws IOException {
        return PublishedTask.folders(System.getProperty("assay.models"));
    }

    @ParameterizedTest
    @MethodSource("models")
    void a_model_is_as_accurate_as_recorded(Path folder) throws IOException {
        OpenedModel model = OpenedModel.of(folder);
        PublishedTask task = PublishedTask.of(folder.getFileName().toString());
        Matcher recorded = RECORDED.matcher(Files.readString(folder.resolve("acc.txt")));
        int ranges = 0;
        try (Answers answers = new Answers(model)) {
            while (recorded.find()) {
                int least = Integer.parseInt(recorded.group(1));
                int most = Integer.parseInt(recorded.group(2));
                double wanted = Double.parseDouble(recorded.group(3));
                double found = accuracy(task, model, answers, least, most);
                double pooled = (wanted + found) / 2;
                double bound = DEVIATIONS * Math.sqrt(2 * pooled * (1 - pooled) / SAMPLES);
                assertThat(found)
                        .as("%s, lengths %d to %d", folder.getFileName(), least, most)
                        .isEqualTo(wanted, within(bound));
                ranges++;
            }
        }
        assertThat(ranges).isEqualTo(3);
    }

    private static double accuracy(PublishedTask task, OpenedModel model, Answers answers, int least, int most) {
        int symbols = model.vocabulary().size() - PublishedTask.SPECIAL_TOKENS;
        Draws draws = Seed.of(1).child(task.name()).child(least).draws();
        int right = 0;
        for (int done = 0; done < SAMPLES; done += AT_ONCE) {
            List<Item> items = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                items.add(task.item(task.length(least, most, draws), symbols, draws));
            }
            right += answers.right(items);
        }
        return (double) right / SAMPLES;
    }

    /**
     * To 5e-5 in double precision. In single precision to 1e-5 of the largest logit, as any network: rounding alone moves the
     * brackets' logits by 1e-4 on long words, in PyTorch's eager mode too.
     */
    @ParameterizedTest
    @MethodSource("models")
    void its_logits_are_those_of_the_reference(Path folder) throws IOException {
        OpenedModel model = OpenedModel.of(folder);
        ReferenceTransformer reference = ReferenceTransformer.of(model.weights());
        PublishedTask task = PublishedTask.of(folder.getFileName().toString());
        int symbols = model.vocabulary().size() - PublishedTask.SPECIAL_TOKENS;
        Draws draws = Seed.of(2).draws();
        try (HookedTransformer single = HookedTransformer.of("m", model.vocabulary(), model.weights());
                HookedTransformer twice = single.inDoublePrecision()) {
            for (int length : new int[] {2, 20, 74, 150}) {
                int[] read = task.item(length, symbols, draws).read();
                Matrix expected = reference.run(read).logits();
                double largest =
                        Arrays.stream(expected.values()).map(Math::abs).max().orElseThrow();
                assertThat(gap(single, read, expected))
                        .as("single, length " + length)
                        .isLessThan(1e-5 * (1 + largest));
                assertThat(gap(twice, read, expected))
                        .as("double, length " + length)
                        .isLessThan(5e-5);
            }
        }
    }

    private static double gap(HookedTransformer network, int[] read, Matrix expected) {
        ContextSet contexts = ContextSet.everyPosition(new int[][] {read}, 0);
        double[] found = network.logits(contexts).values().values();
        return IntStream.range(0, found.length)
                .mapToDouble(i -> Math.abs(found[i] - expected.values()[i]))
                .max()
                .orElseThrow();
    }

    /** The network in the engine, asked for sets or for the likeliest token. */
    private record Answers(OpenedModel model, HookedTransformer network, SigmoidTransformer sets)
            implements AutoCloseable {
        Answers(OpenedModel model) {
            this(
                    model,
                    model.outputs() == Outputs.SOFTMAX
                            ? HookedTransformer.of("m", model.vocabulary(), model.weights())
                            : null,
                    model.outputs() == Outputs.SIGMOID
                            ? SigmoidTransformer.of("m", model.vocabulary(), model.weights())
                            : null);
        }

        /** How many of the words have every prediction right. */
        int right(List<Item> items) {
            ContextSet contexts = PublishedTask.contexts(items);
            List<List<Integer>> said = said(contexts);
            boolean[] wrong = new boolean[items.size()];
            for (int r = 0; r < contexts.rows(); r++) {
                int item = contexts.rowSequence(r);
                wrong[item] |= !said.get(r).equals(items.get(item).wanted().get(contexts.rowPosition(r)));
            }
            return (int) IntStream.range(0, wrong.length).filter(i -> !wrong[i]).count();
        }

        private List<List<Integer>> said(ContextSet contexts) {
            int tokens = model.vocabulary().size();
            if (sets != null) {
                var table = sets.mayFollow(contexts);
                return IntStream.range(0, contexts.rows())
                        .mapToObj(r -> IntStream.range(0, tokens)
                                .filter(v -> table.contains(r, v))
                                .boxed()
                                .toList())
                        .toList();
            }
            Matrix logits = network.logits(contexts).values();
            return IntStream.range(0, contexts.rows())
                    .mapToObj(r -> {
                        double[] row = logits.row(r);
                        int best = 0;
                        for (int v = 1; v < row.length; v++) {
                            best = row[v] > row[best] ? v : best;
                        }
                        return List.of(best);
                    })
                    .toList();
        }

        @Override
        public void close() {
            if (sets != null) {
                sets.close();
            } else {
                network.close();
            }
        }
    }
}
