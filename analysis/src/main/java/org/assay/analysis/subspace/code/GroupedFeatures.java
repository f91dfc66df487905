package org.assay.analysis.subspace.code;

import java.util.List;
import org.assay.datasets.origin.Draws;

/** Features in groups: in each group none is on with probability 1/4, else one, uniformly, with a strength uniform on [0, 1). */
final class GroupedFeatures {
    private static final double NONE = 0.25;

    private final int[] first;
    private final int[] sizes;

    GroupedFeatures(List<Integer> groups) {
        sizes = groups.stream().mapToInt(Integer::intValue).toArray();
        first = new int[sizes.length];
        for (int g = 1; g < sizes.length; g++) {
            first[g] = first[g - 1] + sizes[g - 1];
        }
    }

    int groups() {
        return sizes.length;
    }

    int features() {
        return first[first.length - 1] + sizes[sizes.length - 1];
    }

    /** The index of the first feature of a group. */
    int first(int group) {
        return first[group];
    }

    /** One input: of each group the feature that is on, or -1, and how strongly. */
    void draw(Draws draws, int[] on, double[] strength) {
        for (int g = 0; g < sizes.length; g++) {
            boolean none = draws.nextDouble() < NONE;
            on[g] = none ? -1 : first[g] + draws.nextInt(sizes[g]);
            strength[g] = none ? 0 : draws.nextDouble();
        }
    }
}
