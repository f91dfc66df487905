package org.assay.neural.transformer;

import java.util.ArrayList;
import java.util.List;
import org.assay.datasets.matrix.Matrix;
import org.assay.neural.transformer.TransformerConfig.Attention;
import org.assay.neural.transformer.TransformerConfig.NormalizationType;

/**
 * The same function written with other weights: what is constant at rest is multiplied into the matrices that read it. Names
 * and order are those of TransformerLens' weight processing. Everything is worked out in double precision; logits stay the same
 * but for {@link #centreUnembedding}, which shifts those of a position by one number.
 */
public final class WeightFolding {
    private WeightFolding() {}

    /**
     * Control of queries and keys, batch normalisation and the norm by one number for a batch become weights and biases: an
     * ordinary network. Biases appear where batch normalisation needs them.
     */
    public static TransformerWeights constants(TransformerWeights weights) {
        return withoutBatchScale(withoutControl(weights));
    }

    private static TransformerWeights withoutControl(TransformerWeights weights) {
        TransformerConfig config = weights.config();
        NamedValues values = new NamedValues(weights);
        for (int layer = 0; layer < config.nLayers(); layer++) {
            for (String projection : ParameterLayout.queriesAndKeys(config)) {
                Matrix w = QkWeights.effective(weights, layer, projection); // D (N H)
                String attn = HookPoint.block(layer) + "attn.";
                if (config.batchNormedQk()) {
                    foldBatchNorm(values, w, attn, projection, config);
                }
                values.put(attn + "W_" + projection, QkWeights.split(w, config.dHead()));
            }
        }
        return values.to(config.with(AttentionSpec.of(config.attention()))
                .withBiases(config.biases() || config.batchNormedQk()));
    }

    /** {@code (x W + b - mean) s + offset = x (W s) + (b - mean) s + offset} with {@code s = gain / sqrt(var + eps)}. */
    private static void foldBatchNorm(
            NamedValues values, Matrix w, String attn, String projection, TransformerConfig config) {
        String bn = attn + "bn_" + projection + ".";
        double[] bias = new double[w.columns()];
        for (int c = 0; c < bias.length; c++) {
            double scale = values.vector(bn + "w")[c] / Math.sqrt(values.vector(bn + "running_var")[c] + config.eps());
            for (int r = 0; r < w.rows(); r++) {
                w.set(r, c, w.get(r, c) * scale);
            }
            double before = config.biases() ? values.vector(attn + "b_" + projection)[c] : 0;
            bias[c] = (before - values.vector(bn + "running_mean")[c]) * scale + values.vector(bn + "b")[c];
        }
        values.put(attn + "b_" + projection, bias);
    }

    private static TransformerWeights withoutBatchScale(TransformerWeights weights) {
        TransformerConfig config = weights.config();
        if (config.normalizationType() != NormalizationType.BATCH) {
            return weights;
        }
        TransformerWeights untied = untied(weights);
        NamedValues values = new NamedValues(untied);
        for (Reader reader : readers(config)) {
            double square = values.vector(reader.norm() + "running_square")[0];
            values.each(reader.matrix(), entry -> entry / Math.sqrt(square + config.eps()));
        }
        return values.to(untied.config().with(new NormSpec(NormalizationType.NULL, config.eps())));
    }

    /**
     * Gain and offset of every norm go into the matrices that read it: LN becomes LNPre, RMS becomes RMSPre. Behind LN these
     * matrices are centred over D as well, which changes nothing, since what they read has mean 0. Constants are folded first.
     *
     * @throws IllegalArgumentException for LN before a bilinear MLP, whose factors have no biases that could take the offset
     */
    public static TransformerWeights norms(TransformerWeights weights) {
        TransformerWeights plain = untied(constants(weights));
        TransformerConfig config = plain.config();
        if (!config.hasGain()) {
            return plain;
        }
        boolean layerNorm = config.normalizationType() == NormalizationType.LN;
        if (layerNorm && config.bilinearMlp()) {
            throw new IllegalArgumentException(
                    "normalization_type LN cannot be folded into act_fn bilinear: its factors have no biases");
        }
        NamedValues values = new NamedValues(plain);
        for (Reader reader : readers(config)) {
            if (layerNorm) {
                addOffset(values, reader, config);
            }
            double[] gain = values.vector(reader.norm() + "w");
            double[] matrix = values.vector(reader.matrix());
            int columns = matrix.length / gain.length / reader.heads();
            for (int i = 0; i < matrix.length; i++) {
                matrix[i] *= gain[i / columns % gain.length];
            }
            if (layerNorm) {
                centreRows(matrix, gain.length, columns);
            }
        }
        NormalizationType folded = layerNorm ? NormalizationType.LN_PRE : NormalizationType.RMS_PRE;
        UnembedSpec unembed = new UnembedSpec(false, config.unembed().bias() || layerNorm);
        return values.to(
                config.with(new NormSpec(folded, config.eps())).with(unembed).withBiases(config.biases() || layerNorm));
    }

    /** Bias += offset times the matrix as it was. */
    private static void addOffset(NamedValues values, Reader reader, TransformerConfig config) {
        double[] offset = values.vector(reader.norm() + "b");
        double[] matrix = values.vector(reader.matrix());
        int columns = matrix.length / offset.length / reader.heads();
        double[] bias = values.has(reader.bias()) ? values.vector(reader.bias()) : new double[reader.heads() * columns];
        for (int i = 0; i < matrix.length; i++) {
            int head = i / columns / offset.length;
            bias[head * columns + i % columns] += offset[i / columns % config.dModel()] * matrix[i];
        }
        values.put(reader.bias(), bias);
    }

    /** Subtracts from every column of every head its mean over D. */
    private static void centreRows(double[] matrix, int d, int columns) {
        for (int head = 0; head < matrix.length / d / columns; head++) {
            for (int c = 0; c < columns; c++) {
                double mean = 0;
                for (int r = 0; r < d; r++) {
                    mean += matrix[(head * d + r) * columns + c] / d;
                }
                for (int r = 0; r < d; r++) {
                    matrix[(head * d + r) * columns + c] -= mean;
                }
            }
        }
    }

    /**
     * What is written to the residual stream is centred over D: embeddings, outputs and their biases.
     *
     * @throws IllegalArgumentException unless every reader sees the stream through a norm that centres it
     */
    public static TransformerWeights centreWriters(TransformerWeights weights) {
        TransformerConfig config = weights.config();
        if (!config.centres()) {
            throw new IllegalArgumentException("normalization_type must be LN or LNPre for writers to be centred, got "
                    + config.normalizationType());
        }
        TransformerWeights untied = untied(weights);
        NamedValues values = new NamedValues(untied);
        for (String writer : writers(untied)) {
            centreColumns(values.vector(writer), config.dModel());
        }
        return values.to(untied.config());
    }

    /** W_U and b_U are centred over the vocabulary: the logits of every position then sum to 0, and laws stay the same. */
    public static TransformerWeights centreUnembedding(TransformerWeights weights) {
        TransformerWeights untied = untied(weights);
        NamedValues values = new NamedValues(untied);
        centreColumns(values.vector("unembed.W_U"), untied.config().dVocab());
        if (untied.config().unembed().bias()) {
            centreColumns(values.vector("unembed.b_U"), untied.config().dVocab());
        }
        return values.to(untied.config());
    }

    /**
     * Value biases go into b_O: {@code b_O += sum_heads b_V W_O}.
     *
     * @throws IllegalArgumentException unless the rows of every pattern sum to 1, as those of softmax do
     */
    public static TransformerWeights valueBiases(TransformerWeights weights) {
        TransformerConfig config = weights.config();
        if (config.attention() != Attention.SOFTMAX) {
            throw new IllegalArgumentException(
                    "attention must be softmax for value biases to be folded, got " + config.attention());
        }
        NamedValues values = new NamedValues(weights);
        for (int layer = 0; layer < config.nLayers() && config.biases(); layer++) {
            String attn = HookPoint.block(layer) + "attn.";
            double[] out = values.vector(attn + "b_O");
            double[] added = values.matrix(attn + "W_O", config.dModel()).leftTimes(values.vector(attn + "b_V"));
            for (int d = 0; d < out.length; d++) {
                out[d] += added[d];
            }
            values.each(attn + "b_V", bias -> 0);
        }
        return values.to(config);
    }

    /** With a W_U of its own, equal to the transposed embedding where it was tied. */
    public static TransformerWeights untied(TransformerWeights weights) {
        UnembedSpec unembed = weights.config().unembed();
        if (!unembed.tied()) {
            return weights;
        }
        NamedValues values = new NamedValues(weights);
        values.put("unembed.W_U", weights.unembedding().values());
        return values.to(weights.config().with(new UnembedSpec(false, unembed.bias())));
    }

    private static void centreColumns(double[] rows, int columns) {
        for (int from = 0; from < rows.length; from += columns) {
            double mean = 0;
            for (int c = 0; c < columns; c++) {
                mean += rows[from + c] / columns;
            }
            for (int c = 0; c < columns; c++) {
                rows[from + c] -= mean;
            }
        }
    }

    /** A matrix that reads the stream through a norm, with the bias that is added to what it gives. */
    private record Reader(String norm, String matrix, String bias, int heads) {}

    private static List<Reader> readers(TransformerConfig config) {
        List<Reader> readers = new ArrayList<>();
        for (int layer = 0; layer < config.nLayers(); layer++) {
            String block = HookPoint.block(layer);
            for (String projection : ParameterLayout.projections(config)) {
                String attn = block + "attn.";
                readers.add(new Reader(
                        block + "ln1.", attn + "W_" + projection, attn + "b_" + projection, config.nHeads()));
            }
            if (!config.attnOnly()) {
                readers.add(new Reader(block + "ln2.", block + "mlp.W_in", block + "mlp.b_in", 1));
            }
            if (config.bilinearMlp()) {
                readers.add(new Reader(block + "ln2.", block + "mlp.W_gate", "", 1));
            }
        }
        readers.add(new Reader("ln_final.", "unembed.W_U", "unembed.b_U", 1));
        return readers;
    }

    /** Tensors whose last axis is the residual stream. */
    private static List<String> writers(TransformerWeights weights) {
        return weights.layout().parameters().stream()
                .map(ParameterLayout.Parameter::name)
                .filter(name -> name.equals("embed.W_E")
                        || name.equals("pos_embed.W_pos")
                        || name.endsWith(".attn.W_O")
                        || name.endsWith(".attn.b_O")
                        || name.endsWith(".mlp.W_out")
                        || name.endsWith(".mlp.b_out"))
                .toList();
    }
}
