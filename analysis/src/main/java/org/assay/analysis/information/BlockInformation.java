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
        if (blocks.isEmpty()) {
            return List.of();
        }
        int n = blocks.get(0).rows();
        Distances.require(blocks, n, "the samples");
        MixedInformation.requireNeighbours(options.neighbours(), n - 1);
        NeighbourTable.requireRoom(blocks.size(), n);
        List<NeighbourTable> tables =
                blocks.stream().parallel().map(NeighbourTable::of).toList();
        int[][] orders = new int[options.shuffles()][];
        for (int shuffle = 0; shuffle < orders.length; shuffle++) {
            orders[shuffle] = seed.child(shuffle).draws().nextPermutation(n);
        }
        List<int[]> pairs = new ArrayList<>();
        for (int i = 0; i < blocks.size(); i++) {
            for (int j = i + 1; j < blocks.size(); j++) {
                pairs.add(new int[] {i, j});
            }
        }
        return pairs.stream()
                .parallel()
                .map(pair -> pair(pair[0], pair[1], tables, options.neighbours(), orders))
                .toList();
    }

    private static PairInformation pair(int i, int j, List<NeighbourTable> tables, int k, int[][] orders) {
        PairSearch search = new PairSearch(tables.get(i), tables.get(j), k);
        int[] asIs = IntStream.range(0, tables.get(i).samples()).toArray();
        double[] shuffled = new double[orders.length];
        for (int shuffle = 0; shuffle < orders.length; shuffle++) {
            shuffled[shuffle] = search.information(orders[shuffle]);
        }
        return new PairInformation(i, j, search.information(asIs), ShuffleNull.of(shuffled));
    }
}
