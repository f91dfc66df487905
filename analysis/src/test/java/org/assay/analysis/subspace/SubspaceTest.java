package org.assay.analysis.subspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.assay.analysis.Draw;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.Representation;
import org.assay.datasets.model.Site;
import org.assay.datasets.origin.ContentHash;
import org.assay.datasets.origin.Seed;
import org.junit.jupiter.api.Test;

class SubspaceTest {
    private static final int ROWS = 500;
    private static final double[] WEIGHTS = Draw.weights(ROWS, 1);

    @Test
    void a_plane_with_noise_on_it_is_found_with_its_mean_and_variances() {
        Matrix plane = RandomSubspace.of(new double[9], 2, Seed.of(2)).basis();
        Matrix coordinates = Draw.normal(ROWS, 2, 3);
        Matrix h = coordinates.times(plane);
        for (int i = 0; i < h.values().length; i++) {
            h.values()[i] += 5 + 1e-3 * Draw.uniform(h.values().length, 4)[0];
        }
        PrincipalSubspace principal = PrincipalSubspace.fit(representation(h), WEIGHTS, 2);
        assertThat(principal.explainedShare()).isGreaterThan(1 - 1e-9);
        assertThat(PrincipalAngles.between(principal.subspace(), new Subspace(new double[9], plane))
                        .overlap())
                .isCloseTo(1, within(1e-9));
        assertThat(principal.subspace().project(h).values()).containsExactly(h.values(), within(1e-9));
    }

    @Test
    void variances_are_those_of_the_coordinates_and_sum_to_the_total() {
        Matrix h = Draw.normal(ROWS, 6, 5);
        PrincipalSubspace principal = PrincipalSubspace.fit(representation(h), WEIGHTS, 6);
        Matrix coordinates = principal.subspace().coordinates(h);
        double total = 0;
        for (int c = 0; c < 6; c++) {
            double variance = 0;
            for (int r = 0; r < ROWS; r++) {
                variance += WEIGHTS[r] * coordinates.get(r, c) * coordinates.get(r, c);
            }
            assertThat(variance).isCloseTo(principal.variances()[c], within(1e-12));
            total += variance;
        }
        assertThat(Arrays.stream(principal.variances()).sum()).isCloseTo(total, within(1e-12));
    }

    @Test
    void rotating_the_activations_rotates_the_subspace_and_doubling_rows_leaves_it() {
        Matrix h = Draw.normal(ROWS, 6, 6).times(Draw.normal(6, 6, 7));
        Matrix rotation = RandomSubspace.of(new double[6], 6, Seed.of(8)).basis();
        PrincipalSubspace straight = PrincipalSubspace.fit(representation(h), WEIGHTS, 3);
        PrincipalSubspace rotated = PrincipalSubspace.fit(representation(h.times(rotation)), WEIGHTS, 3);
        assertThat(rotated.variances()).containsExactly(straight.variances(), within(1e-9));
        Subspace turned =
                new Subspace(new double[6], straight.subspace().basis().times(rotation));
        assertThat(PrincipalAngles.between(turned, rotated.subspace()).overlap())
                .isCloseTo(1, within(1e-9));

        int[] twice = IntStream.range(0, 2 * ROWS).map(i -> i / 2).toArray();
        double[] half = Arrays.stream(twice).mapToDouble(r -> WEIGHTS[r] / 2).toArray();
        PrincipalSubspace doubled = PrincipalSubspace.fit(representation(h.selectRows(twice)), half, 3);
        assertThat(doubled.subspace().basis().values())
                .containsExactly(straight.subspace().basis().values(), within(1e-9));
    }

    @Test
    void the_complement_is_orthonormal_and_orthogonal() {
        for (int k : new int[] {0, 1, 5, 12}) {
            Subspace subspace = RandomSubspace.of(new double[12], k, Seed.of(k));
            Matrix complement = subspace.complement();
            assertThat(complement.rows()).isEqualTo(12 - k);
            Matrix inner = complement.times(complement.transpose());
            assertThat(inner.values()).containsExactly(Matrix.identity(12 - k).values(), within(1e-14));
            assertThat(complement.times(subspace.basis().transpose()).values())
                    .containsExactly(new double[(12 - k) * k], within(1e-14));
        }
    }

    @Test
    void two_lines_at_sixty_degrees_have_a_cosine_of_a_half() {
        Subspace first = new Subspace(new double[2], Matrix.ofRows(new double[] {1, 0}));
        Subspace second = new Subspace(new double[2], Matrix.ofRows(new double[] {.5, Math.sqrt(.75)}));
        PrincipalAngles angles = PrincipalAngles.between(first, second);
        assertThat(angles.cosines()).containsExactly(new double[] {.5}, within(1e-15));
        assertThat(angles.overlap()).isCloseTo(.25, within(1e-15));
    }

    @Test
    void random_subspaces_overlap_by_their_share_of_the_directions() {
        Subspace fixed = RandomSubspace.of(new double[20], 4, Seed.of(1));
        double mean = IntStream.range(0, 400)
                .mapToDouble(i -> PrincipalAngles.between(
                                fixed,
                                RandomSubspace.of(new double[20], 4, Seed.of(2).child(i)))
                        .overlap())
                .average()
                .orElseThrow();
        // The standard deviation of one overlap is about 0.07, of the mean of 400 about 0.0035.
        assertThat(mean).isCloseTo(4 / 20.0, within(.014));
    }

    @Test
    void a_subspace_needs_a_basis_that_is_orthonormal() {
        Matrix skew = Matrix.ofRows(new double[] {1, 0}, new double[] {.6, .8});
        assertThatThrownBy(() -> new Subspace(new double[2], skew))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("inner product 0.6");
        assertThatThrownBy(() -> RandomSubspace.of(new double[2], 3, Seed.of(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_representation_that_does_not_vary_has_no_explained_share() {
        PrincipalSubspace principal = PrincipalSubspace.fit(representation(Matrix.zeros(ROWS, 3)), WEIGHTS, 1);
        assertThatThrownBy(principal::explainedShare).isInstanceOf(ArithmeticException.class);
    }

    private static Representation representation(Matrix h) {
        List<String> names =
                IntStream.range(0, h.columns()).mapToObj(i -> "d" + i).toList();
        return new Representation(ContentHash.of("contexts"), new Site("site"), names, h);
    }
}
