package org.assay.symbolic.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import org.assay.datasets.language.Languages;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.model.Representation;
import org.assay.datasets.model.SequenceModel;
import org.assay.datasets.model.Site;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.process.Processes;
import org.assay.datasets.sequence.ContextSet;
import org.assay.datasets.sequence.Vocabulary;
import org.junit.jupiter.api.Test;

/** Labels of exact processes against the reference tables: percent of the learnable loss recovered, and R2 of the belief. */
class ContextLabelsTest {
    private record Found(double recovered, double explained) {}

    private static Found found(ProcessContexts known, ContextLabels labels) {
        double[][] laws = new double[known.contexts().rows()][];
        Arrays.setAll(laws, known::law);
        double[][] beliefs = new double[laws.length][];
        var belief =
                known.process().record(known.contexts(), new Site("belief")).values();
        Arrays.setAll(beliefs, belief::row);
        Items rows = new Items(known.contexts().weights(), laws, beliefs);
        Items means = rows.grouped(labels.labelOfRow(), labels.count());
        double[] mean = rows.grouped(new int[laws.length], 1).points()[0];
        double excess = 0;
        double within = 0;
        double total = 0;
        for (int row = 0; row < laws.length; row++) {
            int label = labels.labelOfRow()[row];
            double weight = rows.weights()[row];
            excess += weight
                    * (Information.crossEntropy(laws[row], means.laws()[label]) - Information.entropy(laws[row]));
            for (int d = 0; d < mean.length; d++) {
                within += weight * Math.pow(beliefs[row][d] - means.points()[label][d], 2);
                total += weight * Math.pow(beliefs[row][d] - mean[d], 2);
            }
        }
        return new Found(100 * (1 - excess / (known.unigram() - known.floor())), 1 - within / total);
    }

    private static Found labels(ProcessContexts known, int count, int steps, Seed seed) {
        MachineOptions options = new MachineOptions(1e8, 0, steps, count, 400, List.of(0.0), 6, seed);
        return found(known, ContextLabels.of(known.process(), known.contexts(), Optional.empty(), options));
    }

    /** Whatever the start of k-means: nowhere worse than the reference, which merges and does not move items afterwards. */
    private static void assertReference(ProcessContexts known, int[] counts, double[] recovered, double[] explained) {
        for (int seed = 1; seed <= 2; seed++) {
            for (int i = 0; i < counts.length; i++) {
                Found found = labels(known, counts[i], 1, Seed.of(seed));
                assertThat(found.recovered()).as("labels %d", counts[i]).isGreaterThan(recovered[i] - 0.05);
                assertThat(found.explained()).as("labels %d", counts[i]).isGreaterThan(explained[i] - 0.002);
            }
        }
    }

    @Test
    void labels_of_mess3_recover_what_the_reference_table_says() {
        assertReference(
                ProcessContexts.of(Processes.mess3(0.05, 0.85), 9),
                new int[] {2, 8, 16, 32},
                new double[] {43.5, 98.6, 99.60, 99.87},
                new double[] {0.42, 0.987, 0.997, 0.999});
    }

    @Test
    void labels_of_the_weaker_mess3_recover_what_the_reference_table_says() {
        assertReference(
                ProcessContexts.of(Processes.mess3(0.15, 0.6), 9),
                new int[] {2, 8, 16, 32},
                new double[] {39.7, 93.9, 97.57, 99.17},
                new double[] {0.39, 0.939, 0.976, 0.992});
    }

    @Test
    void futures_of_two_tokens_tell_the_states_of_rrxor_and_those_of_one_do_not() {
        ProcessContexts known = ProcessContexts.of(Languages.open("rrxor"), 14);
        int[] counts = {4, 5, 6, 8, 12, 16};
        double[] explained = {0.65, 0.888, 0.920, 0.976, 0.995, 1.000};
        for (int i = 0; i < counts.length; i++) {
            Found found = labels(known, counts[i], 2, Seed.of(1));
            assertThat(found.explained()).as("labels %d", counts[i]).isCloseTo(explained[i], within(0.0021));
        }
        assertThat(labels(known, 5, 2, Seed.of(1)).recovered()).isCloseTo(95.1, within(0.05));
        int[] fewer = {2, 3, 4, 6};
        double[] recovered = {53.5, 95.1, 97.7, 100.0};
        for (int i = 0; i < fewer.length; i++) {
            Found found = labels(known, fewer[i], 1, Seed.of(1));
            assertThat(found.recovered()).as("labels %d", fewer[i]).isCloseTo(recovered[i], within(0.05));
            assertThat(found.explained()).isLessThan(0.47);
        }
        assertThat(labels(known, 400, 1, Seed.of(1)).explained()).isLessThan(0.47);
    }

    @Test
    void votes_of_the_last_fourteen_tokens_recover_nothing_of_rrxor() {
        ProcessContexts known = ProcessContexts.of(Languages.open("rrxor"), 14);
        int[] rows = IntStream.range(0, known.contexts().rows()).toArray();
        Windows windows = Windows.of(known.contexts(), known.table(), rows, 14);
        Taxonomy tokens =
                Taxonomy.of(known.process().vocabulary().tokens(), List.of(), Set.of(), (level, members) -> "");
        ProgramDraft draft = new ProgramDraft(known.process().vocabulary(), tokens, 14);
        Slots.Builder slots = new Slots.Builder(windows);
        for (int offset = 0; offset < 14; offset++) {
            slots.offset(offset, tokens, draft::label);
        }
        var votes = draft.program(tokens, List.of(), Votes.fit(slots.build(), 1e8, new ReferenceNumerics()));
        double gap = known.unigram() - known.floor();
        assertThat(Evaluation.loss(votes, windows) / gap).isCloseTo(1, within(1e-4));
    }

    @Test
    void m_is_raised_while_that_changes_the_labels() {
        assertThat(ContextLabels.of(
                                Languages.open("rrxor"),
                                ProcessContexts.of(Languages.open("rrxor"), 10).contexts(),
                                Optional.empty(),
                                MachineOptions.of(1e8))
                        .steps())
                .isEqualTo(2);
        assertThat(ContextLabels.of(
                                Languages.open("z1r"),
                                ProcessContexts.of(Languages.open("z1r"), 10).contexts(),
                                Optional.empty(),
                                MachineOptions.of(1e8))
                        .steps())
                .isEqualTo(1);
    }

    private static final List<Double> SHARES = List.of(0.0, 0.1, 0.3, 1.0);

    private static MachineOptions options(double noise, int steps) {
        return new MachineOptions(1e6, noise, steps, 0, 400, SHARES, 4, Seed.of(1));
    }

    private static LabelSearch search(
            SequenceModel model, ProcessContexts known, Representation activations, double noise, int steps) {
        return LabelSearch.of(model, known.contexts(), Optional.of(activations), options(noise, steps));
    }

    /** What labels from futures of one token lose of the second on held-out contexts, for each share. */
    private static List<Double> nats(LabelSearch search) {
        return search.labels().tried().stream()
                .filter(words -> words.startsWith("futures of 1, activation share"))
                .map(words -> Double.parseDouble(words.replaceAll(".* labels, ([0-9.]+) nats.*", "$1")))
                .toList();
    }

    private static Representation random(ProcessContexts known, int seed) {
        return activations(known, Seed.of(seed).draws()::nextDouble);
    }

    private static Representation activations(ProcessContexts known, DoubleSupplier values) {
        double[] points = new double[2 * known.contexts().rows()];
        Arrays.setAll(points, i -> values.getAsDouble());
        return new Representation(
                known.contexts().id(), new Site("made"), List.of("x", "y"), Matrix.wrap(points.length / 2, 2, points));
    }

    /** The law of a process, as estimated from so many draws after each context. */
    private record Estimated(GeneratingProcess process, int draws) implements SequenceModel {
        /** Nats that a law of two tokens is off, on average. */
        double noise() {
            return 1.0 / (2 * draws);
        }

        @Override
        public String name() {
            return "estimated";
        }

        @Override
        public Vocabulary vocabulary() {
            return process.vocabulary();
        }

        @Override
        public NextTokenTable next(ContextSet contexts) {
            NextTokenTable truth = process.next(contexts);
            int words = vocabulary().size();
            double[] counted = new double[contexts.rows() * words];
            for (int row = 0; row < contexts.rows(); row++) {
                int at = row * words;
                Draws chance = Seed.of(Arrays.hashCode(contexts.context(row))).draws();
                for (int i = 0; i < draws; i++) {
                    double rest = chance.nextDouble();
                    int word = 0;
                    while (word < words - 1 && rest >= truth.get(row, word)) {
                        rest -= truth.get(row, word++);
                    }
                    counted[at + word] += 1.0 / draws;
                }
            }
            return new NextTokenTable(contexts.id(), Matrix.wrap(contexts.rows(), words, counted));
        }
    }

    @Test
    void activations_that_know_the_state_win_where_laws_are_estimated_from_some_draws() {
        ProcessContexts known = ProcessContexts.of(Languages.open("rrxor"), 10);
        Estimated model = new Estimated(known.process(), 100);
        Representation belief = known.process().record(known.contexts(), new Site("belief"));
        LabelSearch pooled = search(model, known, belief, model.noise(), 2);
        LabelSearch alone = LabelSearch.of(model, known.contexts(), Optional.empty(), options(model.noise(), 2));
        assertThat(pooled.labels().share()).isPositive();
        assertThat(found(known, pooled.labels(5)).explained())
                .isGreaterThan(found(known, alone.labels(5)).explained() + 0.05);
        assertThat(found(known, pooled.labels(12)).explained())
                .isGreaterThan(found(known, alone.labels(12)).explained() + 0.01);
        long won = IntStream.rangeClosed(1, 5)
                .filter(seed -> search(model, known, random(known, seed), model.noise(), 2)
                                .labels()
                                .share()
                        > 0)
                .count();
        assertThat(won).as("null: about one in twenty by chance").isLessThanOrEqualTo(1);
        Representation constant = activations(known, () -> 2);
        assertThat(search(model, known, constant, model.noise(), 2).labels().share())
                .as("degenerate")
                .isZero();
    }

    @Test
    void activations_that_tell_what_the_next_token_does_not_are_worth_their_labels() {
        ProcessContexts known = ProcessContexts.of(Languages.open("rrxor"), 10);
        Representation belief = known.process().record(known.contexts(), new Site("belief"));
        LabelSearch search = search(known.process(), known, belief, 0, 2);
        List<Double> nats = nats(search);
        assertThat(nats).hasSize(SHARES.size());
        assertThat(Collections.min(nats)).isLessThan(nats.get(0) / 2);
        assertThat(search.labels().share()).isPositive();
        LabelSearch random = search(known.process(), known, random(known, 5), 0, 2);
        assertThat(random.labels().share()).as("null").isZero();
        LabelSearch constant = search(known.process(), known, activations(known, () -> 2), 0, 2);
        assertThat(nats(constant)).as("degenerate").containsOnly(nats.get(0));
    }

    @Test
    void futures_are_the_products_of_what_is_said_one_token_at_a_time() {
        ProcessContexts known = ProcessContexts.of(Languages.open("even"), 5);
        double[][] three = Futures.of(known.process(), known.contexts(), 3);
        double[][] two = Futures.of(known.process(), known.contexts(), 2);
        for (int row = 0; row < three.length; row++) {
            assertThat(Arrays.stream(three[row]).sum()).isCloseTo(1, within(1e-12));
            for (int word = 0; word < 4; word++) {
                assertThat(three[row][2 * word] + three[row][2 * word + 1]).isCloseTo(two[row][word], within(1e-12));
            }
            int[] context = known.contexts().context(row);
            if (context[3] == 1 && context[4] == 0) {
                assertThat(two[row][0b10])
                        .as("a single one never stands between zeros")
                        .isZero();
            }
        }
    }

    @Test
    void moving_items_between_classes_never_loses_and_finds_back_what_was_mixed() {
        Draws draws = Seed.of(3).draws();
        int n = 60;
        double[][] laws = new double[n][];
        double[] weights = new double[n];
        Arrays.fill(weights, 1.0 / n);
        Arrays.setAll(laws, i -> {
            double p = 0.1 + 0.4 * (i % 3) + 0.02 * draws.nextDouble();
            return new double[] {p, 1 - p};
        });
        Items items = new Items(weights, laws, new double[n][0]);
        int[] mixed =
                IntStream.range(0, n).map(i -> i < 12 ? (i + 1) % 3 : i % 3).toArray();
        assertThat(Reassignment.of(items, mixed, 3, 0))
                .isEqualTo(IntStream.range(0, n).map(i -> i % 3).toArray());
    }

    @Test
    void k_means_keeps_different_points_apart_while_there_is_room_and_equal_ones_together() {
        double[][] laws = {{0.5, 0.5}, {0.9, 0.1}, {0.5, 0.5}, {0.1, 0.9}, {0.9, 0.1}};
        double[] weights = {0.2, 0.2, 0.2, 0.2, 0.2};
        assertThat(KMeans.of(weights, laws, 5, Seed.of(1))).containsExactly(0, 1, 0, 2, 1);
        assertThat(KMeans.of(weights, laws, 1, Seed.of(1))).containsOnly(0);
        double[][] equal = {{0.3, 0.7}, {0.3, 0.7}};
        assertThat(KMeans.of(new double[] {1, 1}, equal, 2, Seed.of(1))).containsOnly(0);
    }

    @Test
    void k_means_gives_every_point_to_the_nearest_mean() {
        Draws draws = Seed.of(4).draws();
        double[][] laws = new double[500][];
        Arrays.setAll(laws, i -> MergingTest.randomLaw(draws, 4));
        double[] weights = new double[laws.length];
        Arrays.setAll(weights, i -> draws.nextDouble());
        int[] cluster = KMeans.of(weights, laws, 12, Seed.of(5));
        double[][] means = new Items(weights, laws, new double[laws.length][0])
                .grouped(cluster, 12)
                .laws();
        int stray = 0;
        for (int i = 0; i < laws.length; i++) {
            for (double[] mean : means) {
                stray += distance(laws[i], mean) < distance(laws[i], means[cluster[i]]) - 1e-12 ? 1 : 0;
            }
        }
        assertThat(stray).isZero();
    }

    private static double distance(double[] a, double[] b) {
        return Math.sqrt(IntStream.range(0, a.length)
                .mapToDouble(d -> Math.pow(a[d] - b[d], 2))
                .sum());
    }
}
