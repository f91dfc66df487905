package org.assay.datasets.model;

import org.assay.datasets.sequence.ContextSet;
import org.assay.datasets.sequence.Vocabulary;

/** Anything that answers a context with a law over the next token: the process, the network, the program. */
public interface SequenceModel {
    /** A short name for tables, unique within an experiment. */
    String name();

    Vocabulary vocabulary();

    /** The next-token law at every row of {@code contexts}, in its order. */
    NextTokenTable next(ContextSet contexts);
}
