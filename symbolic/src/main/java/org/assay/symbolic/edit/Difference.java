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
        double total) {}
