package org.assay.datasets.incontext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assay.datasets.cases.WordLaws;
import org.assay.datasets.incontext.ContextFreeGrammar.Production;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.Observer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContextFreeProcessTest {
    /** A whole derivation: its yield, its probability and the path of ancestors above each token, the lowest first. */
    private record Derivation(int[] tokens, double probability, List<List<Integer>> ancestors) {}

    /** All derivations of a symbol of a finite grammar. */
    private static List<Derivation> derive(ContextFreeGrammar grammar, int symbol) {
        if (grammar.isTerminal(symbol)) {
            return List.of(new Derivation(new int[] {symbol}, 1, List.of(List.of())));
        }
        List<Derivation> all = new ArrayList<>();
        for (Production production : grammar.productions()) {
            if (production.left() == symbol) {
                List<Derivation> partial = List.of(new Derivation(new int[0], production.probability(), List.of()));
                for (int child : production.right()) {
                    partial = concatenate(partial, derive(grammar, child), symbol);
                }
                all.addAll(partial);
            }
        }
        return all;
    }

    private static List<Derivation> concatenate(List<Derivation> firsts, List<Derivation> seconds, int above) {
        List<Derivation> all = new ArrayList<>();
        for (Derivation first : firsts) {
            for (Derivation second : seconds) {
                int[] tokens = Arrays.copyOf(first.tokens, first.tokens.length + second.tokens.length);
                System.arraycopy(second.tokens, 0, tokens, first.tokens.length, second.tokens.length);
                List<List<Integer>> ancestors = new ArrayList<>(first.ancestors);
                for (List<Integer> path : second.ancestors) {
                    List<Integer> longer = new ArrayList<>(path);
                    longer.add(above);
                    ancestors.add(longer);
                }
                all.add(new Derivation(tokens, first.probability * second.probability, ancestors));
            }
        }
        return all;
    }

    private static List<WordLaws.Drawn> sentences(ContextFreeGrammar grammar, int length) {
        int eos = grammar.terminals().size();
        return derive(grammar, eos).stream()
                .map(derivation -> {
                    int size = derivation.tokens.length;
                    int[] padded = Arrays.copyOf(derivation.tokens, Math.max(length, size + 1));
                    padded[size] = eos;
                    return new WordLaws.Drawn(derivation.probability, padded);
                })
                .toList();
    }

    /** Sentences of 4 to 9 tokens: every word of up to 4 tokens against every derivation, and sentences that follow. */
    @ParameterizedTest
    @CsvSource({"1, 2", "2, 2", "3, 4", "4, 6"})
    void prefix_probabilities_are_sums_over_all_derivations(long seed, int rules) {
        ContextFreeGrammar grammar = ContextFreeGrammar.cfg3(Seed.of(seed), 2, rules);
        ContextFreeProcess process = ContextFreeProcess.of("cfg", "2023", grammar);
        Map<String, Double> prefixes = new HashMap<>();
        for (WordLaws.Drawn sentence : sentences(grammar, 0)) {
            for (int n = 0; n <= sentence.tokens().length; n++) {
                prefixes.merge(
                        Arrays.toString(Arrays.copyOf(sentence.tokens(), n)), sentence.probability(), Double::sum);
            }
        }
        int[] seen = {0};
        requireSentences(process.observer(), new int[0], 1, 4, prefixes, seen);
        assertThat(seen[0]).isEqualTo(prefixes.size());
    }

    private static void requireSentences(
            Observer observer, int[] word, double probability, int tokens, Map<String, Double> truth, int[] seen) {
        assertThat(probability)
                .as(Arrays.toString(word))
                .isCloseTo(truth.getOrDefault(Arrays.toString(word), 0.0), within(1e-12));
        seen[0]++;
        if (word.length > 0 && word[word.length - 1] == tokens - 1) {
            return;
        }
        double[] law = new double[tokens];
        observer.next(law);
        for (int token = 0; token < tokens; token++) {
            if (law[token] > 0) {
                int[] longer = Arrays.copyOf(word, word.length + 1);
                longer[word.length] = token;
                Observer next = observer.copy();
                next.read(token);
                requireSentences(next, longer, probability * law[token], tokens, truth, seen);
            }
        }
    }

    /** Left recursion and unit productions: whole sentences against the inside algorithm over all spans. */
    @Test
    void sentences_of_a_left_recursive_grammar_have_their_inside_probability() {
        ContextFreeGrammar grammar = ContextFreeGrammar.arithmetic(.3);
        ContextFreeProcess process = ContextFreeProcess.of("arithmetic", "1986", grammar);
        int[] count = {0};
        requireInside(process.observer(), grammar, new int[0], 1, 6, count);
        assertThat(count[0]).isGreaterThan(150);
    }

    private static void requireInside(
            Observer observer, ContextFreeGrammar grammar, int[] word, double probability, int left, int[] count) {
        int tokens = grammar.terminals().size();
        double[] law = new double[tokens + 1];
        observer.next(law);
        assertThat(probability * law[tokens]).as(Arrays.toString(word)).isCloseTo(inside(grammar, word), within(1e-12));
        count[0]++;
        for (int token = 0; left > 0 && token < tokens; token++) {
            int[] longer = Arrays.copyOf(word, word.length + 1);
            longer[word.length] = token;
            if (law[token] > 0) {
                Observer next = observer.copy();
                next.read(token);
                requireInside(next, grammar, longer, probability * law[token], left - 1, count);
            } else {
                assertThat(inside(grammar, longer)).isZero();
            }
        }
    }

    /** Inside probabilities by fixed-point iteration over all spans, units included: no part of the parser under test. */
    private static double inside(ContextFreeGrammar grammar, int[] word) {
        int n = word.length;
        int symbols = grammar.terminals().size() + grammar.nonterminals().size();
        double[][][] inside = new double[symbols][n + 1][n + 1];
        for (int i = 0; i < n; i++) {
            inside[word[i]][i][i + 1] = 1;
        }
        for (int round = 0; round < 4 * n + 4; round++) {
            double[][][] next = new double[symbols][n + 1][n + 1];
            System.arraycopy(inside, 0, next, 0, grammar.terminals().size());
            for (Production production : grammar.productions()) {
                for (int i = 0; i < n; i++) {
                    double[] reached = new double[n + 1];
                    reached[i] = production.probability();
                    for (int child : production.right()) {
                        double[] moved = new double[n + 1];
                        for (int k = i; k < n; k++) {
                            for (int j = k + 1; j <= n; j++) {
                                moved[j] += reached[k] * inside[child][k][j];
                            }
                        }
                        reached = moved;
                    }
                    for (int j = i + 1; j <= n; j++) {
                        next[production.left()][i][j] += reached[j];
                    }
                }
            }
            inside = next;
        }
        return n == 0 ? 0 : inside[grammar.terminals().size()][0][n];
    }

    @Test
    void words_have_probability_one_together() {
        for (String name : List.of("arithmetic", "cfg3-small")) {
            var process = InContextProcesses.builtIn().get(name).get();
            int tokens = process.vocabulary().size();
            for (int n = 1; n <= 6; n++) {
                assertThat(WordLaws.sum(process.observer(), tokens, n)).isCloseTo(1, within(1e-12));
            }
        }
    }

    /** The belief over the ancestors of the next token against all derivations that begin with the prefix. */
    @Test
    void beliefs_over_ancestors_are_those_of_all_derivations() {
        ContextFreeGrammar grammar = ContextFreeGrammar.cfg3(Seed.of(5), 2, 4);
        ContextFreeProcess process = ContextFreeProcess.of("cfg", "2023", grammar);
        List<Derivation> derivations = derive(grammar, 3);
        for (int s = 0; s < 30; s++) {
            Observer observer = process.observer();
            var draws = Seed.of(6).child(s).draws();
            List<Integer> prefix = new ArrayList<>();
            for (int token = -1; token != 3; prefix.add(token)) {
                for (int height = 1; height <= 2; height++) {
                    double[] belief =
                            new double[process.factors().get(1 + height).cardinality()];
                    observer.factor(1 + height, belief);
                    assertThat(belief)
                            .containsExactly(known(derivations, prefix, process, height, grammar), within(1e-12));
                }
                token = observer.draw(draws);
                observer.read(token);
            }
        }
    }

    private static double[] known(
            List<Derivation> derivations,
            List<Integer> prefix,
            ContextFreeProcess process,
            int height,
            ContextFreeGrammar grammar) {
        List<String> values = process.factors().get(1 + height).values();
        double[] belief = new double[values.size()];
        double total = 0;
        for (Derivation derivation : derivations) {
            List<Integer> tokens = Arrays.stream(derivation.tokens).boxed().toList();
            if (tokens.size() >= prefix.size()
                    && tokens.subList(0, prefix.size()).equals(prefix)) {
                int value = values.size() - 1;
                if (tokens.size() > prefix.size()) {
                    int symbol = derivation.ancestors.get(prefix.size()).get(height - 1);
                    value = values.indexOf(grammar.nonterminals().get(symbol - 3));
                }
                belief[value] += derivation.probability;
                total += derivation.probability;
            }
        }
        for (int i = 0; i < belief.length; i++) {
            belief[i] /= total;
        }
        return belief;
    }

    @Test
    void wrong_grammars_are_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ContextFreeGrammar.arithmetic(.6))
                .withMessageContaining("end with probability");
        List<String> a = List.of("a");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new ContextFreeGrammar(a, List.of("S"), List.of(new Production(1, new int[] {0}, .5))))
                .withMessageContaining("probability 0.5, not 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ContextFreeGrammar(a, List.of("S"), List.of(new Production(1, new int[] {1}, 1))))
                .withMessageContaining("end with probability 0, not 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ContextFreeGrammar(
                        a,
                        List.of("S", "T"),
                        List.of(new Production(1, new int[] {0}, 1), new Production(2, new int[] {0}, 1))))
                .withMessageContaining("'T' cannot be reached");
        assertThatIllegalArgumentException().isThrownBy(() -> new Production(1, new int[0], 1));
    }
}
