package org.assay.symbolic.run;

/** What one query position can see of the state before a layer: every position up to its own. */
interface CausalView {
    /** The query position. */
    int position();

    /** What is held at position {@code s}, at most {@link #position()}. */
    LabelState at(int s);
}
