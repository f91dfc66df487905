package org.assay.analysis.compile;

/** A program says something that the chosen kind of network cannot hold exactly. The message says where, why and what to do. */
public final class UncompilableProgramException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;
    private final String item;

    UncompilableProgramException(String item, String why, String instead) {
        super(item + " " + why + ": " + instead);
        this.item = item;
    }

    /** The item of the program's text, such as {@code head h}. */
    public String item() {
        return item;
    }
}
