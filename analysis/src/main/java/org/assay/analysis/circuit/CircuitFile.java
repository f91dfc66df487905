package org.assay.analysis.circuit;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assay.analysis.circuit.EdgeGraph.Edge;
import org.assay.datasets.file.AtomicFile;
import org.assay.datasets.file.DamagedFileException;
import org.assay.datasets.file.Json;
import org.assay.neural.transformer.TransformerConfig;

/**
 * Circuits as JSON in the form of the MIB benchmark and of EAP-IG: {@code cfg} with the sizes, {@code nodes} by name, {@code
 * edges} as {@code parent->child} with score and membership. Bilinear attention has {@code <q1> <k1> <q2> <k2>} where these have
 * {@code <q> <k>}.
 *
 * @param scores  of every edge
 * @param members the edges that are in the circuit
 */
public record CircuitFile(Map<String, Double> scores, Set<String> members) {

    public CircuitFile {
        scores = Map.copyOf(scores);
        members = Set.copyOf(members);
    }

    /** Writes {@code scores} with the edges {@code members} in the circuit; a node is in it when one of its edges is. */
    public static void write(Path file, EdgeGraph graph, EdgeScores scores, Collection<String> members)
            throws IOException {
        Set<String> inside = new LinkedHashSet<>(members);
        Map<String, Object> nodes = new LinkedHashMap<>();
        graph.nodes().forEach(node -> nodes.put(node, Map.of("in_graph", false)));
        Map<String, Object> edges = new LinkedHashMap<>();
        for (Edge edge : graph.edges()) {
            boolean member = inside.remove(edge.name());
            edges.put(edge.name(), Map.of("score", scores.of(edge.name()), "in_graph", member));
            if (member) {
                nodes.put(edge.from().node(), Map.of("in_graph", true));
                nodes.put(edge.to().node(), Map.of("in_graph", true));
            }
        }
        if (!inside.isEmpty()) {
            throw new IllegalArgumentException("the network has no edges " + inside);
        }
        TransformerConfig config = graph.config();
        Map<String, Object> cfg = Map.of(
                "n_layers", config.nLayers(),
                "n_heads", config.nHeads(),
                "parallel_attn_mlp", false,
                "d_model", config.dModel());
        AtomicFile.write(file, Json.pretty(Map.of("cfg", cfg, "nodes", nodes, "edges", edges)));
    }

    /**
     * Reads a circuit for the network of {@code graph}.
     *
     * @throws DamagedFileException when it is not such a file, or is about a network with other edges
     */
    public static CircuitFile read(Path file, EdgeGraph graph) throws IOException {
        JsonNode edges = Json.read(file).path("edges");
        Map<String, Double> scores = new LinkedHashMap<>();
        Set<String> members = new LinkedHashSet<>();
        List<String> wanted = graph.edges().stream().map(Edge::name).toList();
        for (String name : wanted) {
            JsonNode edge = edges.path(name);
            JsonNode score = edge.path("score");
            if (!score.isNumber() || !edge.path("in_graph").isBoolean()) {
                throw new DamagedFileException(
                        file, "edge '" + name + "' of this network has no score and in_graph there");
            }
            scores.put(name, score.doubleValue());
            if (edge.path("in_graph").booleanValue()) {
                members.add(name);
            }
        }
        if (edges.size() != wanted.size()) {
            throw new DamagedFileException(file, "has " + edges.size() + " edges, this network has " + wanted.size());
        }
        return new CircuitFile(scores, members);
    }
}
