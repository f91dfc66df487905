package org.assay.analysis.circuit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.assay.neural.hook.ResidualStream;
import org.assay.neural.transformer.HookPoint;
import org.assay.neural.transformer.ParameterLayout;
import org.assay.neural.transformer.TransformerConfig;

/**
 * A network as a graph: what writes to the residual stream, what reads it, and an edge from every writer to every reader behind
 * it. Nodes go by their names in circuit files of the MIB benchmark: {@code input}, {@code a0.h1}, {@code m0}, {@code logits};
 * a reader that is a head says by which projection it reads, {@code a1.h0<q>} (for bilinear attention {@code <q1>} and so on).
 */
public final class EdgeGraph {
    private final TransformerConfig config;
    private final List<Writer> writers = new ArrayList<>();
    private final List<Reader> readers = new ArrayList<>();
    private final Map<String, Edge> edges = new LinkedHashMap<>();

    /**
     * @param node  such as {@code a0.h1}
     * @param site  where its output is held
     * @param head  which head of the site, 0 where it has none
     * @param write its number in the residual stream
     */
    public record Writer(String node, String site, int head, int write) {}

    /**
     * @param name such as {@code a1.h0<q>}
     * @param site where its input is held
     * @param head which head of the site, 0 where it has none
     * @param read the number of the last write that it sees
     */
    public record Reader(String name, String site, int head, int read) {
        /** The name without the projection. */
        public String node() {
            int bracket = name.indexOf('<');
            return bracket < 0 ? name : name.substring(0, bracket);
        }
    }

    /** @param scale what the writer's output is multiplied by until the reader reads it */
    public record Edge(Writer from, Reader to, double scale) {
        /** Such as {@code m0->a1.h2<q>}. */
        public String name() {
            return from.node() + "->" + to.name();
        }
    }

    private EdgeGraph(TransformerConfig config) {
        this.config = config;
        ResidualStream stream = ResidualStream.of(config);
        writers.add(new Writer("input", "hook_embed", 0, 0));
        for (int layer = 0; layer < config.nLayers(); layer++) {
            String block = HookPoint.block(layer);
            for (int head = 0; head < config.nHeads(); head++) {
                String node = "a" + layer + ".h" + head;
                writers.add(new Writer(node, block + "attn.hook_result", head, stream.attention(layer)));
                for (String projection : ParameterLayout.projections(config)) {
                    String site = HookPoint.input(layer, projection);
                    String name = node + "<" + projection.toLowerCase(Locale.ROOT) + ">";
                    readers.add(new Reader(name, site, head, stream.reader(site).orElseThrow()));
                }
            }
            if (!config.attnOnly()) {
                writers.add(new Writer("m" + layer, block + "hook_mlp_out", 0, stream.mlp(layer)));
                readers.add(new Reader("m" + layer, block + "hook_mlp_in", 0, stream.attention(layer)));
            }
        }
        readers.add(new Reader("logits", HookPoint.lastResidual(config), 0, stream.last()));
        for (Reader reader : readers) {
            for (Writer writer : writers) {
                if (writer.write() <= reader.read()) {
                    boolean head = writer.site().endsWith("hook_result");
                    double scale =
                            stream.kept(writer.write(), reader.read()) * (head ? stream.written(writer.write()) : 1);
                    Edge edge = new Edge(writer, reader, scale);
                    edges.put(edge.name(), edge);
                }
            }
        }
    }

    public static EdgeGraph of(TransformerConfig config) {
        return new EdgeGraph(config);
    }

    public TransformerConfig config() {
        return config;
    }

    public List<Writer> writers() {
        return List.copyOf(writers);
    }

    public List<Reader> readers() {
        return List.copyOf(readers);
    }

    /** All edges, reader by reader. */
    public List<Edge> edges() {
        return List.copyOf(edges.values());
    }

    /** Whether there is an edge of this name. */
    public boolean has(String name) {
        return edges.containsKey(name);
    }

    /** The names of all nodes: writers, then the logits. */
    public List<String> nodes() {
        List<String> names = new ArrayList<>();
        writers.forEach(writer -> names.add(writer.node()));
        names.add("logits");
        return names;
    }

    /** The sites of all writers, each once. */
    List<String> writerSites() {
        return writers.stream().map(Writer::site).distinct().toList();
    }

    /** The sites of all readers, each once. */
    List<String> readerSites() {
        return readers.stream().map(Reader::site).distinct().toList();
    }
}
