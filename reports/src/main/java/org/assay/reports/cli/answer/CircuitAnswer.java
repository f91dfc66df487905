package org.assay.reports.cli.answer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import org.assay.analysis.circuit.block.BlockCell;
import org.assay.analysis.circuit.block.BlockCircuit;
import org.assay.analysis.circuit.block.BlockEdge;
import org.assay.analysis.circuit.block.SiteBlocks;
import org.assay.reports.table.Decimals;

/**
 * What {@code circuit --json} prints.
 *
 * @param shape        of the network
 * @param blocks       sizes of the blocks of each site
 * @param rate         share of edges that a partition which has nothing to do with the network would keep
 * @param byChance     how many edges that is
 * @param cells        of every part and pair of blocks, the largest lift first
 * @param skipped      parts whose sites are not cut
 * @param undefined    levels of MLPs that are not defined, and why
 * @param truth        where the true circuit is given
 * @param heads        where sequences are named
 * @param hops         heads in a row
 * @param interactions where they are asked for
 */
public record CircuitAnswer(
        String shape,
        Map<String, List<Integer>> blocks,
        double rate,
        double byChance,
        List<Cell> cells,
        List<String> skipped,
        List<String> undefined,
        Optional<TruthAnswer> truth,
        Optional<HeadsAnswer> heads,
        HopsAnswer hops,
        Optional<InteractionsAnswer> interactions) {
    private static final int SHOWN = 40;

    /**
     * @param kind   of the part: skip, ov, qk, mlp, embedding, position, unembedding
     * @param chance share of random partitions that give the edge as large a z
     * @param share  of the variance that the part passes on; empty without sequences
     * @param kept   whether it stands out
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
            OptionalDouble share,
            boolean kept) {}

    /** Sizes of the blocks of each site. */
    public static Map<String, List<Integer>> sizes(SiteBlocks blocks) {
        Map<String, List<Integer>> sizes = new TreeMap<>();
        blocks.blocks()
                .forEach((site, its) -> sizes.put(
                        site,
                        its.stream().map(block -> block.subspace().dimensions()).toList()));
        return sizes;
    }

    /** All cells, the largest lift first. */
    public static List<Cell> cells(BlockCircuit circuit, Set<BlockEdge> kept) {
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
                        circuit.chances().get(cell.edge()),
                        cell.share(),
                        kept.contains(cell.edge()))));
        return cells;
    }

    /** The strongest cells that are kept as a table, then the rest; ends with a newline. */
    public String text() {
        StringBuilder text = new StringBuilder(shape).append('\n');
        if (!blocks.isEmpty()) {
            text.append(edges());
        }
        truth.ifPresent(its -> text.append(its.text()));
        heads.ifPresent(its -> text.append(its.text()));
        text.append(hops.text());
        interactions.ifPresent(its -> text.append(its.text()));
        return text.toString();
    }

    private String edges() {
        Columns lines = new Columns();
        lines.add("kind", "layer", "part", "from", "to", "lift", "z", "share of variance");
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
                        Decimals.shown(cell.z(), 3),
                        cell.share().isPresent() ? Decimals.shown(cell.share().getAsDouble(), 3) : "-"));
        String more = strong.size() > SHOWN ? "; " + (strong.size() - SHOWN) + " more in JSON" : "";
        String left = skipped.isEmpty() ? "" : "; not read, for want of a partition: " + String.join(", ", skipped);
        String levels = undefined.isEmpty() ? "" : "not defined: " + String.join("; ", undefined) + "\n";
        return lines.text() + strong.size() + " of " + cells.size() + " cells stand out from chance, at a rate of "
                + Decimals.shown(rate, 3) + ": " + Decimals.shown(byChance, 3)
                + " edges of partitions that have nothing to do with the network would" + more + left + "\n" + levels;
    }
}
