package org.assay.analysis.subspace.ceiling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.assay.analysis.subspace.Partition;
import org.assay.analysis.subspace.PrincipalAngles;
import org.assay.analysis.subspace.RandomSubspace;
import org.assay.analysis.subspace.Subspace;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.progress.Progress;
import org.assay.datasets.sequence.ContextSet;
import org.assay.neural.hook.Softmax;
import org.junit.jupiter.api.Test;

/**
 * A network whose working is known: it reads the law linearly off a site that holds two factors in two directions each, beside four
 * directions of noise that it does not read.
 */
class DistributedAlignmentTest {
    private static final int D = 8;
    private static final int N = 200;
    private static final int VALUES = 4;
    private static final Matrix BASIS =
            RandomSubspace.of(new double[D], D, Seed.of(1)).basis();
    private static final ContextSet CONTEXTS = ContextSet.lastPosition(
            IntStream.range(0, N).mapToObj(i -> new int[] {0}).toList());
    private static final DistributedAlignment.Options OPTIONS = new DistributedAlignment.Options(300, 64, 0.03, 2);

    /** Logits {@code h A}. */
    private record Linear(Matrix readout) implements SiteGradient {
        @Override
        public At at(ContextSet bases, Matrix held, NextTokenTable target) {
            Matrix law = Softmax.rows(held.times(readout));
            Matrix slope = Matrix.zeros(law.rows(), law.columns());
            double loss = 0;
            for (int i = 0; i < slope.values().length; i++) {
                double p = target.probabilities().values()[i];
                loss += p * Math.log(p / law.values()[i]) / law.rows();
                slope.values()[i] = (law.values()[i] - p) / law.rows();
            }
            return new At(loss, slope.times(readout.transpose()));
        }
    }

    private record Site(Matrix held, int[][] values) {}

    private static final Linear TRAINED = new Linear(readout(BASIS, 2));
    private static final Linear UNTRAINED =
            new Linear(readout(RandomSubspace.of(new double[D], D, Seed.of(3)).basis(), 4));

    /** Reads the first four rows of a basis. */
    private static Matrix readout(Matrix basis, int seed) {
        Draws draws = Seed.of(seed).draws();
        Matrix weights = Matrix.zeros(4, 6);
        Arrays.setAll(weights.values(), i -> 2 * draws.nextNormal());
        return basis.selectRows(new int[] {0, 1, 2, 3}).transpose().times(weights);
    }

    private static Site draw(int seed) {
        Draws draws = Seed.of(seed).draws();
        Matrix coordinates = Matrix.zeros(N, D);
        int[][] values = new int[2][N];
        for (int r = 0; r < N; r++) {
            for (int f = 0; f < 2; f++) {
                values[f][r] = draws.nextInt(VALUES);
                double angle = 2 * Math.PI * values[f][r] / VALUES + f;
                coordinates.set(r, 2 * f, Math.cos(angle));
                coordinates.set(r, 2 * f + 1, Math.sin(angle));
            }
            for (int c = 4; c < D; c++) {
                coordinates.set(r, c, draws.nextNormal());
            }
        }
        return new Site(coordinates.times(BASIS), values);
    }

    /** Cause and isolate of both factors; the laws are those of the trained network with the true part exchanged. */
    private static List<Exchange> exchanges() {
        Site bases = draw(5);
        Site sources = draw(6);
        return List.of(
                cause(0, bases, sources),
                isolate(0, bases, sources),
                cause(1, bases, sources),
                isolate(1, bases, sources));
    }

    private static Exchange cause(int factor, Site bases, Site sources) {
        Matrix block = trueBlock(factor);
        Matrix projector = block.transpose().times(block);
        Matrix moved = Matrix.zeros(N, D);
        Arrays.setAll(
                moved.values(), i -> sources.held().values()[i] - bases.held().values()[i]);
        moved = moved.times(projector);
        for (int i = 0; i < moved.values().length; i++) {
            moved.values()[i] += bases.held().values()[i];
        }
        return new Exchange(factor, CONTEXTS, bases.held(), sources.held(), law(moved));
    }

    /** The source is the base with everything but the factor taken from elsewhere. */
    private static Exchange isolate(int factor, Site bases, Site sources) {
        Matrix block = trueBlock(factor);
        Matrix projector = block.transpose().times(block);
        Matrix kept = Matrix.zeros(N, D);
        Arrays.setAll(
                kept.values(), i -> bases.held().values()[i] - sources.held().values()[i]);
        kept = kept.times(projector);
        for (int i = 0; i < kept.values().length; i++) {
            kept.values()[i] += sources.held().values()[i];
        }
        return new Exchange(factor, CONTEXTS, bases.held(), kept, law(bases.held()));
    }

    private static NextTokenTable law(Matrix held) {
        return new NextTokenTable(CONTEXTS.id(), Softmax.rows(held.times(TRAINED.readout())));
    }

    private static Matrix trueBlock(int factor) {
        return BASIS.selectRows(new int[] {2 * factor, 2 * factor + 1});
    }

    private static DistributedAlignment fit(SiteGradient network, List<Exchange> exchanges, List<Integer> sizes) {
        return DistributedAlignment.fit(
                network, exchanges, new double[D], sizes, List.of(), OPTIONS, Seed.of(7), Progress.SILENT);
    }

    @Test
    void allFactorsAtOnceAreFoundWhereTheyLie() {
        DistributedAlignment found = fit(TRAINED, exchanges(), List.of(2, 2));
        assertThat(found.loss()).isLessThan(1e-3);
        for (int factor = 0; factor < 2; factor++) {
            Subspace truth = new Subspace(new double[D], trueBlock(factor));
            assertThat(PrincipalAngles.between(found.partition().block(factor), truth)
                            .overlap())
                    .isGreaterThan(0.99);
        }
        assertThat(found.partition().unassigned()).isEqualTo(4);
        assertThat(found.losses()).hasSize(4);
    }

    @Test
    void oneFactorAloneIsFoundToo() {
        Exchange one = cause(0, draw(5), draw(6));
        DistributedAlignment found = fit(TRAINED, List.of(one), List.of(2));
        Subspace truth = new Subspace(new double[D], trueBlock(0));
        assertThat(PrincipalAngles.between(found.partition().block(0), truth).overlap())
                .isGreaterThan(0.99);
    }

    /** The control: a network that never learned the law cannot be made to answer with it by any subspace. */
    @Test
    void anUntrainedNetworkStaysFarFromTheLaw() {
        List<Exchange> exchanges = exchanges();
        double trained = fit(TRAINED, exchanges, List.of(2, 2)).loss();
        double untrained = fit(UNTRAINED, exchanges, List.of(2, 2)).loss();
        assertThat(untrained).isGreaterThan(0.5).isGreaterThan(100 * trained);
    }

    /** A start at the truth is never left for something worse. */
    @Test
    void partitionsGivenAreStartsToo() {
        Partition truth = Partition.of(new double[D], List.of(trueBlock(0), trueBlock(1)));
        DistributedAlignment found = DistributedAlignment.fit(
                TRAINED,
                exchanges(),
                new double[D],
                List.of(2, 2),
                List.of(truth),
                new DistributedAlignment.Options(20, 64, 1e-3, 0),
                Seed.of(7),
                Progress.SILENT);
        assertThat(found.loss()).isLessThan(1e-3);
        assertThat(found.starts()).isEqualTo(1);
    }

    @Test
    void whatCannotBeSearchedIsRefused() {
        assertThatThrownBy(() -> fit(TRAINED, exchanges(), List.of(2))).hasMessageContaining("[2]");
        assertThatThrownBy(() -> fit(TRAINED, exchanges(), List.of(6, 3))).hasMessageContaining("[6, 3]");
        assertThatThrownBy(() -> fit(TRAINED, List.of(), List.of(2))).isInstanceOf(IllegalArgumentException.class);
        assertThat(fit(TRAINED, exchanges().subList(0, 1), List.of(8)).loss())
                .isCloseTo(
                        TRAINED.at(CONTEXTS, draw(6).held(), exchanges().get(0).target())
                                .loss(),
                        within(1e-9));
    }
}
