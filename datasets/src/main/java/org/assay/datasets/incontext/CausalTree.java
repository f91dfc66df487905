package org.assay.datasets.incontext;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.assay.datasets.process.Factor;
import org.assay.datasets.process.Observer;
import org.assay.datasets.sequence.Vocabulary;

/**
 * A causal tree: position i has a fixed parent p(i) before it or is a root, and each sequence draws a transition matrix pi
 * with rows Dirichlet(alpha); roots are uniform and any other token is drawn from row {@code pi(token at its parent)}. After
 * the tree comes a query, a uniform token, and its answer from the row of the query; further queries and answers follow for
 * as long as one reads. Only answers count in the loss (E. Nichani, A. Damian, J. D. Lee, "How transformers learn causal
 * structure with gradient descent", 2024, where roots are drawn from the stationary law of pi; with that no
 * closed form is left).
 *
 * <p>The optimal observer counts pairs (token at the parent, token) and predicts {@code (n + alpha) / (N + alpha S)}.
 *
 * <p>Own factors: {@code parent-token}, the token at the parent of the next position ({@code none} before a root), and
 * {@code row}, the belief over its row (uniform before a root).
 */
public final class CausalTree extends InContextProcess {
    private static final int ROOT = -1;
    private static final int PARENT_TOKEN = 0;
    private static final int ROW = 1;

    private final int[] parents;
    private final double alpha;

    private CausalTree(String name, Vocabulary vocabulary, int[] parents, double alpha) {
        super(
                name,
                "in-context",
                "Nichani et al. 2024, arXiv 2402.14735, roots uniform, alpha = " + alpha,
                vocabulary,
                "causal-tree parents " + Arrays.toString(parents) + " alpha " + alpha,
                List.of(
                        new Factor("parent-token", withNone(vocabulary.tokens()), false),
                        new Factor("row", vocabulary.tokens(), true)),
                OptionalInt.empty());
        this.parents = parents;
        this.alpha = alpha;
    }

    /**
     * @param tokens  size of the vocabulary, at least 2
     * @param alpha   of the prior, positive
     * @param parents for each position of the tree that of its parent, which is less, or -1 for a root
     */
    public static CausalTree of(String name, int tokens, double alpha, int... parents) {
        if (tokens < 2 || !(alpha > 0) || Double.isInfinite(alpha) || parents.length == 0) {
            throw new IllegalArgumentException("a causal tree needs at least 2 tokens, a positive alpha and 1 position,"
                    + " got " + tokens + ", " + alpha + " and " + parents.length);
        }
        for (int i = 0; i < parents.length; i++) {
            if (parents[i] < ROOT || parents[i] >= i) {
                throw new IllegalArgumentException(
                        "position " + i + " has the parent " + parents[i] + ", wanted -1 .. " + (i - 1));
            }
        }
        return new CausalTree(name, new Vocabulary(numbered("", tokens)), parents.clone(), alpha);
    }

    /** The chain: every position has the one before it as its parent, as in an induction head. */
    public static CausalTree chain(String name, int tokens, int positions, double alpha) {
        return of(name, tokens, alpha, IntStream.range(-1, positions - 1).toArray());
    }

    private int parent(int position) {
        if (position < parents.length) {
            return parents[position];
        }
        return (position - parents.length) % 2 == 0 ? ROOT : position - 1;
    }

    private boolean answer(int position) {
        return position > parents.length && parent(position) != ROOT;
    }

    @Override
    public Observer observer() {
        return new Walk(this);
    }

    private static final class Walk extends InContextObserver {
        private final CausalTree tree;
        private final DirichletRows rows;
        private final int[] tokens;

        Walk(CausalTree tree) {
            super(tree);
            this.tree = tree;
            this.rows = new DirichletRows(
                    tree.vocabulary().size(), tree.vocabulary().size(), tree.alpha);
            this.tokens = new int[tree.parents.length];
        }

        private Walk(Walk other) {
            super(other);
            this.tree = other.tree;
            this.rows = other.rows.copy();
            this.tokens = other.tokens.clone();
        }

        @Override
        void reset() {
            rows.reset();
        }

        /** The token at the parent of the next position. Beyond the tree only the last token is anyone's parent. */
        private int parentToken() {
            int parent = tree.parent(tokensRead());
            if (parent == ROOT) {
                return NO_TOKEN;
            }
            return parent < tokens.length ? tokens[parent] : current();
        }

        @Override
        public boolean scored() {
            return tree.answer(tokensRead());
        }

        @Override
        public void next(double[] law) {
            int parent = parentToken();
            if (parent == NO_TOKEN) {
                Arrays.fill(law, 1.0 / law.length);
            } else {
                rows.predictive(parent, law);
            }
        }

        @Override
        void advance(int token) {
            int parent = parentToken();
            if (parent != NO_TOKEN) {
                rows.count(parent, token);
            }
            if (tokensRead() < tokens.length) {
                tokens[tokensRead()] = token;
            }
        }

        @Override
        void own(int own, double[] values) {
            int parent = parentToken();
            if (own == PARENT_TOKEN) {
                values[parent == NO_TOKEN ? vocabularySize() : parent] = 1;
            } else {
                next(values);
            }
        }

        @Override
        void nextGiven(int factor, double[] value, double[] into) {
            if (factor == OWN + ROW) {
                System.arraycopy(value, 0, into, 0, into.length);
            } else if (factor == OWN + PARENT_TOKEN) {
                mix(value, into);
            } else {
                super.nextGiven(factor, value, into);
            }
        }

        /** The law when the parent's token is drawn from {@code parents}; its last entry stands for a root. */
        private void mix(double[] parents, double[] into) {
            Arrays.fill(into, parents[into.length] / into.length);
            double[] row = new double[into.length];
            for (int s = 0; s < into.length; s++) {
                rows.predictive(s, row);
                for (int v = 0; parents[s] > 0 && v < into.length; v++) {
                    into[v] += parents[s] * row[v];
                }
            }
        }

        @Override
        public Observer copy() {
            return new Walk(this);
        }
    }
}
