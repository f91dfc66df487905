package org.assay.analysis.circuit.role;

import java.util.List;
import java.util.Optional;

/**
 * What one head looks at.
 *
 * @param layer      of the head
 * @param head       its number
 * @param scores     one for each relation that some query has a key in
 * @param byDistance share of the variance of its attention, about attending to all keys alike, that the distance from query to key
 *     explains; 0 for a head that does attend to all alike
 * @param peak       the distance that gets most attention beyond attending to all alike
 */
public record HeadRole(int layer, int head, List<RelationScore> scores, double byDistance, int peak) {
    private static final double MOST = 0.5;

    public HeadRole {
        scores = List.copyOf(scores);
    }

    /**
     * The relation that most of its attention (more than half, beyond doubt) goes to, the one farthest above chance of several; where
     * there is none but the distance explains most of it, the distance that gets most; else empty.
     */
    public Optional<String> role() {
        Optional<RelationScore> most = leading();
        if (most.isPresent()) {
            return most.map(score -> score.relation().words());
        }
        return byDistance > MOST ? Optional.of("by distance, most at " + peak + " back") : Optional.empty();
    }

    /** The score behind the role, where that is a relation. */
    public Optional<RelationScore> leading() {
        List<RelationScore> most = scores.stream()
                .filter(score -> score.low() > MOST && score.excess() > 0)
                .toList();
        return most.stream()
                .filter(score -> most.stream()
                        .noneMatch(other -> other.relation().wider().equals(Optional.of(score.relation()))))
                .max((a, b) -> Double.compare(a.excess(), b.excess()));
    }

    /** The relation farthest above chance, whether or not most of the attention goes there. */
    public Optional<RelationScore> nearest() {
        return scores.stream().max((a, b) -> Double.compare(a.excess(), b.excess()));
    }
}
