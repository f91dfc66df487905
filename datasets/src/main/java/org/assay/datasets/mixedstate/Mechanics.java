package org.assay.datasets.mixedstate;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.assay.datasets.process.GeneralisedHiddenMarkovProcess;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.process.HiddenMarkovProcess;
import org.assay.datasets.process.TransitionTensors;

/**
 * What computational mechanics says of a process of transition tensors, as far as its mixed states fit.
 *
 * @param hankelRank            least linear dimension; a belief probe can find one affine dimension less
 * @param mixedStates           beliefs found; all of them unless {@code truncated}
 * @param truncated             there are more beliefs than there was room for, or infinitely many
 * @param transientStates       beliefs that are left for good once the observer is synchronised
 * @param causalStates          states of the epsilon-machine
 * @param statisticalComplexity entropy of the causal state in nats
 * @param excessEntropy         in nats, of a process that starts stationary
 * @param synchronisation       probability that the observer is in a recurrent belief after 0 .. 10 tokens; empty when truncated
 */
public record Mechanics(
        int hankelRank,
        int mixedStates,
        boolean truncated,
        OptionalInt transientStates,
        OptionalInt causalStates,
        OptionalDouble statisticalComplexity,
        OptionalDouble excessEntropy,
        double[] synchronisation) {
    private static final int CURVE = 10;

    /**
     * @param mostStates room for mixed states
     * @return empty for a process that is not made of transition tensors
     */
    public static Optional<Mechanics> of(GeneratingProcess process, int mostStates) {
        if (process instanceof HiddenMarkovProcess hidden) {
            return Optional.of(of(hidden.model(), mostStates));
        }
        return process instanceof GeneralisedHiddenMarkovProcess generalised
                ? Optional.of(of(generalised.model(), mostStates))
                : Optional.empty();
    }

    private static Mechanics of(TransitionTensors model, int mostStates) {
        MixedStates mixed = MixedStates.of(model, mostStates);
        Optional<EpsilonMachine> machine = EpsilonMachine.of(model, mostStates);
        boolean all = mixed.isExact();
        return new Mechanics(
                PredictiveQuotient.of(model).hankelRank(),
                mixed.size(),
                !all,
                all
                        ? OptionalInt.of((int) IntStream.range(0, mixed.size())
                                .filter(s -> !mixed.isRecurrent(s))
                                .count())
                        : OptionalInt.empty(),
                machine.map(found -> OptionalInt.of(found.size())).orElse(OptionalInt.empty()),
                machine.map(found -> OptionalDouble.of(found.statisticalComplexity()))
                        .orElse(OptionalDouble.empty()),
                model.isStationary() && all ? mixed.excessEntropy() : OptionalDouble.empty(),
                all ? mixed.synchronisation(CURVE) : new double[0]);
    }
}
