package org.assay.datasets.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.Stream;
import org.assay.datasets.language.Languages;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an emitter writes follows the observer's law, and the hidden states that it tells are the observer's belief. */
class EmitterTest {
    private static final int SEQUENCES = 40_000;

    /** A statistic of chance exceeds its expectation by this many standard deviations once in 3 million cases. */
    private static final double DEVIATIONS = 5;

    private static Stream<GeneratingProcess> processesOfHiddenStates() {
        return Languages.names().stream()
                .map(Languages::open)
                .filter(process -> !process.hiddenStates().isEmpty());
    }

    /** Words of two tokens from the third on, against the law of the observer summed over the words before them. */
    @ParameterizedTest
    @MethodSource("processesOfHiddenStates")
    void tokens_have_the_law_of_the_belief_and_states_are_where_it_expects_them(GeneratingProcess process) {
        int tokens = process.vocabulary().size();
        int states = process.hiddenStates().size();
        double[] surprise = new double[2];
        double[] expected = new double[states];
        double[] variance = new double[states];
        double[] seen = new double[states];
        double[] law = new double[tokens];
        double[] belief = new double[states];
        Emitter emitter = process.emitter();
        Observer observer = process.observer();
        boolean believes = process.factors().get(0).name().equals("hidden-state");
        double variances = 0;
        for (int sequence = 0; sequence < SEQUENCES / 8; sequence++) {
            Draws draws = Seed.of(7).child(sequence).draws();
            emitter.restart(draws);
            observer.restart();
            for (int position = 0; position < 8; position++) {
                observer.next(law);
                int token = emitter.emit(draws);
                assertThat(law[token]).isPositive();
                double entropy = Entropy.of(law);
                double logarithm = -Math.log(law[token]);
                surprise[0] += logarithm;
                surprise[1] += entropy;
                for (double p : law) {
                    double distance = p > 0 ? -Math.log(p) - entropy : 0;
                    variances += p * distance * distance;
                }
                observer.read(token);
            }
            if (believes) {
                observer.factor(0, belief);
                seen[emitter.hiddenState()]++;
                for (int s = 0; s < states; s++) {
                    expected[s] += belief[s];
                    variance[s] += belief[s] * (1 - belief[s]);
                }
                assertThat(belief[emitter.hiddenState()]).isPositive();
            }
        }
        assertThat(Math.abs(surprise[0] - surprise[1])).isLessThanOrEqualTo(DEVIATIONS * Math.sqrt(variances) + 1e-6);
        for (int s = 0; s < states; s++) {
            assertThat(Math.abs(seen[s] - expected[s]))
                    .as("state " + process.hiddenStates().get(s))
                    .isLessThanOrEqualTo(DEVIATIONS * Math.sqrt(variance[s]) + 3);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"mess3", "dyck-2-3", "mess3-squared", "mess3-cubed", "rrxor"})
    void every_first_word_comes_as_often_as_the_law_says(String name) {
        GeneratingProcess process = Languages.open(name);
        int tokens = process.vocabulary().size();
        double[] first = new double[tokens];
        process.observer().next(first);
        double[] expected = new double[tokens * tokens];
        for (int a = 0; a < tokens; a++) {
            if (first[a] > 0) {
                Observer observer = process.observer();
                observer.read(a);
                double[] law = new double[tokens];
                observer.next(law);
                for (int b = 0; b < tokens; b++) {
                    expected[a * tokens + b] = first[a] * law[b];
                }
            }
        }
        double[] seen = new double[tokens * tokens];
        Emitter emitter = process.emitter();
        for (int sequence = 0; sequence < SEQUENCES; sequence++) {
            Draws draws = Seed.of(8).child(sequence).draws();
            emitter.restart(draws);
            int a = emitter.emit(draws);
            seen[a * tokens + emitter.emit(draws)]++;
        }
        for (int word = 0; word < expected.length; word++) {
            double deviation = Math.sqrt(SEQUENCES * expected[word] * (1 - expected[word]));
            assertThat(Math.abs(seen[word] - SEQUENCES * expected[word]))
                    .as(process.vocabulary().token(word / tokens)
                            + " "
                            + process.vocabulary().token(word % tokens))
                    .isLessThanOrEqualTo(DEVIATIONS * deviation + 3);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"toy-english", "repeat-copy", "moon"})
    void without_hidden_states_the_tokens_are_the_observers_own_draws(String name) {
        GeneratingProcess process = Languages.open(name);
        Emitter emitter = process.emitter();
        Observer observer = process.observer();
        Draws mine = Seed.of(9).draws();
        Draws its = Seed.of(9).draws();
        emitter.restart(mine);
        for (int position = 0; position < 200; position++) {
            int token = observer.draw(its);
            assertThat(emitter.emit(mine)).isEqualTo(token);
            assertThat(emitter.rule()).isEqualTo(observer.emittingRule());
            assertThat(emitter.hiddenState()).isEqualTo(-1);
            observer.read(token);
        }
    }

    @Test
    void an_alias_table_gives_every_outcome_its_mass() {
        for (double[] law : new double[][] {{1}, {0, 1, 0}, {.5, .5}, {.7, .2, .1}, {1e-9, 1 - 1e-9}, {3, 1, 0, 4}}) {
            double sum = Arrays.stream(law).sum();
            double[] mass = new AliasTable(law).mass();
            for (int i = 0; i < law.length; i++) {
                assertThat(mass[i]).isCloseTo(law[i] / sum, within(1e-15));
                assertThat(mass[i] == 0).isEqualTo(law[i] == 0);
            }
        }
        assertThatIllegalArgumentException().isThrownBy(() -> new AliasTable(new double[] {0, 0}));
        assertThatIllegalArgumentException().isThrownBy(() -> new AliasTable(new double[] {2, -1}));
    }
}
