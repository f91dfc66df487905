package org.assay.analysis.subspace.rival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlockAscentTest {
    /** Two lines at an angle in the plane: {@code cos^2(x) + sin^2(x - angle)} is at most {@code 1 + sin(angle)}. */
    @ParameterizedTest
    @ValueSource(doubles = {0.2, 0.9, 1.5})
    void twoLinesAtAnAngleHaveTheirClosedForm(double angle) {
        List<Matrix> lines = List.of(line(0), line(angle));
        BlockAscent fit = BlockAscent.from(RandomRotations.of(2, Seed.of(1)), lines, List.of(1, 1));
        assertThat(fit.value()).isCloseTo(1 + Math.sin(angle), within(1e-9));
    }

    @Test
    void noTurnOfTheAnswerIsBetterAndNoneOfTheStartsWas() {
        List<Matrix> targets = List.of(covariance(2), covariance(3), covariance(4));
        List<Integer> sizes = List.of(2, 2, 1);
        Matrix start = NearestBlocks.rows(RandomRotations.of(6, Seed.of(5)), 0, 5);
        BlockAscent fit = BlockAscent.from(start, targets, sizes);
        for (int turn = 0; turn < 50; turn++) {
            Matrix near = Rows.normal(5, 6, Seed.of(6).child(turn));
            for (int i = 0; i < near.values().length; i++) {
                near.values()[i] = fit.rows().values()[i] + 1e-3 * near.values()[i];
            }
            assertThat(value(NearestBlocks.orthonormal(near), targets, sizes)).isLessThanOrEqualTo(fit.value() + 1e-9);
        }
        assertThat(fit.value()).isGreaterThan(value(start, targets, sizes));
        assertThat(fit.value()).isCloseTo(value(fit.rows(), targets, sizes), within(1e-12));
    }

    @Test
    void directionsGoToWhoHasMostAlongThem() {
        Matrix first = Matrix.ofRows(new double[] {5, 0, 0}, new double[] {0, 3, 0}, new double[] {0, 0, 0});
        Matrix second = Matrix.ofRows(new double[] {4, 0, 0}, new double[] {0, 0, 0}, new double[] {0, 0, 1});
        GreedyDirections shared = GreedyDirections.of(List.of(first, second), 3);
        assertThat(shared.rows().get(0)).hasSize(2);
        assertThat(shared.rows().get(1)).hasSize(1);
        assertThat(Math.abs(shared.rows().get(1).get(0)[2])).isCloseTo(1, within(1e-12));
        assertThat(GreedyDirections.of(List.of(first), 3).rows().get(0)).hasSize(2);
    }

    @Test
    void groupsThatHaveNothingInCommonAreTheirConnectedParts() {
        Matrix affinity = Matrix.zeros(7, 7);
        int[] part = {0, 1, 0, 2, 1, 2, 0};
        for (int i = 0; i < 7; i++) {
            for (int j = 0; j < 7; j++) {
                affinity.set(i, j, part[i] == part[j] ? 0.5 : 0);
            }
        }
        assertThat(SpectralGroups.of(affinity, java.util.OptionalInt.empty(), Seed.of(7)))
                .isEqualTo(List.of(List.of(0, 2, 6), List.of(1, 4), List.of(3, 5)));
    }

    private static double value(Matrix rows, List<Matrix> targets, List<Integer> sizes) {
        double value = 0;
        int from = 0;
        for (int k = 0; k < sizes.size(); k++) {
            Matrix block = NearestBlocks.rows(rows, from, sizes.get(k));
            Matrix inside = block.times(targets.get(k)).times(block.transpose());
            for (int i = 0; i < sizes.get(k); i++) {
                value += inside.get(i, i);
            }
            from += sizes.get(k);
        }
        return value;
    }

    private static Matrix line(double angle) {
        double c = Math.cos(angle);
        double s = Math.sin(angle);
        return Matrix.ofRows(new double[] {c * c, c * s}, new double[] {c * s, s * s});
    }

    private static Matrix covariance(int seed) {
        Matrix rows = Rows.normal(3, 6, Seed.of(seed));
        return rows.transpose().times(rows);
    }
}
