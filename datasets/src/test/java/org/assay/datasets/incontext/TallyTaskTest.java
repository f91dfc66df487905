package org.assay.datasets.incontext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assay.datasets.cases.WordLaws;
import org.assay.datasets.cases.WordLaws.Drawn;
import org.assay.datasets.process.Observer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TallyTaskTest {
    private static final int BOS = 2;
    private static final int SEP = 3;
    private static final int EOS = 4;
    private static final int PAD = 5;

    /** Begun with {@code <bos>}, ended as told, padded to one length. */
    private static int[] sequence(int[] word, int size, int... end) {
        int[] tokens = new int[size];
        Arrays.fill(tokens, PAD);
        tokens[0] = BOS;
        System.arraycopy(word, 0, tokens, 1, word.length);
        System.arraycopy(end, 0, tokens, 1 + word.length, end.length);
        return tokens;
    }

    private static int[] bits(int code, int length) {
        int[] word = new int[length];
        for (int i = 0; i < length; i++) {
            word[i] = code >> i & 1;
        }
        return word;
    }

    /** Numbers of zeros that are no tie are equally probable, and so are the words of each. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 6})
    void majorities_agree_with_all_words_of_all_lengths(int longest) {
        List<Drawn> drawn = new ArrayList<>();
        for (int length = 1; length <= longest; length++) {
            int numbers = 0;
            for (int zeros = 0; zeros <= length; zeros++) {
                numbers += 2 * zeros == length ? 0 : 1;
            }
            for (int code = 0; code < 1 << length; code++) {
                int zeros = length - Integer.bitCount(code);
                if (2 * zeros != length) {
                    double p = 1.0 / longest / numbers / choose(length, zeros);
                    drawn.add(new Drawn(p, sequence(bits(code, length), longest + 5, SEP, 2 * zeros > length ? 0 : 1)));
                }
            }
        }
        WordLaws.requireSame(TallyTask.majority("majority", longest), longest + 5, WordLaws.prefixLaw(drawn));
    }

    private static double choose(int n, int k) {
        return k == 0 ? 1 : choose(n - 1, k - 1) * n / k;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void brackets_agree_with_all_words_of_all_lengths(int deepest) {
        int longest = 8;
        List<Drawn> drawn = new ArrayList<>();
        for (int length = 2; length <= longest; length += 2) {
            List<int[]> words = new ArrayList<>();
            for (int code = 0; code < 1 << length; code++) {
                if (isBalanced(bits(code, length), deepest)) {
                    words.add(bits(code, length));
                }
            }
            for (int[] word : words) {
                drawn.add(new Drawn(2.0 / longest / words.size(), sequence(word, longest + 4, EOS)));
            }
        }
        WordLaws.requireSame(TallyTask.brackets("d", longest, deepest), longest + 4, WordLaws.prefixLaw(drawn));
    }

    private static boolean isBalanced(int[] word, int deepest) {
        int depth = 0;
        for (int symbol : word) {
            depth += symbol == 0 ? 1 : -1;
            if (depth < 0 || depth > deepest) {
                return false;
            }
        }
        return depth == 0;
    }

    @Test
    void tokens_are_named_and_what_the_task_asks_for_counts() {
        TallyTask task = TallyTask.majority("majority", 50);
        assertThat(task.vocabulary().tokens()).containsExactly("0", "1", "<bos>", "<sep>", "<eos>", "<pad>");
        Observer observer = task.observer();
        for (String token : List.of("<bos>", "0", "0", "1", "<sep>", "0", "<pad>")) {
            assertThat(observer.scored()).isEqualTo(observer.tokensRead() == 5);
            observer.read(task.vocabulary().id(token));
        }
        Observer brackets = TallyTask.brackets("d2", 50, 2).observer();
        for (int token : new int[] {BOS, 0, 1, EOS, PAD}) {
            assertThat(brackets.scored()).isEqualTo(brackets.tokensRead() >= 1 && brackets.tokensRead() <= 3);
            brackets.read(token);
        }
    }

    /** By symmetry one half at first; with one zero of up to two bits the word is 0 (of one bit) or 00. */
    @Test
    void belief_over_the_majority_is_that_of_all_words() {
        Observer observer = TallyTask.majority("majority", 2).observer();
        double[] belief = new double[2];
        observer.factor(InContextProcess.OWN + 2, belief);
        assertThat(belief[0]).isCloseTo(.5, within(1e-15));
        observer.read(BOS);
        observer.read(0);
        observer.factor(InContextProcess.OWN + 2, belief);
        assertThat(belief[0]).isEqualTo(1);
    }

    @Test
    void impossible_sizes_are_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> TallyTask.majority("majority", 0));
        assertThatIllegalArgumentException().isThrownBy(() -> TallyTask.brackets("d", 1, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> TallyTask.brackets("d", 4, 0));
    }
}
