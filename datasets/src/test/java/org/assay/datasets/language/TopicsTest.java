package org.assay.datasets.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assay.datasets.cases.ProcessLaws;
import org.assay.datasets.cases.WordLaws;
import org.assay.datasets.process.Observer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicsTest {
    private static final List<RuleLanguage> BOTH = List.of(SmallLanguages.mixture(), SmallLanguages.strengths());

    /** Every sequence of topics, one for each token: at first by weight, then the same or drawn again. */
    private static double paths(int[] word, int position, int topic, double switching) {
        if (position == word.length) {
            return 1;
        }
        double sum = 0;
        for (int next = 0; next < 2; next++) {
            double weight = next == 0 ? .3 : .7;
            double p = topic < 0 ? weight : switching * weight + (next == topic ? 1 - switching : 0);
            sum += p == 0
                    ? 0
                    : p * law(next, word, position)[word[position]] * paths(word, position + 1, next, switching);
        }
        return sum;
    }

    private static double[] law(int topic, int[] word, int position) {
        Observer observer = BOTH.get(topic).observer();
        for (int t = 0; t < position; t++) {
            observer.read(word[t]);
        }
        double[] law = new double[4];
        observer.next(law);
        return law;
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, .2})
    void words_agree_with_all_sequences_of_topics(double switching) {
        Topics topics = Topics.of("both", BOTH, new double[] {.3, .7}, switching);
        WordLaws.requireSame(topics, 5, word -> paths(word, 0, -1, switching));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, .2})
    void the_laws_of_every_process_hold(double switching) {
        Topics topics = Topics.of("both", BOTH, new double[] {.3, .7}, switching);
        assertThat(ProcessLaws.surprise(topics)).isCloseTo(0, within(3.2));
        ProcessLaws.requireFactorsAreLaws(topics);
        ProcessLaws.requireRowsAgreeWithStates(topics);
        ProcessLaws.requireStatesAreTheirOwn(topics);
        assertThat(ProcessLaws.ownValuesThatChangeNothing(topics)).isPositive();
        ProcessLaws.requireResponsibilities(topics);
        ProcessLaws.requireLabels(topics);
    }

    @Test
    void topics_that_do_not_fit_together_are_refused() {
        double[] half = {.5, .5};
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Topics.of("t", List.of(SmallLanguages.mixture(), SmallLanguages.nested()), half, 0))
                .withMessageContaining("another vocabulary");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Topics.of("t", List.of(SmallLanguages.nested(), SmallLanguages.nested()), half, 0))
                .withMessageContaining("has brackets");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Topics.of("t", List.of(SmallLanguages.mixture(), SmallLanguages.mixture()), half, 0))
                .withMessageContaining("different names");
        assertThatIllegalArgumentException().isThrownBy(() -> Topics.of("t", BOTH, new double[] {.5, .6}, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> Topics.of("t", BOTH, half, 1));
    }
}
