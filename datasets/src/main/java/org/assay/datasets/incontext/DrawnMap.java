package org.assay.datasets.incontext;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.assay.datasets.process.Factor;
import org.assay.datasets.process.Observer;
import org.assay.datasets.sequence.Vocabulary;

/**
 * A map f from tokens to tokens, drawn afresh for every sequence: uniformly over all functions or all permutations. The
 * sequence is pairs {@code x f(x) x' f(x') ...} with uniform questions x, answers alone counting in the loss; or a walk
 * {@code x f(x) f(f(x)) ...}, a Markov chain with one move per state. With noise an answer is wrong with a stated probability,
 * uniformly so.
 *
 * <p>The posterior factorises over the tokens of a function: {@code P(f(x) = y) ~ r^n(x, y)} with
 * {@code r = (1 - noise) / (noise / (V - 1))}. A permutation without noise is uniform over the images not yet taken.
 *
 * <p>Own factor: {@code image}, the belief over f(current token); uniform before any token.
 */
public final class DrawnMap extends InContextProcess {
    private static final double SMALLEST_EXPONENT = -745;

    private final boolean permutation;
    private final boolean pairs;
    private final double noise;

    private DrawnMap(String name, Vocabulary vocabulary, boolean permutation, boolean pairs, double noise) {
        super(
                name,
                "in-context",
                (permutation ? "uniform permutation" : "uniform function") + " per sequence, "
                        + (pairs ? "pairs" : "walk") + ", noise = " + noise
                        + "; the match-and-copy part of Reddy 2023, arXiv 2312.03002",
                vocabulary,
                "drawn-map permutation " + permutation + " pairs " + pairs + " noise " + noise,
                List.of(new Factor("image", vocabulary.tokens(), true)),
                OptionalInt.empty());
        this.permutation = permutation;
        this.pairs = pairs;
        this.noise = noise;
    }

    /**
     * Questions and answers under a function.
     *
     * @param tokens size of the vocabulary, at least 2
     * @param noise  probability that an answer is another token than the image, in [0, 1)
     */
    public static DrawnMap pairs(String name, int tokens, double noise) {
        return new DrawnMap(name, vocabulary(tokens, noise), false, true, noise);
    }

    /** Questions and answers under a permutation, without noise. */
    public static DrawnMap permutationPairs(String name, int tokens) {
        return new DrawnMap(name, vocabulary(tokens, 0), true, true, 0);
    }

    /** A walk under a function; the parameters are those of {@link #pairs}. */
    public static DrawnMap walk(String name, int tokens, double noise) {
        return new DrawnMap(name, vocabulary(tokens, noise), false, false, noise);
    }

    private static Vocabulary vocabulary(int tokens, double noise) {
        if (tokens < 2 || !(noise >= 0 && noise < 1)) {
            throw new IllegalArgumentException(
                    "a drawn map needs at least 2 tokens and noise in [0, 1), got " + tokens + " and " + noise);
        }
        return new Vocabulary(numbered("", tokens));
    }

    @Override
    public Observer observer() {
        return new Reader(this);
    }

    private static final class Reader extends InContextObserver {
        private final DrawnMap map;
        /** V x V: how often {@code y} was the answer to {@code x}. */
        private final int[] answers;
        /** Whether y is the image of a token already asked; of permutations only. */
        private final boolean[] taken;

        Reader(DrawnMap map) {
            super(map);
            int tokens = map.vocabulary().size();
            this.map = map;
            this.answers = new int[tokens * tokens];
            this.taken = new boolean[tokens];
        }

        private Reader(Reader other) {
            super(other);
            this.map = other.map;
            this.answers = other.answers.clone();
            this.taken = other.taken.clone();
        }

        @Override
        void reset() {
            Arrays.fill(answers, 0);
            Arrays.fill(taken, false);
        }

        private boolean answerComes() {
            return tokensRead() > 0 && (!map.pairs || tokensRead() % 2 == 1);
        }

        @Override
        public boolean scored() {
            return answerComes() || !map.pairs;
        }

        @Override
        public void next(double[] law) {
            if (answerComes()) {
                image(law);
                answered(law, law);
            } else {
                Arrays.fill(law, 1.0 / law.length);
            }
        }

        /** The law of the answer when the image has the law {@code image}; both may be the same array. */
        private void answered(double[] image, double[] law) {
            double wrong = map.noise / (law.length - 1);
            for (int y = 0; y < law.length; y++) {
                law[y] = (1 - map.noise) * image[y] + wrong * (1 - image[y]);
            }
        }

        /** The posterior over f(current token). */
        private void image(double[] belief) {
            int tokens = belief.length;
            if (current() == NO_TOKEN) {
                Arrays.fill(belief, 1.0 / tokens);
                return;
            }
            int row = current() * tokens;
            int most = 0;
            for (int y = 0; y < tokens; y++) {
                most = Math.max(most, answers[row + y]);
            }
            double sum = 0;
            for (int y = 0; y < tokens; y++) {
                belief[y] = weight(answers[row + y] - most, most == 0 && taken[y]);
                sum += belief[y];
            }
            for (int y = 0; y < tokens; y++) {
                belief[y] /= sum;
            }
        }

        /** {@code r ^ lag}, of an image that is still free. */
        private double weight(int lag, boolean excluded) {
            if (excluded) {
                return 0;
            }
            if (lag == 0) {
                return 1;
            }
            if (map.noise == 0) {
                return 0;
            }
            double ratio = (1 - map.noise) * (vocabularySize() - 1) / map.noise;
            double exponent = lag * StrictMath.log(ratio);
            return exponent < SMALLEST_EXPONENT ? 0 : StrictMath.exp(exponent);
        }

        @Override
        void advance(int token) {
            if (!answerComes()) {
                return;
            }
            if (map.noise == 0) {
                double[] belief = new double[vocabularySize()];
                image(belief);
                if (belief[token] == 0) {
                    throw refusal(token);
                }
            }
            answers[current() * vocabularySize() + token]++;
            taken[token] |= map.permutation;
        }

        @Override
        void own(int own, double[] values) {
            image(values);
        }

        @Override
        void nextGiven(int factor, double[] value, double[] into) {
            if (factor != OWN) {
                super.nextGiven(factor, value, into);
            }
            if (answerComes()) {
                answered(value, into);
            } else {
                next(into);
            }
        }

        @Override
        public Observer copy() {
            return new Reader(this);
        }
    }
}
