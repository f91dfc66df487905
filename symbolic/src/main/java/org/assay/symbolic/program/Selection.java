package org.assay.symbolic.program;

import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * Which keys a head keeps. For a query at t every key s {@code <=} t scores
 *
 * <pre>score(t, s) = sum of seek weights that s matches, over the queries that hold at t
 *             + sum of match weights over labels that t and s share
 *             + sum of weights of the positions that hold for (t, s)</pre>
 *
 * <p>Keys with a score of at least {@code threshold} are kept, then the best {@code k} of them by score, among equals those that
 * {@code ties} prefers.
 *
 * @param k         how many keys are kept at most, from 1; {@link #ALL} for all of them
 * @param threshold least score of a key that is kept
 * @param queries   what keys must hold
 * @param matches   what query and key must share
 * @param positions where keys must stand
 */
public record Selection(
        int k, int threshold, Ties ties, List<Query> queries, List<Match> matches, List<PositionAtom> positions) {
    /** For k: every key that reaches the threshold. */
    public static final int ALL = Integer.MAX_VALUE;

    private static final Comparator<Match> BY_LABEL =
            Comparator.comparing(Match::superlabel).thenComparing(Match::query).thenComparing(Match::key);

    /** Which of equally good keys comes first. */
    public enum Ties {
        NEAREST,
        FARTHEST
    }

    public Selection {
        if (k < 1) {
            throw new IllegalArgumentException("a head must keep at least one key, got k = " + k);
        }
        if (k != ALL) {
            Limits.requireSmall(k, "k of a head");
        }
        Limits.requireSmall(threshold, "threshold of a head");
        queries = List.copyOf(queries);
        matches = sortedMatches(matches);
        positions = sortedPositions(positions);
    }

    /** The key that stands exactly {@code offset} positions back. */
    public static Selection at(int offset) {
        return new Selection(1, 1, Ties.NEAREST, List.of(), List.of(), List.of(PositionAtom.at(offset)));
    }

    private static List<Match> sortedMatches(List<Match> matches) {
        List<Match> sorted = matches.stream().sorted(BY_LABEL).toList();
        for (int i = 1; i < sorted.size(); i++) {
            if (BY_LABEL.compare(sorted.get(i - 1), sorted.get(i)) == 0) {
                throw new IllegalArgumentException(
                        "a head matches '" + sorted.get(i).superlabel() + "' twice in the same way");
            }
        }
        return sorted;
    }

    private static List<PositionAtom> sortedPositions(List<PositionAtom> positions) {
        TreeMap<Position, PositionAtom> sorted = new TreeMap<>(Position.ORDER);
        for (PositionAtom atom : positions) {
            if (sorted.put(atom.position(), atom) != null) {
                throw new IllegalArgumentException(
                        "a head scores " + atom.position().label() + " twice");
            }
        }
        return List.copyOf(sorted.values());
    }
}
