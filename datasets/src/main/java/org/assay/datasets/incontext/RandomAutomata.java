package org.assay.datasets.incontext;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.Factor;
import org.assay.datasets.process.Observer;
import org.assay.datasets.sequence.Vocabulary;

/**
 * Words of a random automaton, separated by {@code |}: each sequence draws one automaton from a pool, uniformly, and every word
 * starts at its first state, has a length uniform on 1 .. L and leaves each state along one of its edges, uniformly
 * (E. Akyurek et al., "In-context language learning: architectures and algorithms", 2024, RegBench, which ends after
 * 10 to 19 words; here words follow for as long as one reads). The pool is drawn from a seed. With one automaton the language
 * is in the weights, with many it is learned in context.
 *
 * <p>An automaton that has read a prefix is in one state, so that the belief is over the pool alone, and it weighs
 * {@code prod 1 / edges(state)}.
 *
 * <p>Own factors: {@code letters}, how many of the word have come; {@code automaton}, the belief over the pool, when there are
 * several, and {@code state} when there is one.
 */
public final class RandomAutomata extends InContextProcess {
    private static final int LETTERS = 0;

    private final List<Automaton> pool;
    private final int longest;

    private RandomAutomata(String name, Vocabulary vocabulary, List<Automaton> pool, int longest, Seed seed) {
        super(
                name,
                "in-context",
                "Akyurek et al. 2024, arXiv 2401.12973, " + pool.size() + " automata of seed " + seed + ", words up to "
                        + longest,
                vocabulary,
                "random-automata longest " + longest + " "
                        + pool.stream()
                                .map(automaton -> Arrays.deepToString(automaton.next()))
                                .toList(),
                own(pool, longest),
                pool.size() > 1 ? OptionalInt.of(1) : OptionalInt.empty());
        this.pool = pool;
        this.longest = longest;
    }

    private static List<Factor> own(List<Automaton> pool, int longest) {
        List<Factor> own = new ArrayList<>();
        own.add(new Factor("letters", numbered("", longest + 1), false));
        if (pool.size() > 1) {
            own.add(new Factor("automaton", numbered("a", pool.size()), true));
        } else {
            own.add(new Factor("state", numbered("q", pool.get(0).states()), false));
        }
        return own;
    }

    /**
     * @param symbols   of the alphabet, at least 4
     * @param automata  in the pool, at least 1
     * @param longest   letters of a word, at least 2
     * @param seed      of the pool
     */
    public static RandomAutomata of(String name, int symbols, int automata, int longest, Seed seed) {
        if (automata < 1 || longest < 2) {
            throw new IllegalArgumentException("random automata need a pool of at least 1 and words of up to at least 2"
                    + " letters, got " + automata + " and " + longest);
        }
        List<Automaton> pool = IntStream.range(0, automata)
                .mapToObj(a -> Automaton.random(seed.child(a), symbols))
                .toList();
        return of(name, symbols, pool, longest, seed);
    }

    /** The process of a given pool. */
    static RandomAutomata of(String name, int symbols, List<Automaton> pool, int longest, Seed seed) {
        List<String> tokens = new ArrayList<>(numbered("", symbols));
        tokens.add("|");
        return new RandomAutomata(name, new Vocabulary(tokens), List.copyOf(pool), longest, seed);
    }

    /** The pool, in order. */
    List<Automaton> pool() {
        return pool;
    }

    @Override
    public Observer observer() {
        return new Reader(this);
    }

    private static final class Reader extends InContextObserver {
        private final RandomAutomata process;
        private final int[] state;
        private final double[] logWeight;
        private final double[] belief;
        private int letters;

        Reader(RandomAutomata process) {
            super(process);
            this.process = process;
            this.state = new int[process.pool.size()];
            this.logWeight = new double[state.length];
            this.belief = new double[state.length];
            reset();
        }

        private Reader(Reader other) {
            super(other);
            this.process = other.process;
            this.state = other.state.clone();
            this.logWeight = other.logWeight.clone();
            this.belief = other.belief.clone();
            this.letters = other.letters;
        }

        @Override
        void reset() {
            Arrays.fill(state, 0);
            Arrays.fill(logWeight, 0);
            Arrays.fill(belief, 1.0 / belief.length);
            letters = 0;
        }

        private int bar() {
            return vocabularySize() - 1;
        }

        @Override
        public void next(double[] law) {
            given(belief, law);
        }

        private void given(double[] automata, double[] law) {
            Arrays.fill(law, 0);
            double end = letters == 0 ? 0 : 1.0 / (process.longest - letters + 1);
            for (int a = 0; a < state.length; a++) {
                if (automata[a] > 0) {
                    Automaton automaton = process.pool.get(a);
                    double each = automata[a] * (1 - end) / automaton.edges(state[a]);
                    int[] edges = automaton.next()[state[a]];
                    for (int symbol = 0; symbol < edges.length; symbol++) {
                        law[symbol] += edges[symbol] == Automaton.NO_EDGE ? 0 : each;
                    }
                }
            }
            law[bar()] = end;
        }

        @Override
        void advance(int token) {
            if (token == bar()) {
                if (letters == 0) {
                    throw refusal(token);
                }
                Arrays.fill(state, 0);
                letters = 0;
                return;
            }
            double greatest = Double.NEGATIVE_INFINITY;
            for (int a = 0; a < state.length; a++) {
                step(a, token);
                greatest = Math.max(greatest, logWeight[a]);
            }
            if (greatest == Double.NEGATIVE_INFINITY || letters == process.longest) {
                throw refusal(token);
            }
            letters++;
            double sum = 0;
            for (int a = 0; a < state.length; a++) {
                belief[a] = StrictMath.exp(logWeight[a] - greatest);
                sum += belief[a];
            }
            for (int a = 0; a < state.length; a++) {
                belief[a] /= sum;
            }
        }

        private void step(int a, int token) {
            Automaton automaton = process.pool.get(a);
            int to = automaton.next()[state[a]][token];
            if (to == Automaton.NO_EDGE) {
                logWeight[a] = Double.NEGATIVE_INFINITY;
                state[a] = 0;
            } else {
                logWeight[a] -= StrictMath.log(automaton.edges(state[a]));
                state[a] = to;
            }
        }

        @Override
        void own(int own, double[] values) {
            if (own == LETTERS) {
                values[letters] = 1;
            } else if (state.length > 1) {
                System.arraycopy(belief, 0, values, 0, values.length);
            } else {
                values[state[0]] = 1;
            }
        }

        @Override
        void nextGiven(int factor, double[] value, double[] into) {
            if (factor != OWN + 1) {
                super.nextGiven(factor, value, into);
            }
            if (state.length > 1) {
                given(value, into);
                return;
            }
            double[] law = new double[into.length];
            Arrays.fill(into, 0);
            int here = state[0];
            for (int q = 0; q < value.length; q++) {
                state[0] = q;
                given(belief, law);
                for (int v = 0; v < into.length; v++) {
                    into[v] += value[q] * law[v];
                }
            }
            state[0] = here;
        }

        @Override
        public Observer copy() {
            return new Reader(this);
        }
    }
}
