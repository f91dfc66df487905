package org.assay.symbolic.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assay.datasets.sequence.ContextSet;

/**
 * States of which each token leads to one other, or to none where it cannot come: the recurrent part of an epsilon-machine
 * (Crutchfield and Young 1989), guessed from labels of contexts. Where a token leads is read off the laws of futures: what a state
 * expects after it and the token is, divided by how likely the token is, what the next state expects.
 *
 * @param next states x tokens, the next state or {@link #NEVER}
 */
record StateMachine(int[][] next) {
    static final int NEVER = -1;

    /** Sets of states are the bits of an int, and all that a token makes of them are listed. */
    static final int MOST_STATES = 12;

    /** Tokens less likely than these are tried as tokens that cannot come: a network never gives 0. */
    private static final double[] IMPOSSIBLE = {1e-9, 1e-3, 1e-2, 1e-1};

    /** All different machines of 2 to {@link #MOST_STATES} states that the labels of a search make likely. */
    static List<StateMachine> candidates(LabelSearch search, ContextSet contexts, int vocabulary) {
        double[][] futures = search.longestFutures();
        Map<List<List<Integer>>, StateMachine> machines = new LinkedHashMap<>();
        if (futures[0].length == vocabulary) {
            return List.of();
        }
        for (int states = 2; states <= Math.min(MOST_STATES, search.most()); states++) {
            Transitions transitions = new Transitions(
                    contexts.weights(), futures, search.labels(states).labelOfRow(), states, vocabulary);
            for (double impossible : IMPOSSIBLE) {
                StateMachine machine = transitions.machine(impossible).recurrent();
                if (machine.states() > 1) {
                    List<List<Integer>> key = Arrays.stream(machine.next)
                            .map(row -> Arrays.stream(row).boxed().toList())
                            .toList();
                    machines.putIfAbsent(key, machine);
                }
            }
        }
        return List.copyOf(machines.values());
    }

    /**
     * What contexts say of their state: the most weight decides, so that contexts after which the state is not known yet, and which lie
     * in one label with others, do not.
     */
    private static final class Transitions {
        private final double[] weights;
        private final int[] stateOfRow;
        private final int states;
        private final int vocabulary;
        private final double[][] likely;
        private final int[][] nearest;

        /** @param futures of two tokens or more */
        Transitions(double[] weights, double[][] futures, int[] stateOfRow, int states, int vocabulary) {
            this.weights = weights;
            this.stateOfRow = stateOfRow;
            this.states = states;
            this.vocabulary = vocabulary;
            this.likely = new double[futures.length][vocabulary];
            this.nearest = new int[futures.length][vocabulary];
            int words = futures[0].length / vocabulary;
            double[][] surprise = surprise(weights, futures, stateOfRow, states, vocabulary);
            for (int row = 0; row < futures.length; row++) {
                for (int token = 0; token < vocabulary; token++) {
                    double[] after = Arrays.copyOfRange(futures[row], token * words, (token + 1) * words);
                    likely[row][token] = Arrays.stream(after).sum();
                    nearest[row][token] = nearest(after, surprise);
                }
            }
        }

        /** States x words of a token less than the futures: - ln of their laws. */
        private static double[][] surprise(
                double[] weights, double[][] futures, int[] stateOfRow, int states, int vocabulary) {
            double[][] laws = new Items(weights, futures, new double[futures.length][0])
                    .grouped(stateOfRow, states)
                    .laws();
            double[][] surprise = new double[states][futures[0].length / vocabulary];
            for (int state = 0; state < states; state++) {
                for (int word = 0; word < laws[state].length; word++) {
                    surprise[state][word / vocabulary] += laws[state][word];
                }
                double[] smoothed = Information.smoothed(surprise[state]);
                Arrays.setAll(surprise[state], word -> -StrictMath.log(smoothed[word]));
            }
            return surprise;
        }

        /** The state whose law codes these words best, of which only the proportions count. */
        private static int nearest(double[] words, double[][] surprise) {
            int nearest = 0;
            double least = Double.POSITIVE_INFINITY;
            for (int state = 0; state < surprise.length; state++) {
                double nats = 0;
                for (int word = 0; word < words.length; word++) {
                    nats += words[word] * surprise[state][word];
                }
                if (nats < least) {
                    least = nats;
                    nearest = state;
                }
            }
            return nearest;
        }

        StateMachine machine(double impossible) {
            double[][][] votes = new double[states][vocabulary][states + 1];
            for (int row = 0; row < weights.length; row++) {
                for (int token = 0; token < vocabulary; token++) {
                    int next = likely[row][token] < impossible ? states : nearest[row][token];
                    votes[stateOfRow[row]][token][next] += weights[row];
                }
            }
            int[][] next = new int[states][vocabulary];
            for (int state = 0; state < states; state++) {
                for (int token = 0; token < vocabulary; token++) {
                    int most = Items.largest(votes[state][token]);
                    next[state][token] = most == states ? NEVER : most;
                }
            }
            return new StateMachine(next);
        }
    }

    int states() {
        return next.length;
    }

    int tokens() {
        return next[0].length;
    }

    /** Without the states that no state leads to, again and again. */
    private StateMachine recurrent() {
        int[] number = new int[states()];
        Arrays.fill(number, NEVER);
        List<int[]> kept = new ArrayList<>();
        for (int state = 0; state < states(); state++) {
            int of = state;
            if (Arrays.stream(next).flatMapToInt(Arrays::stream).anyMatch(to -> to == of)) {
                number[state] = kept.size();
                kept.add(next[state]);
            }
        }
        if (kept.size() == states() || kept.isEmpty()) {
            return this;
        }
        int[][] fewer = kept.stream()
                .map(row -> Arrays.stream(row)
                        .map(to -> to == NEVER ? NEVER : number[to])
                        .toArray())
                .toArray(int[][]::new);
        return new StateMachine(fewer).recurrent();
    }

    /** The states from which a token leads to a state, as bits. */
    int before(int state, int token) {
        int before = 0;
        for (int from = 0; from < states(); from++) {
            before |= next[from][token] == state ? 1 << from : 0;
        }
        return before;
    }

    /** For each token and each set of states the set that it leads to. */
    int[][] images() {
        int[][] images = new int[tokens()][1 << states()];
        for (int token = 0; token < tokens(); token++) {
            for (int set = 1; set < images[token].length; set++) {
                int lowest = Integer.numberOfTrailingZeros(set);
                int to = next[lowest][token];
                images[token][set] = images[token][set & set - 1] | (to == NEVER ? 0 : 1 << to);
            }
        }
        return images;
    }
}
