package org.assay.analysis.subspace.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.assay.analysis.Draw;
import org.assay.analysis.metric.Assignment;
import org.assay.analysis.subspace.FactorSubspace;
import org.assay.analysis.subspace.Partition;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.Seed;
import org.junit.jupiter.api.Test;

class RecoveryTest {
    private static final Seed SEED = Seed.of(5);

    /** Three factors whose codes fill their blocks, the first two dependent. */
    private static final KnownCodes CODES = new KnownCodes(3000, new int[] {8, 8, 6}, new int[] {5, 5, 4}, .3, .05, 11);

    private static final FactorCovariances FACTORS = CODES.joint();

    @Test
    void the_true_partition_scores_one_everywhere() {
        Recovery recovery = Recovery.of(CODES.truth(), FACTORS, SEED);
        assertThat(recovery.completeness()).isCloseTo(1, within(.005));
        assertThat(recovery.oneToOne()).isCloseTo(1, within(.005));
        assertThat(recovery.vMeasure()).isCloseTo(1, within(.02));
        assertThat(recovery.adjusted()).isCloseTo(1, within(.02));
        assertThat(recovery.purity()).isCloseTo(1, within(.02));
        assertThat(recovery.harmonic()).isCloseTo(1, within(.02));
        assertThat(recovery.countError()).isZero();
        assertThat(recovery.sizeError()).isZero();
        assertThat(recovery.blockOf()).containsExactly(0, 1, 2);
    }

    @Test
    void random_partitions_score_zero_on_average() {
        Recovery[] random = IntStream.range(0, 60)
                .mapToObj(i -> Recovery.of(CODES.random(100 + i), FACTORS, FACTORS, 20, SEED.child(i)))
                .toArray(Recovery[]::new);
        assertThat(Arrays.stream(random)
                        .mapToDouble(Recovery::adjusted)
                        .average()
                        .orElseThrow())
                .isCloseTo(0, within(.02));
        // Choosing the assignment on the rows that score it gains a little.
        assertThat(Arrays.stream(random)
                        .mapToDouble(Recovery::oneToOne)
                        .average()
                        .orElseThrow())
                .isBetween(0., .15);
        double share = IntStream.range(0, 60)
                .mapToDouble(
                        i -> CaptureMatrix.of(CODES.random(200 + i), FACTORS).corrected(0, 0))
                .average()
                .orElseThrow();
        assertThat(share).isCloseTo(0, within(.03));
    }

    @Test
    void one_block_of_everything_is_complete_but_has_no_v_measure_and_no_assignment() {
        Recovery all = Recovery.of(CODES.partition(14), FACTORS, SEED);
        assertThat(all.completeness()).isCloseTo(1, within(1e-9));
        assertThat(all.homogeneity()).isCloseTo(0, within(1e-9));
        assertThat(all.vMeasure()).isCloseTo(0, within(1e-9));
        assertThat(all.adjusted()).isZero();
        assertThat(all.oneToOne()).isZero();
        assertThat(all.blockOf()).containsOnly(Assignment.NONE);
        assertThat(all.countError()).isEqualTo(2);
        assertThat(all.purity()).isLessThan(.6);
    }

    @Test
    void splitting_one_direction_off_looks_good_on_completeness_alone() {
        Recovery split = Recovery.of(CODES.partition(13, 1), FACTORS, SEED);
        assertThat(split.completeness()).isGreaterThan(.85);
        assertThat(split.oneToOne()).isLessThan(.4);
        assertThat(split.adjusted()).isLessThan(.2);
    }

    @Test
    void blocks_cut_too_fine_are_pure_and_incomplete() {
        Recovery fine = Recovery.of(CODES.partition(1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1), FACTORS, SEED);
        assertThat(fine.homogeneity()).isGreaterThan(.97);
        assertThat(fine.completeness()).isLessThan(.6);
        assertThat(fine.purity()).isGreaterThan(.9);
        assertThat(fine.oneToOne()).isLessThan(.6);
        assertThat(fine.countError()).isEqualTo(11);
    }

    @Test
    void what_no_block_takes_counts_against_a_partition() {
        Partition first = CODES.partition(5, 5);
        CaptureMatrix capture = CaptureMatrix.of(first, FACTORS);
        assertThat(capture.outside()[2]).isCloseTo(1, within(.01));
        assertThat(capture.outside()[0]).isCloseTo(0, within(.01));
        Recovery recovery = Recovery.of(first, FACTORS, SEED);
        assertThat(recovery.oneToOne()).isCloseTo(2. / 3, within(.01));
        assertThat(Arrays.stream(capture.mass()).flatMapToDouble(Arrays::stream).sum())
                .isCloseTo(1, within(1e-9));
    }

    @Test
    void the_order_of_blocks_and_a_rotation_inside_a_block_change_nothing() {
        List<Matrix> blocks = List.of(
                CODES.truth().block(2).basis(),
                CODES.truth().block(0).basis(),
                turned(CODES.truth().block(1).basis()));
        Recovery other = Recovery.of(Partition.of(new double[14], blocks), FACTORS, SEED);
        Recovery truth = Recovery.of(CODES.truth(), FACTORS, SEED);
        assertThat(other.oneToOne()).isCloseTo(truth.oneToOne(), within(1e-9));
        assertThat(other.vMeasure()).isCloseTo(truth.vMeasure(), within(1e-9));
        assertThat(other.blockOf()).containsExactly(1, 2, 0);
    }

    private static Matrix turned(Matrix basis) {
        return SizeMatched.draw(
                        new Partition(new double[basis.rows()], Matrix.identity(basis.rows()), List.of(basis.rows())),
                        SEED)
                .basis()
                .times(basis);
    }

    @Test
    void shares_of_a_block_with_cross_terms_and_residual_sum_to_one() {
        PurityMatrix purity = PurityMatrix.of(CODES.random(3), FACTORS);
        for (int s = 0; s < 3; s++) {
            double sum = Arrays.stream(purity.share()[s]).sum() + purity.cross()[s] + purity.residual()[s];
            assertThat(sum).isCloseTo(1, within(1e-9));
        }
        assertThat(Arrays.stream(purity.variance()).sum()).isCloseTo(1, within(1e-9));
        // Noise of .05 per direction is all that the factors leave.
        assertThat(purity.residual()[0]).isBetween(0., .02);
    }

    @Test
    void rows_that_hold_noise_alone_recover_nothing() {
        KnownCodes noise = new KnownCodes(3000, new int[] {8, 8}, new int[] {5, 5}, 0, 1, 17);
        Matrix unrelated = Draw.normal(3000, 10, 99);
        FactorTrace trace = FactorTrace.of(unrelated, noise.weights, noise.factors, SEED);
        assertThat(trace.held(0)).isFalse();
        assertThat(trace.held(1)).isFalse();
        FactorTrace held = FactorTrace.of(noise.activations, noise.weights, noise.factors, SEED);
        assertThat(held.held(noise.factors)).hasSize(2);
    }

    @Test
    void a_factor_without_trace_is_refused_by_name() {
        Matrix constant = Matrix.zeros(3000, 14);
        assertThatThrownBy(() -> FactorCovariances.joint(constant, CODES.weights, CODES.factors))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("factor.0");
        assertThatThrownBy(() -> FactorTrace.of(constant, CODES.weights, CODES.factors, SEED))
                .isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(
                        () -> CaptureMatrix.of(new Partition(new double[3], Matrix.identity(3), List.of(3)), FACTORS))
                .hasMessageContaining("14");
    }

    @Test
    void v_measure_agrees_with_a_table_done_by_hand() {
        // Rows {1/2, 0}, {1/4, 1/4}: H(k) = .5623, H(s) = ln 2, H(k|s) = ln 2 / 2, H(s|k) = 3/4 (.6365).
        VMeasure v = VMeasure.of(new double[][] {{.5, 0}, {.25, .25}});
        double k = -.75 * Math.log(.75) - .25 * Math.log(.25);
        double joint = .5 * Math.log(2) + .5 * Math.log(4);
        assertThat(v.homogeneity()).isCloseTo(1 - (joint - Math.log(2)) / k, within(1e-12));
        assertThat(v.completeness()).isCloseTo(1 - (joint - k) / Math.log(2), within(1e-12));
        assertThat(VMeasure.of(new double[][] {{.5, 0}, {0, .5}}).value()).isEqualTo(1);
        assertThat(VMeasure.of(new double[][] {{.25, .25}, {.25, .25}}).value()).isCloseTo(0, within(1e-12));
    }

    @Test
    void an_assignment_chosen_on_other_rows_is_scored_as_it_is() {
        CaptureMatrix truth = CaptureMatrix.of(CODES.truth(), FACTORS);
        CaptureMatrix swapped = new CaptureMatrix(
                truth.factors(),
                new double[][] {truth.share()[1], truth.share()[0], truth.share()[2]},
                truth.chance(),
                truth.outside());
        assertThat(OneToOne.of(truth, swapped).score()).isLessThan(.4);
        assertThat(OneToOne.of(swapped).score()).isCloseTo(1, within(.01));
    }

    @Test
    void factor_subspaces_have_as_many_dimensions_as_their_codes_span() {
        assertThat(FACTORS.subspace(0).dimensions()).isEqualTo(5);
        assertThat(FACTORS.subspace(2).dimensions()).isEqualTo(4);
        assertThat(FactorSubspace.covariance(CODES.activations, CODES.weights)).isEqualTo(FACTORS.total());
    }
}
