package org.assay.analysis.circuit.block;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.progress.Progress;

/**
 * Which block feeds which, through which part of a network: read from the weights alone, and so of no input in particular.
 *
 * <p>The lift of a cell is its mass over what a random cut of the same sizes has on average: 1 says that the partition has nothing to
 * do with the part, and the largest lift that there can be is {@code D D' / (d_i d'_j)}. It is high only where the blocks are those
 * that the part was made for, so that it measures the partitions as well. Scales per token (norms) are left out.
 *
 * <p>The chance of an edge is the share of random partitions, the one at hand counted among them, that give some part which might carry
 * it as large a z: of partitions that have nothing to do with the network, edges with a chance of at most r are a share of r.
 *
 * @param cells   one for each part and pair of blocks
 * @param skipped names of parts whose sites are not cut
 * @param chances for each edge, in 1 / (draws + 1) .. 1
 */
public record BlockCircuit(List<BlockCell> cells, List<String> skipped, Map<BlockEdge, Double> chances) {
    /** The fewest random partitions that a standard deviation is taken from. */
    public static final int FEWEST_DRAWS = 200;

    private static final double CHANCE = 0.99;

    public BlockCircuit {
        cells = List.copyOf(cells);
        skipped = List.copyOf(skipped);
        chances = Collections.unmodifiableMap(new TreeMap<>(chances));
    }

    /**
     * Reads the parts of a network.
     *
     * @param parts   such as {@link NetworkParts} gives
     * @param moments covariance of what parts read, for shares
     * @param draws   random partitions, from 200
     */
    public static BlockCircuit of(
            List<LinearPart> parts,
            SiteBlocks blocks,
            Optional<SiteMoments> moments,
            int draws,
            Seed seed,
            Progress progress) {
        if (draws < FEWEST_DRAWS) {
            throw new IllegalArgumentException(
                    "at least " + FEWEST_DRAWS + " random partitions make a standard deviation, got " + draws);
        }
        List<String> skipped = new ArrayList<>();
        List<NullLifts.Cell> cut = new ArrayList<>();
        for (LinearPart part : parts) {
            Optional<Cut> from = blocks.at(part.reads()).map(Cut::of);
            Optional<Cut> to = blocks.at(part.writes()).map(Cut::of);
            if (from.isEmpty() || to.isEmpty()) {
                skipped.add(part.kind() + " " + part.layer() + " " + part.name());
                continue;
            }
            requireDirections(part.reads(), part.left(), from.get());
            requireDirections(part.writes(), part.right(), to.get());
            double[][] expected =
                    Masses.expected(part, from.get().sizes(), to.get().sizes());
            cut.add(new NullLifts.Cell(part, from.get(), to.get(), expected));
        }
        List<Matrix> nulls = NullLifts.of(cut, draws, seed, progress);
        List<BlockCell> cells = new ArrayList<>();
        Map<BlockEdge, EdgeChance> chances = new TreeMap<>();
        for (int p = 0; p < cut.size(); p++) {
            List<BlockCell> its = cells(cut.get(p), nulls.get(p), blocks, moments);
            for (int column = 0; column < its.size(); column++) {
                chances.computeIfAbsent(its.get(column).edge(), edge -> new EdgeChance(draws))
                        .add(its.get(column).z(), nulls.get(p), column);
            }
            cells.addAll(its);
        }
        Map<BlockEdge, Double> shares = new TreeMap<>();
        chances.forEach((edge, chance) -> shares.put(edge, chance.share()));
        return new BlockCircuit(cells, skipped, shares);
    }

    /** The largest z of the parts that might carry an edge, in the partition at hand and in random ones. */
    private static final class EdgeChance {
        private final double[] drawn;
        private double own = Double.NEGATIVE_INFINITY;

        EdgeChance(int draws) {
            drawn = new double[draws];
            Arrays.fill(drawn, Double.NEGATIVE_INFINITY);
        }

        void add(double z, Matrix nulls, int column) {
            own = Math.max(own, z);
            double deviation = NullLifts.deviation(nulls, column);
            for (int draw = 0; draw < drawn.length; draw++) {
                double its = deviation > 0 ? (nulls.get(draw, column) - 1) / deviation : 0;
                drawn[draw] = Math.max(drawn[draw], its);
            }
        }

        double share() {
            long asLarge = Arrays.stream(drawn).filter(z -> z >= own).count();
            return (1.0 + asLarge) / (1 + drawn.length);
        }
    }

    private static void requireDirections(String site, Matrix factor, Cut cut) {
        if (factor.rows() != cut.directions()) {
            throw new IllegalArgumentException("the blocks of " + site + " are cut out of " + cut.directions()
                    + " directions, the network has " + factor.rows());
        }
    }

    private static List<BlockCell> cells(
            NullLifts.Cell cut, Matrix nulls, SiteBlocks blocks, Optional<SiteMoments> moments) {
        LinearPart part = cut.part();
        List<NamedBlock> from = blocks.at(part.reads()).orElseThrow();
        List<NamedBlock> to = blocks.at(part.writes()).orElseThrow();
        double[][] masses = Masses.of(part, cut.from(), cut.to());
        Optional<double[][]> shares = moments.flatMap(its -> its.shares(part, cut.from(), cut.to()));
        List<BlockCell> cells = new ArrayList<>();
        for (int i = 0; i < from.size(); i++) {
            for (int j = 0; j < to.size(); j++) {
                int column = i * to.size() + j;
                double lift = cut.lift(masses, i, j);
                double deviation = NullLifts.deviation(nulls, column);
                OptionalDouble share =
                        shares.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(shares.get()[i][j]);
                cells.add(new BlockCell(
                        new BlockEdge(
                                part.kind(),
                                part.layer(),
                                from.get(i).variable(),
                                to.get(j).variable()),
                        part.name(),
                        masses[i][j],
                        lift,
                        deviation > 0 ? (lift - 1) / deviation : 0,
                        NullLifts.quantile(nulls, column, CHANCE),
                        share));
            }
        }
        return cells;
    }

    /** For every edge its strongest lift over the parts that might carry it. */
    public Map<BlockEdge, Double> lifts() {
        Map<BlockEdge, Double> lifts = new TreeMap<>();
        cells.forEach(cell -> lifts.merge(cell.edge(), cell.lift(), Math::max));
        return lifts;
    }

    /** For every edge its largest share of variance over the parts that might carry it; without moments empty. */
    public Map<BlockEdge, Double> shares() {
        Map<BlockEdge, Double> shares = new TreeMap<>();
        cells.forEach(cell -> cell.share().ifPresent(share -> shares.merge(cell.edge(), share, Math::max)));
        return shares;
    }

    /**
     * The edges that stand out from chance.
     *
     * @param rate share of the edges that a partition which has nothing to do with the network would keep on average; at least 1 / (draws
     *     + 1), below which nothing is told from chance
     */
    public SortedSet<BlockEdge> kept(double rate) {
        SortedSet<BlockEdge> kept = new TreeSet<>();
        chances.forEach((edge, chance) -> {
            if (chance <= rate) {
                kept.add(edge);
            }
        });
        return kept;
    }
}
