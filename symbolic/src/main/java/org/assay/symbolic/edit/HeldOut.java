package org.assay.symbolic.edit;

import java.util.Optional;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.origin.ContentHash;
import org.assay.datasets.sequence.ContextSet;

/**
 * What a program is held against: contexts with the token that came next and, where there are any, the laws of a network and
 * of the process at the same rows.
 *
 * @param contexts  R rows
 * @param nextToken for each row the token that came next
 * @param network   R laws, or empty
 * @param truth     R laws, or empty
 */
public record HeldOut(
        ContextSet contexts, int[] nextToken, Optional<NextTokenTable> network, Optional<NextTokenTable> truth) {
    public HeldOut {
        if (nextToken.length != contexts.rows()) {
            throw new IllegalArgumentException(
                    "each of " + contexts.rows() + " rows needs a next token, got " + nextToken.length);
        }
        network.ifPresent(table -> requireSame("network", table, contexts));
        truth.ifPresent(table -> requireSame("process", table, contexts));
    }

    private static void requireSame(String whose, NextTokenTable table, ContextSet contexts) {
        if (!table.contexts().equals(contexts.id())) {
            throw new IllegalArgumentException("the laws of the " + whose + " must be about the contexts "
                    + contexts.id().brief() + ", got " + table.contexts().brief());
        }
    }

    /** Equal data have equal ids: contexts, next tokens and all laws. */
    public ContentHash id() {
        ContentHash.Builder builder =
                new ContentHash.Builder().add(contexts.id().hex()).add(nextToken);
        network.ifPresent(
                table -> builder.add("network").add(table.probabilities().values()));
        truth.ifPresent(table -> builder.add("truth").add(table.probabilities().values()));
        return builder.build();
    }
}
