package org.assay.analysis.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.origin.ContentHash;
import org.junit.jupiter.api.Test;

class KlDivergenceTest {
    private static final double[] WEIGHTS = {1, 3};

    @Test
    void a_law_does_not_diverge_from_itself_even_where_it_is_zero() {
        NextTokenTable p = Tables.of(new double[] {.2, .8, 0}, new double[] {1, 0, 0});
        assertThat(KlDivergence.of(p, p, WEIGHTS)).isZero();
    }

    @Test
    void divergence_from_the_uniform_law_is_what_entropy_lacks_of_its_greatest() {
        NextTokenTable p = Tables.of(new double[] {.5, .5, 0, 0}, new double[] {.25, .25, .25, .25});
        NextTokenTable uniform = Tables.of(new double[] {.25, .25, .25, .25}, new double[] {.25, .25, .25, .25});
        assertThat(KlDivergence.of(p, uniform, WEIGHTS)).isCloseTo(Math.log(2) / 4, within(1e-15));
        assertThat(KlDivergence.of(p, uniform, WEIGHTS))
                .isCloseTo(Math.log(4) - CrossEntropy.entropy(p, WEIGHTS), within(1e-15));
    }

    @Test
    void a_token_that_is_ruled_out_but_comes_is_an_error_that_names_it() {
        NextTokenTable p = Tables.of(new double[] {1, 0}, new double[] {.5, .5});
        NextTokenTable q = Tables.of(new double[] {1, 0}, new double[] {1, 0});
        assertThatThrownBy(() -> KlDivergence.of(p, q, WEIGHTS))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("infinite in row 1: token 1");
    }

    @Test
    void permuting_tokens_and_doubling_rows_changes_nothing() {
        NextTokenTable p = Tables.of(new double[] {.2, .3, .5}, new double[] {.6, .3, .1});
        NextTokenTable q = Tables.of(new double[] {.1, .1, .8}, new double[] {.2, .7, .1});
        double once = KlDivergence.of(p, q, WEIGHTS);
        NextTokenTable turnedP = Tables.of(new double[] {.5, .2, .3}, new double[] {.1, .6, .3});
        NextTokenTable turnedQ = Tables.of(new double[] {.8, .1, .1}, new double[] {.1, .2, .7});
        assertThat(KlDivergence.of(turnedP, turnedQ, WEIGHTS)).isCloseTo(once, within(1e-15));
        NextTokenTable twiceP = Tables.of(
                new double[] {.2, .3, .5}, new double[] {.2, .3, .5}, new double[] {.6, .3, .1}, new double[] {
                    .6, .3, .1
                });
        NextTokenTable twiceQ = Tables.of(
                new double[] {.1, .1, .8}, new double[] {.1, .1, .8}, new double[] {.2, .7, .1}, new double[] {
                    .2, .7, .1
                });
        assertThat(KlDivergence.of(twiceP, twiceQ, new double[] {1, 1, 3, 3})).isCloseTo(once, within(1e-15));
    }

    @Test
    void tables_over_different_contexts_are_not_compared() {
        NextTokenTable p = Tables.of(new double[] {1, 0}, new double[] {.5, .5});
        NextTokenTable elsewhere = new NextTokenTable(ContentHash.of("elsewhere"), p.probabilities());
        assertThatThrownBy(() -> KlDivergence.perRow(p, elsewhere)).isInstanceOf(IllegalArgumentException.class);
    }
}
