package org.assay.datasets.incontext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.assay.datasets.cases.WordLaws;
import org.assay.datasets.origin.Seed;
import org.junit.jupiter.api.Test;

class RandomAutomataTest {
    private static final int NONE = Automaton.NO_EDGE;
    private static final Automaton RING = new Automaton(new int[][] {{1, NONE}, {2, 0}, {NONE, 0}});
    private static final Automaton PAIR = new Automaton(new int[][] {{1, 0}, {0, NONE}});
    private static final Automaton OTHER = new Automaton(new int[][] {{NONE, 1}, {1, 0}});

    /** P(word of letters and bars) by every automaton, with lengths uniform on 1 .. 3. */
    @Test
    void words_agree_with_the_mean_over_the_pool() {
        List<Automaton> pool = List.of(RING, PAIR, OTHER);
        RandomAutomata process = RandomAutomata.of("automata", 2, pool, 3, Seed.of(0));
        WordLaws.requireSame(process, 8, tokens -> {
            double sum = 0;
            for (Automaton automaton : pool) {
                double p = 1.0 / 3;
                int state = 0;
                int letters = 0;
                for (int token : tokens) {
                    if (token == 2) {
                        p *= letters == 0 ? 0 : 1.0 / (3 - letters + 1);
                        letters = 0;
                        state = 0;
                    } else if (p > 0) {
                        p *= letters == 0 ? 1 : 1 - 1.0 / (3 - letters + 1);
                        int to = automaton.next()[state][token];
                        p *= to == NONE ? 0 : 1.0 / automaton.edges(state);
                        state = Math.max(0, to);
                        letters++;
                    }
                }
                sum += p;
            }
            return sum;
        });
    }

    @Test
    void states_that_begin_the_same_words_are_merged_and_unreachable_ones_dropped() {
        Automaton redundant = new Automaton(new int[][] {{1, 2}, {0, NONE}, {3, NONE}, {2, 1}, {0, 0}});
        Automaton minimal = redundant.minimal();
        assertThat(minimal.next()).isDeepEqualTo(new int[][] {{1, 1}, {0, NONE}});
        assertThat(RING.minimal().next()).isDeepEqualTo(RING.next());
    }

    @Test
    void random_automata_have_the_stated_shape() {
        for (int seed = 0; seed < 200; seed++) {
            Automaton automaton = Automaton.random(Seed.of(1).child(seed), 18);
            assertThat(automaton.states()).isBetween(1, 12);
            for (int state = 0; state < automaton.states(); state++) {
                assertThat(automaton.edges(state)).isBetween(1, 3);
            }
        }
    }

    @Test
    void impossible_sizes_are_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> RandomAutomata.of("automata", 3, 1, 5, Seed.of(0)));
        assertThatIllegalArgumentException().isThrownBy(() -> RandomAutomata.of("automata", 6, 0, 5, Seed.of(0)));
        assertThatIllegalArgumentException().isThrownBy(() -> RandomAutomata.of("automata", 6, 1, 1, Seed.of(0)));
    }
}
