package org.assay.symbolic.program;

/** A part of a program that does not go with the others. */
public final class InvalidItemException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;
    private final String item;

    InvalidItemException(String item, String what) {
        super(what);
        this.item = item;
    }

    /** The item of the program's text, such as {@code head h}. */
    public String item() {
        return item;
    }
}
