package org.assay.analysis.subspace.neighbour;

import java.nio.DoubleBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assay.analysis.information.BlockInformation;
import org.assay.analysis.information.PairInformation;
import org.assay.datasets.origin.Seed;

/**
 * Which blocks tell about each other: mutual information that bears ties, against shuffled samples. Distinct rows count the same, so
 * what is measured is which combinations occur and not how often.
 */
final class Dependence {
    /** An excess over chance of less than this many standard deviations of chance counts for nothing. */
    static final double LEAST_Z = 4;

    /** Nats. */
    static final double LEAST_EXCESS = 0.25;

    private final int[] sample;
    private final Seed seed;

    /** What is known of the pairs of the cut last asked about, by the directions of the two blocks, and of which rows. */
    private Map<List<DoubleBuffer>, PairInformation> known = Map.of();

    private float[][] knownOf;

    /** @param most samples, drawn without replacement */
    Dependence(int rows, int most, Seed seed) {
        this.sample = Arrays.copyOf(seed.child("sample").draws().nextPermutation(rows), Math.min(rows, most));
        this.seed = seed.child("shuffles");
    }

    /** All pairs of blocks. Those of two blocks that the cut asked about before had as well are not estimated again. */
    List<PairInformation> pairs(Cut cut, float[][] rows) {
        if (rows != knownOf) {
            known = Map.of();
            knownOf = rows;
        }
        int count = cut.blocks().count();
        List<DoubleBuffer> names =
                IntStream.range(0, count).mapToObj(cut::directions).toList();
        List<int[]> fresh = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            for (int j = i + 1; j < count; j++) {
                if (!known.containsKey(List.of(names.get(i), names.get(j)))) {
                    fresh.add(new int[] {i, j});
                }
            }
        }
        Map<List<DoubleBuffer>, PairInformation> now = new HashMap<>();
        for (PairInformation pair :
                BlockInformation.of(cut.blockRows(rows, sample), fresh, BlockInformation.Options.DEFAULT, seed)) {
            now.put(List.of(names.get(pair.first()), names.get(pair.second())), pair);
        }
        List<PairInformation> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            for (int j = i + 1; j < count; j++) {
                List<DoubleBuffer> name = List.of(names.get(i), names.get(j));
                PairInformation its = now.computeIfAbsent(name, known::get);
                all.add(new PairInformation(i, j, its.estimate(), its.chance()));
            }
        }
        known = now;
        return all;
    }

    /** Whether the two blocks depend on each other beyond doubt and by enough to matter. */
    static boolean depends(PairInformation pair) {
        return pair.z() > LEAST_Z && pair.excess() > LEAST_EXCESS;
    }
}
