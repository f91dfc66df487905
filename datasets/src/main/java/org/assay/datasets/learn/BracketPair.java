package org.assay.datasets.learn;

/**
 * Two tokens that open and close spans.
 *
 * @param gain  nats that their order saves, given how often each comes in a sequence
 * @param price nats that it costs to write the bracket down
 */
record BracketPair(int open, int close, double gain, double price) {}
