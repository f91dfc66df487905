package org.assay.analysis.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.assay.analysis.Draw;
import org.assay.analysis.subspace.FactorSubspace;
import org.assay.analysis.subspace.RandomSubspace;
import org.assay.analysis.subspace.Subspace;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.Representation;
import org.assay.datasets.model.Site;
import org.assay.datasets.origin.ContentHash;
import org.assay.datasets.origin.Seed;
import org.junit.jupiter.api.Test;

class CaptureTest {
    private static final int DIRECTIONS = 16;
    private static final int ROWS = 600;
    private static final double[] WEIGHTS = Draw.weights(ROWS, 1);

    /** Two one-hot factors of 3 and 4 values that depend on each other, each in its own coordinate axes, and noise. */
    private static final Matrix FIRST = oneHot(3, 5);

    private static final Matrix SECOND = oneHot(4, 7);

    private static final List<Matrix> COVARIANCES =
            FactorSubspace.covariances(held(Matrix.identity(DIRECTIONS)), WEIGHTS, List.of(FIRST, SECOND));

    @Test
    void each_factor_is_captured_by_its_own_axes_and_not_by_the_other_ones() {
        assertThat(Capture.of(axes(0, 3), COVARIANCES.get(0)).share()).isCloseTo(1, within(.01));
        assertThat(Capture.of(axes(3, 7), COVARIANCES.get(0)).share()).isLessThan(.01);
        assertThat(Capture.of(axes(3, 7), COVARIANCES.get(1)).corrected()).isCloseTo(1, within(.01));
        assertThat(Capture.of(axes(0, 3), COVARIANCES.get(1)).share()).isLessThan(.01);
        assertThat(FactorSubspace.spanning(COVARIANCES.get(0), new double[DIRECTIONS])
                        .dimensions())
                .isEqualTo(2);
        assertThat(FactorSubspace.spanning(COVARIANCES.get(1), new double[DIRECTIONS])
                        .dimensions())
                .isEqualTo(3);
    }

    @Test
    void random_subspaces_capture_their_share_of_the_directions_which_scores_zero() {
        double[] corrected = IntStream.range(0, 400)
                .mapToDouble(i -> Capture.of(
                                RandomSubspace.of(
                                        new double[DIRECTIONS], 4, Seed.of(3).child(i)),
                                COVARIANCES.get(0))
                        .corrected())
                .toArray();
        double mean =
                IntStream.range(0, 400).mapToDouble(i -> corrected[i]).average().orElseThrow();
        assertThat(mean).isCloseTo(0, within(.03));
    }

    @Test
    void a_factor_without_trace_and_a_subspace_of_everything_have_no_score() {
        Matrix nothing = Matrix.zeros(DIRECTIONS, DIRECTIONS);
        assertThatThrownBy(() -> Capture.of(axes(0, 3), nothing)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> FactorSubspace.spanning(nothing, new double[DIRECTIONS]))
                .isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> Capture.of(axes(0, DIRECTIONS), COVARIANCES.get(0)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shares_of_a_subspace_and_its_complement_sum_to_one() {
        Subspace subspace = RandomSubspace.of(new double[DIRECTIONS], 5, Seed.of(4));
        Subspace rest = new Subspace(new double[DIRECTIONS], subspace.complement());
        double sum = Capture.of(subspace, COVARIANCES.get(1)).share()
                + Capture.of(rest, COVARIANCES.get(1)).share();
        assertThat(sum).isCloseTo(1, within(1e-12));
    }

    @Test
    void rotating_the_activations_and_permuting_the_labels_changes_nothing() {
        Matrix rotation = RandomSubspace.of(new double[DIRECTIONS], DIRECTIONS, Seed.of(5))
                .basis();
        Matrix permuted = FIRST.selectColumns(2, 3).beside(FIRST.selectColumns(0, 2));
        Matrix rotated = FactorSubspace.covariances(held(rotation), WEIGHTS, List.of(permuted, SECOND))
                .get(0);
        Subspace turned =
                new Subspace(new double[DIRECTIONS], axes(1, 5).basis().times(rotation));
        assertThat(Capture.of(turned, rotated).share())
                .isCloseTo(Capture.of(axes(1, 5), COVARIANCES.get(0)).share(), within(1e-9));
    }

    private static Representation held(Matrix rotation) {
        Matrix noise = Draw.normal(ROWS, DIRECTIONS, 2);
        Matrix h = FIRST.beside(SECOND).beside(Matrix.zeros(ROWS, DIRECTIONS - 7));
        for (int i = 0; i < h.values().length; i++) {
            h.values()[i] = 3 * h.values()[i] + .3 * noise.values()[i] + 1;
        }
        List<String> names =
                IntStream.range(0, DIRECTIONS).mapToObj(i -> "d" + i).toList();
        return new Representation(ContentHash.of("contexts"), new Site("site"), names, h.times(rotation));
    }

    private static Matrix oneHot(int values, int stride) {
        Matrix oneHot = Matrix.zeros(ROWS, values);
        for (int r = 0; r < ROWS; r++) {
            oneHot.set(r, (r / stride + (r % 3 == 0 ? 1 : 0)) % values, 1);
        }
        return oneHot;
    }

    private static Subspace axes(int from, int to) {
        Matrix axes = Matrix.zeros(to - from, DIRECTIONS);
        for (int i = from; i < to; i++) {
            axes.set(i - from, i, 1);
        }
        return new Subspace(new double[DIRECTIONS], axes);
    }
}
