package org.assay.analysis.subspace.neighbour;

import java.util.List;

/**
 * How k coordinates are cut into consecutive blocks.
 *
 * @param sizes coordinates of each block, each from 1
 */
record Blocks(List<Integer> sizes) {
    Blocks {
        sizes = List.copyOf(sizes);
        if (sizes.isEmpty() || sizes.stream().anyMatch(size -> size < 1)) {
            throw new IllegalArgumentException("blocks need one coordinate or more each, got " + sizes);
        }
    }

    /** Blocks of {@code unit} coordinates; the last takes what is left over. */
    static Blocks ofUnits(int coordinates, int unit) {
        int count = Math.max(1, coordinates / unit);
        Integer[] sizes = new Integer[count];
        for (int s = 0; s < count; s++) {
            sizes[s] = s < count - 1 ? unit : coordinates - unit * (count - 1);
        }
        return new Blocks(List.of(sizes));
    }

    int count() {
        return sizes.size();
    }

    int size(int block) {
        return sizes.get(block);
    }

    /** The first coordinate of a block. */
    int from(int block) {
        int from = 0;
        for (int s = 0; s < block; s++) {
            from += sizes.get(s);
        }
        return from;
    }

    /** All coordinates together, k. */
    int coordinates() {
        return from(sizes.size());
    }
}
