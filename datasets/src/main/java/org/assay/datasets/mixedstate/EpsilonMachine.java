package org.assay.datasets.mixedstate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.process.BeliefIndex;
import org.assay.datasets.process.Entropy;
import org.assay.datasets.process.TransitionTensors;

/**
 * The epsilon-machine: the smallest unifilar presentation, whose states are the causal states, histories that predict
 * the same (Crutchfield and Young 1989; Shalizi and Crutchfield 2001). From a unifilar model by partition
 * refinement of its states (Moore 1956); from any other by its recurrent mixed states, merged when they predict the
 * same.
 *
 * @param stateOf      for every state of the model (unifilar), or every mixed state (otherwise), its causal state; -1
 *                     when it is transient
 * @param law          stationary law of the causal states
 * @param tokenLaws    rows = causal states, columns = tokens
 * @param targets      for every causal state and token the next causal state, -1 where the token cannot come
 */
public record EpsilonMachine(int[] stateOf, double[] law, Matrix tokenLaws, List<int[]> targets) {
    /** Laws closer than this are equal. */
    private static final double EQUAL = 1e-9;

    private static final double LEFT = 1e-12;

    /**
     * @param mostStates room for mixed states when the model is not unifilar
     * @return empty when there are more mixed states than that, or infinitely many that gather around limits
     */
    public static Optional<EpsilonMachine> of(TransitionTensors model, int mostStates) {
        if (model.isStochastic() && model.isUnifilar() && model.isStationary()) {
            return Optional.of(refined(model));
        }
        return ofMixedStates(model, mostStates);
    }

    /**
     * By the mixed states alone, whether or not the model is unifilar: the other route to the same machine.
     *
     * @param mostStates room for mixed states
     * @return empty when there are more mixed states than that, or infinitely many that gather around limits
     */
    public static Optional<EpsilonMachine> ofMixedStates(TransitionTensors model, int mostStates) {
        MixedStates mixed = MixedStates.of(model, mostStates);
        return mixed.isExact() ? Optional.of(merged(model, mixed)) : Optional.empty();
    }

    /** Number of causal states. */
    public int size() {
        return law.length;
    }

    /** Statistical complexity in nats: entropy of the causal state. */
    public double statisticalComplexity() {
        return Entropy.of(law);
    }

    /** Entropy rate in nats, in closed form. */
    public double entropyRate() {
        double rate = 0;
        for (int s = 0; s < law.length; s++) {
            rate += law[s] * Entropy.of(tokenLaws.row(s));
        }
        return rate;
    }

    /** Number of different next-token laws: what is left when futures beyond the next token do not count. */
    public int nextTokenClasses() {
        BeliefIndex index = new BeliefIndex(EQUAL);
        for (int s = 0; s < law.length; s++) {
            if (index.find(tokenLaws.row(s)) < 0) {
                index.add(tokenLaws.row(s));
            }
        }
        return index.beliefs().size();
    }

    /** Merges states with equal law, then splits those whose successors are apart, until nothing splits. */
    private static EpsilonMachine refined(TransitionTensors model) {
        double[] start = model.start();
        int tokens = model.vocabulary().size();
        BeliefIndex laws = new BeliefIndex(EQUAL);
        int[] block = new int[model.size()];
        Matrix successors = Matrix.zeros(model.size(), tokens);
        for (int s = 0; s < model.size(); s++) {
            double[] law = model.emission().row(s);
            block[s] = start[s] > LEFT ? laws.find(law) : -1;
            block[s] = start[s] > LEFT && block[s] < 0 ? laws.add(law) : block[s];
            for (int v = 0; v < tokens; v++) {
                successors.set(s, v, successor(model, s, v));
            }
        }
        int[] finer = split(block, successors);
        while (!Arrays.equals(finer, block)) {
            block = finer;
            finer = split(block, successors);
        }
        return machine(block, start, model.emission(), successors);
    }

    private static int successor(TransitionTensors model, int state, int token) {
        double[] row = model.tensor(token).row(state);
        for (int to = 0; to < row.length; to++) {
            if (row[to] != 0) {
                return to;
            }
        }
        return -1;
    }

    /** Numbers the pairs (block, blocks of all successors) in the order of first states. */
    private static int[] split(int[] block, Matrix successors) {
        Map<List<Integer>, Integer> numbers = new HashMap<>();
        int[] finer = new int[block.length];
        for (int s = 0; s < block.length; s++) {
            List<Integer> signature = new ArrayList<>(List.of(block[s]));
            for (double to : successors.row(s)) {
                signature.add(to < 0 ? -1 : block[(int) to]);
            }
            finer[s] = block[s] < 0 ? -1 : numbers.computeIfAbsent(signature, key -> numbers.size());
        }
        return finer;
    }

    private static EpsilonMachine merged(TransitionTensors model, MixedStates mixed) {
        PredictiveQuotient quotient = PredictiveQuotient.of(model);
        BeliefIndex classes = new BeliefIndex(EQUAL);
        int[] block = new int[mixed.size()];
        int tokens = model.vocabulary().size();
        Matrix laws = Matrix.zeros(mixed.size(), tokens);
        Matrix successors = Matrix.zeros(mixed.size(), tokens);
        for (int s = 0; s < mixed.size(); s++) {
            double[] coordinates = quotient.coordinates(mixed.belief(s));
            block[s] = mixed.isRecurrent(s) ? classes.find(coordinates) : -1;
            block[s] = mixed.isRecurrent(s) && block[s] < 0 ? classes.add(coordinates) : block[s];
            for (int v = 0; v < tokens; v++) {
                laws.set(s, v, mixed.law(s)[v]);
                successors.set(s, v, mixed.target(s, v));
            }
        }
        return machine(block, mixed.recurrentLaw(), laws, successors);
    }

    /** The machine whose states are the blocks. */
    private static EpsilonMachine machine(int[] block, double[] weights, Matrix laws, Matrix successors) {
        TreeMap<Integer, Integer> first = new TreeMap<>();
        for (int s = 0; s < block.length; s++) {
            if (block[s] >= 0) {
                first.putIfAbsent(block[s], s);
            }
        }
        double[] law = new double[first.size()];
        for (int s = 0; s < block.length; s++) {
            if (block[s] >= 0) {
                law[block[s]] += weights[s];
            }
        }
        Matrix tokenLaws = Matrix.zeros(first.size(), laws.columns());
        List<int[]> targets = new ArrayList<>();
        first.forEach((number, state) -> {
            int[] next = new int[laws.columns()];
            for (int v = 0; v < next.length; v++) {
                tokenLaws.set(number, v, laws.get(state, v));
                int to = (int) successors.get(state, v);
                next[v] = to < 0 ? -1 : block[to];
            }
            targets.add(next);
        });
        return new EpsilonMachine(block, law, tokenLaws, targets);
    }
}
