package org.assay.datasets.incontext;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.Entropy;
import org.assay.datasets.process.Factor;
import org.assay.datasets.process.Floors;
import org.assay.datasets.process.Observer;
import org.assay.datasets.sequence.Vocabulary;

/**
 * Markov chains drawn once and for all: every sequence comes from one of them, each as probable as any other; rows are
 * Dirichlet(alpha, ..., alpha) draws of the seed, one per word of {@code order} tokens, and the first {@code order} tokens are
 * uniform. With many chains an optimal predictor tells from the context which one it is (Park et al. 2024, arXiv 2412.01003);
 * with one there is nothing to tell, only a table to know.
 *
 * <p>The belief over chains is Bayes' rule: {@code b(c) ~ prod of rows of c}, and the law the mean of the rows by it.
 *
 * <p>Own factor, with several chains: {@code chain}, the belief over which one it is.
 */
public final class DrawnChains extends InContextProcess {
    private static final double MOST_ENTRIES = 4_000_000;
    private static final int MOST_STEPS = 10_000;
    private static final double SETTLED = 1e-14;

    private final int chains;
    private final int order;
    private final int words;
    /** Chain by chain, word by word, token by token. */
    private final double[] rows;

    private DrawnChains(String name, Vocabulary vocabulary, int chains, int order, double alpha, Seed seed, int words) {
        super(
                name,
                "in-context",
                (chains == 1
                                ? "Riggs 2025, repository loganriggs/tensor_language, one Markov chain"
                                : "Park et al. 2024, arXiv 2412.01003, " + chains + " Markov chains")
                        + " of order " + order + ", alpha = " + alpha + ", seed " + seed,
                vocabulary,
                "drawn-chains " + chains + " order " + order + " alpha " + alpha + " seed " + seed.key(),
                chains == 1 ? List.of() : List.of(new Factor("chain", numbered("chain-", chains), true)),
                chains == 1 ? OptionalInt.empty() : OptionalInt.of(0));
        this.chains = chains;
        this.order = order;
        this.words = words;
        int tokens = vocabulary.size();
        this.rows = new double[chains * words * tokens];
        for (int row = 0; row < chains * words; row++) {
            System.arraycopy(Dirichlet.draw(seed.child(row).draws(), alpha, tokens), 0, rows, row * tokens, tokens);
        }
    }

    /**
     * @param tokens size of the vocabulary, at least 2
     * @param order  tokens that the next one depends on, at least 1; chains x tokens^(order + 1) at most 4,000,000
     * @param alpha  of the law of rows, positive
     * @param chains how many, at least 1
     */
    public static DrawnChains of(String name, int tokens, int order, double alpha, int chains, Seed seed) {
        double entries = chains * StrictMath.pow(tokens, order + 1.0);
        boolean drawable = alpha > 0 && !Double.isInfinite(alpha);
        if (tokens < 2 || order < 1 || chains < 1 || !(entries <= MOST_ENTRIES) || !drawable) {
            throw new IllegalArgumentException("chains need at least 2 tokens, order at least 1, at most "
                    + (int) MOST_ENTRIES + " probabilities and a positive alpha, got " + tokens + ", " + order + ", "
                    + chains + " chains and " + alpha);
        }
        int words = (int) StrictMath.pow(tokens, order);
        return new DrawnChains(name, new Vocabulary(numbered("", tokens)), chains, order, alpha, seed, words);
    }

    /** The law that follows {@code word}, a number in base V, in chain {@code chain}; V. */
    double[] row(int chain, int word) {
        int tokens = vocabulary().size();
        int from = (chain * words + word) * tokens;
        return Arrays.copyOfRange(rows, from, from + tokens);
    }

    @Override
    public Observer observer() {
        return new Reader(this);
    }

    /** Exact for one chain, by the law of its words after every token; else enumerated and sampled. */
    @Override
    public Floors floors(int longest) {
        if (chains > 1) {
            return super.floors(longest);
        }
        int tokens = vocabulary().size();
        double[] values = new double[Math.max(longest, order) + 1];
        Arrays.fill(values, 0, order, Math.log(tokens));
        double[] law = new double[words];
        Arrays.fill(law, 1.0 / words);
        for (int length = order; length < values.length; length++) {
            values[length] = meanEntropy(law);
            law = moved(law);
        }
        double change = 1;
        int steps = 0;
        while (change > SETTLED && steps++ < MOST_STEPS) {
            double[] next = moved(law);
            change = 0;
            for (int w = 0; w < words; w++) {
                change = Math.max(change, Math.abs(next[w] - law[w]));
            }
            law = next;
        }
        boolean settled = change <= SETTLED;
        return new Floors(
                Arrays.copyOf(values, longest + 1),
                0,
                settled ? OptionalDouble.of(meanEntropy(law)) : OptionalDouble.empty(),
                settled ? "mean entropy of rows by their stationary law" : "not known: the chain does not settle");
    }

    private double meanEntropy(double[] law) {
        double mean = 0;
        for (int word = 0; word < words; word++) {
            mean += law[word] * Entropy.of(row(0, word));
        }
        return mean;
    }

    private double[] moved(double[] law) {
        int tokens = vocabulary().size();
        double[] moved = new double[words];
        for (int word = 0; word < words; word++) {
            for (int v = 0; v < tokens; v++) {
                moved[(int) (((long) word * tokens + v) % words)] += law[word] * rows[word * tokens + v];
            }
        }
        return moved;
    }

    private static final class Reader extends InContextObserver {
        private final DrawnChains process;
        private final double[] belief;
        private int word;

        Reader(DrawnChains process) {
            super(process);
            this.process = process;
            this.belief = new double[process.chains];
            reset();
        }

        private Reader(Reader other) {
            super(other);
            this.process = other.process;
            this.belief = other.belief.clone();
            this.word = other.word;
        }

        @Override
        void reset() {
            Arrays.fill(belief, 1.0 / belief.length);
            word = 0;
        }

        @Override
        public void next(double[] law) {
            given(belief, law);
        }

        private void given(double[] chains, double[] law) {
            if (tokensRead() < process.order) {
                Arrays.fill(law, 1.0 / law.length);
                return;
            }
            Arrays.fill(law, 0);
            for (int c = 0; c < chains.length; c++) {
                int from = (c * process.words + word) * law.length;
                for (int v = 0; v < law.length && chains[c] > 0; v++) {
                    law[v] += chains[c] * process.rows[from + v];
                }
            }
        }

        @Override
        void advance(int token) {
            if (tokensRead() >= process.order) {
                double total = 0;
                for (int c = 0; c < belief.length; c++) {
                    belief[c] *= process.rows[(c * process.words + word) * vocabularySize() + token];
                    total += belief[c];
                }
                if (!(total > 0)) {
                    throw refusal(token);
                }
                for (int c = 0; c < belief.length; c++) {
                    belief[c] /= total;
                }
            }
            word = (int) (((long) word * vocabularySize() + token) % process.words);
        }

        @Override
        void own(int own, double[] values) {
            System.arraycopy(belief, 0, values, 0, values.length);
        }

        @Override
        void nextGiven(int factor, double[] value, double[] into) {
            if (factor != OWN) {
                super.nextGiven(factor, value, into);
            }
            given(value, into);
        }

        @Override
        public Observer copy() {
            return new Reader(this);
        }
    }
}
