package org.assay.analysis.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.assay.analysis.Draw;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.origin.ContentHash;
import org.assay.datasets.origin.Seed;
import org.junit.jupiter.api.Test;

class ExcessByRuleTest {
    private static final int ROWS = 60;
    private static final Clusters CLUSTERS =
            new Clusters(IntStream.range(0, ROWS).map(r -> r / 3).toArray(), 20, "triples");
    private static final int[] WINS =
            IntStream.range(0, ROWS).map(r -> r % 7 == 0 ? 2 : r % 2).toArray();
    private static final NextTokenTable TRUTH = randomTable(1);
    private static final double[] WEIGHTS = Draw.weights(ROWS, 3);

    @Test
    void the_truth_has_no_excess_under_any_rule() {
        ExcessByRule excess = ExcessByRule.of(TRUTH, TRUTH, WINS, 4, WEIGHTS, CLUSTERS, Seed.of(1));
        assertThat(excess.total()).isZero();
        assertThat(excess.parts())
                .allSatisfy(part -> assertThat(part.excess().high()).isZero());
    }

    @Test
    void shares_times_excesses_sum_to_the_total() {
        ExcessByRule excess = ExcessByRule.of(TRUTH, randomTable(2), WINS, 4, WEIGHTS, CLUSTERS, Seed.of(1));
        double sum = 0;
        double shares = 0;
        for (ExcessByRule.Part part : excess.parts()) {
            sum += part.share() * part.excess().value();
            shares += part.share();
        }
        assertThat(excess.total()).isGreaterThan(.1);
        assertThat(sum).isCloseTo(excess.total(), within(1e-12));
        assertThat(shares).isCloseTo(1, within(1e-12));
        assertThat(excess.parts()).extracting(ExcessByRule.Part::rule).containsExactly(0, 1, 2);
    }

    @Test
    void a_fault_under_one_rule_alone_shows_there_alone() {
        double[] values = TRUTH.probabilities().values().clone();
        for (int r = 0; r < ROWS; r++) {
            if (WINS[r] == 2) {
                Arrays.fill(values, r * 3, r * 3 + 3, 1 / 3.0);
            }
        }
        NextTokenTable faulty = new NextTokenTable(TRUTH.contexts(), Matrix.wrap(ROWS, 3, values));
        ExcessByRule excess = ExcessByRule.of(TRUTH, faulty, WINS, 4, WEIGHTS, CLUSTERS, Seed.of(1));
        assertThat(excess.parts().get(0).excess().value()).isZero();
        assertThat(excess.parts().get(1).excess().value()).isZero();
        assertThat(excess.parts().get(2).excess().low()).isPositive();
    }

    @Test
    void a_rule_that_does_not_exist_cannot_win() {
        assertThatThrownBy(() -> ExcessByRule.of(TRUTH, TRUTH, WINS, 2, WEIGHTS, CLUSTERS, Seed.of(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("winning rule of row 0");
    }

    private static NextTokenTable randomTable(long seed) {
        double[] values = Draw.uniform(ROWS * 3, seed);
        for (int r = 0; r < ROWS; r++) {
            double sum = values[3 * r] + values[3 * r + 1] + values[3 * r + 2];
            for (int v = 0; v < 3; v++) {
                values[3 * r + v] /= sum;
            }
        }
        return new NextTokenTable(ContentHash.of("contexts"), Matrix.wrap(ROWS, 3, values));
    }
}
