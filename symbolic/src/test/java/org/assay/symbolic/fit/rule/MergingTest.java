package org.assay.symbolic.fit.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.assay.datasets.corpus.SampledContexts;
import org.assay.datasets.language.Languages;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.sequence.ContextSet;
import org.junit.jupiter.api.Test;

/** Rules that say the same become one. */
class MergingTest {
    private static final ContextSet CONTEXTS = SampledContexts.of(Languages.open("golden-mean"), Seed.of(1), 20, 10, 0)
            .contexts();

    private static List<Expert> merge(Expert... experts) {
        Evidence evidence = Evidence.unanswered(new Rows(CONTEXTS, 2, List.of()));
        Mixture mixture = new Mixture(evidence, evidence.at(Rows.OUTSIDE), new double[2], 0);
        mixture.use(List.of(experts));
        return Merging.of(List.of(experts), mixture, new int[] {0, 1}, new double[] {0.5, 0.5}, new Price(2, 1e5));
    }

    private static Expert near(boolean[] now, int to, double... law) {
        return new Expert("boost", new Match.Within(now, new boolean[] {true, false}, 0, to), new double[][] {law});
    }

    @Test
    void two_rules_about_any_token_are_one_about_any_token() {
        List<Expert> merged = merge(near(null, 2, 1, 0), near(null, 2, 0.5, 0.5));
        assertThat(merged).hasSize(1);
        assertThat(merged.get(0).match.now()).isNull();
        assertThat(merged.get(0).weight).isEqualTo(2);
        assertThat(merged.get(0).laws[0][0]).isBetween(0.5, 1.0);
    }

    @Test
    void rules_that_say_alike_behind_two_tokens_are_one_behind_either() {
        List<Expert> merged =
                merge(near(new boolean[] {true, false}, 2, 1, 0), near(new boolean[] {false, true}, 2, 1, 0));
        assertThat(merged).hasSize(1);
        assertThat(merged.get(0).match.now()).containsExactly(true, true);
    }

    @Test
    void rules_of_other_windows_stay_apart() {
        assertThat(merge(near(null, 2, 1, 0), near(null, 3, 1, 0))).hasSize(2);
    }
}
