package org.assay.datasets.incontext;

import java.util.List;
import java.util.OptionalInt;
import org.assay.datasets.process.Factor;
import org.assay.datasets.process.Observer;
import org.assay.datasets.sequence.Vocabulary;

/**
 * A Markov chain drawn afresh for every sequence: each row of its transition matrix is Dirichlet(alpha, ..., alpha), one row
 * per word of {@code order} tokens; the first {@code order} tokens are uniform. Having seen a row N times, n_v times followed
 * by v, the optimal observer predicts {@code (n_v + alpha) / (N + alpha V)} (B. L. Edelman et al., "The evolution of
 * statistical induction heads: in-context learning Markov chains", 2024).
 *
 * <p>Edelman et al. start from the stationary law of the drawn chain. Then the first token says a little about the matrix
 * and no closed form is left; here it says nothing, and the law is exact.
 *
 * <p>Own factor: {@code row}, the belief over what follows the current word, a posterior mean; uniform before any word.
 */
public final class DirichletChain extends InContextProcess {
    private static final int MOST_ROWS = 1 << 20;

    private final int order;
    private final double alpha;
    private final int rows;

    private DirichletChain(String name, Vocabulary vocabulary, int order, double alpha, int rows) {
        super(
                name,
                "in-context",
                "Edelman et al. 2024, arXiv 2402.11004, order " + order + ", alpha = " + alpha,
                vocabulary,
                "dirichlet-chain order " + order + " alpha " + alpha,
                List.of(new Factor("row", vocabulary.tokens(), true)),
                OptionalInt.empty());
        this.order = order;
        this.alpha = alpha;
        this.rows = rows;
    }

    /**
     * @param tokens size of the vocabulary, at least 2
     * @param order  tokens that the next one depends on, at least 1; tokens^order at most 2^20
     * @param alpha  of the prior, positive: below 1 rows are peaked, above 1 they are flat
     */
    public static DirichletChain of(String name, int tokens, int order, double alpha) {
        double rows = StrictMath.pow(tokens, order);
        if (tokens < 2 || order < 1 || !(rows <= MOST_ROWS) || !(alpha > 0) || Double.isInfinite(alpha)) {
            throw new IllegalArgumentException("a chain needs at least 2 tokens, order at least 1, tokens^order up to "
                    + MOST_ROWS + " and a positive alpha, got " + tokens + ", " + order + " and " + alpha);
        }
        return new DirichletChain(name, new Vocabulary(numbered("", tokens)), order, alpha, (int) rows);
    }

    @Override
    public Observer observer() {
        return new Walk(this);
    }

    private static final class Walk extends InContextObserver {
        private final DirichletChain chain;
        private final DirichletRows rows;
        private int word;

        Walk(DirichletChain chain) {
            super(chain);
            this.chain = chain;
            this.rows = new DirichletRows(chain.rows, chain.vocabulary().size(), chain.alpha);
        }

        private Walk(Walk other) {
            super(other);
            this.chain = other.chain;
            this.rows = other.rows.copy();
            this.word = other.word;
        }

        @Override
        void reset() {
            rows.reset();
            word = 0;
        }

        /** Before a whole word stands there its row cannot be told; row 0 has no counts then, so it is uniform as it must be. */
        @Override
        public void next(double[] law) {
            rows.predictive(tokensRead() < chain.order ? 0 : word, law);
        }

        @Override
        void advance(int token) {
            if (tokensRead() >= chain.order) {
                rows.count(word, token);
            }
            word = (word * vocabularySize() + token) % chain.rows;
        }

        @Override
        void own(int own, double[] values) {
            next(values);
        }

        @Override
        void nextGiven(int factor, double[] value, double[] into) {
            if (factor != OWN) {
                super.nextGiven(factor, value, into);
            }
            System.arraycopy(value, 0, into, 0, into.length);
        }

        @Override
        public Observer copy() {
            return new Walk(this);
        }
    }
}
