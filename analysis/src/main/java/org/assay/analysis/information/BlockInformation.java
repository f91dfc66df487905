package org.assay.analysis.information;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.Seed;

/**
 * {@link MixedInformation} between all pairs of blocks, each beside its null: the same estimate with the samples of one block in
 * another order. Distances are computed and sorted once for each block; a pair then looks at a sample's neighbours in one block from
 * the nearest on and stops when none farther out can be among the k nearest in both. The same bits whatever the number of workers.
 */
public final class BlockInformation {
    private static final int PARTS = 16;

    private BlockInformation() {}

    /**
     * @param neighbours k, 1 or more
     * @param shuffles   20 or more
     */
    public record Options(int neighbours, int shuffles) {
        private static final int FEWEST_SHUFFLES = 20;

        /** Three neighbours, 20 shuffles. */
        public static final Options DEFAULT = new Options(3, FEWEST_SHUFFLES);

        public Options {
            if (neighbours < 1 || shuffles < FEWEST_SHUFFLES) {
                throw new IllegalArgumentException("mutual information needs 1 neighbour and " + FEWEST_SHUFFLES
                        + " shuffles at least, got " + neighbours + " and " + shuffles);
            }
        }
    }

    /**
     * Every pair {@code first < second}, in order. Takes six bytes for each block and pair of samples: 96 MB for 16 blocks of 1,000.
     *
     * @param blocks S blocks of n x (coordinates of the block), n at most 46,340
     */
    public static List<PairInformation> of(List<Matrix> blocks, Options options, Seed seed) {
        List<int[]> all = new ArrayList<>();
        for (int i = 0; i < blocks.size(); i++) {
            for (int j = i + 1; j < blocks.size(); j++) {
                all.add(new int[] {i, j});
            }
        }
        return of(blocks, all, options, seed);
    }

    /**
     * Some pairs, in the order given; of each what it would be among all.
     *
     * @param pairs each two indices of blocks, the lesser first
     */
    public static List<PairInformation> of(List<Matrix> blocks, List<int[]> pairs, Options options, Seed seed) {
        if (blocks.isEmpty()) {
            return List.of();
        }
        int n = blocks.get(0).rows();
        Distances.require(blocks, n, "the samples");
        MixedInformation.requireNeighbours(options.neighbours(), n - 1);
        NeighbourTable.requireRoom(blocks.size(), n);
        boolean[] asked = new boolean[blocks.size()];
        for (int[] pair : pairs) {
            asked[pair[0]] = true;
            asked[pair[1]] = true;
        }
        // One that does not vary takes no room.
        Matrix constant = Matrix.zeros(n, 1);
        List<NeighbourTable> tables = IntStream.range(0, asked.length)
                .parallel()
                .mapToObj(s -> NeighbourTable.of(asked[s] ? blocks.get(s) : constant))
                .toList();
        int[][] orders = new int[options.shuffles() + 1][];
        orders[0] = IntStream.range(0, n).toArray();
        for (int shuffle = 1; shuffle < orders.length; shuffle++) {
            orders[shuffle] = seed.child(shuffle).draws().nextPermutation(n);
        }
        double[][] means = means(tables, pairs, options.neighbours(), orders);
        return IntStream.range(0, pairs.size())
                .mapToObj(pair -> {
                    double[] shuffled = IntStream.range(1, orders.length)
                            .mapToDouble(order -> means[order][pair])
                            .toArray();
                    int[] two = pairs.get(pair);
                    return new PairInformation(two[0], two[1], means[0][pair], ShuffleNull.of(shuffled));
                })
                .toList();
    }

    /** The estimate for each order and pair. Samples are cut into as many parts whatever the number of workers. */
    private static double[][] means(List<NeighbourTable> tables, List<int[]> which, int k, int[][] orders) {
        int n = orders[0].length;
        int pairs = which.size();
        double[][][] parts = new double[PARTS][orders.length][pairs];
        IntStream.range(0, PARTS).parallel().forEach(part -> {
            int from = (int) ((long) part * n / PARTS);
            int to = (int) ((part + 1L) * n / PARTS);
            new SharedNeighbours(tables, k).add(from, to, orders, which, parts[part]);
        });
        double[][] means = new double[orders.length][pairs];
        for (double[][] part : parts) {
            for (int o = 0; o < orders.length; o++) {
                for (int pair = 0; pair < pairs; pair++) {
                    means[o][pair] += part[o][pair] / n;
                }
            }
        }
        return means;
    }
}
