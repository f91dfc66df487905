package org.assay.analysis.belief;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import org.assay.analysis.metric.Clusters;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.sequence.ContextSet;
import org.assay.datasets.sequence.Split;

/**
 * Which rows a probe is fitted on and which it is scored on.
 *
 * @param kind         what the two sides may share
 * @param rows         the two sides
 * @param subtreeDepth how many first tokens make a subtree, of which the inner folds that choose a ridge are made
 * @param clusters     of the rows that are scored: what stands or falls together in an interval
 * @param statement    in words
 */
public record ProbeSplit(Kind kind, Split rows, int subtreeDepth, Clusters clusters, String statement) {
    /** From the strictest to none. */
    public enum Kind {
        /** No row that is scored begins with the same tokens as one that is fitted on. */
        SUBTREE,
        /** Whole sequences are scored, at the rows whose prefix no sequence that is fitted on has. For samples. */
        UNSEEN,
        /** No prefix is on both sides, but a prefix may be on one side and its continuation on the other. */
        PREFIX,
        /** Scored on the rows that were fitted: the published protocol (Shai et al. 2024, appendix A.5). Never evidence. */
        IN_SAMPLE;

        /** As it is written on the command line. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** By the subtree of the first {@code depth} tokens. Shorter contexts are only fitted on. */
    public static ProbeSplit bySubtree(BeliefRows rows, int depth, double heldOut, Seed seed) {
        Split split = Split.bySubtree(rows.contexts(), depth, heldOut, seed.toString());
        Clusters clusters = Clusters.bySubtree(rows.contexts(), depth).select(split.heldOut());
        return new ProbeSplit(
                Kind.SUBTREE,
                split,
                depth,
                clusters,
                "scored on subtrees of the first " + depth + " tokens that were not fitted on");
    }

    /** By sequence; rows of the sequences held out whose prefix was fitted on are not scored. */
    public static ProbeSplit byUnseen(BeliefRows rows, int depth, double heldOut, Seed seed) {
        ContextSet contexts = rows.contexts();
        boolean[] held = drawn(contexts.sequences(), heldOut, seed);
        Set<Integer> fitted = new HashSet<>();
        for (int r = 0; r < contexts.rows(); r++) {
            if (!held[contexts.rowSequence(r)]) {
                fitted.add(rows.prefix(r));
            }
        }
        int[] fit = IntStream.range(0, contexts.rows())
                .filter(r -> !held[contexts.rowSequence(r)])
                .toArray();
        int[] scored = IntStream.range(0, contexts.rows())
                .filter(r -> held[contexts.rowSequence(r)] && !fitted.contains(rows.prefix(r)))
                .toArray();
        return of(
                Kind.UNSEEN,
                new Split(fit, scored),
                depth,
                Clusters.bySequence(contexts),
                "scored on prefixes that no sequence fitted on has");
    }

    /** By prefix, each drawn on its own. */
    public static ProbeSplit byPrefix(BeliefRows rows, int depth, double heldOut, Seed seed) {
        ContextSet contexts = rows.contexts();
        int most = IntStream.range(0, contexts.rows()).map(rows::prefix).max().orElse(0) + 1;
        boolean[] held = drawn(most, heldOut, seed);
        int[] fit = IntStream.range(0, contexts.rows())
                .filter(r -> !held[rows.prefix(r)])
                .toArray();
        int[] scored = IntStream.range(0, contexts.rows())
                .filter(r -> held[rows.prefix(r)])
                .toArray();
        return of(
                Kind.PREFIX,
                new Split(fit, scored),
                depth,
                Clusters.bySubtree(contexts, depth),
                "scored on prefixes that were not fitted on, though their beginnings were");
    }

    /** Everything is fitted on and scored. */
    public static ProbeSplit inSample(BeliefRows rows, int depth) {
        int[] all = IntStream.range(0, rows.contexts().rows()).toArray();
        return of(
                Kind.IN_SAMPLE,
                new Split(all, all),
                depth,
                Clusters.bySubtree(rows.contexts(), depth),
                "scored on the rows fitted on");
    }

    private static ProbeSplit of(Kind kind, Split split, int depth, Clusters ofRows, String statement) {
        if (split.fit().length == 0 || split.heldOut().length == 0) {
            throw new IllegalArgumentException("a split " + kind.word() + " leaves " + split.fit().length
                    + " rows to fit on and " + split.heldOut().length + " to score: take more contexts");
        }
        return new ProbeSplit(kind, split, depth, ofRows.select(split.heldOut()), statement);
    }

    private static boolean[] drawn(int count, double share, Seed seed) {
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException("the share held out must be in (0, 1), got " + share);
        }
        int[] order = seed.draws().nextPermutation(count);
        boolean[] held = new boolean[count];
        Arrays.stream(order, 0, (int) Math.round(share * count)).forEach(i -> held[i] = true);
        return held;
    }
}
