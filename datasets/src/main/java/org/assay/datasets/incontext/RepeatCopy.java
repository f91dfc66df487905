package org.assay.datasets.incontext;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assay.datasets.process.Factor;
import org.assay.datasets.process.Observer;
import org.assay.datasets.sequence.Vocabulary;

/**
 * A random segment repeated for ever, its length drawn afresh for every sequence: uniform on a range, since a fixed period
 * would teach a network to look a fixed distance back and not what follows what (L. Riggs, "tensor_language", 2025, on retracted
 * repeats of one period; its task "cycles" has distinct tokens).
 *
 * <p>After t tokens a period m has the weight {@code P(min(m, t) fresh tokens)} when all tokens from m on agree with those m
 * before, else 0; fresh tokens are uniform, of those not yet used when they must be distinct. A segment of distinct tokens
 * counts in the loss from the first repeated token on, when its period is known; any other counts everywhere.
 *
 * <p>Own factors: {@code period}, the belief over it; {@code copied-token}, the belief over the token that is repeated next,
 * {@code fresh} where none is.
 */
public final class RepeatCopy extends InContextProcess {
    private static final int NONE = -1;

    private final int shortest;
    private final int longest;
    private final boolean distinct;
    /** ln P(k fresh tokens). */
    private final double[] logFresh;

    private RepeatCopy(String name, Vocabulary vocabulary, int shortest, int longest, boolean distinct) {
        super(
                name,
                "in-context",
                (shortest == longest ? "fixed" : "random") + "-period repeats of " + (distinct ? "distinct" : "any")
                        + " tokens, period " + periodsInWords(shortest, longest)
                        + "; Riggs 2025, repository loganriggs/tensor_language",
                vocabulary,
                "repeat-copy shortest " + shortest + " longest " + longest + " distinct " + distinct,
                own(vocabulary, shortest, longest),
                shortest == longest ? OptionalInt.empty() : OptionalInt.of(0));
        this.shortest = shortest;
        this.longest = longest;
        this.distinct = distinct;
        this.logFresh = new double[longest + 1];
        for (int k = 0; k < longest; k++) {
            logFresh[k + 1] = logFresh[k] - StrictMath.log(vocabulary.size() - (distinct ? k : 0));
        }
    }

    private static String periodsInWords(int shortest, int longest) {
        return shortest == longest ? shortest + ", which position alone predicts" : shortest + " to " + longest;
    }

    /** A period that is always the same is no factor. */
    private static List<Factor> own(Vocabulary vocabulary, int shortest, int longest) {
        Factor copied = new Factor("copied-token", withFresh(vocabulary), true);
        return shortest == longest
                ? List.of(copied)
                : List.of(new Factor("period", periods(shortest, longest), true), copied);
    }

    /** Index of the period among the process's own factors, NONE when it is fixed. */
    private int periodFactor() {
        return shortest == longest ? NONE : 0;
    }

    private static List<String> periods(int shortest, int longest) {
        return IntStream.rangeClosed(shortest, longest)
                .mapToObj(Integer::toString)
                .toList();
    }

    private static List<String> withFresh(Vocabulary vocabulary) {
        return Stream.concat(vocabulary.tokens().stream(), Stream.of("fresh")).toList();
    }

    /**
     * @param tokens   size of the vocabulary, at least 2
     * @param shortest period, at least 1
     * @param longest  period, above the shortest; at most the number of tokens when these are distinct
     * @param distinct whether no token comes twice in a segment
     */
    public static RepeatCopy of(String name, int tokens, int shortest, int longest, boolean distinct) {
        if (tokens < 2 || shortest < 1 || longest <= shortest || distinct && longest > tokens) {
            throw new IllegalArgumentException(
                    "repeats need at least 2 tokens and periods 1 <= shortest < longest, at most"
                            + " the number of tokens when these are distinct; got " + tokens + ", " + shortest + " and "
                            + longest);
        }
        return new RepeatCopy(name, new Vocabulary(numbered("", tokens)), shortest, longest, distinct);
    }

    /**
     * One period for all sequences. What follows is then the token a fixed distance back, so a network that copies has learned a
     * position and need not have learned what follows what: a control, never evidence of induction.
     *
     * @param period at least 1; at most the number of tokens when these are distinct
     */
    public static RepeatCopy ofFixedPeriod(String name, int tokens, int period, boolean distinct) {
        if (tokens < 2 || period < 1 || distinct && period > tokens) {
            throw new IllegalArgumentException("repeats need at least 2 tokens and a period of at least 1, at most the"
                    + " number of tokens when these are distinct; got " + tokens + " and " + period);
        }
        return new RepeatCopy(name, new Vocabulary(numbered("", tokens)), period, period, distinct);
    }

    @Override
    public Observer observer() {
        return new Reader(this);
    }

    private static final class Reader extends InContextObserver {
        private final RepeatCopy task;
        /** The last tokens, token t at t mod longest. */
        private final int[] tokens;

        private final boolean[] used;
        private final boolean[] dead;
        private final double[] belief;
        private boolean believed;

        Reader(RepeatCopy task) {
            super(task);
            this.task = task;
            this.tokens = new int[task.longest];
            this.used = new boolean[task.vocabulary().size()];
            this.dead = new boolean[task.longest - task.shortest + 1];
            this.belief = new double[dead.length];
        }

        private Reader(Reader other) {
            super(other);
            this.task = other.task;
            this.tokens = other.tokens.clone();
            this.used = other.used.clone();
            this.dead = other.dead.clone();
            this.belief = new double[dead.length];
        }

        @Override
        void reset() {
            Arrays.fill(used, false);
            Arrays.fill(dead, false);
            believed = false;
        }

        /** The token {@code period} before the next. */
        private int back(int period) {
            return tokens[(tokensRead() - period) % tokens.length];
        }

        private double[] belief() {
            if (!believed) {
                int least = 0;
                while (dead[least]) {
                    least++;
                }
                double greatest = task.logFresh[Math.min(task.shortest + least, tokensRead())];
                double sum = 0;
                for (int i = 0; i < dead.length; i++) {
                    int fresh = Math.min(task.shortest + i, tokensRead());
                    belief[i] = dead[i] ? 0 : StrictMath.exp(task.logFresh[fresh] - greatest);
                    sum += belief[i];
                }
                for (int i = 0; i < dead.length; i++) {
                    belief[i] /= sum;
                }
                believed = true;
            }
            return belief;
        }

        @Override
        public boolean scored() {
            return !task.distinct || lastAlive() < tokensRead();
        }

        private int lastAlive() {
            int last = dead.length - 1;
            while (dead[last]) {
                last--;
            }
            return task.shortest + last;
        }

        @Override
        public void next(double[] law) {
            given(belief(), law);
        }

        private void given(double[] periods, double[] law) {
            Arrays.fill(law, 0);
            addFresh(copied(periods, law), law);
        }

        /** Adds what is repeated when the period has this law to {@code law} and returns the probability of a fresh token. */
        private double copied(double[] periods, double[] law) {
            double fresh = 0;
            for (int i = 0; i < periods.length; i++) {
                int period = task.shortest + i;
                if (period > tokensRead()) {
                    fresh += periods[i];
                } else if (periods[i] > 0) {
                    law[back(period)] += periods[i];
                }
            }
            return fresh;
        }

        private void addFresh(double fresh, double[] law) {
            int unused = law.length;
            for (int v = 0; task.distinct && v < law.length; v++) {
                unused -= used[v] ? 1 : 0;
            }
            for (int v = 0; fresh > 0 && v < law.length; v++) {
                if (!task.distinct || !used[v]) {
                    law[v] += fresh / unused;
                }
            }
        }

        @Override
        void advance(int token) {
            boolean possible = false;
            for (int i = 0; i < dead.length; i++) {
                int period = task.shortest + i;
                boolean agrees = period > tokensRead() ? !task.distinct || !used[token] : back(period) == token;
                dead[i] |= !agrees;
                possible |= !dead[i];
            }
            if (!possible) {
                throw refusal(token);
            }
            tokens[tokensRead() % tokens.length] = token;
            used[token] = true;
            believed = false;
        }

        @Override
        void own(int own, double[] values) {
            if (own == task.periodFactor()) {
                System.arraycopy(belief(), 0, values, 0, values.length);
            } else {
                values[vocabularySize()] = copied(belief(), values);
            }
        }

        @Override
        void nextGiven(int factor, double[] value, double[] into) {
            int own = factor - OWN;
            if (own >= 0 && own == task.periodFactor()) {
                given(value, into);
            } else if (own >= 0) {
                System.arraycopy(value, 0, into, 0, into.length);
                addFresh(value[into.length], into);
            } else {
                super.nextGiven(factor, value, into);
            }
        }

        @Override
        public Observer copy() {
            return new Reader(this);
        }
    }
}
