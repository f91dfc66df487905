package org.assay.symbolic.edit;

import java.util.OptionalDouble;

/**
 * What a change does: each entry of the evaluation after it less the one before. Negative is better.
 *
 * @param standardError of the change of the loss against the session's yardstick, over sequences, paired; empty for one sequence
 */
public record Difference(
        double loss,
        OptionalDouble klFromNetwork,
        OptionalDouble excess,
        OptionalDouble standardError,
        double programNats,
        double total) {
    static Difference of(Evaluation before, Evaluation after, OptionalDouble standardError) {
        return new Difference(
                after.loss() - before.loss(),
                minus(after.klFromNetwork(), before.klFromNetwork()),
                minus(after.excess(), before.excess()),
                standardError,
                after.programNats() - before.programNats(),
                after.total() - before.total());
    }

    private static OptionalDouble minus(OptionalDouble a, OptionalDouble b) {
        return a.isPresent() && b.isPresent() ? OptionalDouble.of(a.getAsDouble() - b.getAsDouble()) : OptionalDouble.empty();
    }
}
