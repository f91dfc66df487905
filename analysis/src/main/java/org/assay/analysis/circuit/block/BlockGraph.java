package org.assay.analysis.circuit.block;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assay.neural.transformer.HookPoint;
import org.assay.neural.transformer.TransformerConfig;

/**
 * A circuit between blocks as it is drawn and kept: columns are what is not cut on the left, the sites in the order of the network,
 * and the logits. What a layer leaves stands in the column of what the next one reads.
 *
 * @param columns from left to right
 * @param nodes   all blocks that an edge touches
 * @param edges   all cells
 */
public record BlockGraph(List<String> columns, List<Node> nodes, List<Edge> edges) {
    private static final String INPUT = "input";
    private static final String OUTPUT = "output";

    /**
     * @param id     unique
     * @param column one of the columns
     * @param label  what the block holds, or its number
     * @param size   directions
     */
    public record Node(String id, String column, String label, int size) {}

    /**
     * @param from  id of a node
     * @param to    id of a node
     * @param part  such as {@code OV 0, head 1}
     * @param lift  how far it is above chance, which is 1
     * @param z     how many standard deviations of chance
     * @param kept  whether it was found
     * @param known whether it is there, where that is known
     */
    public record Edge(
            String from, String to, String part, double lift, double z, boolean kept, Optional<Boolean> known) {}

    /** @param known the true edges, where they are known and blocks go by the names of the true variables */
    public static BlockGraph of(
            TransformerConfig config,
            SiteBlocks blocks,
            BlockCircuit circuit,
            Set<BlockEdge> kept,
            Optional<Set<BlockEdge>> known) {
        Map<String, Node> drawn = new LinkedHashMap<>();
        List<Edge> edges = new ArrayList<>();
        for (BlockCell cell : circuit.cells()) {
            BlockEdge edge = cell.edge();
            Node from = node(config, blocks, BlockCircuitFile.readSite(config, edge, cell.part()), edge.from());
            Node to = node(config, blocks, BlockCircuitFile.writtenSite(config, edge, cell.part()), edge.to());
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
        List<String> columns = new ArrayList<>();
        for (String column : columns(config)) {
            if (drawn.values().stream().anyMatch(node -> node.column().equals(column))) {
                columns.add(column);
            }
        }
        return new BlockGraph(columns, List.copyOf(drawn.values()), edges);
    }

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

    private static Node node(TransformerConfig config, SiteBlocks blocks, String site, String name) {
        if (site.isEmpty()) {
            return new Node(name, name.equals("logits") ? OUTPUT : INPUT, name, 1);
        }
        int size = blocks.at(site).stream()
                .flatMap(List::stream)
                .filter(block -> block.variable().equals(name))
                .mapToInt((NamedBlock block) -> block.subspace().dimensions())
                .findFirst()
                .orElseThrow();
        String column = column(config, site);
        return new Node(String.format(Locale.ROOT, "%s: %s", column, name), column, name, size);
    }
}
