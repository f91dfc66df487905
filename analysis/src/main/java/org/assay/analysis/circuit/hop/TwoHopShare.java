package org.assay.analysis.circuit.hop;

/**
 * How much of what a head takes from an earlier one comes through one block of the stream that it reads.
 *
 * @param from  layer and head that wrote, such as {@code 0 head 1}
 * @param layer of the head that reads
 * @param part  by which it reads, such as {@code head 2, key}
 * @param block of the residual stream before that layer
 * @param share signed and additive: over the blocks of a whole partition the shares sum to 1; what the blocks leave out is outside them
 * @param lift  share over that of a random block of the same size, {@code d_j / D}
 * @param z     (share - d_j / D) over the standard deviation of the share of a random block of the same size
 */
public record TwoHopShare(String from, int layer, String part, String block, double share, double lift, double z) {}
