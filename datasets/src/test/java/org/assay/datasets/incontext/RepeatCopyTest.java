package org.assay.datasets.incontext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.assay.datasets.cases.WordLaws;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.Observer;
import org.junit.jupiter.api.Test;

class RepeatCopyTest {
    private static final int LENGTH = 9;

    /** Every segment of every period from 1 to 4, repeated to one length. */
    private static List<WordLaws.Drawn> segments(int tokens, int shortest, int longest, boolean distinct) {
        List<WordLaws.Drawn> drawn = new ArrayList<>();
        for (int period = shortest; period <= longest; period++) {
            List<int[]> kept = new ArrayList<>();
            for (int code = 0; code < Math.pow(tokens, period); code++) {
                int[] segment = new int[period];
                boolean repeats = false;
                for (int i = 0, rest = code; i < period; i++, rest /= tokens) {
                    segment[i] = rest % tokens;
                    for (int j = 0; j < i; j++) {
                        repeats |= segment[j] == segment[i];
                    }
                }
                if (!distinct || !repeats) {
                    kept.add(segment);
                }
            }
            for (int[] segment : kept) {
                int[] word = new int[LENGTH];
                for (int i = 0; i < LENGTH; i++) {
                    word[i] = segment[i % period];
                }
                drawn.add(new WordLaws.Drawn(1.0 / (longest - shortest + 1) / kept.size(), word));
            }
        }
        return drawn;
    }

    @Test
    void words_agree_with_all_segments_of_all_periods() {
        WordLaws.requireSame(
                RepeatCopy.of("repeat", 3, 1, 4, false), LENGTH, WordLaws.prefixLaw(segments(3, 1, 4, false)));
        WordLaws.requireSame(
                RepeatCopy.of("repeat", 2, 2, 6, false), LENGTH, WordLaws.prefixLaw(segments(2, 2, 6, false)));
    }

    @Test
    void words_of_distinct_tokens_agree_with_all_segments_of_all_periods() {
        WordLaws.requireSame(
                RepeatCopy.of("cycles", 4, 2, 4, true), LENGTH, WordLaws.prefixLaw(segments(4, 2, 4, true)));
    }

    /** Periods vary from sequence to sequence, so no fixed distance copies: a fixed period would teach position. */
    @Test
    void no_fixed_distance_predicts_the_next_token() {
        RepeatCopy process = RepeatCopy.of("repeat", 32, 4, 32, false);
        int sequences = 400;
        int[] agreements = new int[33];
        for (int s = 0; s < sequences; s++) {
            Observer observer = process.observer();
            var draws = Seed.of(3).child(s).draws();
            int[] tokens = new int[65];
            for (int p = 0; p < tokens.length; p++) {
                tokens[p] = observer.draw(draws);
                observer.read(tokens[p]);
            }
            for (int distance = 1; distance < agreements.length; distance++) {
                agreements[distance] += tokens[64] == tokens[64 - distance] ? 1 : 0;
            }
        }
        for (int agreement : agreements) {
            assertThat(agreement).isLessThan(sequences / 4);
        }
    }

    @Test
    void the_period_is_found_out_soon_after_it_has_passed() {
        RepeatCopy process = RepeatCopy.of("cycles", 100, 5, 20, true);
        Observer observer = process.observer();
        int[] segment = {7, 1, 99, 3, 50, 4, 2};
        double[] periods = new double[16];
        for (int p = 0; p < 7; p++) {
            assertThat(observer.scored()).isFalse();
            observer.read(segment[p]);
        }
        observer.factor(2, periods);
        assertThat(periods[0]).isZero();
        assertThat(periods[2]).isCloseTo(1.0 / 14, within(1e-12));
        observer.read(segment[0]);
        observer.factor(2, periods);
        assertThat(periods[2]).isEqualTo(1);
        assertThat(observer.scored()).isTrue();
    }

    @Test
    void a_fixed_period_is_asked_for_by_name_and_then_a_fixed_distance_predicts() {
        RepeatCopy process = RepeatCopy.ofFixedPeriod("fixed", 3, 4, false);
        WordLaws.requireSame(process, LENGTH, WordLaws.prefixLaw(segments(3, 4, 4, false)));
        assertThat(process.source()).contains("fixed-period repeats", "period 4, which position alone predicts");
        Observer observer = process.observer();
        double[] law = new double[3];
        for (int token : new int[] {2, 0, 0, 1}) {
            observer.read(token);
        }
        observer.next(law);
        assertThat(law).containsExactly(0, 0, 1);
        assertThatIllegalArgumentException().isThrownBy(() -> RepeatCopy.ofFixedPeriod("fixed", 4, 0, false));
        assertThatIllegalArgumentException().isThrownBy(() -> RepeatCopy.ofFixedPeriod("fixed", 4, 5, true));
    }

    @Test
    void one_period_is_refused_where_a_range_is_wanted() {
        assertThatIllegalArgumentException().isThrownBy(() -> RepeatCopy.of("repeat", 4, 3, 3, false));
        assertThatIllegalArgumentException().isThrownBy(() -> RepeatCopy.of("repeat", 4, 3, 5, true));
        assertThatIllegalArgumentException().isThrownBy(() -> RepeatCopy.of("repeat", 4, 0, 3, false));
    }
}
