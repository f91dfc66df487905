package org.assay.analysis.circuit.block;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assay.analysis.circuit.block.BlockEdge.Kind;
import org.assay.datasets.matrix.Matrix;
import org.assay.neural.transformer.HookPoint;
import org.assay.neural.transformer.TransformerConfig;
import org.assay.neural.transformer.TransformerConfig.Attention;
import org.assay.neural.transformer.TransformerWeights;
import org.assay.neural.transformer.WeightFolding;

/**
 * The parts of a network as linear maps and forms between the sites of its residual stream. Gain and offset of norms are folded
 * into what reads, behind a layer norm reading matrices are centred over D, value biases go into the output, the unembedding is
 * centred over tokens. What norms divide by is left out.
 */
public final class NetworkParts {
    private final TransformerWeights weights;
    private final TransformerConfig config;
    private final List<LinearPart> parts = new ArrayList<>();

    private NetworkParts(TransformerWeights weights) {
        this.weights = weights;
        this.config = weights.config();
    }

    /** Every part by itself. */
    public static List<LinearPart> of(TransformerWeights weights) {
        return of(weights, List.of());
    }

    /**
     * Every part by itself, and the sum of the OV maps of each group of heads, which stand for one another: their single maps are not
     * determined by what the network does.
     */
    public static List<LinearPart> of(TransformerWeights weights, List<HeadGroup> groups) {
        NetworkParts network = new NetworkParts(folded(weights));
        network.embeddings();
        for (int layer = 0; layer < network.config.nLayers(); layer++) {
            network.attention(layer, groups);
            if (!network.config.attnOnly()) {
                network.mlp(layer);
            }
        }
        network.unembedding();
        return network.parts.stream().filter(part -> part.mass() > 0).toList();
    }

    /** The same function with norms, batch statistics and value biases folded, the unembedding centred. */
    public static TransformerWeights folded(TransformerWeights weights) {
        TransformerWeights folded = WeightFolding.centreUnembedding(WeightFolding.norms(weights));
        return folded.config().attention() == Attention.SOFTMAX ? WeightFolding.valueBiases(folded) : folded;
    }

    /** The residual stream that a layer reads. */
    public static String before(int layer) {
        return HookPoint.block(layer) + "hook_resid_pre";
    }

    /** The residual stream behind the attention of a layer. */
    public static String behindAttention(TransformerConfig config, int layer) {
        return HookPoint.block(layer) + (config.attnOnly() ? "hook_resid_post" : "hook_resid_mid");
    }

    /** The residual stream that a layer leaves. */
    public static String behindMlp(int layer) {
        return HookPoint.block(layer) + "hook_resid_post";
    }

    private void embeddings() {
        parts.add(table(Kind.EMBEDDING, "token", "embed.W_E"));
        if (config.learnedPositions()) {
            parts.add(table(Kind.POSITION, "position", "pos_embed.W_pos"));
        }
    }

    /** A family of single vectors, one for each row. */
    private LinearPart table(Kind kind, String side, String name) {
        Matrix rows = weights.matrix(name);
        return new LinearPart(kind, 0, name, side, before(0), ones(rows.rows()), rows.transpose(), 1);
    }

    private void unembedding() {
        Matrix out = weights.unembedding(); // D V
        String last = HookPoint.lastResidual(config);
        parts.add(new LinearPart(
                Kind.UNEMBEDDING, config.nLayers(), "unembed.W_U", last, "logits", out, ones(out.columns()), 1));
    }

    private static Matrix ones(int columns) {
        double[] ones = new double[columns];
        Arrays.fill(ones, 1);
        return Matrix.wrap(1, columns, ones);
    }

    private void attention(int layer, List<HeadGroup> groups) {
        String reads = before(layer);
        String writes = behindAttention(config, layer);
        parts.add(LinearPart.of(Kind.SKIP, layer, "attention", reads, writes, Matrix.identity(config.dModel())));
        for (int head = 0; head < config.nHeads(); head++) {
            parts.add(ov(layer, "head " + head, List.of(head)));
            ScoreForms forms = new ScoreForms(weights, layer, head);
            parts.addAll(forms.parts());
        }
        for (HeadGroup group : groups) {
            if (group.layer() == layer && group.heads().size() > 1) {
                String heads = group.heads().stream().map(String::valueOf).collect(Collectors.joining("+"));
                parts.add(ov(layer, "heads " + heads + " (" + group.role() + ")", group.heads()));
            }
        }
    }

    /** {@code sum_h W_V W_O}. */
    private LinearPart ov(int layer, String name, List<Integer> heads) {
        Matrix left = Matrix.zeros(config.dModel(), 0);
        Matrix right = Matrix.zeros(config.dModel(), 0);
        for (int head : heads) {
            left = left.beside(projection(weights, layer, "V", head));
            right = right.beside(output(weights, layer, head).transpose());
        }
        String writes = behindAttention(config, layer);
        return new LinearPart(Kind.OV, layer, name, before(layer), writes, left, right, left.columns());
    }

    /** One head's part of a projection, D x H. */
    public static Matrix projection(TransformerWeights weights, int layer, String projection, int head) {
        int d = weights.config().dModel();
        return rows(weights.matrix(HookPoint.block(layer) + "attn.W_" + projection), head * d, d);
    }

    /** One head's part of W_O, H x D. */
    public static Matrix output(TransformerWeights weights, int layer, int head) {
        int size = weights.config().dHead();
        return rows(weights.matrix(HookPoint.block(layer) + "attn.W_O"), head * size, size);
    }

    private static Matrix rows(Matrix matrix, int from, int count) {
        return matrix.selectRows(IntStream.range(from, from + count).toArray());
    }

    /**
     * The incidence of a hidden layer: a family of one map for each neuron, from what it reads to what it writes. A bilinear neuron reads
     * twice, each time by as much as the other factor lets through.
     */
    private void mlp(int layer) {
        String reads = behindAttention(config, layer);
        String writes = behindMlp(layer);
        parts.add(LinearPart.of(Kind.SKIP, layer, "mlp", reads, writes, Matrix.identity(config.dModel())));
        String mlp = HookPoint.block(layer) + "mlp.";
        Matrix in = weights.matrix(mlp + "W_in"); // D F
        Matrix out = weights.matrix(mlp + "W_out").transpose(); // D F
        if (config.bilinearMlp()) {
            Matrix gate = weights.matrix(mlp + "W_gate");
            Matrix both = timesColumns(gate, norms(in)).beside(timesColumns(in, norms(gate)));
            parts.add(new LinearPart(Kind.MLP, layer, "incidence", reads, writes, both, out.beside(out), 1));
        } else {
            parts.add(new LinearPart(Kind.MLP, layer, "incidence", reads, writes, in, out, 1));
        }
    }

    /** Euclidean norms of the columns. */
    private static double[] norms(Matrix matrix) {
        double[] norms = new double[matrix.columns()];
        for (int c = 0; c < norms.length; c++) {
            for (double value : matrix.column(c)) {
                norms[c] += value * value;
            }
            norms[c] = Math.sqrt(norms[c]);
        }
        return norms;
    }

    /** Every column times a number of its own. */
    public static Matrix timesColumns(Matrix matrix, double[] factors) {
        Matrix scaled = Matrix.zeros(matrix.rows(), matrix.columns());
        for (int i = 0; i < scaled.values().length; i++) {
            scaled.values()[i] = matrix.values()[i] * factors[i % factors.length];
        }
        return scaled;
    }
}
