package org.assay.analysis.subspace.score;

import java.util.ArrayList;
import java.util.List;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.process.Observer;
import org.assay.datasets.process.combine.FactoredProcess;
import org.assay.datasets.sequence.ContextSet;

/**
 * Contexts of a product of independent processes in which all parts but one stand still: the tokens of the others are drawn once for
 * each group, those of the one afresh for each context of it. What varies within a group is that part alone.
 *
 * @param contexts the last position of each sequence, all of equal weight
 * @param group    for each row its group
 */
public record ClampedContexts(ContextSet contexts, int[] group) {
    /**
     * @param part     which varies, in the order of the tuples
     * @param groups   how many
     * @param variants contexts in each, at least two
     * @param length   tokens in each context
     */
    public static ClampedContexts of(
            FactoredProcess process, int part, int groups, int variants, int length, Seed seed) {
        if (groups < 1 || variants < 2 || length < 1) {
            throw new IllegalArgumentException("clamped contexts need at least 1 group of 2 contexts of 1 token, got "
                    + groups + " of " + variants + " of " + length);
        }
        List<GeneratingProcess> parts = process.parts();
        List<int[]> sequences = new ArrayList<>();
        int[] group = new int[groups * variants];
        for (int g = 0; g < groups; g++) {
            Seed own = seed.child(g);
            int[][] still = new int[parts.size()][];
            for (int p = 0; p < still.length; p++) {
                still[p] =
                        drawn(parts.get(p), length, own.child("still").child(p).draws());
            }
            for (int v = 0; v < variants; v++) {
                still[part] = drawn(
                        parts.get(part), length, own.child("varies").child(v).draws());
                group[sequences.size()] = g;
                sequences.add(joined(parts, still, length));
            }
        }
        return new ClampedContexts(ContextSet.lastPosition(sequences), group);
    }

    private static int[] drawn(GeneratingProcess part, int length, Draws draws) {
        Observer observer = part.observer();
        int[] tokens = new int[length];
        for (int t = 0; t < length; t++) {
            tokens[t] = observer.draw(draws);
            observer.read(tokens[t]);
        }
        return tokens;
    }

    /** Tuples as tokens, the last part varying fastest. */
    private static int[] joined(List<GeneratingProcess> parts, int[][] tokens, int length) {
        int[] joined = new int[length];
        for (int p = 0; p < tokens.length; p++) {
            for (int t = 0; t < length; t++) {
                joined[t] = joined[t] * parts.get(p).vocabulary().size() + tokens[p][t];
            }
        }
        return joined;
    }
}
