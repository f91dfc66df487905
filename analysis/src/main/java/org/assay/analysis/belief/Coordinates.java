package org.assay.analysis.belief;

/** What the columns of a target are. */
public enum Coordinates {
    /** A law in each row: not negative, summing to 1. */
    LAW,
    /** Several laws side by side. */
    LAWS,
    /** A value in each row: one 1, the rest 0. */
    ONE_HOT,
    /** Logarithms of a law less their mean, the centred log-ratio. */
    LOG_RATIO,
    /** {@code ln p - ln (1 - p)} of each entry of a law. */
    LOG_ODDS,
    /** Numbers whose zero and scale mean nothing. */
    NUMBERS
}
