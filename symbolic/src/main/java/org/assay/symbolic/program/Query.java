package org.assay.symbolic.program;

import java.util.List;

/**
 * One clause of what a head looks for: where the condition holds at the query position, every key scores the sum of the weights
 * of the {@code seek} atoms it matches.
 *
 * @param when      atoms of the condition, tested at the query position; may be empty
 * @param threshold the condition holds where the atoms count at least this much; 0 with no atoms always holds
 * @param seek      atoms that are tested at the key position, at least one
 */
public record Query(List<Atom> when, int threshold, List<Atom> seek) {
    public Query {
        Limits.requireSmall(threshold, "threshold of a query");
        when = Atom.canonical(when, "the condition of a query");
        seek = Atom.canonical(seek, "a query");
        if (seek.isEmpty()) {
            throw new IllegalArgumentException("a query must seek at least one atom");
        }
    }

    /** A query that always asks. */
    public static Query always(List<Atom> seek) {
        return new Query(List.of(), 0, seek);
    }
}
