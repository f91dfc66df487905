package org.assay.analysis.subspace.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assay.analysis.Draw;
import org.assay.analysis.explain.Answer;
import org.assay.analysis.metric.Score;
import org.assay.analysis.subspace.FittedPartition;
import org.assay.analysis.subspace.Partition;
import org.assay.analysis.subspace.PartitionExplanation;
import org.assay.datasets.corpus.SampledContexts;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.progress.Progress;
import org.assay.datasets.sequence.ContextSet;
import org.junit.jupiter.api.Test;

class PartitionReportTest {
    private static final PartitionReport.Options FEW = new PartitionReport.Options(30, 3, 400);
    private static final FactoredTwin TWIN = new FactoredTwin();
    private static final KnownCodes CODES = new KnownCodes(1600, new int[] {5, 4}, new int[] {4, 4}, .3, .05, 71);

    private static PartitionReport ofTwin(Partition partition, Map<String, Partition> ceilings) {
        ContextSet chosen =
                SampledContexts.of(TWIN.process, Seed.of(1), 50, 10, 1).contexts();
        ContextSet scored =
                SampledContexts.of(TWIN.process, Seed.of(2), 50, 10, 1).contexts();
        PartitionExplanation explanation =
                new PartitionExplanation("known", TWIN, FactoredTwin.HELD, new FittedPartition(partition, Map.of()));
        PartitionQuestion question = PartitionQuestion.of(
                explanation, TWIN.process, chosen, scored, TWIN.beliefs(), ceilings, 30, Seed.of(3));
        return PartitionReport.of(question, FEW, Seed.of(4), Progress.SILENT);
    }

    private static PartitionReport ofCodes(Partition partition) {
        return ofCodes(partition, Map.of("truth", CODES.truth()));
    }

    private static PartitionReport ofCodes(Partition partition, Map<String, Partition> ceilings) {
        KnownActivations known = new KnownActivations(CODES.activations, CODES.weights, CODES.factors);
        PartitionQuestion question = PartitionQuestion.ofActivations(
                "codes",
                "known",
                partition,
                known.select(IntStream.range(0, 800).toArray()),
                known.select(IntStream.range(800, 1600).toArray()),
                ceilings);
        return PartitionReport.of(question, FEW, Seed.of(4), Progress.SILENT);
    }

    @Test
    void the_true_blocks_of_a_network_hold_its_beliefs_and_the_report_says_so() {
        PartitionReport report = ofTwin(TWIN.truth(), Map.of("truth", TWIN.truth()));
        for (int k = 0; k < 2; k++) {
            String belief = TWIN.beliefs().get(k);
            assertThat(report.verdicts())
                    .filteredOn(verdict -> verdict.factor().equals(belief))
                    .singleElement()
                    .extracting(FactorVerdict::kind, FactorVerdict::block)
                    .containsExactly(FactorVerdict.Kind.IN_A_BLOCK, k);
        }
        for (String belief : TWIN.beliefs()) {
            FactorExchange exchange = report.exchanges().get(belief);
            assertThat(exchange.effect().cause()).isGreaterThan(.9);
            assertThat(exchange.random().cause()).isLessThan(.6);
            assertThat(exchange.normalised("truth").orElseThrow()).isCloseTo(1, within(1e-9));
        }
        assertThat(value(report, "", "partition", "one-to-one")).isGreaterThan(.95);
        assertThat(value(report, "random", "partition", "one-to-one")).isLessThan(.5);
        assertThat(value(report, "truth", "partition", "one-to-one")).isGreaterThan(.95);
        assertThat(report.scores().stream().map(Score::id)).doesNotHaveDuplicates();
        assertThat(report.scores())
                .allMatch(score -> !score.derivation().formula().isBlank());
    }

    @Test
    void a_random_partition_holds_no_factor_and_the_report_names_those() {
        PartitionReport report = ofCodes(CODES.random(12));
        assertThat(report.inNoBlock()).containsExactly("factor.0", "factor.1");
        assertThat(report.verdicts().get(0).sentence()).contains("factor.0 is in no block");
        assertThat(value(report, "truth", "partition", "one-to-one")).isGreaterThan(.95);
        assertThat(value(report, "", "partition", "one-to-one"))
                .isCloseTo(value(report, "random", "partition", "one-to-one"), within(.25));
    }

    /** All but one direction in one block: whatever lies at the site lies there, and nothing is parted off. */
    @Test
    void a_block_of_more_than_half_of_the_site_holds_no_factor_of_its_own() {
        PartitionReport report = ofCodes(CODES.partition(7, 1));
        assertThat(report.inNoBlock()).containsExactly("factor.0", "factor.1");
        assertThat(report.verdicts().get(0).sentence()).contains("block of more than half of the site");
    }

    /** The truth as its own ceiling, a random cut under it, and a ceiling of other sizes that holds nothing. */
    @Test
    void a_ceiling_says_what_there_is_to_reach() {
        CeilingVerdict own = ofCodes(CODES.truth()).ceilingVerdicts().get(0);
        assertThat(own.sameSizes() && own.held()).isTrue();
        assertThat(own.ofCeiling().orElseThrow()).isEqualTo(1);
        assertThat(own.sentence()).contains("truth").contains("1.00 of that").doesNotContain("hold these");

        PartitionReport random = ofCodes(CODES.random(12));
        CeilingVerdict above = random.ceilingVerdicts().get(0);
        assertThat(above.ofCeiling().orElseThrow())
                .isEqualTo(value(random, "", "partition", "one-to-one-of.truth"))
                .isCloseTo(value(random, "", "partition", "one-to-one") / above.oneToOne(), within(1e-12))
                .isLessThan(.5);

        CeilingVerdict none = ofCodes(CODES.truth(), Map.of("whole", CODES.partition(8)))
                .ceilingVerdicts()
                .get(0);
        assertThat(none.sameSizes() || none.held()).isFalse();
        assertThat(none.ofCeiling()).isEmpty();
        assertThat(none.sentence()).contains("(8)").contains("no orthogonal partition");
    }

    @Test
    void bare_activations_have_every_score_but_those_that_need_a_network() {
        PartitionReport report = ofCodes(CODES.truth());
        assertThat(report.interchange()).isEmpty();
        assertThat(report.exchanges()).isEmpty();
        assertThat(value(report, "", "partition", "adjusted-v-measure")).isGreaterThan(.9);
        assertThat(value(report, "", "partition", "leakage")).isLessThan(.1);
        assertThat(report.independence()).isInstanceOf(Answer.Given.class);
        assertThat(report.agreement().overlaps()).allMatch(overlap -> overlap > .95);
        assertThat(report.scores()).noneMatch(score -> score.score().equals("cause"));
    }

    @Test
    void factors_that_are_not_there_are_named_and_nothing_to_recover_is_refused() {
        assertThatThrownBy(() -> PartitionQuestion.of(
                        new PartitionExplanation(
                                "known", TWIN, FactoredTwin.HELD, new FittedPartition(TWIN.truth(), Map.of())),
                        TWIN.process,
                        SampledContexts.of(TWIN.process, Seed.of(1), 5, 6, 1).contexts(),
                        SampledContexts.of(TWIN.process, Seed.of(2), 5, 6, 1).contexts(),
                        List.of("colour"),
                        Map.of(),
                        5,
                        Seed.of(1)))
                .hasMessageContaining("no factor 'colour'");
        KnownActivations noise = new KnownActivations(Draw.normal(1600, 8, 3), CODES.weights, CODES.factors);
        PartitionQuestion nothing = PartitionQuestion.ofActivations(
                "noise",
                "known",
                CODES.truth(),
                noise.select(IntStream.range(0, 800).toArray()),
                noise.select(IntStream.range(800, 1600).toArray()),
                Map.of());
        assertThatThrownBy(() -> PartitionReport.of(nothing, FEW, Seed.of(1), Progress.SILENT))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("nothing to recover");
    }

    private static double value(PartitionReport report, String control, String target, String score) {
        return report.scores().stream()
                .filter(row -> row.control().equals(control)
                        && row.target().equals(target)
                        && row.score().equals(score))
                .findFirst()
                .orElseThrow()
                .value();
    }
}
