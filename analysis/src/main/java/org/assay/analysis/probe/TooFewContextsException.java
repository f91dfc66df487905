package org.assay.analysis.probe;

/** A read-out that the contexts are too few for: what it found would be chance. */
public final class TooFewContextsException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    TooFewContextsException(String message) {
        super(message);
    }
}
