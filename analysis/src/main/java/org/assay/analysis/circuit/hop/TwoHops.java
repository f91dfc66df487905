package org.assay.analysis.circuit.hop;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assay.analysis.circuit.block.BlockEdge.Kind;
import org.assay.analysis.circuit.block.LinearPart;
import org.assay.analysis.circuit.block.NamedBlock;
import org.assay.analysis.circuit.block.SiteBlocks;
import org.assay.datasets.matrix.Matrix;

/**
 * Two heads in a row, from the weights alone: for what an earlier head writes, {@code W = W_V W_O}, and what a later part reads it with,
 * M (the query's side or the key's of a QK form, or an OV map), the share of block j is
 *
 * <pre>{@code <W P_j M, W M> / |W M|^2},   P_j = U_j' U_j.</pre>
 *
 * <p>Squared norms of {@code W P_j M} would not add up; these shares do. Under a random block of d_j of D directions the share is d_j / D
 * on average, and with {@code S} the symmetric part of {@code W'W M M' / |W M|^2}, whose trace is 1, its variance is
 *
 * <pre>{@code 2 d_j (D - d_j) / (D (D - 1) (D + 2)) (|S|^2 - 1 / D)}</pre>
 *
 * since for a random projection P of rank p, {@code E P_ab P_cd} is a combination of the three ways to pair its indices, and only {@code p
 * (D - p) / (D (D - 1) (D + 2))} times the two mixed ones remain of a form without trace.
 */
public final class TwoHops {
    /** A share of what there could be that is less than single precision leaves of nothing. */
    private static final double ROUNDING = 1e-12;

    private TwoHops() {}

    /**
     * Every pair of an OV part and a part of a later layer, through the blocks that the later one reads.
     *
     * @param parts of a network, groups of heads among them
     */
    public static List<TwoHopShare> of(List<LinearPart> parts, SiteBlocks blocks) {
        List<TwoHopShare> shares = new ArrayList<>();
        for (LinearPart later : parts) {
            if (later.kind() != Kind.OV && later.kind() != Kind.QK) {
                continue;
            }
            for (Reading reading : Reading.of(later)) {
                Optional<List<NamedBlock>> its = blocks.at(reading.site());
                for (LinearPart earlier : parts) {
                    if (its.isPresent() && earlier.kind() == Kind.OV && earlier.layer() < later.layer()) {
                        add(shares, earlier, reading, its.get());
                    }
                }
            }
        }
        return shares;
    }

    private static void add(List<TwoHopShare> shares, LinearPart earlier, Reading reading, List<NamedBlock> blocks) {
        Matrix map = earlier.map(0);
        Matrix both = map.transpose().times(map).times(reading.gram());
        int d = both.rows();
        double trace = Reading.trace(both);
        // A head that writes nothing the other reads has no way to it.
        double most = Reading.trace(map.transpose().times(map)) * Reading.trace(reading.gram());
        if (!(trace > ROUNDING * most)) {
            return;
        }
        double square = 0;
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                double symmetric = (both.get(i, j) + both.get(j, i)) / 2 / trace;
                square += symmetric * symmetric;
            }
        }
        for (NamedBlock block : blocks) {
            Matrix rows = block.subspace().basis();
            double share = Reading.within(rows, both) / trace;
            int size = rows.rows();
            double expected = (double) size / d;
            double variance = 2.0 * size * (d - size) / ((double) d * (d - 1) * (d + 2)) * (square - 1.0 / d);
            shares.add(new TwoHopShare(
                    earlier.layer() + " " + earlier.name(),
                    reading.layer(),
                    reading.name(),
                    block.variable(),
                    share,
                    share / expected,
                    variance > 0 ? (share - expected) / Math.sqrt(variance) : 0));
        }
    }
}
