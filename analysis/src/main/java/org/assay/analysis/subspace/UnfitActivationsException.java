package org.assay.analysis.subspace;

/** Activations that a method can learn nothing from: constant, too few, all alike. The message says which and what to do. */
public final class UnfitActivationsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnfitActivationsException(String message) {
        super(message);
    }
}
