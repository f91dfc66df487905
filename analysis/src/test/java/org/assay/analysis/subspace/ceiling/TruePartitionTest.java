package org.assay.analysis.subspace.ceiling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.assay.analysis.subspace.Partition;
import org.assay.analysis.subspace.RandomSubspace;
import org.assay.analysis.subspace.code.KnownCode;
import org.assay.analysis.subspace.code.ProductCode;
import org.assay.analysis.subspace.rival.IndependentBlocks;
import org.assay.analysis.subspace.score.CaptureMatrix;
import org.assay.analysis.subspace.score.FactorCovariances;
import org.assay.analysis.subspace.score.OneToOne;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TruePartitionTest {
    @Test
    void orthogonalFactorsAreHeldWhole() {
        KnownCode code = new ProductCode(3, 5, 4, 0.3).draw(1_000, Seed.of(1));
        TruePartition best = fit(code, List.of(4, 4, 4), List.of());
        assertThat(best.score()).isCloseTo(1, within(1e-9));
        assertThat(code.recovery(best.partition())).isCloseTo(1, within(1e-9));
        assertThat(best.agreeing()).isPositive();
    }

    /**
     * Lines at an angle in the plane: together they are captured by (1 + sin)/2 at best, which chance, 1/2, makes sin; where that is
     * less than half, one of them alone is worth more.
     */
    @ParameterizedTest
    @ValueSource(doubles = {0.3, 1.0, 1.4})
    void linesAtAnAngleHaveTheirClosedForm(double angle) {
        List<Matrix> lines = List.of(line(0), line(angle));
        FactorCovariances factors = factors(lines);
        TruePartition best = TruePartition.fit(factors, new double[2], List.of(1, 1), List.of(), Seed.of(2));
        assertThat(best.score()).isCloseTo(Math.max(0.5, Math.sin(angle)), within(1e-6));
    }

    /** In the plane every partition is one angle, so all of them can be looked at. */
    @Test
    void noAngleOfThePlaneIsBetter() {
        Draws draws = Seed.of(3).draws();
        for (int problem = 0; problem < 20; problem++) {
            List<Matrix> sigmas = new ArrayList<>();
            for (int k = 0; k < 2; k++) {
                Matrix root = Matrix.ofRows(
                        new double[] {draws.nextNormal(), draws.nextNormal()},
                        new double[] {draws.nextNormal(), draws.nextNormal()});
                sigmas.add(root.transpose().times(root));
            }
            FactorCovariances factors = factors(sigmas);
            double most = 0;
            for (int i = 0; i < 2_000; i++) {
                double angle = i * Math.PI / 2_000;
                Matrix basis = Matrix.ofRows(
                        new double[] {Math.cos(angle), Math.sin(angle)},
                        new double[] {-Math.sin(angle), Math.cos(angle)});
                most = Math.max(most, score(new Partition(new double[2], basis, List.of(1, 1)), factors));
            }
            TruePartition best = TruePartition.fit(factors, new double[2], List.of(1, 1), List.of(), Seed.of(4));
            assertThat(best.score()).isBetween(most - 1e-9, most + 1e-5);
        }
    }

    @Test
    void itIsAboveEveryMethodAndRandomPartitionOfItsSizes() {
        KnownCode code = crossing();
        FactorCovariances factors = FactorCovariances.joint(code.activations(), code.weights(), code.factors());
        Partition found = IndependentBlocks.tanh()
                .into(3)
                .fit(code.activations(), code.weights(), Seed.of(5))
                .partition();
        TruePartition best = TruePartition.fit(
                factors, new double[code.activations().columns()], found.sizes(), List.of(), Seed.of(6));
        assertThat(best.score()).isLessThan(0.95).isGreaterThan(score(found, factors));
        for (int draw = 0; draw < 200; draw++) {
            Matrix basis = RandomSubspace.of(
                            found.mean(), found.directions(), Seed.of(7).child(draw))
                    .basis();
            assertThat(score(new Partition(found.mean(), basis, found.sizes()), factors))
                    .isLessThan(best.score());
        }
        TruePartition from = TruePartition.fit(factors, found.mean(), found.sizes(), List.of(found), Seed.of(6));
        assertThat(from.score()).isGreaterThanOrEqualTo(best.score() - 1e-6);
        assertThat(from.starts()).isEqualTo(best.starts() + 1);
    }

    @Test
    void moreBlocksThanFactorsAndFewerAreBothAnswered() {
        KnownCode code = new ProductCode(2, 5, 4, 0).draw(500, Seed.of(8));
        TruePartition more = fit(code, List.of(4, 1, 3), List.of());
        assertThat(more.partition().sizes()).containsExactly(4, 1, 3);
        assertThat(more.score()).isBetween(0.8, 1.0);
        assertThat(fit(code, List.of(8), List.of()).score()).isZero();
        assertThat(fit(code, List.of(4), List.of()).score()).isCloseTo(0.5, within(1e-9));
        Partition other = fit(code, List.of(4, 4), List.of()).partition();
        assertThatThrownBy(() -> fit(code, List.of(4, 3), List.of(other))).hasMessageContaining("[4, 4]");
    }

    /** Codes of 2, 4 and 5 directions, four directions of noise: the sizes are found, and what no factor needs is in no block. */
    @Test
    void sizesAreFoundWhereFactorsAreOrthogonal() {
        List<Matrix> sigmas = new ArrayList<>();
        int from = 0;
        for (int size : new int[] {2, 4, 5}) {
            Matrix sigma = Matrix.zeros(15, 15);
            for (int d = from; d < from + size; d++) {
                sigma.set(d, d, 1 + d);
            }
            from += size;
            sigmas.add(turned(sigma));
        }
        Matrix total = Matrix.identity(15);
        FactorCovariances factors = new FactorCovariances(List.of("a", "b", "c"), sigmas, total, total);
        TruePartition best = TruePartition.ofAnySizes(factors, new double[15], List.of(), Seed.of(12));
        assertThat(best.score()).isCloseTo(1, within(1e-9));
        assertThat(best.partition().sizes()).satisfies(sizes -> {
            assertThat(sizes).hasSize(3);
            assertThat(sizes.get(0)).isGreaterThanOrEqualTo(2);
            assertThat(sizes.get(1)).isGreaterThanOrEqualTo(4);
            assertThat(sizes.get(2)).isGreaterThanOrEqualTo(5);
        });
    }

    /** Every way to cut nine directions in three, each with all starts: none is better. */
    @Test
    void noSizesAreBetter() {
        KnownCode code = crossing();
        FactorCovariances factors = FactorCovariances.joint(code.activations(), code.weights(), code.factors());
        TruePartition best = TruePartition.ofAnySizes(factors, new double[9], List.of(), Seed.of(13));
        assertThat(best.score()).isLessThan(.95);
        for (int a = 1; a <= 7; a++) {
            for (int b = 1; a + b <= 8; b++) {
                TruePartition fixed =
                        TruePartition.fit(factors, new double[9], List.of(a, b, 9 - a - b), List.of(), Seed.of(14));
                assertThat(fixed.score())
                        .as(fixed.partition().sizes() + " against "
                                + best.partition().sizes())
                        .isLessThanOrEqualTo(best.score() + 1e-3);
            }
        }
    }

    /** A partition of more blocks than there are factors, held to its sizes, is never better than one that is free. */
    @Test
    void anySizesAreAtLeastAsGoodAsThoseOfAPartitionAtHand() {
        KnownCode code = crossing();
        FactorCovariances factors = FactorCovariances.joint(code.activations(), code.weights(), code.factors());
        Partition given = TruePartition.fit(factors, new double[9], List.of(3, 2, 1, 1, 1, 1), List.of(), Seed.of(17))
                .partition();
        TruePartition best = TruePartition.ofAnySizes(factors, new double[9], List.of(given), Seed.of(18));
        assertThat(best.partition().sizes()).hasSize(3);
        assertThat(best.score()).isGreaterThanOrEqualTo(score(given, factors));
    }

    @Test
    void moreFactorsThanDirectionsAreRefused() {
        List<Matrix> lines = List.of(line(0), line(1));
        FactorCovariances two = factors(lines);
        FactorCovariances three = new FactorCovariances(
                List.of("a", "b", "c"), List.of(line(0), line(1), line(2)), two.explained(), two.total());
        assertThatThrownBy(() -> TruePartition.ofAnySizes(three, new double[2], List.of(), Seed.of(15)))
                .hasMessageContaining("3 factors")
                .hasMessageContaining("2 directions");
    }

    private static Matrix turned(Matrix sigma) {
        Matrix turn = RandomSubspace.of(new double[sigma.rows()], sigma.rows(), Seed.of(16))
                .basis();
        Matrix product = turn.transpose().times(sigma).times(turn);
        Matrix symmetric = Matrix.zeros(sigma.rows(), sigma.rows());
        for (int i = 0; i < sigma.rows(); i++) {
            for (int j = 0; j < sigma.rows(); j++) {
                symmetric.set(i, j, (product.get(i, j) + product.get(j, i)) / 2);
            }
        }
        return symmetric;
    }

    /** Three factors of four directions each in nine: they cannot all be apart. */
    private static KnownCode crossing() {
        KnownCode apart = new ProductCode(3, 6, 4, 0).draw(1_500, Seed.of(9));
        Matrix squeeze =
                RandomSubspace.of(new double[12], 9, Seed.of(10)).basis().transpose();
        Matrix squeezed = apart.activations().times(squeeze);
        return new KnownCode(
                squeezed,
                apart.factors(),
                apart.codes().stream().map(each -> each.times(squeeze)).toList(),
                new Partition(new double[9], Matrix.identity(9), List.of(3, 3, 3)));
    }

    private static TruePartition fit(KnownCode code, List<Integer> sizes, List<Partition> from) {
        FactorCovariances factors = FactorCovariances.joint(code.activations(), code.weights(), code.factors());
        return TruePartition.fit(factors, new double[code.activations().columns()], sizes, from, Seed.of(11));
    }

    private static double score(Partition partition, FactorCovariances factors) {
        return OneToOne.of(CaptureMatrix.of(partition, factors)).score();
    }

    private static FactorCovariances factors(List<Matrix> sigmas) {
        Matrix total = Matrix.identity(2);
        return new FactorCovariances(List.of("a", "b"), sigmas, total, total);
    }

    private static Matrix line(double angle) {
        double c = Math.cos(angle);
        double s = Math.sin(angle);
        return Matrix.ofRows(new double[] {c * c, c * s}, new double[] {c * s, s * s});
    }
}
