package org.assay.datasets.incontext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.assay.datasets.cases.WordLaws;
import org.assay.datasets.process.Observer;
import org.junit.jupiter.api.Test;

class CausalTreeTest {
    /** Position 3 hangs on 0 and 4 on 1; 5 is the query and 6 its answer, 7 and 8 the next. */
    private final CausalTree tree = CausalTree.of("tree", 2, 1, -1, 0, 0, 0, 1);

    @Test
    void word_probabilities_are_beta_functions_of_pairs_along_the_tree() {
        int[] parents = {-1, 0, 0, 0, 1, -1, 5, -1, 7};
        WordLaws.requireSame(tree, 9, word -> {
            double p = 1;
            int[][] n = new int[2][2];
            for (int i = 0; i < word.length; i++) {
                if (parents[i] < 0) {
                    p /= 2;
                } else {
                    n[word[parents[i]]][word[i]]++;
                }
            }
            for (int[] row : n) {
                p *= factorial(row[0]) * factorial(row[1]) / factorial(row[0] + row[1] + 1);
            }
            return p;
        });
    }

    private static double factorial(int n) {
        return n < 2 ? 1 : n * factorial(n - 1);
    }

    @Test
    void only_answers_are_scored() {
        Observer observer = tree.observer();
        for (int position = 0; position < 9; position++) {
            assertThat(observer.scored()).as("position %d", position).isEqualTo(position == 6 || position == 8);
            observer.read(0);
        }
    }

    @Test
    void a_chain_is_a_markov_chain_in_context_until_its_query() {
        CausalTree chain = CausalTree.chain("chain", 3, 12, .5);
        DirichletChain markov = DirichletChain.of("markov", 3, 1, .5);
        Observer a = chain.observer();
        Observer b = markov.observer();
        double[] first = new double[3];
        double[] second = new double[3];
        for (int i = 0; i < 12; i++) {
            a.next(first);
            b.next(second);
            assertThat(first).containsExactly(second, within(1e-15));
            a.read(i * i % 3);
            b.read(i * i % 3);
        }
        a.next(first);
        assertThat(first).containsOnly(1.0 / 3);
    }

    @Test
    void a_parent_comes_before_its_child() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CausalTree.of("tree", 2, 1, -1, 1))
                .withMessageContaining("position 1 has the parent 1");
        assertThatIllegalArgumentException().isThrownBy(() -> CausalTree.of("tree", 2, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> CausalTree.of("tree", 2, 0, -1));
    }
}
