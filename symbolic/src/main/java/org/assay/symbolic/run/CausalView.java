package org.assay.symbolic.run;

/** What one query position can see of the state before a layer: every position up to its own. */
interface CausalView {
    /** The query position. */
    int position();

    /** The explicit labels at position {@code s}, at most {@link #position()}. */
    long[] explicit(int s);

    /** The closure of the explicit labels at position {@code s}. */
    long[] closure(int s);
}
