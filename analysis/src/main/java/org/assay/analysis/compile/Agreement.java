package org.assay.analysis.compile;

import java.util.Arrays;
import org.assay.analysis.metric.KlDivergence;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.model.SequenceModel;
import org.assay.datasets.sequence.ContextSet;

/**
 * How far two models say the same in every one of some contexts.
 *
 * @param contexts how many there are
 * @param mean     the weighted mean of KL(first || second), in nats
 * @param worst    the largest of KL(first || second) and KL(second || first) of any context, in nats
 */
public record Agreement(int contexts, double mean, double worst) {
    /** What a program and its network may differ by in any context, in nats. */
    public static final double EXACT = 1e-6;

    /** Asks both. */
    public static Agreement of(SequenceModel first, SequenceModel second, ContextSet contexts) {
        return of(first.next(contexts), second.next(contexts), contexts);
    }

    /** Of answers that are there. */
    public static Agreement of(NextTokenTable first, NextTokenTable second, ContextSet contexts) {
        double there = Arrays.stream(KlDivergence.perRow(first, second)).max().orElseThrow();
        double back = Arrays.stream(KlDivergence.perRow(second, first)).max().orElseThrow();
        return new Agreement(
                contexts.rows(), KlDivergence.of(first, second, contexts.weights()), Math.max(there, back));
    }

    /** Whether no context differs by more than {@link #EXACT}. */
    public boolean isExact() {
        return worst <= EXACT;
    }
}
