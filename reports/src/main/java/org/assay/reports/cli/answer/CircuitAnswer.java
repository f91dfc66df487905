package org.assay.reports.cli.answer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.assay.analysis.circuit.block.BlockCell;
import org.assay.analysis.circuit.block.BlockCircuit;
import org.assay.analysis.circuit.block.BlockEdge;
import org.assay.analysis.circuit.block.SiteBlocks;
import org.assay.neural.transformer.TransformerConfig;
import org.assay.reports.table.Decimals;

/**
 * What {@code circuit --json} prints.
 *
 * @param shape   of the network
 * @param blocks  sizes of the blocks of each site
 * @param cells   of every part and pair of blocks, the largest lift first
 * @param skipped parts whose sites are not cut
 */
public record CircuitAnswer(String shape, Map<String, List<Integer>> blocks, List<Cell> cells, List<String> skipped) {
    private static final int SHOWN = 40;

    /**
     * @param kind of the part: skip, ov, qk, mlp, embedding, position, unembedding
     * @param kept whether it stands out
     */
    public record Cell(
            String kind,
            int layer,
            String part,
            String from,
            String to,
            double lift,
            double z,
            double chance,
            boolean kept) {}

    public static CircuitAnswer of(
            TransformerConfig config, SiteBlocks blocks, BlockCircuit circuit, Set<BlockEdge> kept) {
        Map<String, List<Integer>> sizes = new TreeMap<>();
        blocks.blocks()
                .forEach((site, its) -> sizes.put(
                        site,
                        its.stream().map(block -> block.subspace().dimensions()).toList()));
        List<Cell> cells = new ArrayList<>();
        circuit.cells().stream()
                .sorted(Comparator.comparingDouble(BlockCell::lift).reversed())
                .forEach(cell -> cells.add(new Cell(
                        cell.edge().kind().name().toLowerCase(Locale.ROOT),
                        cell.edge().layer(),
                        cell.part(),
                        cell.edge().from(),
                        cell.edge().to(),
                        cell.lift(),
                        cell.z(),
                        cell.chance(),
                        kept.contains(cell.edge()))));
        return new CircuitAnswer(config.shape(), sizes, cells, circuit.skipped());
    }

    /** The strongest cells that are kept, as a table; ends with a newline. */
    public String text() {
        Columns lines = new Columns();
        lines.add("kind", "layer", "part", "from", "to", "lift", "z");
        List<Cell> strong = cells.stream().filter(Cell::kept).toList();
        strong.stream()
                .limit(SHOWN)
                .forEach(cell -> lines.add(
                        cell.kind(),
                        Integer.toString(cell.layer()),
                        cell.part(),
                        cell.from(),
                        cell.to(),
                        Decimals.shown(cell.lift(), 3),
                        Decimals.shown(cell.z(), 3)));
        String more = strong.size() > SHOWN ? "; " + (strong.size() - SHOWN) + " more in JSON" : "";
        String left = skipped.isEmpty() ? "" : "; not read, for want of a partition: " + String.join(", ", skipped);
        return shape + "\n" + lines.text() + strong.size() + " of " + cells.size() + " cells stand out from chance"
                + more + left + "\n";
    }
}
