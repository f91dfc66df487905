package org.assay.datasets.incontext;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.Factor;
import org.assay.datasets.process.Observer;
import org.assay.datasets.sequence.Vocabulary;

/**
 * A global bigram table with triggers: each sequence gives every trigger an output, drawn uniformly; after a trigger always
 * its output comes, after any other token the global bigram (A. Bietti et al., "Birth of a transformer: a memory viewpoint",
 * 2023). The table is drawn from a seed, rows Dirichlet(alpha); the first token is drawn from its stationary law.
 * Triggers are the K most frequent tokens under that law; or each sequence draws K tokens from it, given that they differ.
 *
 * <p>Drawn triggers make a set S with {@code P(S) ~ prod u_q} over its members. What followed q multiplies the weight of q by
 * {@code 1/V / prod bigram(q, follower)} when all followers agree and by 0 otherwise, so that
 * {@code P(q in S) = w_q e_(K-1) / (w_q e_(K-1) + e_K)} with e the elementary symmetric polynomials of all other weights. They
 * are computed as the law of a sum of independent coins of odds w, which is the same up to a factor and stays within range.
 *
 * <p>Own factor: {@code output}, the belief over the output of the current token, with {@code no-trigger} where it is none.
 */
public final class TriggeredBigram extends InContextProcess {
    private static final int POWER_STEPS = 10_000;
    private static final double CONVERGED = 1e-16;

    private final Matrix bigram;
    private final double[] unigram;
    private final int triggers;
    private final boolean drawn;
    private final boolean[] fixed;
    private final double[] heads;
    private final double[] tails;

    private TriggeredBigram(
            String name, Vocabulary vocabulary, Matrix bigram, int triggers, boolean drawn, String table) {
        super(
                name,
                "in-context",
                "Bietti et al. 2023, arXiv 2306.00802, " + triggers + (drawn ? " drawn" : " fixed") + " triggers, "
                        + table,
                vocabulary,
                "triggered-bigram triggers " + triggers + " drawn " + drawn + " table "
                        + Arrays.toString(bigram.values()),
                List.of(new Factor("output", outputs(vocabulary), true)),
                OptionalInt.empty());
        this.bigram = bigram;
        this.unigram = stationary(bigram);
        this.triggers = triggers;
        this.drawn = drawn;
        this.heads = IntStream.range(0, unigram.length)
                .mapToDouble(token -> logistic(logOdds(token)))
                .toArray();
        this.tails = IntStream.range(0, unigram.length)
                .mapToDouble(token -> logistic(-logOdds(token)))
                .toArray();
        this.fixed = new boolean[unigram.length];
        IntStream.range(0, unigram.length)
                .boxed()
                .sorted((a, b) -> Double.compare(unigram[b], unigram[a]))
                .limit(triggers)
                .forEach(token -> fixed[token] = !drawn);
    }

    private static List<String> outputs(Vocabulary vocabulary) {
        List<String> values = new ArrayList<>(vocabulary.tokens());
        values.add("no-trigger");
        return values;
    }

    /**
     * @param tokens   size of the vocabulary, at least 2
     * @param triggers how many, 1 .. tokens - 1
     * @param drawn    whether each sequence draws its own triggers
     * @param alpha    of the rows of the table, positive: smaller is more predictable
     * @param seed     of the table
     */
    public static TriggeredBigram of(String name, int tokens, int triggers, boolean drawn, double alpha, Seed seed) {
        if (tokens < 2 || triggers < 1 || triggers >= tokens || !(alpha > 0) || Double.isInfinite(alpha)) {
            throw new IllegalArgumentException(
                    "a triggered bigram needs at least 2 tokens, 1 .. tokens - 1 triggers and"
                            + " a positive alpha, got " + tokens + ", " + triggers + " and " + alpha);
        }
        Matrix bigram = Matrix.zeros(tokens, tokens);
        for (int row = 0; row < tokens; row++) {
            double[] law = Dirichlet.draw(seed.child(row).draws(), alpha, tokens);
            System.arraycopy(law, 0, bigram.values(), row * tokens, tokens);
        }
        String table = "table of seed " + seed + ", rows Dirichlet(" + alpha + ")";
        return new TriggeredBigram(name, new Vocabulary(numbered("", tokens)), bigram, triggers, drawn, table);
    }

    /** The law after many steps, whichever the start: a table drawn from a Dirichlet law has one stationary law. */
    private static double[] stationary(Matrix bigram) {
        double[] law = new double[bigram.rows()];
        Arrays.fill(law, 1.0 / law.length);
        for (int step = 0; step < POWER_STEPS; step++) {
            double[] moved = bigram.leftTimes(law);
            double change = 0;
            double sum = 0;
            for (int v = 0; v < law.length; v++) {
                change = Math.max(change, Math.abs(moved[v] - law[v]));
                sum += moved[v];
            }
            for (int v = 0; v < law.length; v++) {
                law[v] = moved[v] / sum;
            }
            if (change < CONVERGED) {
                break;
            }
        }
        return law;
    }

    /** The global table, V x V, row = current token; not a copy. */
    public Matrix bigram() {
        return bigram;
    }

    /** The law of the first token, a copy. */
    public double[] unigram() {
        return unigram.clone();
    }

    /** Of the prior weight of a token; scaled by K, which changes no ratio, so that about K coins come up heads. */
    private double logOdds(int token) {
        return StrictMath.log(unigram[token] * triggers);
    }

    private static double logistic(double logOdds) {
        return 1 / (1 + StrictMath.exp(-logOdds));
    }

    @Override
    public Observer observer() {
        return new Reader(this);
    }

    private static final class Reader extends InContextObserver {
        private static final int NOTHING = -1;
        private static final int SEVERAL = -2;

        private final TriggeredBigram process;
        /** What followed each token: a token, nothing yet, or several. */
        private final int[] follower;
        /** ln of 1/V over the bigram probability of all followers: the evidence that a token is a trigger. */
        private final double[] evidence;

        /** The coin of odds w of each token: its law of heads and of tails, both without cancellation. */
        private final double[] heads;

        private final double[] tails;
        private final double[] coins;

        Reader(TriggeredBigram process) {
            super(process);
            this.process = process;
            this.follower = new int[process.unigram.length];
            this.evidence = new double[follower.length];
            this.heads = new double[follower.length];
            this.tails = new double[follower.length];
            this.coins = new double[process.triggers + 1];
            reset();
        }

        private Reader(Reader other) {
            super(other);
            this.process = other.process;
            this.follower = other.follower.clone();
            this.evidence = other.evidence.clone();
            this.heads = other.heads.clone();
            this.tails = other.tails.clone();
            this.coins = new double[other.coins.length];
        }

        @Override
        void reset() {
            Arrays.fill(follower, NOTHING);
            Arrays.fill(evidence, 0);
            System.arraycopy(process.heads, 0, heads, 0, heads.length);
            System.arraycopy(process.tails, 0, tails, 0, tails.length);
        }

        @Override
        public void next(double[] law) {
            if (current() == NO_TOKEN) {
                System.arraycopy(process.unigram, 0, law, 0, law.length);
            } else {
                given(trigger(current()), law);
            }
        }

        /** The law after the current token when it is a trigger with probability {@code trigger}. */
        private void given(double trigger, double[] law) {
            int row = current() * law.length;
            for (int v = 0; v < law.length; v++) {
                law[v] = (1 - trigger) * process.bigram.values()[row + v] + trigger * output(current(), v);
            }
        }

        /** P(output of {@code token} is {@code v} | it is a trigger). */
        private double output(int token, int v) {
            if (follower[token] == NOTHING) {
                return 1.0 / vocabularySize();
            }
            return follower[token] == v ? 1 : 0;
        }

        /** P(token is a trigger | what was read). */
        private double trigger(int token) {
            if (!process.drawn) {
                return process.fixed[token] ? 1 : 0;
            }
            if (follower[token] == SEVERAL) {
                return 0;
            }
            sumOfOthers(token);
            int k = process.triggers;
            double in = heads[token] * coins[k - 1];
            double out = tails[token] * coins[k];
            return in / (in + out);
        }

        /** Fills {@code coins[n]} with P(n of the other tokens come up heads), coins of odds w. */
        private void sumOfOthers(int token) {
            Arrays.fill(coins, 0);
            coins[0] = 1;
            for (int q = 0; q < follower.length; q++) {
                if (q == token || follower[q] == SEVERAL) {
                    continue;
                }
                for (int n = coins.length - 1; n > 0; n--) {
                    coins[n] = coins[n] * tails[q] + coins[n - 1] * heads[q];
                }
                coins[0] *= tails[q];
            }
        }

        @Override
        void advance(int token) {
            int from = current();
            if (from == NO_TOKEN) {
                return;
            }
            if (!process.drawn && process.fixed[from] && follower[from] >= 0 && follower[from] != token) {
                throw refusal(token);
            }
            if (follower[from] == NOTHING) {
                follower[from] = token;
                evidence[from] = -StrictMath.log(vocabularySize());
            } else if (follower[from] != token) {
                follower[from] = SEVERAL;
                requireTriggers(token);
            }
            evidence[from] -= StrictMath.log(process.bigram.get(from, token));
            double logOdds = process.logOdds(from) + evidence[from];
            heads[from] = logistic(logOdds);
            tails[from] = logistic(-logOdds);
        }

        /** Enough tokens must be left that could be triggers. */
        private void requireTriggers(int token) {
            long possible = Arrays.stream(follower).filter(f -> f != SEVERAL).count();
            if (process.drawn && possible < process.triggers) {
                throw refusal(token);
            }
        }

        @Override
        void own(int own, double[] values) {
            double trigger = current() == NO_TOKEN ? 0 : trigger(current());
            for (int v = 0; trigger > 0 && v < vocabularySize(); v++) {
                values[v] = trigger * output(current(), v);
            }
            values[vocabularySize()] = 1 - trigger;
        }

        @Override
        void nextGiven(int factor, double[] value, double[] into) {
            if (factor != OWN || current() == NO_TOKEN) {
                super.nextGiven(factor, value, into);
            }
            given(0, into);
            double none = value[into.length];
            for (int v = 0; v < into.length; v++) {
                into[v] = none * into[v] + value[v];
            }
        }

        @Override
        public Observer copy() {
            return new Reader(this);
        }
    }
}
