package org.assay.analysis.experiment.partition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.assay.analysis.experiment.partition.PartitionResult.Held;
import org.assay.analysis.experiment.partition.SiteScores.CutScores;
import org.assay.analysis.experiment.partition.SiteScores.ExchangeScores;
import org.assay.analysis.experiment.partition.SiteScores.FactorScores;
import org.junit.jupiter.api.Test;

/** Two networks cut by PCA from two seeds: a is in a block of its own, b and c share one, d is in none, e is not at the site. */
class PartitionSummaryTest {
    private static FactorScores factor(String name, int block, boolean inBlock, double capture) {
        return new FactorScores(
                name,
                block,
                inBlock,
                capture,
                0.1,
                0.2,
                0.5,
                0.01,
                name.equals("a")
                        ? Optional.of(
                                new ExchangeScores(capture, capture - 0.1, capture + 0.1, 0, OptionalDouble.empty()))
                        : Optional.empty());
    }

    private static CutScores cut(String method, int seed, double capture, boolean found) {
        List<FactorScores> factors = List.of(
                factor("a", 0, found, capture),
                factor("b", 1, found, 0.7),
                factor("c", 1, found, 0.8),
                factor("d", 0, false, 0.3));
        List<List<Double>> captures = List.of(List.of(capture, 0.0, 0.0, 0.3), List.of(0.0, 0.7, 0.8, 0.0));
        return new CutScores(method, seed, List.of(4, 4), capture, 0.1, captures, List.of(0, 1), Map.of(), factors);
    }

    private static SiteScores site(double first, double second, boolean found) {
        return new SiteScores(
                "stream",
                List.of("a", "b", "c", "d", "e"),
                List.of(.3, .2, .2, .1, .001),
                List.of(.01, .01, .01, .01, .001),
                List.of("a", "b", "c", "d"),
                Map.of("b", "no", "c", "no", "d", "no"),
                List.of(cut("pca", 0, first, found), cut("pca", 1, second, found), cut("random", 0, 0.05, false)),
                Map.of("pca", List.of(List.of(1.0, 0.6), List.of(0.6, 1.0))));
    }

    private static PartitionResult result(boolean found) {
        return PartitionSummary.of(new PartitionOutcome(
                List.of(List.of(site(0.9, 0.8, found)), List.of(site(0.7, 0.6, found))),
                List.of(site(0.1, 0.1, false)),
                List.of(),
                List.of(),
                Map.of()));
    }

    @Test
    void networks_and_seeds_of_the_method_spread_apart() {
        Held a = result(true).sites().get(0).methods().get(0).factors().get(0);
        assertThat(a.capture().value()).isCloseTo(0.75, within(1e-12));
        assertThat(a.capture().networkLow()).isCloseTo(0.65, within(1e-12));
        assertThat(a.capture().networkHigh()).isCloseTo(0.85, within(1e-12));
        assertThat(a.capture().seedLow()).isCloseTo(0.7, within(1e-12));
        assertThat(a.capture().seedHigh()).isCloseTo(0.8, within(1e-12));
        assertThat(a.cause().orElseThrow().low()).isCloseTo(0.65, within(1e-12));
        assertThat(a.untrained().orElseThrow().capture()).isEqualTo(0.1);
    }

    @Test
    void what_is_in_no_subspace_or_in_none_of_its_own_is_said_first() {
        PartitionResult result = result(true);
        assertThat(result.headlines())
                .containsExactly(
                        "In no subspace at the site that was cut: d and e.",
                        "In a subspace, but in none of its own: b and c.");
        assertThat(result.findings())
                .anySatisfy(found -> assertThat(found).contains("no network holds e"))
                .anySatisfy(found -> assertThat(found).contains("d (at most 0.30, by pca"))
                .anySatisfy(found -> assertThat(found).contains("b, with c (pca in 4 of 4 cuts)"))
                .anySatisfy(found -> assertThat(found)
                        .contains("pca finds a block for a alone in 4 of 4 cuts: capture 0.75, purity 0.50")
                        .contains("causes 0.75"));
    }

    @Test
    void where_nothing_is_found_everything_is_in_no_subspace() {
        assertThat(result(false).headlines())
                .containsExactly("In no subspace at the site that was cut: a, b, c, d and e.");
    }

    @Test
    void rows_of_the_table_have_ids_of_their_own_and_every_control() {
        List<String> ids = new ArrayList<>();
        PartitionRows.of("language", result(true)).forEach(score -> ids.add(score.id()));
        assertThat(ids)
                .doesNotHaveDuplicates()
                .contains(
                        "language/trained/pca/stream/a/capture",
                        "language/trained/pca/random/stream/a/capture",
                        "language/trained/pca/shuffled/stream/a/capture",
                        "language/untrained/pca/untrained/stream/a/capture",
                        "language/trained/pca/stream/a/purity",
                        "language/trained/pca/stream/a/cause",
                        "language/trained/pca/stream/partition/agreement");
    }

    @Test
    void a_single_seed_of_a_single_network_spreads_nowhere() {
        Spread spread = Spread.of(List.of(List.of(0.3)));
        assertThat(List.of(spread.networkLow(), spread.networkHigh(), spread.seedLow(), spread.seedHigh()))
                .containsOnly(0.3);
    }
}
