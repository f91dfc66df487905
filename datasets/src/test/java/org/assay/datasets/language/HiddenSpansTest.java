package org.assay.datasets.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.assay.datasets.cases.ProcessLaws;
import org.assay.datasets.cases.WordLaws;
import org.assay.datasets.language.HiddenSpans.Shape;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.Intervention;
import org.assay.datasets.model.Site;
import org.assay.datasets.process.Observer;
import org.assay.datasets.sequence.ContextSet;
import org.junit.jupiter.api.Test;

class HiddenSpansTest {
    /** Tokens a 0, b 1, c 2, ( 3 and ) 4; a tenth of all is noise over all five. */
    private static final RuleLanguage VISIBLE = RuleLanguage.of(LanguageReader.read("visible.yaml", """
            name: visible
            vocabulary:
              X: [a, b]
              Y: [c]
              BRACKET: ["(", ")"]
            start: X
            transitions:
              X: {X: 0.5, Y: 0.5}
              Y: {X: 1}
              BRACKET: {X: 1}
            noise: 0.1
            rules:
              - kind: token-bigram
                rows:
                  - {after: a, emit: c}
              - {kind: induction, which: latest, over: X}
            """));

    private static final int OUTSIDE = -1;
    private static final int BEHIND = -2;
    private final Shape shape = new Shape(3, 4, .2, List.of(1, 3), List.of(0, 1), List.of(2));
    private final HiddenSpans process = HiddenSpans.of("hidden", "our own", VISIBLE, shape);

    /** Every way in which a word can come: each token of the language or of a span whose length was drawn when it opened. */
    private double paths(int[] word, int position, int left) {
        if (position == word.length) {
            return 1;
        }
        int token = word[position];
        if (left == BEHIND) {
            return token == 2 ? paths(word, position + 1, OUTSIDE) : 0;
        }
        if (left > 0) {
            return token <= 1 ? paths(word, position + 1, left - 1) / 2 : 0;
        }
        if (left == 0) {
            return token == 4 ? paths(word, position + 1, BEHIND) : 0;
        }
        double opening = position == 0 ? 0 : .2;
        double sum = (1 - opening) * visible(word, position) * paths(word, position + 1, OUTSIDE);
        if (token == 3) {
            sum += opening * (paths(word, position + 1, 1) + paths(word, position + 1, 3)) / 2;
        }
        return sum;
    }

    private static double visible(int[] word, int position) {
        Observer observer = VISIBLE.observer();
        for (int t = 0; t < position; t++) {
            observer.read(word[t]);
        }
        double[] law = new double[5];
        observer.next(law);
        return law[word[position]];
    }

    @Test
    void words_agree_with_all_hidden_paths() {
        WordLaws.requireSame(process, 6, word -> paths(word, 0, OUTSIDE));
    }

    @Test
    void the_laws_of_every_process_hold() {
        assertThat(ProcessLaws.surprise(process)).isCloseTo(0, within(3.));
        ProcessLaws.requireFactorsAreLaws(process);
        ProcessLaws.requireRowsAgreeWithStates(process);
        ProcessLaws.requireStatesAreTheirOwn(process);
        assertThat(ProcessLaws.ownValuesThatChangeNothing(process)).isPositive();
        ProcessLaws.requireResponsibilities(process);
        ProcessLaws.requireLabels(process);
    }

    /** After "a (" a span has opened with probability .2, and by noise with .8 x .1 / 5. */
    @Test
    void a_bracket_may_be_noise() {
        ContextSet contexts = ContextSet.lastPosition(List.of(new int[] {0, 3}));
        double[] belief = process.record(contexts, new Site("belief")).values().row(0);
        double noise = .8 * .1 / 5;
        assertThat(belief[HiddenSpans.INSIDE]).isCloseTo(.2 / (.2 + noise), within(1e-15));
        double[] certain = new double[belief.length];
        certain[HiddenSpans.OUTSIDE] = 1;
        double[] law = process.run(
                        contexts, new Intervention(new Site("factor.span"), Optional.empty(), Matrix.ofRows(certain)))
                .probabilities()
                .row(0);
        double[] plain = VISIBLE.next(contexts).probabilities().row(0);
        assertThat(law[0]).isCloseTo(.8 * plain[0], within(1e-15));
        assertThat(Arrays.stream(law).sum()).isCloseTo(1, within(1e-14));
    }

    @Test
    void shapes_without_meaning_are_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Shape(3, 3, .1, List.of(1), List.of(0), List.of(0)));
        assertThatIllegalArgumentException().isThrownBy(() -> new Shape(3, 4, 1, List.of(1), List.of(0), List.of(0)));
        assertThatIllegalArgumentException().isThrownBy(() -> new Shape(3, 4, .1, List.of(0), List.of(0), List.of(0)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HiddenSpans.of("n", "", Languages.open("mess3"), shape))
                .withMessageContaining("mess3 has none");
    }
}
