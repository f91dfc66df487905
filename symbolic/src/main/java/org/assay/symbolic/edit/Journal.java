package org.assay.symbolic.edit;

import java.io.IOException;

/** Where the steps of a session are written down, before they take effect. */
public interface Journal {
    /** Keeps nothing. */
    Journal NONE = step -> {};

    /** Writes {@code step} down for good; when it throws, the step does not take place. */
    void append(EditRecord step) throws IOException;
}
