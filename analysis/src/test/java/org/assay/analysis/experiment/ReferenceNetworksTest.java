package org.assay.analysis.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.assay.datasets.file.Json;
import org.assay.datasets.file.Manifest;
import org.assay.datasets.language.Languages;
import org.assay.datasets.origin.Processor;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.progress.Progress;
import org.assay.neural.hook.HookedTransformer;
import org.assay.neural.train.TrainedNetwork;
import org.assay.neural.train.Trainer;
import org.assay.neural.weights.ModelFolder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The networks that are kept in {@code neural/reference}, against their recipes, their scores and the page about them. */
class ReferenceNetworksTest {
    private static final Path KEPT = Path.of(System.getProperty("assay.root")).resolve("neural/reference");
    private static final long LARGEST = 300_000;

    @TempDir
    Path temporary;

    static List<Path> networks() throws IOException {
        try (Stream<Path> entries = Files.list(KEPT)) {
            return entries.filter(Files::isDirectory).sorted().toList();
        }
    }

    private static ModelSpec recipe(Path network) throws IOException {
        String name = network.getFileName().toString().replaceFirst("-\\d+$", "");
        return ModelSpec.open(KEPT.resolve(name + ".yaml").toString(), List.of());
    }

    private static ReferenceFolder.Training training(Path network) throws IOException {
        return ReferenceFolder.training(network);
    }

    private static ReferenceScores kept(Path network) throws IOException {
        return Json.read(network.resolve(ReferenceFolder.SCORES), ReferenceScores.class);
    }

    @ParameterizedTest
    @MethodSource("networks")
    void each_is_whole_small_and_what_its_recipe_says(Path network) throws IOException {
        Manifest manifest = Manifest.verify(network);
        assertThat(manifest.files().stream().mapToLong(Manifest.Entry::bytes).sum())
                .isLessThanOrEqualTo(LARGEST);
        ModelFolder folder = ModelFolder.read(network);
        ReferenceFolder.Training training = training(network);
        ModelSpec recipe = recipe(network);
        assertThat(training.network()).isEqualTo(recipe.network());
        assertThat(training.training()).isEqualTo(recipe.training());
        assertThat(training.weights()).isEqualTo(folder.weights().id().hex());
        GeneratingProcess process = Languages.open(training.language());
        assertThat(training.process()).isEqualTo(process.id().hex());
        assertThat(folder.weights().config())
                .isEqualTo(recipe.network().config(process.vocabulary().size()));
    }

    @Test
    void there_are_three_seeds_of_each() throws IOException {
        Map<String, Integer> seeds = new TreeMap<>();
        for (Path network : networks()) {
            seeds.merge(network.getFileName().toString().replaceFirst("-\\d+$", ""), 1, Integer::sum);
        }
        assertThat(seeds.keySet())
                .contains("toy-english-bilinear", "toy-english-softmax", "mess3", "rrxor", "unique-copy-26");
        assertThat(seeds.values()).allMatch(count -> count >= 3);
    }

    @ParameterizedTest
    @MethodSource("networks")
    void excesses_of_rules_times_their_shares_are_the_excess(Path network) throws IOException {
        ReferenceScores scores = kept(network);
        double sum = scores.rules().stream()
                .mapToDouble(rule -> rule.share() * rule.excess())
                .sum();
        assertThat(scores.rules().isEmpty() ? scores.excess() : sum).isCloseTo(scores.excess(), within(1e-9));
    }

    /** By label: the rules that the published table takes together, and its loss in nats; Riggs 2025, two layers, 5,000 steps. */
    private static final Map<List<String>, Double> PUBLISHED = Map.ofEntries(
            Map.entry(List.of("category-bigram", "boost", "post-paren", "post-quote"), 3.1428),
            Map.entry(List.of("category-trigram"), 2.1721),
            Map.entry(List.of("induction"), .1215),
            Map.entry(List.of("noun-bigram"), .9050),
            Map.entry(List.of("place-bigram"), .0661),
            Map.entry(List.of("skip-trigram"), .0739),
            Map.entry(List.of("token-trigram"), .0951),
            Map.entry(List.of("paren-content"), 2.658),
            Map.entry(List.of("quote-content"), 2.617),
            Map.entry(List.of("paren-close", "quote-close"), .6028),
            Map.entry(List.of("paren-open"), 3.575),
            Map.entry(List.of("quote-open"), 3.570));

    @Test
    void the_tensor_transformers_of_toy_english_are_as_good_as_the_published_one() throws IOException {
        List<ReferenceScores.Group> labels = new ArrayList<>();
        for (Path network : networks()) {
            if (network.getFileName().toString().startsWith("toy-english-bilinear-")) {
                assertThat(kept(network).excess()).as(network.toString()).isLessThanOrEqualTo(.018);
                labels.addAll(kept(network).labels());
            }
        }
        PUBLISHED.forEach((rules, loss) -> {
            List<ReferenceScores.Group> those = labels.stream()
                    .filter(label -> rules.contains(label.name()))
                    .toList();
            double share =
                    those.stream().mapToDouble(ReferenceScores.Group::share).sum();
            double sum = those.stream()
                    .mapToDouble(label -> label.share() * label.loss())
                    .sum();
            assertThat(sum / share).as(rules.toString()).isLessThanOrEqualTo(loss + .02);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"mess3-1", "rrxor-1"})
    @Tag("slow")
    void scores_are_found_again(String name) throws IOException {
        Path network = KEPT.resolve(name);
        ReferenceFolder.Training training = training(network);
        ModelFolder folder = ModelFolder.read(network);
        try (HookedTransformer trained = HookedTransformer.of("trained", folder.vocabulary(), folder.weights())) {
            ReferenceScores again = ReferenceFolder.scores(
                    Languages.open(training.language()), recipe(network), training.seed(), trained);
            ReferenceScores kept = kept(network);
            assertThat(again.targets()).isEqualTo(kept.targets());
            assertThat(again.floor()).isCloseTo(kept.floor(), within(1e-9));
            assertThat(again.loss()).isCloseTo(kept.loss(), within(1e-6));
            assertThat(again.excess()).isCloseTo(kept.excess(), within(1e-6));
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void the_page_says_what_the_scores_say(Path network) throws IOException {
        ReferenceScores scores = kept(network);
        String row = String.format(
                Locale.ROOT,
                "| `%s` | %.1f M | %.4f | %.4f | %.4f | %s |",
                network.getFileName(),
                training(network).tokens() * 1e-6,
                scores.floor(),
                scores.loss(),
                scores.excess(),
                recipe(network).training().method().loss().equals("scored")
                        ? String.format(Locale.ROOT, "%.1f %%", 100 * scores.exact())
                        : "");
        assertThat(Files.readString(KEPT.resolve("README.md"))).contains(row);
    }

    @Test
    @Tag("slow")
    void trained_again_on_the_same_kind_of_processor_it_is_the_same_file() throws IOException {
        Path network = KEPT.resolve("mess3-1");
        ReferenceFolder.Made made = Json.read(network.resolve(ReferenceFolder.PROVENANCE), ReferenceFolder.Made.class);
        assumeThat(Processor.kind())
                .as("bits differ between kinds of processor")
                .isEqualTo(made.processor());
        ReferenceFolder.Training training = training(network);
        GeneratingProcess process = Languages.open(training.language());
        ModelSpec recipe = recipe(network);
        TrainedNetwork again = Trainer.train(
                ReferenceTraining.job("again", process, recipe, Seed.of(training.seed())),
                temporary.resolve("training"),
                Progress.SILENT);
        Path folder = temporary.resolve("kept");
        ReferenceFolder.write(folder, process, recipe, training.seed(), again);
        for (Manifest.Entry file : Manifest.verify(network).files()) {
            assertThat(folder.resolve(file.name()))
                    .as(file.name())
                    .hasSameBinaryContentAs(network.resolve(file.name()));
        }
    }
}
