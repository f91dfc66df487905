package org.assay.datasets.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.assay.datasets.language.Languages;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.process.Observer;
import org.junit.jupiter.api.Test;

class SamplerTest {
    private final GeneratingProcess toy = Languages.open("toy-english");
    private final GeneratingProcess mess3 = Languages.open("mess3");

    @Test
    void a_sequence_is_a_function_of_seed_and_number_alone() {
        Sampler sampler = new Sampler(toy, Seed.of(1), 40);
        int[] seventh = sampler.sequence(7).tokens();
        assertThat(new Sampler(toy, Seed.of(1), 40).sequence(7).tokens()).containsExactly(seventh);
        assertThat(Arrays.copyOfRange(sampler.tokens(5, 4), 80, 120)).containsExactly(seventh);
        assertThat(sampler.sequence(8).tokens()).isNotEqualTo(seventh);
        assertThat(new Sampler(toy, Seed.of(2), 40).sequence(7).tokens()).isNotEqualTo(seventh);
    }

    @Test
    void a_shorter_sequence_is_the_beginning_of_a_longer_one() {
        int[] shorter = new Sampler(toy, Seed.of(1), 20).sequence(3).tokens();
        int[] longer = new Sampler(toy, Seed.of(1), 50).sequence(3).tokens();
        assertThat(Arrays.copyOf(longer, 20)).containsExactly(shorter);
    }

    @Test
    void the_label_names_a_rule_that_may_have_emitted_the_token() {
        SampledSequence sequence = new Sampler(toy, Seed.of(4), 129).sequence(0);
        var state = toy.initial();
        for (int p = 0; p < 129; p++) {
            var reading = toy.read(state).get(sequence.rules()[p]);
            assertThat(reading.responsibility()[sequence.tokens()[p]])
                    .as(reading.rule())
                    .isPositive();
            state = toy.update(state, sequence.tokens()[p]);
        }
    }

    @Test
    void tokens_come_as_often_as_their_law_says() {
        int n = 40_000;
        int[] counts = new int[54];
        Observer observer = toy.observer();
        for (int token : toy.vocabulary().encode("the beach sees")) {
            observer.read(token);
        }
        var draws = Seed.of(8).draws();
        for (int i = 0; i < n; i++) {
            counts[observer.draw(draws)]++;
        }
        double[] law = new double[54];
        observer.next(law);
        for (int token = 0; token < 54; token++) {
            double error = Math.sqrt(law[token] * (1 - law[token]) / n);
            assertThat((double) counts[token] / n)
                    .as(toy.vocabulary().token(token))
                    .isCloseTo(law[token], within(4 * error + 1e-15));
        }
    }

    @Test
    void a_process_without_rules_gives_no_labels() {
        assertThat(new Sampler(mess3, Seed.of(1), 5).sequence(0).rules()).containsOnly(-1);
    }

    @Test
    void batches_are_functions_of_their_number_and_share_no_sequence() {
        BatchSource batches = new ProcessBatches(toy, Seed.of(3), 4, 20);
        int[] third = batches.batch(3);
        assertThat(third).hasSize(80);
        batches.batch(0);
        assertThat(batches.batch(3)).containsExactly(third);
        assertThat(third).containsExactly(new Sampler(toy, Seed.of(3), 20).tokens(12, 4));
        assertThatIllegalArgumentException().isThrownBy(() -> batches.batch(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> new ProcessBatches(toy, Seed.of(3), 0, 20));
    }

    @Test
    void sampled_contexts_come_with_the_token_that_followed() {
        SampledContexts sampled = SampledContexts.of(toy, Seed.of(5), 6, 12, 3);
        assertThat(sampled.contexts().rows()).isEqualTo(6 * 9);
        assertThat(sampled.contexts().longest()).isEqualTo(12);
        Sampler sampler = new Sampler(toy, Seed.of(5), 13);
        for (int row = 0; row < sampled.contexts().rows(); row++) {
            SampledSequence sequence = sampler.sequence(sampled.contexts().rowSequence(row));
            int next = sampled.contexts().rowPosition(row) + 1;
            assertThat(sampled.contexts().context(row)).containsExactly(Arrays.copyOf(sequence.tokens(), next));
            assertThat(sampled.nextToken()[row]).isEqualTo(sequence.tokens()[next]);
            assertThat(sampled.emittingRule()[row]).isEqualTo(sequence.rules()[next]);
        }
    }
}
