package org.assay.datasets.incontext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.assay.datasets.cases.WordLaws;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.Entropy;
import org.assay.datasets.process.Observer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DirichletChainTest {
    /** With one row known to have n0 and n1 of two followers: {@code n0! n1! / (n0 + n1 + 1)!} under the flat prior. */
    @Test
    void word_probabilities_under_the_flat_prior_are_beta_functions() {
        DirichletChain chain = DirichletChain.of("chain", 2, 1, 1);
        WordLaws.requireSame(chain, 12, word -> {
            int[][] n = pairs(word);
            double p = word.length == 0 ? 1 : .5;
            for (int[] row : n) {
                p *= factorial(row[0]) * factorial(row[1]) / factorial(row[0] + row[1] + 1);
            }
            return p;
        });
    }

    /**
     * For alpha of n + 1/2 the prior of a row of two is {@code (sin t cos t)^(2 alpha - 1) dt} with p = sin^2 t: word
     * probabilities are integrals of trigonometric polynomials, for which the midpoint rule is exact.
     */
    @ParameterizedTest
    @ValueSource(doubles = {.5, 1.5, 2.5})
    void word_probabilities_under_other_priors_are_integrals_over_the_matrix(double alpha) {
        DirichletChain chain = DirichletChain.of("chain", 2, 1, alpha);
        WordLaws.requireSame(chain, 10, word -> {
            double p = word.length == 0 ? 1 : .5;
            for (int[] row : pairs(word)) {
                p *= integral(alpha, row[0], row[1]) / integral(alpha, 0, 0);
            }
            return p;
        });
    }

    private static double integral(double alpha, int zeros, int ones) {
        int nodes = 64;
        double sum = 0;
        for (int i = 0; i < nodes; i++) {
            double angle = (i + .5) * Math.PI / 2 / nodes;
            double p = Math.pow(Math.sin(angle), 2);
            sum += Math.pow(Math.sin(angle) * Math.cos(angle), 2 * alpha - 1)
                    * Math.pow(p, zeros)
                    * Math.pow(1 - p, ones);
        }
        return sum / nodes;
    }

    /** What followed what, 2 x 2. */
    private static int[][] pairs(int[] word) {
        int[][] n = new int[2][2];
        for (int i = 1; i < word.length; i++) {
            n[word[i - 1]][word[i]]++;
        }
        return n;
    }

    private static double factorial(int n) {
        return n < 2 ? 1 : n * factorial(n - 1);
    }

    @Test
    void order_two_counts_pairs_of_tokens() {
        WordLaws.requireSame(DirichletChain.of("chain", 2, 2, 1), 12, word -> {
            int[][] n = new int[4][2];
            for (int i = 2; i < word.length; i++) {
                n[2 * word[i - 2] + word[i - 1]][word[i]]++;
            }
            double p = Math.pow(.5, Math.min(2, word.length));
            for (int[] row : n) {
                p *= factorial(row[0]) * factorial(row[1]) / factorial(row[0] + row[1] + 1);
            }
            return p;
        });
    }

    /**
     * Floors of the optimal bigram learner, mean over the tokens after 1 .. T others, from an independent implementation: sampled
     * means with three digits. Beside them the loss of the same observer against matrices that are drawn and known.
     */
    @ParameterizedTest
    @CsvSource({"2, 100, .511", "3, 100, .885", "5, 100, 1.419", "8, 100, 1.943", "10, 100, 2.196", "10, 512, 2.071"})
    void floors_are_the_published_ones(int tokens, int length, double published) {
        Observer observer = DirichletChain.of("chain", tokens, 1, 1).observer();
        int sequences = 800_000 / length;
        double[] own = new double[sequences];
        double[] known = new double[sequences];
        for (int s = 0; s < sequences; s++) {
            own[s] = meanEntropy(observer, tokens, length, Seed.of(3).child(s).draws());
            known[s] = meanLoss(observer, tokens, length, Seed.of(13).child(s).draws());
        }
        assertThat(mean(own)).isCloseTo(published, within(.001 + 3 * standardError(own)));
        assertThat(mean(own)).isCloseTo(mean(known), within(3 * Math.hypot(standardError(own), standardError(known))));
    }

    private static double meanEntropy(Observer observer, int tokens, int length, Draws draws) {
        observer.restart();
        observer.read(observer.draw(draws));
        double[] law = new double[tokens];
        double entropy = 0;
        for (int t = 0; t < length; t++) {
            observer.next(law);
            entropy += Entropy.of(law) / length;
            observer.read(draws.nextIndex(law));
        }
        return entropy;
    }

    /** Cross-entropy of the observer under the true row, along one chain. */
    private static double meanLoss(Observer observer, int tokens, int length, Draws draws) {
        double[][] rows = new double[tokens][];
        for (int r = 0; r < tokens; r++) {
            rows[r] = Dirichlet.draw(draws, 1, tokens);
        }
        observer.restart();
        int token = draws.nextInt(tokens);
        observer.read(token);
        double[] law = new double[tokens];
        double loss = 0;
        for (int t = 0; t < length; t++) {
            observer.next(law);
            for (int v = 0; v < tokens; v++) {
                loss -= rows[token][v] * StrictMath.log(law[v]) / length;
            }
            token = draws.nextIndex(rows[token]);
            observer.read(token);
        }
        return loss;
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    private static double standardError(double[] values) {
        double mean = mean(values);
        double variance =
                Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / (values.length - 1);
        return Math.sqrt(variance / values.length);
    }

    /** Sampled matrices, their stationary law and its mean row entropy: what remains when the matrix is known. */
    @ParameterizedTest
    @CsvSource({"2, .481", "3, .818", "5, 1.277", "8, 1.715", "10, 1.929"})
    void entropy_with_the_matrix_known_is_the_published_one(int tokens, double published) {
        int chains = 20_000;
        double sum = 0;
        double squares = 0;
        for (int c = 0; c < chains; c++) {
            Draws draws = Seed.of(4).child(c).draws();
            Matrix rows = Matrix.zeros(tokens, tokens);
            for (int r = 0; r < tokens; r++) {
                System.arraycopy(Dirichlet.draw(draws, 1, tokens), 0, rows.values(), r * tokens, tokens);
            }
            double[] law = rows.row(0);
            for (int step = 0; step < 200; step++) {
                law = rows.leftTimes(law);
            }
            double entropy = 0;
            for (int r = 0; r < tokens; r++) {
                entropy += law[r] * Entropy.of(rows.row(r));
            }
            sum += entropy / chains;
            squares += entropy * entropy / chains;
        }
        double standardError = Math.sqrt((squares - sum * sum) / chains);
        assertThat(sum).isCloseTo(published, within(.001 + 3 * standardError));
    }

    /** {@code E H(row) = psi(k alpha + 1) - psi(alpha + 1)}, for whole alpha a sum of reciprocals. */
    @ParameterizedTest
    @CsvSource({"2, 1, .5", "10, 1, 1.92897", "4, 3, 1.26988"})
    void mean_entropy_of_drawn_rows_is_a_difference_of_digammas(int tokens, int alpha, double known) {
        double difference = 0;
        for (int i = alpha + 1; i <= tokens * alpha; i++) {
            difference += 1.0 / i;
        }
        assertThat(difference).isCloseTo(known, within(5e-6));
        int draws = 40_000;
        double sum = 0;
        double squares = 0;
        Draws source = Seed.of(5).draws();
        for (int i = 0; i < draws; i++) {
            double entropy = Entropy.of(Dirichlet.draw(source, alpha, tokens));
            sum += entropy / draws;
            squares += entropy * entropy / draws;
        }
        assertThat(sum).isCloseTo(difference, within(3 * Math.sqrt((squares - sum * sum) / draws)));
    }

    /** {@code E p^2 = (alpha + 1) / (k (k alpha + 1))}. */
    @ParameterizedTest
    @ValueSource(doubles = {.05, .5, 1, 4})
    void second_moment_of_drawn_rows_is_that_of_the_dirichlet_law(double alpha) {
        int tokens = 5;
        int draws = 40_000;
        double sum = 0;
        double squares = 0;
        Draws source = Seed.of(9).draws();
        for (int i = 0; i < draws; i++) {
            double p = Dirichlet.draw(source, alpha, tokens)[2];
            sum += p * p / draws;
            squares += p * p * p * p / draws;
        }
        double expected = (alpha + 1) / (tokens * (tokens * alpha + 1));
        assertThat(sum).isCloseTo(expected, within(3.5 * Math.sqrt((squares - sum * sum) / draws)));
    }

    @Test
    void impossible_chains_are_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> DirichletChain.of("chain", 1, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> DirichletChain.of("chain", 2, 0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> DirichletChain.of("chain", 2, 1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> DirichletChain.of("chain", 100, 5, 1));
    }
}
