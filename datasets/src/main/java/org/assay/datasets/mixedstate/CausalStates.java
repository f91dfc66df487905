package org.assay.datasets.mixedstate;

import org.assay.datasets.process.TransitionTensors;
import org.assay.datasets.sequence.ContextSet;

/**
 * In which causal state a process is after each context, where the optimal observer knows it: contexts that lead to a recurrent
 * mixed state are synchronised, and all of one causal state predict the same (Crutchfield and Young 1989).
 */
public final class CausalStates {
    /** The state of a context after which the observer is not synchronised. */
    public static final int UNKNOWN = -1;

    private CausalStates() {}

    /**
     * @param mostStates room for mixed states
     * @return for every row the index of its causal state in {@link EpsilonMachine#ofMixedStates}, or {@link #UNKNOWN}
     * @throws IllegalArgumentException when the process has more mixed states than that, or a context cannot come
     */
    public static int[] of(TransitionTensors model, ContextSet contexts, int mostStates) {
        EpsilonMachine machine = EpsilonMachine.ofMixedStates(model, mostStates)
                .orElseThrow(() -> new IllegalArgumentException("the process has more than " + mostStates
                        + " mixed states or infinitely many, so its causal states cannot be listed"));
        MixedStates mixed = MixedStates.of(model, mostStates);
        int[] states = new int[contexts.rows()];
        for (int row = 0; row < states.length; row++) {
            int state = 0;
            for (int token : contexts.context(row)) {
                state = mixed.target(state, token);
                if (state < 0) {
                    throw new IllegalArgumentException(
                            "context " + row + " cannot come: the process never makes token " + token + " there");
                }
            }
            states[row] = machine.stateOf()[state];
        }
        return states;
    }
}
