package org.assay.analysis.circuit.block;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.assay.analysis.circuit.block.BlockEdge.Kind;
import org.assay.analysis.subspace.Subspace;
import org.assay.datasets.file.AtomicFile;
import org.assay.datasets.file.DamagedFileException;
import org.assay.datasets.file.Json;
import org.assay.datasets.matrix.Matrix;
import org.assay.neural.transformer.TransformerConfig;

/**
 * The true circuit of a network as JSON, in the shape of {@link BlockCircuitFile}: {@code cfg}, {@code nodes}, and {@code edges} with
 * score 1 and {@code in_graph}, each with its {@code kind}, {@code layer}, {@code from} and {@code to} as well. Beside them {@code
 * blocks}: for each site the variables with orthonormal rows that span their subspaces; and {@code network}, the hash of the parameters.
 *
 * @param network hash of the network's parameters
 * @param circuit what is true of it
 */
public record KnownCircuitFile(String network, KnownCircuit circuit) {

    /** Writes the file. */
    public void write(Path file, TransformerConfig config) throws IOException {
        Map<String, Object> nodes = new TreeMap<>();
        Map<String, Object> edges = new LinkedHashMap<>();
        for (BlockEdge edge : circuit.edges()) {
            // A skip edge that leads past an MLP as well is one edge; it goes by its ends at the attention where it has
            // them.
            String part = edge.kind() == Kind.SKIP && !has(NetworkParts.before(edge.layer()), edge.from()) ? "mlp" : "";
            String from = node(BlockCircuitFile.readSite(config, edge, part), edge.from());
            String to = node(BlockCircuitFile.writtenSite(config, edge, part), edge.to());
            String kind = edge.kind().name().toLowerCase(Locale.ROOT);
            edges.put(
                    from + "->" + to + "<" + kind + " " + edge.layer() + ">",
                    Map.of(
                            "score",
                            1,
                            "in_graph",
                            true,
                            "kind",
                            kind,
                            "layer",
                            edge.layer(),
                            "from",
                            edge.from(),
                            "to",
                            edge.to()));
            nodes.put(from, Map.of("in_graph", true));
            nodes.put(to, Map.of("in_graph", true));
        }
        Map<String, Object> blocks = new TreeMap<>();
        circuit.blocks().forEach((site, its) -> {
            List<Map<String, Object>> listed = new ArrayList<>();
            its.forEach(block -> listed.add(Map.of(
                    "variable", block.variable(), "rows", rows(block.subspace().basis()))));
            blocks.put(site, listed);
        });
        Map<String, Object> cfg = Map.of(
                "n_layers", config.nLayers(),
                "n_heads", config.nHeads(),
                "parallel_attn_mlp", false,
                "d_model", config.dModel());
        AtomicFile.write(
                file,
                Json.pretty(Map.of("cfg", cfg, "nodes", nodes, "edges", edges, "blocks", blocks, "network", network)));
    }

    private boolean has(String site, String variable) {
        List<NamedBlock> its = SiteBlocks.under(circuit.blocks(), site);
        return its != null && its.stream().anyMatch(block -> block.variable().equals(variable));
    }

    private static String node(String site, String block) {
        return site.isEmpty() ? block : site + "[" + block + "]";
    }

    private static double[][] rows(Matrix basis) {
        double[][] rows = new double[basis.rows()][];
        for (int r = 0; r < rows.length; r++) {
            rows[r] = basis.row(r);
        }
        return rows;
    }

    /** Reads it back; DamagedFileException where it is no such file. */
    public static KnownCircuitFile read(Path file) throws IOException {
        JsonNode json = Json.read(file);
        try {
            TreeMap<String, List<NamedBlock>> blocks = new TreeMap<>();
            for (Map.Entry<String, JsonNode> site : json.path("blocks").properties()) {
                List<NamedBlock> its = new ArrayList<>();
                for (JsonNode block : site.getValue()) {
                    its.add(block(file, block));
                }
                blocks.put(site.getKey(), its);
            }
            TreeSet<BlockEdge> edges = new TreeSet<>();
            for (JsonNode edge : json.path("edges")) {
                Kind kind = Kind.valueOf(text(file, edge, "kind").toUpperCase(Locale.ROOT));
                if (!edge.path("layer").isInt()) {
                    throw new DamagedFileException(file, "has an edge without a layer");
                }
                edges.add(new BlockEdge(
                        kind, edge.path("layer").intValue(), text(file, edge, "from"), text(file, edge, "to")));
            }
            if (blocks.isEmpty() || edges.isEmpty()) {
                throw new DamagedFileException(file, "has no blocks and edges of a known circuit");
            }
            KnownCircuit circuit = new KnownCircuit(blocks, edges);
            // Says so where blocks are not orthogonal to one another.
            SiteBlocks.of(circuit);
            return new KnownCircuitFile(text(file, json, "network"), circuit);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new DamagedFileException(file, e.getMessage());
        }
    }

    private static NamedBlock block(Path file, JsonNode block) throws DamagedFileException {
        List<double[]> rows = new ArrayList<>();
        for (JsonNode row : block.path("rows")) {
            double[] values = new double[row.size()];
            for (int i = 0; i < values.length; i++) {
                if (!row.get(i).isNumber()) {
                    throw new DamagedFileException(file, "has a row with an entry that is no number");
                }
                values[i] = row.get(i).doubleValue();
            }
            rows.add(values);
        }
        if (rows.isEmpty() || rows.stream().anyMatch(row -> row.length != rows.get(0).length)) {
            throw new DamagedFileException(file, "has a block whose rows are missing or of unlike length");
        }
        Matrix basis = Matrix.ofRows(rows.toArray(double[][]::new));
        return new NamedBlock(text(file, block, "variable"), new Subspace(new double[basis.columns()], basis));
    }

    private static String text(Path file, JsonNode node, String field) throws DamagedFileException {
        if (!node.path(field).isTextual()) {
            throw new DamagedFileException(file, "lacks the text '" + field + "' of a known circuit");
        }
        return node.path(field).textValue();
    }
}
