package org.assay.datasets.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.Entropy;
import org.assay.datasets.process.Observer;
import org.assay.datasets.process.RuleReading;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every rule language: the built-in ones, and small ones that are enumerated. */
class RuleLanguageLawsTest {
    private static final int SEQUENCE = 100;

    static Stream<RuleLanguage> builtIn() {
        return Languages.names().stream()
                .map(Languages::open)
                .filter(process -> process instanceof RuleLanguage)
                .map(process -> (RuleLanguage) process);
    }

    static Stream<RuleLanguage> all() {
        return Stream.concat(builtIn(), SmallLanguages.all().stream());
    }

    @ParameterizedTest
    @MethodSource("all")
    void probabilities_sum_to_one_and_mean_surprise_is_mean_entropy(RuleLanguage language) {
        Observer observer = language.observer();
        Draws draws = Seed.of(21).draws();
        double[] law = new double[language.vocabulary().size()];
        int steps = 100_000;
        double sum = 0;
        double squares = 0;
        for (int step = 0; step < steps; step++) {
            if (step % SEQUENCE == 0) {
                observer.restart();
            }
            observer.next(law);
            double total = 0;
            for (double p : law) {
                total += p;
            }
            assertThat(total).isCloseTo(1, within(1e-12));
            int token = observer.draw(draws);
            double difference = -StrictMath.log(law[token]) - Entropy.of(law);
            sum += difference;
            squares += difference * difference;
            observer.read(token);
        }
        assertThat(sum / steps).isCloseTo(0, within(3 * Math.sqrt(squares) / steps));
    }

    @ParameterizedTest
    @MethodSource("all")
    void responsibilities_sum_to_one_and_one_rule_wins(RuleLanguage language) {
        Observer observer = language.observer();
        Draws draws = Seed.of(22).draws();
        double[] law = new double[language.vocabulary().size()];
        for (int step = 0; step < 2_000; step++) {
            if (step % 50 == 0) {
                observer.restart();
            }
            observer.next(law);
            List<RuleReading> readings = observer.readings();
            double[] sums = new double[law.length];
            double probability = 0;
            for (RuleReading reading : readings) {
                probability += reading.probability();
                double emitted = 0;
                for (int token = 0; token < law.length; token++) {
                    sums[token] += reading.responsibility()[token];
                    emitted += reading.responsibility()[token] * law[token];
                }
                assertThat(reading.probability()).isCloseTo(emitted, within(1e-12));
                assertThat(reading.probability() == 0 || reading.matches()).isTrue();
            }
            assertThat(probability).isCloseTo(1, within(1e-12));
            for (int token = 0; token < law.length; token++) {
                assertThat(sums[token]).isCloseTo(law[token] > 0 ? 1 : 0, within(1e-12));
            }
            List<RuleReading> winners =
                    readings.stream().filter(RuleReading::wins).toList();
            assertThat(winners).hasSize(1);
            assertThat(winners.get(0).matches()).isTrue();
            assertThat(winners.get(0).rule()).isEqualTo(language.rules().get(observer.winningRule()));
            observer.read(observer.draw(draws));
        }
    }

    /**
     * The label of the sampler against the probability that each rule emits: a martingale, so its error is known. With some two
     * hundred rules in all, the bound of each is 4.5 errors.
     */
    @ParameterizedTest
    @MethodSource("all")
    void labels_of_the_sampler_come_as_often_as_the_rules_say(RuleLanguage language) {
        int rules = language.rules().size();
        double[] sums = new double[rules];
        double[] variances = new double[rules];
        Observer observer = language.observer();
        Draws draws = Seed.of(23).draws();
        for (int step = 0; step < 10_000; step++) {
            if (step % SEQUENCE == 0) {
                observer.restart();
            }
            List<RuleReading> readings = observer.readings();
            int token = observer.draw(draws);
            for (int rule = 0; rule < rules; rule++) {
                double p = readings.get(rule).probability();
                sums[rule] += (observer.emittingRule() == rule ? 1 : 0) - p;
                variances[rule] += p * (1 - p);
            }
            assertThat(readings.get(observer.emittingRule()).responsibility()[token])
                    .isPositive();
            observer.read(token);
        }
        for (int rule = 0; rule < rules; rule++) {
            assertThat(sums[rule])
                    .as(language.rules().get(rule))
                    .isCloseTo(0, within(4.5 * Math.sqrt(variances[rule]) + 1e-9));
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    @Tag("slow")
    void probabilities_of_all_words_of_a_length_sum_to_one(RuleLanguage language) {
        int tokens = language.vocabulary().size();
        for (int length = 1; length <= 6 && Math.pow(tokens, length) <= 2_000_000; length++) {
            assertThat(words(language.observer(), tokens, length))
                    .as("length %d", length)
                    .isCloseTo(1, within(1e-9));
        }
    }

    private static double words(Observer observer, int tokens, int length) {
        if (length == 0) {
            return 1;
        }
        double[] law = new double[tokens];
        observer.next(law);
        double sum = 0;
        for (int token = 0; token < tokens; token++) {
            if (law[token] > 0) {
                Observer longer = observer.copy();
                longer.read(token);
                sum += law[token] * words(longer, tokens, length - 1);
            }
        }
        return sum;
    }

    @ParameterizedTest
    @MethodSource("all")
    void what_is_written_is_read_back_equal(RuleLanguage language) {
        String text = LanguageWriter.write(language.definition());
        LanguageDefinition read = LanguageReader.read("written.yaml", text);
        assertThat(read).isEqualTo(language.definition());
        assertThat(LanguageWriter.write(read)).isEqualTo(text);
        assertThat(RuleLanguage.of(read).id()).isEqualTo(language.id());
    }
}
