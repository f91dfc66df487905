package org.assay.analysis.circuit.block;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.assay.datasets.file.AtomicFile;
import org.assay.datasets.file.Json;
import org.assay.neural.transformer.HookPoint;
import org.assay.neural.transformer.TransformerConfig;

/**
 * A circuit between blocks as JSON in the shape of the circuit files of the MIB benchmark: {@code cfg}, {@code nodes} and {@code edges}
 * with score (the lift) and membership. Nodes are blocks, {@code blocks.0.hook_resid_pre[2]}, and the sides that are not cut; edges say
 * at their end by which part they lead, {@code ...->...<ov 0 head 1>}.
 */
public final class BlockCircuitFile {
    private BlockCircuitFile() {}

    /** @param kept the edges that are in the circuit */
    public static void write(Path file, TransformerConfig config, BlockCircuit circuit, Set<BlockEdge> kept)
            throws IOException {
        Map<String, Map<String, Object>> nodes = new TreeMap<>();
        Map<String, Object> edges = new LinkedHashMap<>();
        for (BlockCell cell : circuit.cells()) {
            BlockEdge edge = cell.edge();
            boolean inside = kept.contains(edge);
            String from = node(readSite(config, edge, cell.part()), edge.from());
            String to = node(writtenSite(config, edge, cell.part()), edge.to());
            String kind = edge.kind().name().toLowerCase(Locale.ROOT);
            edges.put(
                    from + "->" + to + "<" + kind + " " + edge.layer() + " " + cell.part() + ">",
                    Map.of("score", cell.lift(), "z", cell.z(), "in_graph", inside));
            for (String node : new String[] {from, to}) {
                nodes.merge(node, Map.of("in_graph", inside), (old, fresh) -> inside ? fresh : old);
            }
        }
        Map<String, Object> cfg = Map.of(
                "n_layers", config.nLayers(),
                "n_heads", config.nHeads(),
                "parallel_attn_mlp", false,
                "d_model", config.dModel());
        AtomicFile.write(file, Json.pretty(Map.of("cfg", cfg, "nodes", nodes, "edges", edges)));
    }

    private static String node(String site, String block) {
        return site.isEmpty() ? block : site + "[" + block + "]";
    }

    /** The site of the left end; empty for a side that is not cut. */
    public static String readSite(TransformerConfig config, BlockEdge edge, String part) {
        return switch (edge.kind()) {
            case EMBEDDING, POSITION -> "";
            case SKIP ->
                part.equals("mlp")
                        ? NetworkParts.behindAttention(config, edge.layer())
                        : NetworkParts.before(edge.layer());
            case OV -> NetworkParts.before(edge.layer());
            case QK -> edge.from().equals("bias") ? "" : NetworkParts.before(edge.layer());
            case MLP -> NetworkParts.behindAttention(config, edge.layer());
            case UNEMBEDDING -> HookPoint.lastResidual(config);
        };
    }

    /** The site of the right end; empty for a side that is not cut. */
    public static String writtenSite(TransformerConfig config, BlockEdge edge, String part) {
        return switch (edge.kind()) {
            case EMBEDDING, POSITION -> NetworkParts.before(0);
            case SKIP ->
                part.equals("mlp")
                        ? NetworkParts.behindMlp(edge.layer())
                        : NetworkParts.behindAttention(config, edge.layer());
            case OV -> NetworkParts.behindAttention(config, edge.layer());
            case QK -> edge.to().equals("bias") ? "" : NetworkParts.before(edge.layer());
            case MLP -> NetworkParts.behindMlp(edge.layer());
            case UNEMBEDDING -> "";
        };
    }
}
