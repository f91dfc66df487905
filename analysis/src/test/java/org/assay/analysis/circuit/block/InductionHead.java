package org.assay.analysis.circuit.block;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.assay.analysis.circuit.block.BlockEdge.Kind;
import org.assay.analysis.subspace.RandomSubspace;
import org.assay.analysis.subspace.Subspace;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;
import org.assay.neural.transformer.AttentionSpec;
import org.assay.neural.transformer.Dimensions;
import org.assay.neural.transformer.Initialisation;
import org.assay.neural.transformer.MlpSpec;
import org.assay.neural.transformer.NormSpec;
import org.assay.neural.transformer.ParameterLayout;
import org.assay.neural.transformer.PositionSpec;
import org.assay.neural.transformer.ResidualSpec;
import org.assay.neural.transformer.TransformerConfig;
import org.assay.neural.transformer.TransformerConfig.Attention;
import org.assay.neural.transformer.TransformerConfig.NormalizationType;
import org.assay.neural.transformer.TransformerConfig.PositionalEmbeddingType;
import org.assay.neural.transformer.TransformerWeights;
import org.assay.neural.transformer.UnembedSpec;

/**
 * An induction head written down as weights, in a residual stream that is turned at random so that nothing lies along an axis. Blocks:
 * current and output of V directions, previous of V, position of C. Layer 0 compares positions and copies current to previous from one
 * token back; layer 1 compares current with previous and copies current to output.
 */
public final class InductionHead {
    public static final int V = 6;
    public static final int C = 8;
    public static final int D = 3 * V + C;
    private static final int CURRENT = 0;
    private static final int PREVIOUS = V;
    private static final int OUTPUT = 2 * V;
    private static final int POSITION = 3 * V;
    private static final double SHARP = 8;

    private final Matrix rotation =
            RandomSubspace.of(new double[D], D, Seed.of(11)).basis();
    private final int heads;
    private final double[] values;
    private final ParameterLayout layout;
    private final TransformerConfig config;

    private InductionHead(int heads, double noise) {
        this.heads = heads;
        config = new TransformerConfig(
                new Dimensions(2, D, heads, C, C, V),
                AttentionSpec.of(Attention.SOFTMAX),
                MlpSpec.none(),
                NormSpec.of(NormalizationType.NULL),
                PositionSpec.of(PositionalEmbeddingType.STANDARD),
                ResidualSpec.add(),
                UnembedSpec.separate(),
                false,
                new Initialisation(1, 1, false, false));
        layout = ParameterLayout.of(config);
        values = new double[layout.size()];
        write(noise);
    }

    /**
     * @param heads of each layer; all of a layer do the same, and share the work
     * @param noise standard deviation of what is added to every weight
     */
    public static TransformerWeights weights(int heads, double noise) {
        InductionHead head = new InductionHead(heads, noise);
        return TransformerWeights.ofDoubles(head.config, head.values);
    }

    public static KnownCircuit known() {
        InductionHead head = new InductionHead(1, 0);
        TreeMap<String, List<NamedBlock>> blocks = new TreeMap<>();
        List<NamedBlock> its = new ArrayList<>();
        its.add(head.block("current", CURRENT, V));
        its.add(head.block("position", POSITION, C));
        blocks.put("blocks.0.hook_resid_pre", List.copyOf(its));
        its.add(head.block("previous", PREVIOUS, V));
        blocks.put("blocks.0.hook_resid_post", List.copyOf(its));
        its.add(head.block("output", OUTPUT, V));
        blocks.put("blocks.1.hook_resid_post", List.copyOf(its));
        TreeSet<BlockEdge> edges = new TreeSet<>();
        edges.add(new BlockEdge(Kind.EMBEDDING, 0, "token", "current"));
        edges.add(new BlockEdge(Kind.POSITION, 0, "position", "position"));
        for (String kept : List.of("current", "position")) {
            edges.add(new BlockEdge(Kind.SKIP, 0, kept, kept));
            edges.add(new BlockEdge(Kind.SKIP, 1, kept, kept));
        }
        edges.add(new BlockEdge(Kind.SKIP, 1, "previous", "previous"));
        edges.add(new BlockEdge(Kind.QK, 0, "position", "position"));
        edges.add(new BlockEdge(Kind.OV, 0, "current", "previous"));
        edges.add(new BlockEdge(Kind.QK, 1, "current", "previous"));
        edges.add(new BlockEdge(Kind.OV, 1, "current", "output"));
        edges.add(new BlockEdge(Kind.UNEMBEDDING, 2, "output", "logits"));
        return new KnownCircuit(blocks, edges);
    }

    private NamedBlock block(String name, int from, int size) {
        int[] rows = new int[size];
        for (int i = 0; i < size; i++) {
            rows[i] = from + i;
        }
        return new NamedBlock(name, new Subspace(new double[D], rotation.selectRows(rows)));
    }

    private void write(double noise) {
        Draws draws = Seed.of(12).draws();
        for (int i = 0; i < values.length; i++) {
            values[i] = noise * draws.nextNormal();
        }
        for (int v = 0; v < V; v++) {
            addRow("embed.W_E", v, CURRENT + v, 1);
            addColumn("unembed.W_U", V, OUTPUT + v, v, SHARP);
        }
        for (int p = 0; p < C; p++) {
            addRow("pos_embed.W_pos", p, POSITION + p, 1);
        }
        double sharp = SHARP * Math.sqrt(C);
        for (int head = 0; head < heads; head++) {
            for (int p = 0; p < C; p++) {
                addHead(0, "Q", head, POSITION + p, p, sharp);
            }
            for (int p = 0; p + 1 < C; p++) {
                addHead(0, "K", head, POSITION + p, p + 1, 1);
            }
            for (int v = 0; v < V; v++) {
                addHead(0, "V", head, CURRENT + v, v, 1);
                addOutput(0, head, v, PREVIOUS + v);
                addHead(1, "Q", head, CURRENT + v, v, sharp);
                addHead(1, "K", head, PREVIOUS + v, v, 1);
                addHead(1, "V", head, CURRENT + v, v, 1);
                addOutput(1, head, v, OUTPUT + v);
            }
        }
    }

    private void addRow(String name, int row, int direction, double value) {
        int from = layout.parameter(name).offset() + row * D;
        for (int d = 0; d < D; d++) {
            values[from + d] += value * rotation.get(direction, d);
        }
    }

    private void addColumn(String name, int columns, int direction, int column, double value) {
        int from = layout.parameter(name).offset();
        for (int d = 0; d < D; d++) {
            values[from + d * columns + column] += value * rotation.get(direction, d);
        }
    }

    private void addHead(int layer, String projection, int head, int direction, int column, double value) {
        int from = layout.parameter("blocks." + layer + ".attn.W_" + projection).offset() + head * D * C;
        for (int d = 0; d < D; d++) {
            values[from + d * C + column] += value * rotation.get(direction, d);
        }
    }

    private void addOutput(int layer, int head, int column, int direction) {
        addRow("blocks." + layer + ".attn.W_O", head * C + column, direction, 1.0 / heads);
    }
}
