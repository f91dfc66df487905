package org.assay.analysis.subspace.neighbour;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.assay.analysis.subspace.UnfitActivationsException;
import org.assay.datasets.origin.Seed;

/**
 * How many keys a step draws. There must be enough that a factor's own value recurs among them and few enough that the whole
 * combination does not, since neighbours that are alike in everything are near whatever the rotation. Of n distinct rows made of two
 * factors each has about sqrt(n) values, so the least power of two from 2 sqrt(n) on is taken, and halved while more than 5 % of
 * queries find a key that is as good as a duplicate.
 *
 * @param keys          16 to 256; more would cost in proportion and bring little
 * @param duplicateRate share of queries with such a key
 */
record KeyCount(int keys, double duplicateRate) {
    static final int FEWEST = 16;
    static final int MOST = 256;
    static final double MOST_DUPLICATES = 0.05;

    /** Rows nearer to each other than this share of their root mean square norm, in all directions together, are as good as duplicates. */
    private static final double DUPLICATE = 1e-3;

    private static final int QUERIES = 1000;

    static KeyCount of(float[][] rows, Seed seed) {
        int keys = FEWEST;
        while (keys < MOST && keys < 2 * Math.sqrt(rows.length)) {
            keys *= 2;
        }
        double rate = duplicateRate(rows, keys, seed);
        while (rate > MOST_DUPLICATES && keys > FEWEST) {
            keys /= 2;
            rate = duplicateRate(rows, keys, seed);
        }
        return checked(keys, rate);
    }

    /** A number of keys that was asked for, with the same check. */
    static KeyCount given(float[][] rows, int keys, Seed seed) {
        return checked(keys, duplicateRate(rows, keys, seed));
    }

    private static KeyCount checked(int keys, double rate) {
        if (rate > MOST_DUPLICATES) {
            throw new UnfitActivationsException(String.format(
                    Locale.ROOT,
                    "%.0f %% of activations have another within %.1g of their norm among only %d drawn at random, so the"
                            + " distance to the nearest says nothing about blocks; give contexts that differ more, or a"
                            + " site that tells them apart",
                    100 * rate,
                    DUPLICATE,
                    keys));
        }
        return new KeyCount(keys, rate);
    }

    /** Share of queries with a key as good as a duplicate, each query with keys of its own. */
    static double duplicateRate(float[][] rows, int keys, Seed seed) {
        int[] all = IntStream.range(0, rows.length).toArray();
        RowDraws draws = new RowDraws(all, rows.length, seed.draws());
        NeighbourLoss loss = new NeighbourLoss(rows);
        double[][] whole = Rotation.identity(rows[0].length);
        int queries = Math.min(QUERIES, rows.length);
        int near = 0;
        for (int q = 0; q < queries; q++) {
            double distance =
                    loss.distances(draws.queries(1), draws.keys(keys), whole, new Blocks(List.of(rows[0].length)))[0];
            near += distance < DUPLICATE ? 1 : 0;
        }
        return (double) near / queries;
    }
}
