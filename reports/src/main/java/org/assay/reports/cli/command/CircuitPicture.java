package org.assay.reports.cli.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assay.analysis.circuit.block.BlockCell;
import org.assay.analysis.circuit.block.BlockCircuit;
import org.assay.analysis.circuit.block.BlockCircuitFile;
import org.assay.analysis.circuit.block.BlockEdge;
import org.assay.analysis.circuit.block.NamedBlock;
import org.assay.analysis.circuit.block.SiteBlocks;
import org.assay.neural.transformer.HookPoint;
import org.assay.neural.transformer.TransformerConfig;
import org.assay.reports.figure.CircuitFigure;
import org.assay.reports.figure.CircuitFigure.Block;
import org.assay.reports.figure.CircuitFigure.Edge;
import org.assay.reports.figure.Figure;

/** A circuit between blocks as a figure: columns are what is not cut on the left, the sites in order, and the logits. */
final class CircuitPicture {
    private static final String INPUT = "input";
    private static final String OUTPUT = "output";

    private CircuitPicture() {}

    /** @param known the true edges, where they are known and blocks go by the names of the true variables */
    static Figure of(
            TransformerConfig config,
            SiteBlocks blocks,
            BlockCircuit circuit,
            Set<BlockEdge> kept,
            Optional<Set<BlockEdge>> known) {
        Map<String, Block> drawn = new LinkedHashMap<>();
        List<Edge> edges = new ArrayList<>();
        for (BlockCell cell : circuit.cells()) {
            BlockEdge edge = cell.edge();
            Block from = block(config, blocks, BlockCircuitFile.readSite(config, edge, cell.part()), edge.from());
            Block to = block(config, blocks, BlockCircuitFile.writtenSite(config, edge, cell.part()), edge.to());
            drawn.put(from.id(), from);
            drawn.put(to.id(), to);
            edges.add(new Edge(
                    from.id(),
                    to.id(),
                    edge.kind() + " " + edge.layer() + ", " + cell.part(),
                    cell.lift(),
                    cell.z(),
                    kept.contains(edge),
                    known.map(truth -> truth.contains(edge))));
        }
        List<String> sites = new ArrayList<>();
        for (String site : columns(config)) {
            if (drawn.values().stream().anyMatch(block -> block.site().equals(site))) {
                sites.add(site);
            }
        }
        return CircuitFigure.of("circuit", sites, List.copyOf(drawn.values()), edges);
    }

    /** What a layer leaves stands in the column of what the next one reads. */
    private static List<String> columns(TransformerConfig config) {
        List<String> columns = new ArrayList<>(List.of(INPUT));
        for (int layer = 0; layer < config.nLayers(); layer++) {
            columns.add(column(config, HookPoint.block(layer) + "hook_resid_pre"));
            if (!config.attnOnly()) {
                columns.add(column(config, HookPoint.block(layer) + "hook_resid_mid"));
            }
        }
        columns.add(column(config, HookPoint.lastResidual(config)));
        columns.add(OUTPUT);
        return columns;
    }

    private static String column(TransformerConfig config, String site) {
        String[] parts = site.split("\\.", -1);
        int layer = Integer.parseInt(parts[1]);
        String name = parts[2].replace("hook_resid_", "");
        return switch (name) {
            case "pre" -> "before " + layer;
            case "mid" -> "within " + layer;
            default -> layer + 1 < config.nLayers() ? "before " + (layer + 1) : "behind " + layer;
        };
    }

    private static Block block(TransformerConfig config, SiteBlocks blocks, String site, String name) {
        if (site.isEmpty()) {
            return new Block(name, name.equals("logits") ? OUTPUT : INPUT, name, 1);
        }
        int size = blocks.at(site).stream()
                .flatMap(List::stream)
                .filter(block -> block.variable().equals(name))
                .mapToInt((NamedBlock block) -> block.subspace().dimensions())
                .findFirst()
                .orElseThrow();
        String column = column(config, site);
        return new Block(String.format(Locale.ROOT, "%s: %s", column, name), column, name, size);
    }
}
