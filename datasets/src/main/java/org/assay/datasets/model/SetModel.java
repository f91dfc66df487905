package org.assay.datasets.model;

import org.assay.datasets.sequence.ContextSet;
import org.assay.datasets.sequence.Vocabulary;

/**
 * Anything that answers a context with the set of tokens that may follow: one independent probability per token, such as a
 * network with sigmoid outputs. It has no next-token law, so a score that needs one cannot be asked of it.
 */
public interface SetModel {
    /** A short name for tables, unique within an experiment. */
    String name();

    Vocabulary vocabulary();

    /** For every row of {@code contexts}, in its order, how probable it is that each token may follow. */
    MembershipTable mayFollow(ContextSet contexts);
}
