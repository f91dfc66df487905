package org.assay.symbolic.edit;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What the loss of a program is counted against. */
public enum Yardstick {
    /** The tokens that came: - ln p(token). */
    DATA,
    /** The laws of a network: KL(network || program). */
    NETWORK,
    /** The laws of the process: KL(process || program), the excess over the floor. */
    TRUTH;

    /** As it is typed and written. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
