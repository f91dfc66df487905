package org.assay.analysis.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.assay.analysis.Draw;
import org.assay.analysis.smile.SingularValues;
import org.assay.analysis.tensor.CanonicalPolyadic.Options;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.progress.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TensorDecompositionTest {
    private static final Seed SEED = Seed.of(2);

    private static Matrix orthonormal(int rows, int columns, long seed) {
        return SingularValues.of(Draw.normal(rows, columns, seed)).left();
    }

    /** Three orthonormal vectors of each axis, with these weights. */
    private static ThirdOrderTensor orthogonal(double... weights) {
        int r = weights.length;
        return ThirdOrderTensor.ofComponents(
                weights, List.of(orthonormal(7, r, 1), orthonormal(6, r, 2), orthonormal(5, r, 3)));
    }

    private static ThirdOrderTensor normal(int n, long seed) {
        return ThirdOrderTensor.wrap(n, n, n, Draw.normal(1, n * n * n, seed).values());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void orthogonal_components_have_a_diagonal_core(int rank) {
        double[] weights =
                IntStream.range(0, rank).mapToDouble(r -> 5 - 0.7 * r).toArray();
        ThirdOrderTensor tensor = orthogonal(weights);
        assertThat(Tucker.ranks(tensor, 1e-10)).containsExactly(rank, rank, rank);
        Tucker tucker = Tucker.of(tensor, rank, rank, rank);
        assertThat(tucker.offDiagonalShare()).isLessThan(1e-8);
        assertThat(tensor.relativeDistance(tucker.expanded())).isLessThan(1e-13);
        for (int r = 0; r < rank; r++) {
            assertThat(Math.abs(tucker.core().at(r, r, r))).isCloseTo(weights[r], within(1e-12));
        }
    }

    /** Equal weights leave the singular vectors undetermined: the core is diagonal only after it has been turned. */
    @Test
    void equal_components_have_a_diagonal_core_once_it_is_turned() {
        ThirdOrderTensor tensor = orthogonal(2, 2, 2, 2);
        Tucker tucker = Tucker.of(tensor, 4, 4, 4);
        assertThat(tucker.offDiagonalShare()).isGreaterThan(0.1);
        Tucker turned = tucker.turnedToDiagonal(10, SEED);
        assertThat(turned.offDiagonalShare()).isLessThan(1e-8);
        assertThat(tensor.relativeDistance(turned.expanded())).isLessThan(1e-13);
        Matrix found = turned.factors().get(0).transpose().times(orthonormal(7, 4, 1));
        for (int i = 0; i < 4; i++) {
            assertThat(Arrays.stream(found.row(i)).map(Math::abs).max().orElseThrow())
                    .isCloseTo(1, within(1e-8));
        }
        assertThat(tucker.turnedToDiagonal(10, SEED)).isEqualTo(turned);
    }

    /** Normal entries have no components: most of the core stays off the diagonal, whichever way it is turned. */
    @Test
    void noise_has_no_diagonal_core() {
        Tucker turned = Tucker.of(normal(6, 4), 6, 6, 6).turnedToDiagonal(10, SEED);
        assertThat(turned.offDiagonalShare()).isGreaterThan(0.5);
    }

    @Test
    void turning_a_tensor_turns_its_factors_and_nothing_else() {
        ThirdOrderTensor tensor = orthogonal(3, 2, 1);
        Matrix rotation = orthonormal(6, 6, 9);
        Tucker before = Tucker.of(tensor, 3, 3, 3);
        Tucker after = Tucker.of(tensor.times(1, rotation), 3, 3, 3);
        assertThat(after.offDiagonalShare()).isLessThan(1e-8);
        Matrix expected = rotation.times(before.factors().get(1));
        Matrix cosines = after.factors().get(1).transpose().times(expected);
        for (int i = 0; i < 3; i++) {
            assertThat(Math.abs(cosines.get(i, i))).isCloseTo(1, within(1e-12));
        }
    }

    /** Outputs x0 and x1, x2 and x3, x0 and x4: first input x second input x output, in directions that are no axes. */
    private static ThirdOrderTensor gates() {
        Matrix inputs = orthonormal(8, 5, 5);
        Matrix outputs = orthonormal(6, 3, 6);
        Matrix first = columns(inputs, 0, 2, 0);
        Matrix second = columns(inputs, 1, 3, 4);
        return ThirdOrderTensor.ofComponents(new double[] {1, 1, 1}, List.of(first, second, outputs));
    }

    private static Matrix columns(Matrix matrix, int... columns) {
        return matrix.transpose().selectRows(columns).transpose();
    }

    @Test
    void gates_that_share_an_input_are_three_components_of_which_two_share_a_factor() {
        CanonicalPolyadic found = CanonicalPolyadic.smallest(gates(), 5, 1e-6, Options.usual(), SEED, Progress.SILENT);
        assertThat(found.rank()).isEqualTo(3);
        assertThat(sharedPairs(found, 0)).isEqualTo(1);
        assertThat(sharedPairs(found, 1)).isZero();
        assertThat(sharedPairs(found, 2)).isZero();
        Matrix x0 = orthonormal(8, 5, 5).selectColumns(0, 1);
        double[] along = found.factors().get(0).transpose().times(x0).values();
        assertThat(Arrays.stream(along).filter(c -> Math.abs(c) > 0.99).count()).isEqualTo(2);
        // Two components leave at least one of three equal outputs out.
        CanonicalPolyadic fewer = CanonicalPolyadic.fit(gates(), 2, Options.usual(), SEED, Progress.SILENT);
        assertThat(fewer.error()).isCloseTo(Math.sqrt(1 / 3.), within(1e-6));
    }

    private static int sharedPairs(CanonicalPolyadic found, int axis) {
        Matrix shared = found.shared(axis);
        int pairs = 0;
        for (int i = 0; i < shared.rows(); i++) {
            for (int j = 0; j < i; j++) {
                pairs += shared.get(i, j) > 0.99 ? 1 : 0;
            }
        }
        return pairs;
    }

    @Test
    void gates_are_found_under_noise() {
        double[] noise = normal(8, 3).entries().values();
        ThirdOrderTensor clean = gates();
        double[] values = clean.entries().values().clone();
        double scale = 0.05 * clean.norm() / Math.sqrt(values.length);
        for (int i = 0; i < values.length; i++) {
            values[i] += scale * noise[i];
        }
        ThirdOrderTensor noisy = ThirdOrderTensor.wrap(8, 8, 6, values);
        CanonicalPolyadic found =
                CanonicalPolyadic.smallest(noisy, 5, 0.15, new Options(5, 300, 1e-8), SEED, Progress.SILENT);
        assertThat(found.rank()).isEqualTo(3);
        assertThat(sharedPairs(found, 0)).isEqualTo(1);
        assertThat(clean.relativeDistance(ThirdOrderTensor.ofComponents(found.weights(), found.factors())))
                .isLessThan(0.05);
    }

    /** Three factors in general position, far from orthogonal, are found again: they are the only ones. */
    @Test
    void components_that_are_not_orthogonal_are_found() {
        List<Matrix> factors = List.of(Draw.normal(4, 3, 1), Draw.normal(5, 3, 2), Draw.normal(6, 3, 3));
        ThirdOrderTensor tensor = ThirdOrderTensor.ofComponents(new double[] {1, 1, 1}, factors);
        CanonicalPolyadic found = CanonicalPolyadic.fit(tensor, 3, Options.usual(), SEED, Progress.SILENT);
        assertThat(found.error()).isLessThan(1e-6);
        assertThat(tensor.relativeDistance(ThirdOrderTensor.ofComponents(found.weights(), found.factors())))
                .isCloseTo(found.error(), within(1e-12));
        for (int r = 0; r < 3; r++) {
            double[] planted = factors.get(2).column(r);
            double norm = Math.sqrt(Arrays.stream(planted).map(v -> v * v).sum());
            double[] cosines = found.factors().get(2).leftTimes(planted);
            assertThat(Arrays.stream(cosines).map(c -> Math.abs(c) / norm).max().orElseThrow())
                    .isCloseTo(1, within(1e-6));
        }
    }

    @Test
    void a_tensor_of_zeros_has_no_components() {
        ThirdOrderTensor zero = ThirdOrderTensor.wrap(2, 3, 2, new double[12]);
        CanonicalPolyadic found = CanonicalPolyadic.fit(zero, 2, Options.usual(), SEED, Progress.SILENT);
        assertThat(found.weights()).containsOnly(0);
        assertThat(found.error()).isZero();
        assertThat(Tucker.of(zero, 1, 1, 1).offDiagonalShare()).isNaN();
        assertThat(Tucker.ranks(zero, 1e-10)).containsOnly(0);
    }

    @Test
    void unfoldings_hold_every_entry_where_it_belongs() {
        ThirdOrderTensor tensor = ThirdOrderTensor.wrap(
                2, 3, 4, IntStream.range(0, 24).asDoubleStream().toArray());
        for (int i = 0; i < 2; i++) {
            for (int j = 0; j < 3; j++) {
                for (int k = 0; k < 4; k++) {
                    double entry = tensor.at(i, j, k);
                    assertThat(tensor.unfolded(0).get(i, j * 4 + k)).isEqualTo(entry);
                    assertThat(tensor.unfolded(1).get(j, i * 4 + k)).isEqualTo(entry);
                    assertThat(tensor.unfolded(2).get(k, i * 3 + j)).isEqualTo(entry);
                }
            }
        }
        assertThat(tensor.times(1, Matrix.identity(3))).isEqualTo(tensor);
    }

    @Test
    void what_cannot_be_done_is_refused() {
        ThirdOrderTensor tensor = orthogonal(2, 1);
        assertThatThrownBy(() -> Tucker.of(tensor, 2, 2, 9)).hasMessageContaining("rank of axis 2 must be in 1..5");
        assertThatThrownBy(() -> Tucker.of(tensor, 2, 2, 1).turnedToDiagonal(3, SEED))
                .hasMessageContaining("equal ranks");
        assertThatThrownBy(() -> CanonicalPolyadic.fit(tensor, 0, Options.usual(), SEED, Progress.SILENT))
                .hasMessageContaining("rank must be at least 1");
        assertThatThrownBy(() -> ThirdOrderTensor.wrap(1, 1, 2, 0, Double.NaN)).hasMessageContaining("entry 1");
    }
}
