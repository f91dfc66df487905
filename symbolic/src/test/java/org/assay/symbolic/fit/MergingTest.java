package org.assay.symbolic.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;
import org.junit.jupiter.api.Test;

class MergingTest {
    private static final int TOKENS = 5;

    static double[] randomLaw(Draws draws, int tokens) {
        double[] law = new double[tokens];
        Arrays.setAll(law, v -> Math.exp(1.5 * draws.nextNormal()));
        Items.scale(law, 1 / Arrays.stream(law).sum());
        return law;
    }

    private static Items randomItems(Seed seed, int n) {
        Draws draws = seed.draws();
        double[] weights = new double[n];
        double[][] laws = new double[n][];
        double[][] points = new double[n][];
        for (int i = 0; i < n; i++) {
            weights[i] = 0.1 + draws.nextDouble();
            laws[i] = randomLaw(draws, TOKENS);
            points[i] = new double[] {draws.nextNormal(), draws.nextNormal()};
        }
        Items.scale(weights, 1 / Arrays.stream(weights).sum());
        return new Items(weights, laws, points);
    }

    /** Sum of w KL(law || law of its group): what is lost by knowing only the group. */
    private static double lostBy(Items items, int[] group, int groups) {
        Items merged = items.grouped(group, groups);
        double lost = 0;
        for (int i = 0; i < items.size(); i++) {
            lost += items.weights()[i]
                    * (Information.crossEntropy(items.laws()[i], merged.laws()[group[i]])
                            - Information.entropy(items.laws()[i]));
        }
        return lost;
    }

    @Test
    void the_costs_of_the_merges_add_up_to_the_information_lost_at_every_cut() {
        for (double share : new double[] {0, 0.5}) {
            Items items = randomItems(Seed.of(1), 30);
            Dendrogram dendrogram = Merging.of(items, share);
            for (int k = 1; k <= 30; k++) {
                assertThat(dendrogram.loss(k)).isCloseTo(lostBy(items, dendrogram.cut(k), k), within(1e-12));
            }
        }
    }

    @Test
    void every_merge_is_the_cheapest_one_by_exhaustive_search() {
        Items items = randomItems(Seed.of(2), 14);
        Dendrogram dendrogram = Merging.of(items, 0);
        for (int k = 14; k > 1; k--) {
            Items merged = items.grouped(dendrogram.cut(k), k);
            double cheapest = Double.POSITIVE_INFINITY;
            for (int i = 0; i < k; i++) {
                for (int j = 0; j < i; j++) {
                    double wi = merged.weights()[i];
                    double wj = merged.weights()[j];
                    cheapest = Math.min(cheapest, Information.mergingLoss(wi, merged.laws()[i], wj, merged.laws()[j]));
                }
            }
            assertThat(dendrogram.merges().get(14 - k).loss()).isCloseTo(cheapest, within(1e-12));
        }
    }

    @Test
    void merging_loss_is_the_definition_by_entropies() {
        Items items = randomItems(Seed.of(3), 2);
        double wi = items.weights()[0];
        double wj = items.weights()[1];
        double[] mean = items.grouped(new int[2], 1).laws()[0];
        assertThat(Information.mergingLoss(wi, items.laws()[0], wj, items.laws()[1]))
                .isCloseTo(
                        Information.entropy(mean)
                                - wi * Information.entropy(items.laws()[0])
                                - wj * Information.entropy(items.laws()[1]),
                        within(1e-12));
    }

    @Test
    void ideal_equal_laws_come_together_first_and_for_nothing() {
        Draws draws = Seed.of(4).draws();
        double[][] kinds = {randomLaw(draws, TOKENS), randomLaw(draws, TOKENS), randomLaw(draws, TOKENS)};
        int n = 30;
        double[] weights = new double[n];
        double[][] laws = new double[n][];
        for (int i = 0; i < n; i++) {
            weights[i] = 1.0 / n;
            laws[i] = kinds[i % 3];
        }
        Dendrogram dendrogram = Merging.of(new Items(weights, laws, new double[n][0]), 0);
        assertThat(dendrogram.bestClusters(1e5, TOKENS - 1)).isEqualTo(3);
        assertThat(dendrogram.loss(3)).isLessThan(1e-12);
        assertThat(dendrogram.cut(3))
                .isEqualTo(IntStream.range(0, n).map(i -> i % 3).toArray());
    }

    @Test
    void null_one_law_for_all_is_one_class_at_any_number_of_observations() {
        double[] law = randomLaw(Seed.of(5).draws(), TOKENS);
        double[][] laws = new double[20][];
        double[] weights = new double[20];
        Arrays.fill(laws, law);
        Arrays.fill(weights, 0.05);
        Dendrogram dendrogram = Merging.of(new Items(weights, laws, new double[20][0]), 1);
        assertThat(dendrogram.bestClusters(1e9, TOKENS - 1)).isEqualTo(1);
        assertThat(dendrogram.loss(1)).isLessThan(1e-9);
    }

    @Test
    void degenerate_a_single_item_has_nothing_to_merge_and_items_without_weight_cost_nothing() {
        Dendrogram one = Merging.of(new Items(new double[] {1}, new double[][] {{1, 0}}, new double[1][0]), 0);
        assertThat(one.merges()).isEmpty();
        assertThat(one.cut(1)).containsExactly(0);
        Items items =
                new Items(new double[] {0.5, 0.5, 0}, new double[][] {{1, 0}, {0, 1}, {0.5, 0.5}}, new double[3][0]);
        Dendrogram dendrogram = Merging.of(items, 0);
        assertThat(dendrogram.merges().get(0).loss()).isZero();
        assertThat(dendrogram.loss(1)).isCloseTo(Math.log(2), within(1e-12));
    }

    @Test
    void renaming_the_tokens_or_reordering_the_items_gives_the_same_classes() {
        Items items = randomItems(Seed.of(6), 25);
        int[] tokens = Seed.of(7).draws().nextPermutation(TOKENS);
        int[] order = Seed.of(8).draws().nextPermutation(25);
        Items moved = new Items(
                IntStream.range(0, 25)
                        .mapToDouble(i -> items.weights()[order[i]])
                        .toArray(),
                IntStream.range(0, 25)
                        .mapToObj(i -> IntStream.range(0, TOKENS)
                                .mapToDouble(v -> items.laws()[order[i]][tokens[v]])
                                .toArray())
                        .toArray(double[][]::new),
                IntStream.range(0, 25).mapToObj(i -> items.points()[order[i]]).toArray(double[][]::new));
        int[] expected = Merging.of(items, 0.3).cut(6);
        int[] actual = Merging.of(moved, 0.3).cut(6);
        for (int i = 0; i < 25; i++) {
            for (int j = 0; j < 25; j++) {
                assertThat(actual[i] == actual[j]).isEqualTo(expected[order[i]] == expected[order[j]]);
            }
        }
    }

    @Test
    void splitting_every_item_in_two_halves_changes_nothing() {
        Items items = randomItems(Seed.of(9), 12);
        double[] halves = new double[24];
        double[][] laws = new double[24][];
        double[][] points = new double[24][];
        for (int i = 0; i < 24; i++) {
            halves[i] = items.weights()[i / 2] / 2;
            laws[i] = items.laws()[i / 2];
            points[i] = items.points()[i / 2];
        }
        Dendrogram whole = Merging.of(items, 0);
        Dendrogram split = Merging.of(new Items(halves, laws, points), 0);
        int[] expected = whole.cut(4);
        assertThat(split.cut(4))
                .isEqualTo(IntStream.range(0, 24).map(i -> expected[i / 2]).toArray());
        assertThat(split.loss(4)).isCloseTo(whole.loss(4), within(1e-12));
    }

    @Test
    void activations_keep_apart_what_behaves_alike() {
        double[] law = {0.5, 0.5};
        double[][] laws = {law, law, law, law, {0.9, 0.1}, {0.1, 0.9}};
        double[][] points = {{0}, {1}, {0}, {1}, {0.5}, {0.5}};
        double[] weights = new double[6];
        Arrays.fill(weights, 1.0 / 6);
        int[] cut = Merging.of(new Items(weights, laws, points), 1).cut(4);
        assertThat(cut[0]).isEqualTo(cut[2]).isNotEqualTo(cut[1]);
        assertThat(cut[1]).isEqualTo(cut[3]);
    }

    @Test
    void the_number_of_classes_is_the_best_of_all_numbers_and_grows_with_observations() {
        Items items = randomItems(Seed.of(10), 40);
        Dendrogram dendrogram = Merging.of(items, 0);
        int before = 1;
        for (double n : new double[] {1e2, 1e3, 1e4, 1e5}) {
            int best = IntStream.rangeClosed(1, 40)
                    .boxed()
                    .min(java.util.Comparator.comparingDouble(
                            k -> n * dendrogram.loss(k) + k * (TOKENS - 1) * Math.log(n) / 2))
                    .orElseThrow();
            assertThat(dendrogram.bestClusters(n, TOKENS - 1)).isEqualTo(best).isGreaterThanOrEqualTo(before);
            before = best;
        }
        assertThat(before).isGreaterThan(5);
    }
}
