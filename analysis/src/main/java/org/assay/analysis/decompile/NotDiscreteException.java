package org.assay.analysis.decompile;

/** A network does something that no program of the kinds looked for does exactly. The message says which part and what. */
public final class NotDiscreteException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public NotDiscreteException(String part, String what) {
        super(part + " " + what + "; its program cannot be read back exactly, fit one instead");
    }
}
