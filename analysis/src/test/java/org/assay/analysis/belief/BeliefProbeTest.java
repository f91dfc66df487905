package org.assay.analysis.belief;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.assay.analysis.BeliefNetwork;
import org.assay.analysis.Draw;
import org.assay.analysis.belief.BeliefRows.Weighting;
import org.assay.analysis.belief.FeatureGuard.Verdict;
import org.assay.analysis.belief.target.LawCoordinates;
import org.assay.analysis.probe.FeatureSource;
import org.assay.datasets.corpus.Enumeration;
import org.assay.datasets.corpus.SampledContexts;
import org.assay.datasets.language.Languages;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.Site;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.process.Processes;
import org.assay.datasets.progress.Progress;
import org.assay.datasets.sequence.ContextSet;
import org.junit.jupiter.api.Test;

class BeliefProbeTest {
    private static final GeneratingProcess MESS3 = Processes.mess3(0.05, 0.85);
    private static final BeliefRows ROWS = BeliefRows.of(Enumeration.of(MESS3, 7));
    private static final GeneratingProcess RRXOR = Languages.open("rrxor");
    private static final BeliefRows PUBLISHED = BeliefRows.of(Enumeration.of(RRXOR, 10));
    private static final Site BELIEF = new Site("belief");

    private static ProbeTarget belief(GeneratingProcess process, BeliefRows rows) {
        return ProbeTarget.of(
                "belief",
                ProbeTarget.Role.TRUTH,
                process.record(rows.contexts(), BELIEF).values(),
                Coordinates.LAW,
                "");
    }

    private static ProbeResult read(BeliefRows rows, ProbeSplit split, Weighting weighting, Matrix x, ProbeTarget y) {
        return BeliefProbe.of(rows, split, weighting, 3000, Seed.of(1))
                .read(FeatureSource.of("x", x), List.of(y), Progress.SILENT)
                .get(0);
    }

    @Test
    void a_network_that_holds_the_belief_is_read_on_subtrees_never_seen() {
        BeliefNetwork network = new BeliefNetwork();
        SiteFeatures site = SiteFeatures.of("site", network, ROWS.contexts(), List.of(BeliefNetwork.SITE));
        ProbeSplit split = ProbeSplit.bySubtree(ROWS, 3, .2, Seed.of(1));
        ProbeResult result = BeliefProbe.of(ROWS, split, Weighting.PROBABILITY, 500, Seed.of(1))
                .read(site, List.of(belief(MESS3, ROWS)), Progress.SILENT)
                .get(0);
        assertThat(result.r2().value()).isGreaterThan(1 - 1e-9);
        assertThat(result.r2Uniform()).isGreaterThan(1 - 1e-9);
        assertThat(result.distance().orElseThrow()).isGreaterThan(1 - 1e-9);
        assertThat(result.guard().verdict()).isEqualTo(Verdict.FAIR);
        // Ten directions hold what six numbers say.
        assertThat(result.basis().used()).isLessThan(10);
        assertThat(result.mse()).isLessThan(1e-9);
    }

    @Test
    void features_that_know_nothing_read_nothing() {
        ProbeSplit split = ProbeSplit.bySubtree(ROWS, 3, .2, Seed.of(1));
        ProbeResult result = read(
                ROWS, split, Weighting.PROBABILITY, Draw.normal(ROWS.contexts().rows(), 12, 3), belief(MESS3, ROWS));
        assertThat(result.r2().value()).isLessThan(.02);
        assertThat(result.distance().orElseThrow()).isLessThan(.05);
    }

    @Test
    void a_target_that_does_not_vary_is_not_read() {
        Matrix constant = Matrix.zeros(ROWS.contexts().rows(), 2);
        ProbeTarget target = ProbeTarget.of("nothing", ProbeTarget.Role.TRUTH, constant, Coordinates.NUMBERS, "");
        ProbeSplit split = ProbeSplit.bySubtree(ROWS, 3, .2, Seed.of(1));
        assertThat(BeliefProbe.of(ROWS, split, Weighting.PREFIX, 100, Seed.of(1))
                        .read(
                                FeatureSource.of(
                                        "x", Draw.normal(ROWS.contexts().rows(), 2, 3)),
                                List.of(target),
                                Progress.SILENT))
                .isEmpty();
    }

    @Test
    void in_sample_many_features_of_noise_read_the_belief_and_are_found_out() {
        Matrix noise = Draw.normal(PUBLISHED.contexts().rows(), 900, 5);
        ProbeTarget belief = belief(RRXOR, PUBLISHED);
        ProbeResult inSample = read(PUBLISHED, ProbeSplit.inSample(PUBLISHED, 4), Weighting.WORD, noise, belief);
        assertThat(inSample.r2().value()).isGreaterThan(.85);
        assertThat(inSample.guard().verdict()).isEqualTo(Verdict.OVER_FITTED);
        ProbeResult unseen = read(
                PUBLISHED,
                ProbeSplit.byPrefix(PUBLISHED, 4, .2, Seed.of(1)),
                Weighting.WORD,
                noise.selectColumns(0, 60),
                belief);
        assertThat(unseen.r2().value()).isLessThan(.05);
        assertThat(unseen.guard().verdict()).isEqualTo(Verdict.FAIR);
    }

    @Test
    void the_published_protocol_of_rrxor_reads_the_belief_out_of_the_next_token_law_as_it_should() {
        ProbeTarget belief = belief(RRXOR, PUBLISHED);
        Matrix law = RRXOR.next(PUBLISHED.contexts()).probabilities();
        ProbeSplit all = ProbeSplit.inSample(PUBLISHED, 4);
        assertThat(read(PUBLISHED, all, Weighting.WORD, law, belief).r2().value())
                .isCloseTo(.2564, within(5e-4));
        assertThat(read(PUBLISHED, all, Weighting.PROBABILITY, law, belief).r2().value())
                .isCloseTo(.2464, within(5e-4));
    }

    @Test
    void distances_of_beliefs_and_laws_of_rrxor_agree_as_they_should() {
        Matrix beliefs = RRXOR.record(PUBLISHED.contexts(), BELIEF).values();
        Matrix laws = RRXOR.next(PUBLISHED.contexts()).probabilities();
        double[] words = PUBLISHED.weights(Weighting.WORD);
        assertThat(DistanceCorrelation.of(beliefs, laws, words)).isCloseTo(.2746, within(5e-4));
        assertThat(DistanceCorrelation.of(beliefs, beliefs, words)).isCloseTo(1, within(1e-12));
    }

    @Test
    void distances_that_do_not_vary_have_no_correlation() {
        Matrix same = Matrix.zeros(5, 2);
        assertThat(DistanceCorrelation.of(same, Draw.normal(5, 2, 1), new double[] {1, 1, 1, 1, 1}))
                .isNaN();
        assertThat(DistanceCorrelation.of(Draw.normal(400, 3, 1), Draw.normal(400, 3, 2), Draw.uniform(400, 3)))
                .isLessThan(.01);
    }

    @Test
    void rotating_scaling_and_shifting_keeps_all_distances_and_rows_without_weight_count_for_nothing() {
        Matrix a = Draw.normal(40, 2, 1);
        Matrix moved = Matrix.zeros(40, 2);
        for (int r = 0; r < 40; r++) {
            moved.set(r, 0, 3 * (.6 * a.get(r, 0) - .8 * a.get(r, 1)) + 5);
            moved.set(r, 1, 3 * (.8 * a.get(r, 0) + .6 * a.get(r, 1)));
        }
        double[] weights = Draw.uniform(40, 3);
        assertThat(DistanceCorrelation.of(a, moved, weights)).isCloseTo(1, within(1e-9));
        weights[7] = 0;
        double without = DistanceCorrelation.of(a, Draw.normal(40, 2, 2), weights);
        a.set(7, 0, 1e6);
        assertThat(DistanceCorrelation.of(a, Draw.normal(40, 2, 2), weights)).isCloseTo(without, within(1e-6));
    }

    @Test
    void words_in_full_weigh_a_prefix_by_how_many_begin_with_it() {
        double[] words = PUBLISHED.weights(Weighting.WORD);
        assertThat(PUBLISHED.distinctPrefixes()).isEqualTo(1046);
        assertThat(Arrays.stream(words).sum()).isEqualTo(4360);
        ContextSet sample = SampledContexts.of(RRXOR, Seed.of(1), 50, 8, 0).contexts();
        BeliefRows sampled = BeliefRows.of(sample);
        assertThat(sampled.weights(Weighting.WORD)).containsOnly(1);
        assertThat(Arrays.stream(sampled.weights(Weighting.PREFIX)).sum())
                .isCloseTo(sampled.distinctPrefixes(), within(1e-9));
    }

    @Test
    void no_split_shares_a_prefix_and_subtrees_share_no_beginning() {
        BeliefRows sampled =
                BeliefRows.of(SampledContexts.of(MESS3, Seed.of(1), 80, 9, 0).contexts());
        for (ProbeSplit split : List.of(
                ProbeSplit.byUnseen(sampled, 2, .3, Seed.of(2)),
                ProbeSplit.byPrefix(sampled, 2, .3, Seed.of(2)),
                ProbeSplit.bySubtree(sampled, 2, .3, Seed.of(2)))) {
            Set<Integer> fitted = new HashSet<>();
            IntStream.of(split.rows().fit()).map(sampled::prefix).forEach(fitted::add);
            assertThat(IntStream.of(split.rows().heldOut()).map(sampled::prefix).boxed())
                    .isNotEmpty()
                    .noneMatch(fitted::contains);
            assertThat(split.clusters().ofRow()).hasSameSizeAs(split.rows().heldOut());
        }
        assertThatThrownBy(() -> ProbeSplit.byUnseen(sampled, 2, 1, Seed.of(2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("share held out must be in (0, 1)");
    }

    @Test
    void the_guard_asks_for_ten_prefixes_a_feature() {
        assertThat(FeatureGuard.of(10, 100, false).verdict()).isEqualTo(Verdict.FAIR);
        assertThat(FeatureGuard.of(10, 99, false).verdict()).isEqualTo(Verdict.TOO_FEW_PREFIXES);
        assertThat(FeatureGuard.of(10, 100, true).verdict()).isEqualTo(Verdict.IN_SAMPLE);
        assertThat(FeatureGuard.of(1536, 1046, true).statement())
                .isEqualTo(
                        "1536 features on 1046 different prefixes; in sample, over-fitted: look at the untrained network"
                                + " beside it");
    }

    @Test
    void a_law_is_told_wholly_by_its_logarithms_and_not_at_all_by_noise() {
        ProbeSplit split = ProbeSplit.bySubtree(ROWS, 3, .2, Seed.of(1));
        ProbeTarget belief = belief(MESS3, ROWS);
        Matrix logs = LawCoordinates.logRatio(belief.values(), 1e-9);
        LawReadout told = LawReadout.of(ROWS, split, FeatureSource.of("logs", logs), belief, 1500, Seed.of(1));
        assertThat(told.share()).isGreaterThan(.98);
        Matrix noise = Draw.normal(ROWS.contexts().rows(), 3, 4);
        LawReadout nothing = LawReadout.of(ROWS, split, FeatureSource.of("noise", noise), belief, 1500, Seed.of(1));
        assertThat(nothing.share()).isLessThan(.02);
        assertThat(told.least()).isLessThan(told.loss());
        ProbeTarget numbers = ProbeTarget.of("x", ProbeTarget.Role.RIVAL, noise, Coordinates.NUMBERS, "");
        assertThatThrownBy(() -> LawReadout.of(ROWS, split, FeatureSource.of("logs", logs), numbers, 10, Seed.of(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
