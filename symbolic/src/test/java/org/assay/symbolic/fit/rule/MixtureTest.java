package org.assay.symbolic.fit.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.sequence.ContextSet;
import org.junit.jupiter.api.Test;

/** One token with a law of its own, beside a rule that copies what followed it before. */
class MixtureTest {
    private static final int TOKENS = 6;
    private static final int NOUN = 0;
    private static final double COPIED = 0.7;
    private static final double[] LAW = {0, 0.7, 0.2, 0.1, 0, 0};
    private static final double[] SLIP = {0, 0, 0, 0, 0.5, 0.5};
    private static final double[] ANY = {0.1, 0.2, 0.2, 0.2, 0.15, 0.15};

    private static ContextSet contexts(int length) {
        Draws draws = Seed.of(1).draws();
        int[][] sequences = new int[400][];
        Arrays.setAll(
                sequences,
                s -> IntStream.range(0, length).map(t -> draws.nextIndex(ANY)).toArray());
        return ContextSet.everyPosition(sequences, 0);
    }

    /** The law behind the noun as it is fitted to a network that copies where it can and else says {@code slip} there. */
    private static double[] fitted(ContextSet contexts, double[] slip, boolean alone) {
        Rows rows = new Rows(contexts, TOKENS, List.of());
        Match.Follow follow = new Match.Follow(only(NOUN), Rows.FIRST);
        double[] q = new double[contexts.rows() * TOKENS];
        for (int row = 0; row < contexts.rows(); row++) {
            int copied = follow.at(rows, row);
            for (int v = 0; v < TOKENS; v++) {
                double copies = copied == Rows.NONE ? 0 : COPIED;
                double[] law = rows.current(row) != NOUN ? ANY : copied == Rows.NONE ? LAW : slip;
                q[row * TOKENS + v] = copies * (v == copied ? 1 : 0) + (1 - copies) * law[v];
            }
        }
        NextTokenTable table = new NextTokenTable(contexts.id(), Matrix.wrap(contexts.rows(), TOKENS, q));
        Evidence evidence = new Evidence(contexts, table, List.of());
        int[] some = IntStream.range(0, contexts.rows())
                .filter(row -> alone || follow.at(rows, row) != Rows.NONE)
                .toArray();
        Mixture mixture = new Mixture(evidence, some, new double[TOKENS], 0.01);
        boolean[] others = new boolean[TOKENS];
        Arrays.fill(others, true);
        others[NOUN] = false;
        Expert noun = new Expert(Fallback.OWN, new Match.After(only(NOUN)), new double[][] {even()});
        mixture.use(List.of(
                noun,
                new Expert("induction", follow, new double[0][]),
                new Expert(Fallback.KIND, new Match.After(others), new double[][] {even()})));
        for (int pass = 0; pass < 200; pass++) {
            mixture.improve(true, 0);
        }
        return noun.laws[0];
    }

    private static boolean[] only(int token) {
        boolean[] only = new boolean[TOKENS];
        only[token] = true;
        return only;
    }

    private static double[] even() {
        double[] even = new double[TOKENS];
        Arrays.fill(even, 1.0 / TOKENS);
        return even;
    }

    /** What the law takes in of a slip if all rows count by what is left over there, and by its square. */
    private static double taken(ContextSet contexts, int power) {
        Rows rows = new Rows(contexts, TOKENS, List.of());
        Match.Follow follow = new Match.Follow(only(NOUN), Rows.FIRST);
        double free = 0;
        double copied = 0;
        for (int row = 0; row < contexts.rows(); row++) {
            if (rows.current(row) == NOUN) {
                free += follow.at(rows, row) == Rows.NONE ? 1 : 0;
                copied += follow.at(rows, row) == Rows.NONE ? 0 : Math.pow(1 - COPIED, power);
            }
        }
        return copied / (free + copied);
    }

    @Test
    void what_a_rule_that_copies_gets_wrong_hardly_enters_the_law_beside_it() {
        ContextSet contexts = contexts(24);
        double[] law = fitted(contexts, SLIP, true);
        assertThat(taken(contexts, 1)).isGreaterThan(0.2);
        assertThat(law[4] + law[5]).isLessThan(taken(contexts, 2) * 1.2).isLessThan(taken(contexts, 1) / 2);
    }

    @Test
    void a_rule_that_copies_without_fault_changes_nothing() {
        assertThat(fitted(contexts(24), LAW, true)).containsExactly(LAW, within(1e-3));
    }

    @Test
    void degenerate_a_law_that_never_stands_alone_is_read_beside_the_copies() {
        double[] law = fitted(contexts(24), SLIP, false);
        assertThat(law[4] + law[5]).isGreaterThan(0.9);
    }
}
