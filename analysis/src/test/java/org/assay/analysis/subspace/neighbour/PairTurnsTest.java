package org.assay.analysis.subspace.neighbour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assay.analysis.information.PairInformation;
import org.assay.analysis.information.ShuffleNull;
import org.assay.analysis.subspace.code.KnownCode;
import org.assay.analysis.subspace.code.ProductCode;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.progress.Progress;
import org.junit.jupiter.api.Test;

/** Two factors of three directions each, with one direction of each in the block of the other. */
class PairTurnsTest {
    private static final Blocks HALVES = new Blocks(List.of(3, 3));

    private final KnownCode code = new ProductCode(2, 30, 3, 0).draw(4000, Seed.of(1));
    private final PreparedRows rows = PreparedRows.of(code.activations(), code.weights());
    private final HeldOut held = new HeldOut(rows.rows(), 64, Seed.of(2));
    private final Dependence dependence = new Dependence(rows.rows().length, 400, Seed.of(3));

    private Cut truth(int... order) {
        Matrix along = rows.kept().times(code.truth().basis().selectRows(order).transpose());
        return held.cut(Rotation.rowsOf(along), HALVES);
    }

    private PairTurns turns(PairTurns.Training training) {
        return new PairTurns(rows, held, dependence, training);
    }

    @Test
    void blocks_that_are_mixed_depend_and_a_turn_that_sorts_them_is_kept() {
        Cut mixed = truth(0, 1, 3, 2, 4, 5);
        Cut sorted = truth(0, 1, 2, 3, 4, 5);
        double[][] sorting = Rotation.rowsOf(Matrix.identity(6).selectRows(new int[] {0, 1, 3, 2, 4, 5}));
        PairTurns turns = turns((coordinates, r, blocks, seed) -> {
            for (int j = 0; j < 6; j++) {
                System.arraycopy(sorting[j], 0, r[j], 0, 6);
            }
        });

        Cut found = turns.improve(mixed, 3, Seed.of(4), Progress.SILENT);

        assertThat(dependence.pairs(mixed, rows.rows())).allMatch(Dependence::depends);
        assertThat(dependence.pairs(sorted, rows.rows())).noneMatch(Dependence::depends);
        assertThat(turns.kept()).isEqualTo(1);
        assertThat(found.loss()).isLessThan(0.8 * mixed.loss());
        assertThat(found.loss()).isEqualTo(held.cut(found.rotation(), HALVES).loss(), within(1e-6));
    }

    @Test
    void a_turn_that_makes_nothing_better_is_dropped() {
        Cut mixed = truth(0, 1, 3, 2, 4, 5);
        PairTurns turns = turns((coordinates, r, blocks, seed) -> {});

        Cut found = turns.improve(mixed, 3, Seed.of(5), Progress.SILENT);

        assertThat(turns.tried()).isEqualTo(2);
        assertThat(found).isSameAs(mixed);
    }

    @Test
    void blocks_that_do_not_depend_are_left_alone() {
        Cut sorted = truth(0, 1, 2, 3, 4, 5);
        PairTurns turns = turns((coordinates, r, blocks, seed) -> {});

        assertThat(turns.improve(sorted, 3, Seed.of(6), Progress.SILENT)).isSameAs(sorted);
        assertThat(turns.tried()).isZero();
    }

    @Test
    void pairs_that_share_a_block_take_their_turns_one_after_the_other() {
        List<PairInformation> pairs = List.of(pair(0, 1), pair(2, 3), pair(1, 2), pair(0, 3), pair(4, 5), pair(0, 2));

        List<List<PairInformation>> lots = PairTurns.disjoint(pairs);

        assertThat(lots)
                .containsExactly(
                        List.of(pairs.get(0), pairs.get(1), pairs.get(4)),
                        List.of(pairs.get(2), pairs.get(3)),
                        List.of(pairs.get(5)));
    }

    @Test
    void what_is_known_of_a_pair_is_what_would_be_found_again() {
        Cut mixed = truth(0, 1, 3, 2, 4, 5);
        Cut thirds = held.cut(mixed.rotation(), new Blocks(List.of(2, 2, 2)));
        Cut turned = new Cut(
                thirds.turned(List.of(1, 2), Starts.random(4, Seed.of(7))), thirds.blocks(), thirds.distances());
        dependence.pairs(thirds, rows.rows());

        List<PairInformation> known = dependence.pairs(turned, rows.rows());

        assertThat(known).isEqualTo(new Dependence(rows.rows().length, 400, Seed.of(3)).pairs(turned, rows.rows()));
        assertThat(known).isNotEqualTo(dependence.pairs(thirds, rows.rows()));
    }

    private static PairInformation pair(int first, int second) {
        return new PairInformation(first, second, 1, new ShuffleNull(0, 1, 1, 20));
    }
}
