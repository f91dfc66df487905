package org.assay.datasets.incontext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.assay.datasets.cases.WordLaws;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.Entropy;
import org.assay.datasets.process.Observer;
import org.assay.datasets.sequence.ContextSet;
import org.junit.jupiter.api.Test;

class KHopTest {
    private static List<int[]> permutations(int n) {
        List<int[]> all = new ArrayList<>();
        permute(new int[n], new boolean[n], 0, all);
        return all;
    }

    private static void permute(int[] order, boolean[] used, int length, List<int[]> all) {
        if (length == order.length) {
            all.add(order.clone());
            return;
        }
        for (int i = 0; i < used.length; i++) {
            if (!used[i]) {
                used[i] = true;
                order[length] = i;
                permute(order, used, length + 1, all);
                used[i] = false;
            }
        }
    }

    /** All 6 cycles through 4 entities, their pairs in all 24 orders, and a query with each entity and number of hops. */
    @Test
    void words_agree_with_all_cycles_in_all_orders() {
        int e = 4;
        int q = e;
        List<WordLaws.Drawn> drawn = new ArrayList<>();
        for (int[] rest : permutations(e - 1)) {
            int[] f = new int[e];
            int at = 0;
            for (int next : rest) {
                f[at] = next + 1;
                at = next + 1;
            }
            f[at] = 0;
            for (int[] order : permutations(e)) {
                for (int asked = 0; asked < e; asked++) {
                    for (int hops = 0; hops < 3; hops++) {
                        int[] word = new int[2 * e + 4];
                        for (int i = 0; i < e; i++) {
                            word[2 * i] = order[i];
                            word[2 * i + 1] = f[order[i]];
                        }
                        int reached = asked;
                        for (int k = 0; k < hops; k++) {
                            reached = f[reached];
                        }
                        System.arraycopy(new int[] {q, asked, q + 1 + hops, reached}, 0, word, 2 * e, 4);
                        drawn.add(new WordLaws.Drawn(1.0 / (6 * 24 * e * 3), word));
                    }
                }
            }
        }
        WordLaws.requireSame(KHop.of("k-hop", e, 2), 2 * e + 4, WordLaws.prefixLaw(drawn));
    }

    @Test
    void the_task_of_the_literature_has_29_tokens_and_chance_is_1_in_24() {
        KHop task = KHop.of("k-hop", 24, 3);
        assertThat(task.vocabulary().size()).isEqualTo(29);
        double[] law = new double[29];
        task.observer().next(law);
        for (int v = 0; v < 29; v++) {
            assertThat(law[v]).isCloseTo(v < 24 ? 1.0 / 24 : 0, within(1e-15));
        }
    }

    /** 24 pairs and 48 queries make 240 tokens, of which 48 count; none of them has any entropy. */
    @Test
    void answers_alone_are_scored_and_they_are_certain() {
        KHop task = KHop.of("k-hop", 24, 3);
        Observer observer = task.observer();
        var draws = Seed.of(1).draws();
        double[] law = new double[29];
        int scored = 0;
        int[] tokens = new int[240];
        for (int p = 0; p < 240; p++) {
            observer.next(law);
            if (observer.scored()) {
                scored++;
                assertThat(Entropy.of(law)).isZero();
            }
            tokens[p] = observer.draw(draws);
            if (p >= 48 && p % 4 == 3 && tokens[p - 1] == 25) {
                assertThat(tokens[p]).as("no hop").isEqualTo(tokens[p - 2]);
            }
            observer.read(tokens[p]);
        }
        assertThat(scored).isEqualTo(48);
        boolean[] mask = task.scored(ContextSet.everyPosition(new int[][] {tokens}, 0));
        for (int row = 0; row < 240; row++) {
            assertThat(mask[row]).isEqualTo(row + 1 > 48 && (row + 1) % 4 == 3);
        }
    }

    @Test
    void impossible_sizes_are_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> KHop.of("k-hop", 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> KHop.of("k-hop", 4, -1));
    }
}
