package org.assay.analysis.circuit.hop;

/**
 * Which share of what a head reads in one block was written by one writer.
 *
 * @param writer {@code embedding}, {@code position}, {@code 0 head 1} or {@code 0 mlp}
 * @param layer  of the head that reads
 * @param part   by which it reads, such as {@code head 2, key}
 * @param block  of the residual stream before that layer
 * @param share  of the variance that the part reads in the block, signed; over all writers they sum to 1
 * @param weight share of this block in all that the part reads: the variance there over that of the whole stream
 */
public record SourceShare(String writer, int layer, String part, String block, double share, double weight) {}
