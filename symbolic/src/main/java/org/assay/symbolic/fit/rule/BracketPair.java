package org.assay.symbolic.fit.rule;

/** A token that opens a span and the token that closes it, by id. */
record BracketPair(int open, int close) {}
