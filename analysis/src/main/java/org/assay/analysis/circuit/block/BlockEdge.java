package org.assay.analysis.circuit.block;

/**
 * One way by which a variable at one site reaches another variable behind it.
 *
 * @param kind  which part of the network carries it
 * @param layer the layer that the part belongs to; for the embedding and positions 0, for the unembedding the number of layers
 * @param from  the variable that is read: of the residual stream before the part, or {@code token}, {@code position}; for a QK edge
 *     the one at the query
 * @param to    the variable that is written: of the residual stream behind the part, or {@code logits}; for a QK edge the one at
 *     the key
 */
public record BlockEdge(Kind kind, int layer, String from, String to) implements Comparable<BlockEdge> {
    /** The parts of a transformer that a variable passes through. */
    public enum Kind {
        EMBEDDING,
        POSITION,
        /** Nothing but the sum of the residual stream. */
        SKIP,
        /** From the key's residual stream to the query's. */
        OV,
        /** What a head compares. */
        QK,
        MLP,
        UNEMBEDDING
    }

    public BlockEdge {
        if (layer < 0 || from.isBlank() || to.isBlank()) {
            throw new IllegalArgumentException("an edge needs a layer from 0 and two names, got " + kind + " " + layer
                    + " '" + from + "' to '" + to + "'");
        }
    }

    @Override
    public int compareTo(BlockEdge other) {
        int byLayer = Integer.compare(layer, other.layer);
        int byKind = byLayer != 0 ? byLayer : kind.compareTo(other.kind);
        int byFrom = byKind != 0 ? byKind : from.compareTo(other.from);
        return byFrom != 0 ? byFrom : to.compareTo(other.to);
    }
}
