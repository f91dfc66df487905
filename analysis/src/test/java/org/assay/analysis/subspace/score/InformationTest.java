package org.assay.analysis.subspace.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.assay.analysis.Draw;
import org.assay.analysis.probe.LawFeatures;
import org.assay.analysis.probe.MultinomialProbe;
import org.assay.analysis.probe.NeighbourProbe;
import org.assay.analysis.subspace.KnownFactor;
import org.assay.analysis.subspace.Partition;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.progress.Progress;
import org.junit.jupiter.api.Test;

class InformationTest {
    private static final int ROWS = 1200;

    /** Two factors of which the second copies the first half of the time. */
    private static final KnownCodes CODES = new KnownCodes(ROWS, new int[] {4, 4}, new int[] {3, 3}, .5, .05, 31);

    private static InformationMatrix of(Partition partition, Matrix activations, List<KnownFactor> factors) {
        KnownActivations known = new KnownActivations(activations, CODES.weights, factors);
        return InformationMatrix.of(
                partition,
                known.select(IntStream.range(0, ROWS / 2).toArray()),
                known.select(IntStream.range(ROWS / 2, ROWS).toArray()),
                Seed.of(1),
                Progress.SILENT);
    }

    @Test
    void the_true_blocks_tell_their_factors_and_leak_nothing_beyond_the_dependence() {
        InformationMatrix own = of(CODES.truth(), CODES.activations, CODES.factors);
        for (int k = 0; k < 2; k++) {
            assertThat(own.linear()[k][k]).isGreaterThan(.95);
            assertThat(own.neighbours()[k][k]).isGreaterThan(.9);
            assertThat(own.shuffled()[k][k]).isLessThan(.05);
            // The factors depend on each other, so the other block tells something, but nothing that the other factor
            // does not.
            assertThat(own.linear()[1 - k][k]).isBetween(.15, .6);
            assertThat(own.conditional().get(k).get()[1 - k]).isCloseTo(0, within(.03));
            assertThat(own.conditional().get(k).get()[k]).isGreaterThan(.9);
        }
        assertThat(own.leakage(0, 1).orElseThrow()).isLessThan(.03);
        assertThat(own.leakage(1, 0).orElseThrow()).isGreaterThan(.9);
        Disentanglement scores = Disentanglement.of(own);
        assertThat(scores.informativeness()).isGreaterThan(.95);
        assertThat(scores.gap()).isGreaterThan(.4);
    }

    @Test
    void independent_factors_in_their_own_blocks_are_wholly_disentangled() {
        KnownCodes apart = new KnownCodes(ROWS, new int[] {4, 4}, new int[] {3, 3}, 0, .05, 41);
        Disentanglement scores = Disentanglement.of(of(apart.truth(), apart.activations, apart.factors));
        assertThat(scores.disentanglement()).isGreaterThan(.95);
        assertThat(scores.completeness()).isGreaterThan(.95);
        assertThat(scores.informativeness()).isGreaterThan(.95);
        assertThat(scores.gap()).isGreaterThan(.95);
    }

    @Test
    void noise_tells_nothing_to_either_probe() {
        InformationMatrix noise = of(CODES.truth(), Draw.normal(ROWS, 6, 77), CODES.factors);
        for (int s = 0; s < 2; s++) {
            for (int k = 0; k < 2; k++) {
                assertThat(noise.linear()[s][k]).isLessThan(.02);
                assertThat(noise.neighbours()[s][k]).isLessThan(.02);
            }
        }
        assertThat(Disentanglement.of(noise).informativeness()).isLessThan(.02);
    }

    @Test
    void one_block_of_everything_tells_all_and_disentangles_nothing() {
        InformationMatrix all = of(CODES.partition(6), CODES.activations, CODES.factors);
        Disentanglement scores = Disentanglement.of(all);
        assertThat(scores.informativeness()).isGreaterThan(.95);
        assertThat(scores.disentanglement()).isLessThan(.01);
    }

    @Test
    void a_factor_that_the_others_determine_has_no_conditional_information() {
        KnownFactor first = CODES.factors.get(0);
        int[] values = first.values().orElseThrow();
        int[] coarse = IntStream.of(values).map(value -> value / 2).toArray();
        InformationMatrix both =
                of(CODES.truth(), CODES.activations, List.of(first, KnownFactor.discrete("coarse", coarse, 2)));
        assertThat(both.conditional().get(1).toOptional()).isEmpty();
        assertThat(both.conditional().get(0).toOptional()).isPresent();
    }

    @Test
    void neighbours_find_a_circle_that_no_line_does() {
        Matrix x = Draw.normal(ROWS, 2, 5);
        Matrix targets = Matrix.zeros(ROWS, 2);
        for (int r = 0; r < ROWS; r++) {
            boolean inside = x.get(r, 0) * x.get(r, 0) + x.get(r, 1) * x.get(r, 1) < 1.4;
            targets.set(r, inside ? 0 : 1, 1);
        }
        double linear = MultinomialProbe.heldOutLoss(
                LawFeatures.of(x), targets, CODES.weights, LawFeatures.of(x), targets, CODES.weights);
        double near = NeighbourProbe.heldOutLoss(x, targets, CODES.weights, x, targets, CODES.weights);
        assertThat(linear).isCloseTo(Math.log(2), within(.02));
        assertThat(near).isLessThan(.25);
    }

    /** Second route: with one binary variable and hardly any ridge the fitted law is the table of shares. */
    @Test
    void from_one_variable_the_probe_tells_the_table_of_shares() {
        double[] draws = Draw.uniform(ROWS, 6);
        int[] one = IntStream.range(0, ROWS).map(r -> r % 2).toArray();
        Matrix targets = Matrix.zeros(ROWS, 2);
        double[] shares = new double[2];
        for (int r = 0; r < ROWS; r++) {
            int target = draws[r] < (r % 2 == 0 ? .25 : .35) ? 0 : 1;
            targets.set(r, target, 1);
            shares[r % 2] += target == 0 ? 2. / ROWS : 0;
        }
        LawFeatures features = new LawFeatures(Matrix.zeros(ROWS, 0), List.of(one), List.of(2));
        double loss = MultinomialProbe.heldOutLoss(features, targets, CODES.weights, features, targets, CODES.weights);
        double least = .5 * (entropy(shares[0]) + entropy(shares[1]));
        assertThat(loss).isBetween(least, least + .005);
    }

    private static double entropy(double p) {
        return -p * Math.log(p) - (1 - p) * Math.log(1 - p);
    }
}
