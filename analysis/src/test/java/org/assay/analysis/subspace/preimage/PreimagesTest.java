package org.assay.analysis.subspace.preimage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.assay.analysis.Draw;
import org.assay.analysis.subspace.KnownFactor;
import org.assay.analysis.subspace.RandomSubspace;
import org.assay.analysis.subspace.Subspace;
import org.assay.analysis.subspace.preimage.Preimages.Nearness;
import org.assay.analysis.subspace.preimage.Preimages.Preimage;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;
import org.junit.jupiter.api.Test;

class PreimagesTest {
    private static final int ROWS = 800;
    private static final int DIRECTIONS = 12;
    private static final Matrix ROTATION =
            RandomSubspace.of(new double[DIRECTIONS], DIRECTIONS, Seed.of(1)).basis();
    private static final int[][] VALUES = values();
    private static final Matrix HELD = held();
    private static final List<KnownFactor> FACTORS =
            List.of(KnownFactor.discrete("first", VALUES[0], 5), KnownFactor.discrete("second", VALUES[1], 4));
    private static final double[] WEIGHTS = Draw.weights(ROWS, 9);

    private static Preimage near(int from, int to, int row, Nearness nearness) {
        int[] axes = IntStream.range(from, to).toArray();
        Subspace block = new Subspace(new double[DIRECTIONS], ROTATION.selectRows(axes));
        return Preimages.of(block, HELD, WEIGHTS, FACTORS).near(nearness, HELD.row(row));
    }

    @Test
    void in_the_block_of_a_factor_near_contexts_share_its_value_and_nothing_else() {
        for (Nearness nearness : Nearness.values()) {
            Preimage preimage = near(0, 6, 3, nearness);
            assertThat(preimage.near().get(0).row()).isEqualTo(3);
            assertThat(preimage.near().get(0).cosine()).isCloseTo(1, within(1e-9));
            Preimages.Shared first = preimage.shared().get(0);
            assertThat(first.factor()).isEqualTo("first");
            assertThat(first.value()).isEqualTo(VALUES[0][3]);
            assertThat(first.share()).isCloseTo(1, within(1e-9));
            assertThat(first.lift()).isCloseTo(1 / first.base(), within(1e-9));
            assertThat(first.count()).isEqualTo(preimage.near().size());
            long alike = Arrays.stream(VALUES[0])
                    .filter(value -> value == VALUES[0][3])
                    .count();
            assertThat(preimage.near()).hasSize((int) alike);
            assertThat(preimage.shared().get(1).lift()).isLessThan(1.4);
        }
    }

    @Test
    void in_another_block_the_factor_is_shared_no_more_than_by_chance() {
        Preimage preimage = near(6, 12, 3, Nearness.EUCLIDEAN);
        assertThat(preimage.shared().get(0).factor()).isEqualTo("second");
        assertThat(preimage.shared().get(1).factor()).isEqualTo("first");
        assertThat(preimage.shared().get(1).lift()).isLessThan(1.4);
    }

    @Test
    void an_activation_at_the_mean_and_one_far_away_have_no_preimage() {
        Subspace block = new Subspace(new double[DIRECTIONS], ROTATION.selectRows(new int[] {0, 1}));
        Preimages preimages = Preimages.of(block, HELD, WEIGHTS, FACTORS);
        assertThat(preimages.near(Nearness.COSINE, new double[DIRECTIONS]).near())
                .isEmpty();
        double[] far = HELD.row(0);
        Arrays.setAll(far, i -> 100 * far[i]);
        assertThat(preimages.near(Nearness.EUCLIDEAN, far).near()).isEmpty();
        assertThat(preimages.near(Nearness.EUCLIDEAN, far).shared()).isEmpty();
        assertThatThrownBy(() -> preimages.near(Nearness.COSINE, 1, 2)).hasMessageContaining("2 entries");
    }

    private static int[][] values() {
        Draws draws = Seed.of(2).draws();
        int[][] values = new int[2][ROWS];
        for (int r = 0; r < ROWS; r++) {
            values[0][r] = draws.nextInt(5);
            values[1][r] = draws.nextInt(4);
        }
        return values;
    }

    /** Orthogonal codes of length 1, so that values are never near to each other, and a little noise. */
    private static Matrix held() {
        Matrix noise = Draw.normal(ROWS, DIRECTIONS, 3);
        for (int r = 0; r < ROWS; r++) {
            for (int c = 0; c < DIRECTIONS; c++) {
                boolean on = c == VALUES[0][r] || c == 6 + VALUES[1][r];
                noise.set(r, c, (on ? 1 : 0) + .01 * noise.get(r, c));
            }
        }
        return noise.times(ROTATION);
    }
}
