package org.assay.analysis.smile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.net.URLClassLoader;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.assay.analysis.AbsentLibrary;
import org.assay.analysis.Draw;
import org.assay.datasets.matrix.Matrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecompositionsTest {
    private static final Decompositions PLAIN = new PlainDecompositions();

    @Test
    void eigenvalues_of_a_two_by_two_matrix_are_those_of_the_closed_form() {
        SymmetricEigen eigen = SymmetricEigen.of(Matrix.ofRows(new double[] {2, 1}, new double[] {1, 2}));
        assertThat(eigen.values()).containsExactly(new double[] {3, 1}, within(1e-14));
        double half = Math.sqrt(0.5);
        assertThat(eigen.vectors().row(0)).containsExactly(new double[] {half, half}, within(1e-14));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 17, 64, 131})
    void smile_and_plain_java_agree_on_eigenvalues_and_both_rebuild_the_matrix(int n) {
        Matrix a = Draw.normal(n, n + 3, n);
        Matrix symmetric = a.times(a.transpose());
        SymmetricEigen smile = SmileDecompositions.start().eigen(symmetric);
        SymmetricEigen plain = PLAIN.eigen(symmetric);
        assertThat(smile.values()).containsExactly(plain.values(), within(1e-12 * n * n + 1e-13));
        for (SymmetricEigen eigen : List.of(smile, plain)) {
            Matrix rebuilt =
                    eigen.vectors().transpose().times(diagonal(eigen.values())).times(eigen.vectors());
            assertThat(rebuilt.values()).containsExactly(symmetric.values(), within(1e-12 * n * n + 1e-13));
        }
    }

    @ParameterizedTest(name = "{0} x {1}")
    @CsvSource({"1,1", "5,2", "2,5", "40,33", "7,64"})
    void smile_and_plain_java_agree_on_singular_values_and_both_rebuild_the_matrix(int rows, int columns) {
        Matrix a = Draw.normal(rows, columns, rows);
        SingularValues smile = SmileDecompositions.start().svd(a);
        SingularValues plain = PLAIN.svd(a);
        assertThat(smile.values()).containsExactly(plain.values(), within(1e-11));
        for (SingularValues svd : List.of(smile, plain)) {
            Matrix rebuilt =
                    svd.left().times(diagonal(svd.values())).times(svd.right().transpose());
            assertThat(rebuilt.values()).containsExactly(a.values(), within(1e-11));
        }
    }

    @Test
    void a_matrix_of_rank_one_has_one_singular_value() {
        Matrix a = Draw.normal(6, 1, 1).times(Draw.normal(1, 4, 2));
        for (SingularValues svd : List.of(SingularValues.of(a), PLAIN.svd(a))) {
            assertThat(Arrays.stream(svd.values()).skip(1).toArray()).containsOnly(new double[] {0}, within(1e-14));
        }
    }

    @Test
    void cholesky_solves_and_says_so_when_it_cannot() {
        Matrix b = Draw.normal(5, 2, 3);
        Matrix half = Draw.normal(5, 5, 4);
        Matrix a = half.times(half.transpose());
        for (Decompositions each : List.of(SmileDecompositions.start(), PLAIN)) {
            assertThat(a.times(each.solvePositive(a, b)).values()).containsExactly(b.values(), within(1e-8));
            Matrix indefinite = Matrix.ofRows(new double[] {1, 2}, new double[] {2, 1});
            assertThatThrownBy(() -> each.solvePositive(indefinite, Matrix.zeros(2, 1)))
                    .isInstanceOf(ArithmeticException.class);
        }
    }

    @Test
    void decompositions_give_the_same_bytes_on_repeat_and_beside_others() {
        Matrix a = Draw.normal(200, 200, 5);
        Matrix symmetric = a.times(a.transpose());
        int once = Arrays.hashCode(SymmetricEigen.of(symmetric).vectors().values());
        List<Integer> again = IntStream.range(0, 4)
                .parallel()
                .mapToObj(i ->
                        Arrays.hashCode(SymmetricEigen.of(symmetric).vectors().values()))
                .toList();
        assertThat(again).containsOnly(once);
    }

    @Test
    void without_the_native_library_eigenvalues_are_still_found()
            throws ReflectiveOperationException, java.io.IOException {
        double[] values = {2, 1, 1, 2};
        try (URLClassLoader elsewhere = AbsentLibrary.without("openblas-.*-1\\.5\\.13-.+jar")) {
            Class<?> matrixThere = elsewhere.loadClass(Matrix.class.getName());
            Object symmetric = matrixThere
                    .getMethod("wrap", int.class, int.class, double[].class)
                    .invoke(null, 2, 2, values);
            Class<?> eigenThere = elsewhere.loadClass(SymmetricEigen.class.getName());
            Object eigen = eigenThere.getMethod("of", matrixThere).invoke(null, symmetric);
            assertThat((double[]) eigenThere.getMethod("values").invoke(eigen))
                    .containsExactly(new double[] {3, 1}, within(1e-14));
        }
    }

    @Test
    void a_matrix_that_is_not_symmetric_is_refused() {
        assertThatThrownBy(() -> SymmetricEigen.of(Matrix.ofRows(new double[] {1, 2}, new double[] {3, 4})))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("symmetric");
    }

    private static Matrix diagonal(double[] values) {
        Matrix diagonal = Matrix.zeros(values.length, values.length);
        for (int i = 0; i < values.length; i++) {
            diagonal.set(i, i, values[i]);
        }
        return diagonal;
    }
}
