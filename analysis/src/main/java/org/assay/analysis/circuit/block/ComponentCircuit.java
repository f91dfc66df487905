package org.assay.analysis.circuit.block;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.assay.analysis.circuit.EdgeGraph;
import org.assay.analysis.circuit.EdgeGraph.Edge;
import org.assay.analysis.circuit.EdgeScores;
import org.assay.neural.transformer.HookPoint;
import org.assay.neural.transformer.TransformerConfig;

/**
 * A circuit between blocks as one between heads and MLPs, for tools that know no blocks: an edge from a writer to a reader is as strong
 * as the strongest chain from a block that the writer writes, along the residual stream, to a block that the reader reads. A chain is as
 * strong as its weakest lift.
 */
public final class ComponentCircuit {
    private final TransformerConfig config;
    private final List<BlockCell> cells;

    private ComponentCircuit(TransformerConfig config, List<BlockCell> cells) {
        this.config = config;
        this.cells = cells;
    }

    /** Scores of all edges of the network; 0 where no chain leads from end to end. */
    public static EdgeScores scores(EdgeGraph graph, BlockCircuit circuit) {
        ComponentCircuit components = new ComponentCircuit(graph.config(), circuit.cells());
        Map<String, Double> scores = new LinkedHashMap<>();
        graph.edges().forEach(edge -> scores.put(edge.name(), components.strength(edge)));
        return new EdgeScores("chains of blocks, weakest lift of the strongest", scores, 0, 0);
    }

    /** The edges with a chain of kept cells. */
    public static Set<String> members(EdgeGraph graph, BlockCircuit circuit, Set<BlockEdge> kept) {
        List<BlockCell> left = circuit.cells().stream()
                .filter(cell -> kept.contains(cell.edge()))
                .toList();
        ComponentCircuit components = new ComponentCircuit(graph.config(), left);
        Set<String> members = new TreeSet<>();
        for (Edge edge : graph.edges()) {
            if (components.strength(edge) > 0) {
                members.add(edge.name());
            }
        }
        return members;
    }

    /** The widest path: the largest lift that every step of some chain reaches. */
    private double strength(Edge edge) {
        Map<String, Double> reached = new LinkedHashMap<>();
        Deque<String> open = new ArrayDeque<>();
        for (BlockCell cell : chosen(writes(edge.from().node()))) {
            widen(reached, open, to(cell), cell.lift());
        }
        List<BlockCell> skips = chosen(cell -> cell.edge().kind() == BlockEdge.Kind.SKIP);
        while (!open.isEmpty()) {
            String node = open.remove();
            for (BlockCell skip : skips) {
                if (from(skip).equals(node)) {
                    widen(reached, open, to(skip), Math.min(reached.get(node), skip.lift()));
                }
            }
        }
        double strongest = 0;
        for (BlockCell cell : chosen(reads(edge.to().name()))) {
            boolean key = edge.to().name().matches(".*<k\\d?>");
            double into = reached.getOrDefault(key ? to(cell) : from(cell), 0.0);
            strongest = Math.max(strongest, Math.min(into, cell.lift()));
        }
        return strongest;
    }

    private static void widen(Map<String, Double> reached, Deque<String> open, String node, double lift) {
        if (lift > reached.getOrDefault(node, 0.0)) {
            reached.put(node, lift);
            open.add(node);
        }
    }

    private List<BlockCell> chosen(Predicate<BlockCell> wanted) {
        return cells.stream().filter(wanted).toList();
    }

    /** The cells by which a writer of a circuit file writes: {@code input}, {@code a0.h1}, {@code m0}. */
    private static Predicate<BlockCell> writes(String node) {
        if (node.equals("input")) {
            return cell -> cell.edge().kind() == BlockEdge.Kind.EMBEDDING
                    || cell.edge().kind() == BlockEdge.Kind.POSITION;
        }
        if (node.startsWith("m")) {
            int layer = Integer.parseInt(node.substring(1));
            return cell ->
                    cell.edge().kind() == BlockEdge.Kind.MLP && cell.edge().layer() == layer;
        }
        return head(node, BlockEdge.Kind.OV, "");
    }

    /** The cells by which a reader reads: {@code a1.h0<q>}, {@code a1.h0<k2>}, {@code m0}, {@code logits}. */
    private static Predicate<BlockCell> reads(String name) {
        if (name.equals("logits")) {
            return cell -> cell.edge().kind() == BlockEdge.Kind.UNEMBEDDING;
        }
        if (name.startsWith("m")) {
            return writes(name);
        }
        String node = name.substring(0, name.indexOf('<'));
        String projection = name.substring(name.indexOf('<') + 1, name.length() - 1);
        if (projection.equals("v")) {
            return head(node, BlockEdge.Kind.OV, "");
        }
        String pair = projection.length() > 1 ? ", pair " + projection.charAt(1) : "";
        return head(node, BlockEdge.Kind.QK, pair);
    }

    private static Predicate<BlockCell> head(String node, BlockEdge.Kind kind, String pair) {
        int layer = Integer.parseInt(node.substring(1, node.indexOf('.')));
        String part = "head " + node.substring(node.indexOf('h') + 1) + pair;
        return cell -> cell.edge().kind() == kind
                && cell.edge().layer() == layer
                && cell.part().equals(part);
    }

    private String from(BlockCell cell) {
        return entry(BlockCircuitFile.readSite(config, cell.edge(), cell.part())) + "["
                + cell.edge().from() + "]";
    }

    private String to(BlockCell cell) {
        return entry(BlockCircuitFile.writtenSite(config, cell.edge(), cell.part())) + "["
                + cell.edge().to() + "]";
    }

    /** What a layer leaves goes by the name under which the next one reads it. */
    private String entry(String site) {
        for (int layer = 0; layer + 1 < config.nLayers(); layer++) {
            if (site.equals(HookPoint.block(layer) + "hook_resid_post")) {
                return NetworkParts.before(layer + 1);
            }
        }
        return site;
    }
}
