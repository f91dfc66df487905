/**
 * Computational mechanics of processes of transition tensors: {@link org.assay.datasets.mixedstate.MixedStateTree} (one
 * node per word), {@link org.assay.datasets.mixedstate.MixedStates} (equal beliefs merged: synchronisation, h(L) to any
 * L, entropy rate, excess entropy), {@link org.assay.datasets.mixedstate.EpsilonMachine} (causal states, statistical
 * complexity), {@link org.assay.datasets.mixedstate.PredictiveQuotient} (which beliefs predict the same, Hankel rank).
 * {@link org.assay.datasets.mixedstate.LyapunovSpectrum} (how fast beliefs forget),
 * {@link org.assay.datasets.mixedstate.Mechanics} (all of it in one). In:
 * {@code TransitionTensors}. Out: immutable values; whatever was cut off says so. May import {@code process} and
 * what it imports. Not here: beliefs along given contexts, which processes record themselves.
 */
package org.assay.datasets.mixedstate;
