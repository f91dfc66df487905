package org.assay.datasets.incontext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.assay.datasets.cases.WordLaws;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.Entropy;
import org.assay.datasets.process.Floors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DrawnChainsTest {
    @ParameterizedTest
    @CsvSource({"3, 1, 1, 1", "3, 1, .2, 4", "2, 2, 1, 3", "2, 3, .5, 1"})
    void words_agree_with_the_mean_over_all_chains(int tokens, int order, double alpha, int chains) {
        DrawnChains process = DrawnChains.of("chains", tokens, order, alpha, chains, Seed.of(0));
        WordLaws.requireSame(process, 7, word -> {
            double sum = 0;
            for (int c = 0; c < chains; c++) {
                double p = 1.0 / chains;
                for (int i = 0; i < word.length; i++) {
                    int before = 0;
                    for (int back = order; back >= 1 && i >= order; back--) {
                        before = before * tokens + word[i - back];
                    }
                    p *= i < order ? 1.0 / tokens : process.row(c, before)[word[i]];
                }
                sum += p;
            }
            return sum;
        });
    }

    /** The mean over words is {@code psi(64 x .05 + 1) - psi(1.05) = 1.809}; 4096 rows. */
    @Test
    void mean_entropy_of_the_rows_is_a_difference_of_digammas() {
        DrawnChains table =
                (DrawnChains) InContextProcesses.builtIn().get("markov-64-2").get();
        double sum = 0;
        double squares = 0;
        for (int word = 0; word < 4096; word++) {
            double entropy = Entropy.of(table.row(0, word));
            sum += entropy / 4096;
            squares += entropy * entropy / 4096;
        }
        assertThat(sum).isCloseTo(1.809, within(5e-4 + 3 * Math.sqrt((squares - sum * sum) / 4096)));
        assertThat(table.floors(2).values()[2]).isCloseTo(sum, within(1e-12));
    }

    @Test
    void floors_of_one_chain_are_those_of_its_enumerated_words_and_fall_to_its_rate() {
        DrawnChains chain = DrawnChains.of("chain", 3, 2, 1, 1, Seed.of(0));
        DrawnChains twice = DrawnChains.of("chain", 3, 2, 1, 2, Seed.of(0));
        Floors floors = chain.floors(200);
        double[] enumerated = new double[9];
        add(chain, chain.initial(), 1, 0, enumerated);
        for (int length = 0; length < enumerated.length; length++) {
            assertThat(floors.values()[length]).isCloseTo(enumerated[length], within(1e-12));
        }
        assertThat(floors.values()[200]).isCloseTo(floors.entropyRate().orElseThrow(), within(1e-12));
        assertThat(twice.floors(3).entropyRate()).isEmpty();
    }

    private static void add(
            DrawnChains chain, DrawnChains.ObserverState state, double probability, int length, double[] floors) {
        double[] law = chain.next(state);
        floors[length] += probability * Entropy.of(law);
        for (int v = 0; length + 1 < floors.length && v < law.length; v++) {
            add(chain, chain.update(state, v), probability * law[v], length + 1, floors);
        }
    }

    @Test
    void impossible_sizes_are_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> DrawnChains.of("c", 1, 1, 1, 1, Seed.of(0)));
        assertThatIllegalArgumentException().isThrownBy(() -> DrawnChains.of("c", 64, 4, 1, 1, Seed.of(0)));
        assertThatIllegalArgumentException().isThrownBy(() -> DrawnChains.of("c", 4, 1, 0, 1, Seed.of(0)));
        assertThatIllegalArgumentException().isThrownBy(() -> DrawnChains.of("c", 4, 1, 1, 0, Seed.of(0)));
    }
}
