package org.assay.symbolic.edit;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** When an edit that gives a program is kept. */
public enum Acceptance {
    /** In any case. */
    ALWAYS,
    /** Where the total description, program nats + N x loss, becomes shorter: it must pay for itself. */
    IF_SHORTER,
    /** In no case: the edit is evaluated and rolled back. */
    NEVER;

    /** As it is typed and written. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    boolean keeps(Difference difference) {
        return this == ALWAYS || this == IF_SHORTER && difference.total() < 0;
    }
}
