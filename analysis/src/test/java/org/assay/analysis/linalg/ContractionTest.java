package org.assay.analysis.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.assay.analysis.Draw;
import org.assay.datasets.matrix.Matrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContractionTest {
    private static final Products PLAIN = new PlainProducts();

    @Test
    void a_weighted_gram_matrix_is_what_the_definition_says() {
        Matrix x = Matrix.ofRows(new double[] {1, 2}, new double[] {3, 4}, new double[] {5, 6});
        Matrix gram = Contraction.gram(x, new double[] {1, 0, 2});
        assertThat(gram.values()).containsExactly(new double[] {51, 62, 62, 76}, within(1e-12));
    }

    @Test
    void a_weighted_cross_product_is_what_the_definition_says() {
        Matrix x = Matrix.ofRows(new double[] {1, 2}, new double[] {3, 4});
        Matrix y = Matrix.ofRows(new double[] {5}, new double[] {7});
        assertThat(Contraction.cross(x, new double[] {1, 2}, y).values()).containsExactly(47, 66);
    }

    @ParameterizedTest(name = "{0} x {1} by {2}")
    @CsvSource({"1,1,1", "2,3,1", "7,5,3", "33,17,65", "257,31,8", "1000,64,9", "65,1,130"})
    void native_and_plain_products_agree_at_awkward_sizes(int n, int d, int m) {
        Products library = new Nd4jProducts();
        Matrix x = Draw.normal(n, d, 1);
        Matrix y = Draw.normal(n, m, 2);
        double tolerance = 1e-14 * (n + d) * 10;
        assertClose(library.gram(x), PLAIN.gram(x), tolerance);
        assertClose(library.cross(x, y), PLAIN.cross(x, y), tolerance);
        assertClose(library.times(x.transpose(), y), PLAIN.times(x.transpose(), y), tolerance);
        assertClose(library.gram(x), x.transpose().times(x), tolerance);
    }

    @ParameterizedTest(name = "{0} x {1} x {2} of {3} components")
    @CsvSource({"1,1,1,1", "2,3,4,1", "7,5,3,9", "16,17,5,33", "1,8,2,3"})
    void native_and_plain_tensors_agree_and_are_what_the_definition_says(int n0, int n1, int n2, int rank) {
        Products library = new Nd4jProducts();
        Matrix a = Draw.normal(n0, rank, 11);
        Matrix b = Draw.normal(n1, rank, 12);
        Matrix c = Draw.normal(n2, rank, 13);
        double[] tensor = PLAIN.components(a, b, c);
        int[] shape = {n0, n1, n2};
        double direct = 0;
        for (int r = 0; r < rank; r++) {
            direct += a.get(n0 - 1, r) * b.get(0, r) * c.get(n2 - 1, r);
        }
        assertThat(tensor[((n0 - 1) * n1) * n2 + n2 - 1]).isCloseTo(direct, within(1e-12));
        assertThat(library.components(a, b, c)).containsExactly(tensor, within(1e-12));
        assertThat(Contraction.components(a, b, c)).containsExactly(tensor, within(1e-12));
        for (int axis = 0; axis < 3; axis++) {
            assertThat(library.unfolded(tensor, shape, axis)).isEqualTo(PLAIN.unfolded(tensor, shape, axis));
            assertThat(Contraction.unfolded(tensor, shape, axis)).isEqualTo(PLAIN.unfolded(tensor, shape, axis));
        }
        Matrix first = Draw.normal(3, n0, 14);
        Matrix second = Draw.normal(2, n1, 15);
        Matrix third = Draw.normal(5, n2, 16);
        // A sum of components turns as its factors do.
        double[] turned = PLAIN.components(first.times(a), second.times(b), third.times(c));
        assertThat(PLAIN.turned(tensor, first, second, third)).containsExactly(turned, within(1e-10));
        assertThat(library.turned(tensor, first, second, third)).containsExactly(turned, within(1e-10));
        assertThat(Contraction.turned(tensor, first, second, third)).containsExactly(turned, within(1e-10));
    }

    @Test
    void tensors_whose_shapes_do_not_fit_are_refused() {
        Matrix x = Draw.normal(2, 2, 17);
        assertThatThrownBy(() -> Contraction.components(x, x, Draw.normal(2, 3, 18)))
                .hasMessageContaining("as many columns");
        assertThatThrownBy(() -> Contraction.turned(new double[7], x, x, x)).hasMessageContaining("2 x 2 x 2");
        assertThatThrownBy(() -> Contraction.unfolded(new double[8], new int[] {2, 2, 2}, 3))
                .hasMessageContaining("axis 3");
        x.set(1, 1, Double.NaN);
        assertThatThrownBy(() -> Contraction.components(x, x, x)).hasMessageContaining("row 1, column 1");
    }

    @Test
    void a_large_product_gives_the_same_bytes_on_repeat_and_beside_others() {
        Matrix x = Draw.normal(30_001, 67, 3);
        double[] weights = Draw.uniform(30_001, 4);
        int once = Arrays.hashCode(Contraction.gram(x, weights).values());
        List<Integer> again = IntStream.range(0, 4)
                .parallel()
                .mapToObj(i -> Arrays.hashCode(Contraction.gram(x, weights).values()))
                .toList();
        assertThat(again).containsOnly(once);
    }

    @Test
    void distances_are_those_of_the_definition_and_zero_between_equal_rows() {
        Matrix a = Draw.normal(9, 5, 5);
        Matrix b = Draw.normal(4, 5, 6);
        Matrix distances = Contraction.squaredDistances(a, b);
        double direct = 0;
        for (int c = 0; c < 5; c++) {
            direct += Math.pow(a.get(8, c) - b.get(3, c), 2);
        }
        assertThat(distances.get(8, 3)).isCloseTo(direct, within(1e-12));
        Matrix self = Contraction.squaredDistances(a, a);
        assertThat(IntStream.range(0, 9).mapToDouble(i -> self.get(i, i)).toArray())
                .containsOnly(new double[] {0}, within(1e-13));
    }

    @Test
    void a_value_that_is_not_finite_is_named_with_its_row() {
        Matrix x = Draw.normal(5, 3, 7);
        x.set(3, 1, Double.NaN);
        assertThatThrownBy(() -> Contraction.gram(x, new double[] {1, 1, 1, 1, 1}))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("NaN in row 3, column 1");
    }

    @Test
    void a_negative_weight_and_a_shape_that_does_not_fit_are_refused() {
        Matrix x = Draw.normal(2, 2, 8);
        assertThatThrownBy(() -> Contraction.gram(x, new double[] {1, -1}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("weight of row 1");
        assertThatThrownBy(() -> Contraction.times(x, Draw.normal(3, 2, 9)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 x 2 by 3 x 2");
    }

    static void assertClose(Matrix actual, Matrix expected, double tolerance) {
        assertThat(actual.rows()).isEqualTo(expected.rows());
        assertThat(actual.columns()).isEqualTo(expected.columns());
        assertThat(actual.values()).containsExactly(expected.values(), within(tolerance));
    }
}
