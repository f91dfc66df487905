package org.assay.datasets.incontext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import org.assay.datasets.cases.WordLaws;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.Entropy;
import org.assay.datasets.process.Factor;
import org.assay.datasets.process.Observer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WordCopyTest {
    /** {@code <bos> w <sep> w <eos>}, padded to one length. */
    private static int[] sequence(List<Integer> word, int symbols, int length) {
        List<Integer> tokens = new ArrayList<>();
        tokens.add(symbols);
        tokens.addAll(word);
        tokens.add(symbols + 1);
        tokens.addAll(word);
        tokens.add(symbols + 2);
        while (tokens.size() < length) {
            tokens.add(symbols + 3);
        }
        return tokens.stream().mapToInt(Integer::intValue).toArray();
    }

    @Test
    void distinct_symbols_agree_with_all_words_of_all_lengths() {
        int symbols = 4;
        int longest = 3;
        List<WordLaws.Drawn> drawn = new ArrayList<>();
        for (int a = 0; a < symbols; a++) {
            drawn.add(new WordLaws.Drawn(1.0 / 3 / 4, sequence(List.of(a), symbols, 10)));
            for (int b = 0; b < symbols; b++) {
                if (b != a) {
                    drawn.add(new WordLaws.Drawn(1.0 / 3 / 12, sequence(List.of(a, b), symbols, 10)));
                }
                for (int c = 0; c < symbols; c++) {
                    if (a != b && b != c && a != c) {
                        drawn.add(new WordLaws.Drawn(1.0 / 3 / 24, sequence(List.of(a, b, c), symbols, 10)));
                    }
                }
            }
        }
        WordLaws.requireSame(WordCopy.uniqueSymbols("copy", symbols, longest), 10, WordLaws.prefixLaw(drawn));
    }

    /** All Eulerian trails that begin anywhere and use each of the n^2 pairs once: as symbols, n^2 + 1 of them. */
    private static List<List<Integer>> circuits(int symbols) {
        List<List<Integer>> all = new ArrayList<>();
        for (int first = 0; first < symbols; first++) {
            extend(new ArrayList<>(List.of(first)), new boolean[symbols][symbols], all);
        }
        return all;
    }

    private static void extend(List<Integer> trail, boolean[][] used, List<List<Integer>> all) {
        if (trail.size() == used.length * used.length + 1) {
            all.add(List.copyOf(trail));
            return;
        }
        int last = trail.get(trail.size() - 1);
        for (int v = 0; v < used.length; v++) {
            if (!used[last][v]) {
                used[last][v] = true;
                trail.add(v);
                extend(trail, used, all);
                trail.remove(trail.size() - 1);
                used[last][v] = false;
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"2, 5", "3, 10", "3, 6"})
    void unique_bigrams_agree_with_all_eulerian_circuits(int symbols, int longest) {
        List<List<Integer>> circuits = circuits(symbols);
        assertThat(circuits).hasSize(symbols == 2 ? 4 : 216);
        int length = 2 * longest + 4;
        List<WordLaws.Drawn> drawn = new ArrayList<>();
        for (List<Integer> circuit : circuits) {
            for (int n = 1; n <= longest; n++) {
                double p = 1.0 / circuits.size() / longest;
                drawn.add(new WordLaws.Drawn(p, sequence(circuit.subList(0, n), symbols, length)));
            }
        }
        WordLaws.requireSame(WordCopy.uniqueBigrams("copy", symbols, longest), length, WordLaws.prefixLaw(drawn));
    }

    /** A whole circuit of 16 symbols: 256 pairs, each once, and the law sums to 1 all along. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void a_long_word_uses_every_pair_once(long seed) {
        UniqueBigrams words = new UniqueBigrams(16);
        var draws = Seed.of(seed).draws();
        boolean[][] used = new boolean[16][16];
        double[] law = new double[16];
        int last = -1;
        for (int i = 0; i < words.longest(); i++) {
            words.next(law);
            double sum = 0;
            for (double p : law) {
                sum += p;
            }
            assertThat(Math.abs(sum - 1)).isLessThan(1e-12);
            int symbol = draws.nextIndex(law);
            if (last >= 0) {
                assertThat(used[last][symbol]).isFalse();
                used[last][symbol] = true;
            }
            words.add(symbol);
            last = symbol;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"unique-copy", "unique-bigram-copy"})
    void the_second_copy_is_certain_and_alone_is_scored(String name) {
        var process = InContextProcesses.builtIn().get(name).get();
        int sep = process.vocabulary().id("<sep>");
        int eos = process.vocabulary().id("<eos>");
        double[] law = new double[process.vocabulary().size()];
        for (int s = 0; s < 20; s++) {
            Observer observer = process.observer();
            var draws = Seed.of(2).child(s).draws();
            boolean inCopy = false;
            List<Integer> first = new ArrayList<>();
            List<Integer> second = new ArrayList<>();
            for (int p = 0; p < 110; p++) {
                observer.next(law);
                assertThat(observer.scored()).isEqualTo(inCopy);
                if (inCopy) {
                    assertThat(Entropy.of(law)).isZero();
                }
                int token = observer.draw(draws);
                if (token < sep - 1) {
                    (inCopy ? second : first).add(token);
                }
                inCopy = token == sep || inCopy && token != eos;
                observer.read(token);
            }
            assertThat(second).isEqualTo(first).isNotEmpty();
        }
    }

    @Test
    void the_token_before_the_previous_one_is_two_back() {
        WordCopy process = WordCopy.uniqueBigrams("copy", 3, 5);
        int factor = process.factors().stream().map(Factor::name).toList().indexOf("token-before-previous");
        int[] tokens = sequence(List.of(0, 2, 2, 1), 3, 12);
        Observer observer = process.observer();
        double[] value = new double[process.factors().get(factor).cardinality()];
        for (int p = 0; p < tokens.length; p++) {
            observer.read(tokens[p]);
            observer.copy().factor(factor, value);
            double[] expected = new double[value.length];
            expected[p < 2 ? value.length - 1 : tokens[p - 2]] = 1;
            assertThat(value).isEqualTo(expected);
        }
        observer.restart();
        observer.factor(factor, value);
        assertThat(value[value.length - 1]).isEqualTo(1);
    }

    @Test
    void impossible_sizes_are_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> WordCopy.uniqueSymbols("copy", 3, 4));
        assertThatIllegalArgumentException().isThrownBy(() -> WordCopy.uniqueBigrams("copy", 3, 11));
        assertThatIllegalArgumentException().isThrownBy(() -> WordCopy.uniqueSymbols("copy", 3, 0));
    }
}
