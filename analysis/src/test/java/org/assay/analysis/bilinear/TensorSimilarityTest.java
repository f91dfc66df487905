package org.assay.analysis.bilinear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.assay.analysis.Draw;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.matrix.NamedArray;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class TensorSimilarityTest {
    private static final int SAMPLES = 400_000;

    /** Mean not 0, covariance of full rank. */
    private static GaussianInput shifted(int d) {
        Matrix root = Draw.normal(d, d, 77);
        Matrix covariance = root.times(root.transpose());
        for (int i = 0; i < covariance.values().length; i++) {
            covariance.values()[i] /= d;
        }
        return new GaussianInput(Draw.normal(1, d, 78).row(0), covariance);
    }

    /** One input, with {@code root} the lower triangle whose product with its transpose is the covariance. */
    private static double[] draw(GaussianInput input, Matrix root, Draws draws) {
        double[] normal = new double[input.mean().length];
        for (int i = 0; i < normal.length; i++) {
            normal[i] = draws.nextNormal();
        }
        double[] x = input.mean().clone();
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j <= i; j++) {
                x[i] += root.get(i, j) * normal[j];
            }
        }
        return x;
    }

    private static Matrix cholesky(Matrix covariance) {
        int d = covariance.rows();
        Matrix root = Matrix.zeros(d, d);
        for (int i = 0; i < d; i++) {
            for (int j = 0; j <= i; j++) {
                double rest = covariance.get(i, j);
                for (int k = 0; k < j; k++) {
                    rest -= root.get(i, k) * root.get(j, k);
                }
                // A constant input has no variance.
                root.set(i, j, i == j ? Math.sqrt(Math.max(0, rest)) : root.get(j, j) == 0 ? 0 : rest / root.get(j, j));
            }
        }
        return root;
    }

    private static double[] of(List<BilinearLayer> stack, double[] x) {
        double[] value = x;
        for (BilinearLayer layer : stack) {
            value = layer.of(value);
        }
        return value;
    }

    private static double sampled(List<BilinearLayer> f, List<BilinearLayer> g, GaussianInput input) {
        return sampled(f, g, input, SAMPLES);
    }

    private static double sampled(List<BilinearLayer> f, List<BilinearLayer> g, GaussianInput input, int samples) {
        Draws draws = Seed.of(5).draws();
        Matrix root = cholesky(input.covariance());
        double sum = 0;
        for (int s = 0; s < samples; s++) {
            double[] x = draw(input, root, draws);
            double[] a = of(f, x);
            double[] b = of(g, x);
            for (int k = 0; k < a.length; k++) {
                sum += a[k] * b[k];
            }
        }
        return sum / samples;
    }

    /** {@code E x_i x_j x_a x_b}: one factor alone with its mean, or paired with each of the others. */
    private static double moment(GaussianInput input, int... indices) {
        if (indices.length == 0) {
            return 1;
        }
        int[] rest = Arrays.copyOfRange(indices, 1, indices.length);
        double sum = input.mean()[indices[0]] * moment(input, rest);
        for (int p = 0; p < rest.length; p++) {
            int[] left = new int[rest.length - 1];
            System.arraycopy(rest, 0, left, 0, p);
            System.arraycopy(rest, p + 1, left, p, left.length - p);
            sum += input.covariance().get(indices[0], rest[p]) * moment(input, left);
        }
        return sum;
    }

    /** Sum over all entries of both tensors. */
    private static double bruteForce(BilinearLayer f, BilinearLayer g, GaussianInput input) {
        NamedArray a = f.tensor();
        NamedArray b = g.tensor();
        int d = f.inputs();
        double sum = 0;
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                for (int p = 0; p < d; p++) {
                    for (int q = 0; q < d; q++) {
                        double fourth = moment(input, i, j, p, q);
                        for (int k = 0; k < f.outputs(); k++) {
                            sum += a.at(k, i, j) * b.at(k, p, q) * fourth;
                        }
                    }
                }
            }
        }
        return sum;
    }

    @Test
    void closed_form_is_the_sum_over_all_entries() {
        BilinearLayer f = BilinearLayerTest.random(4, 6, 3, 1);
        BilinearLayer g = BilinearLayerTest.random(4, 5, 3, 2);
        for (GaussianInput input :
                List.of(GaussianInput.standard(4), shifted(4), shifted(3).lifted())) {
            double inner = TensorSimilarity.inner(f, g, input);
            assertThat(inner).isCloseTo(bruteForce(f, g, input), within(1e-10 * Math.abs(inner)));
        }
    }

    /** With and without mean, and over an input whose first entry is always 1. */
    @Test
    @Tag("slow")
    void closed_form_is_what_samples_say() {
        BilinearLayer f = BilinearLayerTest.random(4, 6, 3, 1);
        for (GaussianInput input :
                List.of(GaussianInput.standard(4), shifted(4), shifted(3).lifted())) {
            double square = TensorSimilarity.inner(f, f, input);
            assertThat(sampled(List.of(f), List.of(f), input)).isCloseTo(square, within(0.02 * square));
        }
    }

    @Test
    void the_fourth_moment_of_the_constant_is_one() {
        Matrix one = Matrix.ofRows(new double[] {1, 0, 0});
        BilinearLayer constant = new BilinearLayer(one, one, Matrix.identity(1));
        GaussianInput lifted = shifted(2).lifted();
        assertThat(TensorSimilarity.inner(constant, constant, lifted)).isCloseTo(1, within(1e-15));
        // The formula for mean 0 takes the second moments about 0 for a covariance.
        Matrix aboutZero = Matrix.zeros(3, 3);
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                aboutZero.set(i, j, lifted.covariance().get(i, j) + lifted.mean()[i] * lifted.mean()[j]);
            }
        }
        GaussianInput mistaken = new GaussianInput(new double[3], aboutZero);
        assertThat(TensorSimilarity.inner(constant, constant, mistaken)).isCloseTo(3, within(1e-12));
    }

    @Test
    void a_layer_is_like_itself_unlike_what_shares_no_input_and_opposite_to_its_negative() {
        GaussianInput input = GaussianInput.standard(4);
        BilinearLayer f = BilinearLayerTest.random(4, 6, 3, 1);
        assertThat(TensorSimilarity.cosine(f, f, input)).isCloseTo(1, within(1e-14));
        Matrix negative = Matrix.zeros(3, 3);
        for (int i = 0; i < 3; i++) {
            negative.set(i, i, -2);
        }
        BilinearLayer opposite = new BilinearLayer(f.gate(), f.linear(), negative.times(f.out()));
        assertThat(TensorSimilarity.cosine(f, opposite, input)).isCloseTo(-1, within(1e-14));
        assertThat(TensorSimilarity.cosine(product(0, 1), product(2, 3), input)).isZero();
        BilinearLayer zero = new BilinearLayer(f.gate(), f.linear(), Matrix.zeros(3, 6));
        assertThat(TensorSimilarity.cosine(f, zero, input)).isNaN();
        assertThat(TensorSimilarity.relativeError(f, zero, input)).isEqualTo(1);
        assertThat(TensorSimilarity.relativeError(f, f, input)).isZero();
    }

    /** {@code x_i x_j} of four inputs. */
    private static BilinearLayer product(int i, int j) {
        Matrix first = Matrix.zeros(1, 4);
        Matrix second = Matrix.zeros(1, 4);
        first.set(0, i, 1);
        second.set(0, j, 1);
        return new BilinearLayer(first, second, Matrix.identity(1));
    }

    @Test
    @Tag("slow")
    void relative_error_is_that_of_the_outputs() {
        BilinearLayer f = BilinearLayerTest.random(4, 6, 3, 1);
        BilinearLayer g =
                new BilinearLayer(f.gate(), BilinearLayerTest.random(4, 6, 3, 2).linear(), f.out());
        BilinearLayer difference =
                new BilinearLayer(f.gate(), TensorSimilarity.sum(f.linear(), minus(g.linear())), f.out());
        GaussianInput input = shifted(4);
        double sampled =
                sampled(List.of(difference), List.of(difference), input) / sampled(List.of(f), List.of(f), input);
        assertThat(TensorSimilarity.relativeError(f, g, input)).isCloseTo(sampled, within(0.02 * sampled));
    }

    private static Matrix minus(Matrix a) {
        Matrix negative = Matrix.zeros(a.rows(), a.columns());
        for (int i = 0; i < negative.values().length; i++) {
            negative.values()[i] = -a.values()[i];
        }
        return negative;
    }

    /** x_0 x_1 and x_0 x_1 + x_2 x_3 look the same to data that never leave the plane of the first two inputs. */
    @Test
    void a_law_without_full_support_takes_different_layers_for_the_same() {
        BilinearLayer both = new BilinearLayer(
                Matrix.ofRows(new double[] {1, 0, 0, 0}, new double[] {0, 0, 1, 0}),
                Matrix.ofRows(new double[] {0, 1, 0, 0}, new double[] {0, 0, 0, 1}),
                Matrix.ofRows(new double[] {1, 1}));
        Matrix plane = Matrix.zeros(4, 4);
        plane.set(0, 0, 1);
        plane.set(1, 1, 1);
        GaussianInput data = new GaussianInput(new double[4], plane);
        assertThat(TensorSimilarity.cosine(product(0, 1), both, data)).isCloseTo(1, within(1e-14));
        assertThat(TensorSimilarity.cosine(product(0, 1), both, data.widened(1)))
                .isCloseTo(Math.sqrt(0.5), within(1e-14));
    }

    @Test
    void tensors_of_one_and_two_layers_are_multiplied_entry_by_entry() {
        BilinearLayer f1 = BilinearLayerTest.random(3, 4, 2, 1);
        BilinearLayer f2 = BilinearLayerTest.random(2, 5, 3, 2);
        BilinearLayer g1 = BilinearLayerTest.random(3, 5, 4, 3);
        BilinearLayer g2 = BilinearLayerTest.random(4, 3, 3, 4);
        assertThat(TensorSimilarity.tensorInner(List.of(f1), List.of(f1)))
                .isCloseTo(dot(f1.tensor().values(), f1.tensor().values()), within(1e-10));
        double inner = TensorSimilarity.tensorInner(List.of(f1, f2), List.of(g1, g2));
        assertThat(inner).isCloseTo(dot(tree(f1, f2), tree(g1, g2)), within(1e-10 * Math.abs(inner)));
    }

    /** {@code sum_pq T2[k,p,q] T1[p,i,j] T1[q,a,b]} for all k i j a b. */
    private static double[] tree(BilinearLayer below, BilinearLayer above) {
        NamedArray lower = below.tensor();
        NamedArray upper = above.tensor();
        int d = below.inputs();
        double[] entries = new double[above.outputs() * d * d * d * d];
        for (int n = 0; n < entries.length; n++) {
            int[] at = {n / (d * d * d * d), n / (d * d * d) % d, n / (d * d) % d, n / d % d, n % d};
            for (int p = 0; p < above.inputs(); p++) {
                for (int q = 0; q < above.inputs(); q++) {
                    entries[n] += upper.at(at[0], p, q) * lower.at(p, at[1], at[2]) * lower.at(q, at[3], at[4]);
                }
            }
        }
        return entries;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    @Test
    @Tag("slow")
    void stacks_of_two_layers_are_known_to_a_fifth() {
        List<BilinearLayer> f = List.of(half(1), half(2));
        GaussianInput input = GaussianInput.standard(8).lifted();
        double square = sampled(f, f, input, 30_000);
        assertThat(TensorSimilarity.inner(f, f, input)).isCloseTo(square, within(0.2 * square));
        List<BilinearLayer> g = List.of(half(1), half(3));
        double cosine = sampled(f, g, input, 30_000) / Math.sqrt(square * sampled(g, g, input, 30_000));
        assertThat(TensorSimilarity.cosine(f, g, input)).isCloseTo(cosine, within(0.2 * cosine));
    }

    /** {@code x / 2 + f(x) / 2} over (1, x), of eight inputs. */
    private static BilinearLayer half(long seed) {
        int d = 8;
        BilinearLayer products = BilinearLayerTest.random(d, 2 * d, d, seed);
        Matrix gate = Matrix.zeros(3 * d + 1, d + 1);
        Matrix linear = Matrix.zeros(3 * d + 1, d + 1);
        Matrix out = Matrix.zeros(d + 1, 3 * d + 1);
        for (int i = 0; i < d; i++) {
            for (int h = 0; h < 2 * d; h++) {
                gate.set(h, 1 + i, products.gate().get(h, i) / Math.sqrt(d));
                linear.set(h, 1 + i, products.linear().get(h, i) / Math.sqrt(d));
                out.set(1 + i, h, products.out().get(i, h) / Math.sqrt(2 * d) / 2);
            }
            gate.set(2 * d + i, 0, 1);
            linear.set(2 * d + i, 1 + i, 1);
            out.set(1 + i, 2 * d + i, 0.5);
        }
        gate.set(3 * d, 0, 1);
        linear.set(3 * d, 0, 1);
        out.set(0, 3 * d, 1);
        return new BilinearLayer(gate, linear, out);
    }

    @Test
    void what_cannot_be_compared_is_refused() {
        BilinearLayer f = BilinearLayerTest.random(4, 6, 3, 1);
        BilinearLayer other = BilinearLayerTest.random(5, 6, 3, 1);
        assertThatThrownBy(() -> TensorSimilarity.inner(f, other, GaussianInput.standard(4)))
                .hasMessageContaining("other inputs or outputs");
        assertThatThrownBy(() -> TensorSimilarity.inner(f, f, GaussianInput.standard(5)))
                .hasMessageContaining("compared over 5");
        assertThatThrownBy(() -> TensorSimilarity.inner(List.of(f), List.of(), GaussianInput.standard(4)))
                .hasMessageContaining("equally many layers");
        assertThatThrownBy(() -> shifted(3).widened(2)).hasMessageContaining("0 .. 1");
        assertThatThrownBy(() -> new GaussianInput(new double[2], Matrix.identity(3)))
                .hasMessageContaining("mean of 2");
    }
}
