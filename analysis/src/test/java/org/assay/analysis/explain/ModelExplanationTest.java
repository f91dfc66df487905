package org.assay.analysis.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.assay.analysis.control.NgramModel;
import org.assay.datasets.model.Site;
import org.assay.datasets.process.HiddenMarkovProcess;
import org.assay.datasets.process.Processes;
import org.assay.datasets.sequence.ContextSet;
import org.junit.jupiter.api.Test;

class ModelExplanationTest {
    private static final HiddenMarkovProcess MESS3 = Processes.mess3(0.05, 0.85);
    private static final ContextSet CONTEXTS = ContextSet.everyPosition(new int[][] {{0, 1, 2}, {1, 1, 0}}, 0);

    @Test
    void a_model_that_can_be_looked_into_gives_features_and_laws() {
        Site belief = new Site("belief");
        Explanation explanation =
                new ModelExplanation("observer", MESS3, Optional.of(belief), new Size(2, "dimensions"));
        assertThat(explanation.features(CONTEXTS).get()).isEqualTo(MESS3.record(CONTEXTS, belief));
        assertThat(explanation.next(CONTEXTS).toOptional()).contains(MESS3.next(CONTEXTS));
    }

    @Test
    void a_model_that_cannot_says_so() {
        NgramModel bigram = NgramModel.fit("bigram", MESS3, new int[][] {{0, 1, 2, 2}}, 2);
        Explanation explanation = new ModelExplanation("n-gram", bigram, Optional.empty(), new Size(6, "parameters"));
        Answer<?> answer = explanation.features(CONTEXTS);
        assertThat(answer.toOptional()).isEmpty();
        assertThatThrownBy(answer::get)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no features of contexts in method n-gram");
    }

    @Test
    void a_site_that_the_model_lacks_and_a_size_below_zero_are_refused() {
        assertThatThrownBy(() -> new ModelExplanation(
                        "observer", MESS3, Optional.of(new Site("nowhere")), new Size(1, "states")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nowhere");
        assertThatThrownBy(() -> new Size(-1, "states")).isInstanceOf(IllegalArgumentException.class);
    }
}
