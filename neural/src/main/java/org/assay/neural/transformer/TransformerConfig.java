package org.assay.neural.transformer;

import java.util.Locale;
import org.assay.neural.transformer.AttentionSpec.QkControl;

/**
 * The architecture of a decoder-only transformer, as data. Fields go by their names in TransformerLens'
 * {@code HookedTransformerConfig} (n_layers, d_model, ...) in Java's spelling, where it has a name for them.
 *
 * <p>Blocks are pre-norm: {@code x += attn(ln1(x)); x += mlp(ln2(x))}, then {@code logits = ln_final(x) W_U}. What {@code +=}
 * is, {@link ResidualSpec} says. {@link ReferenceTransformer} has the formulae. A new architecture is one of the factories
 * with a part replaced: {@code standard(...).with(PositionSpec.of(ROTARY))}.
 *
 * @param dimensions     sizes
 * @param attn           how heads attend
 * @param mlp            hidden layer of every block, or none
 * @param norm           before attention, MLP and unembedding
 * @param positions      learned, rotary, or none; rotary needs an even d_head
 * @param residual       how blocks write
 * @param unembed        how logits are read
 * @param biases         whether attention and MLP have biases
 * @param initialisation how untrained weights are drawn
 */
public record TransformerConfig(
        Dimensions dimensions,
        AttentionSpec attn,
        MlpSpec mlp,
        NormSpec norm,
        PositionSpec positions,
        ResidualSpec residual,
        UnembedSpec unembed,
        boolean biases,
        Initialisation initialisation) {

    /** How far each step moves running statistics towards those of its batch; the default of PyTorch. */
    public static final double STATISTICS_RATE = 0.1;

    /** How a head turns scores into its pattern; see {@link ReferenceTransformer} for the formulae. */
    public enum Attention {
        /** Positive, rows sum to 1. */
        SOFTMAX,
        /** Product of two score matrices: signed. */
        BILINEAR,
        /** Square of one score matrix: positive, so it cannot subtract. */
        SQUARED,
        /** The same, each row divided by its sum: not a polynomial. */
        SQUARED_NORMALISED,
        /** Third power of one score matrix: signed. */
        CUBIC;

        /** Whether scores beyond the query are multiplied by zero, and not replaced by minus infinity. */
        public boolean multipliesMask() {
            return this != SOFTMAX;
        }
    }

    /**
     * Non-linearity of the MLP. {@code gelu} is exact, {@code gelu_new} the tanh form of GPT-2; {@code bilinear} multiplies two
     * linear maps and has no non-linearity of its own.
     */
    public enum ActFn {
        RELU,
        GELU,
        GELU_NEW,
        BILINEAR
    }

    /** None, layer norm, root-mean-square norm, these two without gain and offset, or one number for a whole batch. */
    public enum NormalizationType {
        NULL("null"),
        LN("LN"),
        LN_PRE("LNPre"),
        RMS("RMS"),
        RMS_PRE("RMSPre"),
        /** {@code x / sqrt(mean square of the first token over the batch + eps)}; a running mean of it at rest. */
        BATCH("batch");

        private final String spelling;

        NormalizationType(String spelling) {
            this.spelling = spelling;
        }

        /** As TransformerLens spells it. */
        @Override
        public String toString() {
            return spelling;
        }
    }

    /** Learned absolute positions, RoPE in the half-split form of GPT-NeoX over the whole head, or nothing. */
    public enum PositionalEmbeddingType {
        STANDARD,
        ROTARY,
        NONE
    }

    public TransformerConfig {
        if (positions.type() == PositionalEmbeddingType.ROTARY && dimensions.dHead() % 2 != 0) {
            throw new IllegalArgumentException("d_head must be even for rotary positions, got " + dimensions.dHead());
        }
        if (unembed.tied() && initialisation.zeroUnembed()) {
            throw new IllegalArgumentException(
                    "zero_unembed cannot be with a tied unembedding: the embedding is not zero");
        }
        double numbers = ParameterLayout.count(dimensions, mlp, attn.kind() == Attention.BILINEAR);
        if (numbers > Integer.MAX_VALUE / 8) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "a network of about %.0f parameters is out of range", numbers));
        }
    }

    /**
     * The tensor-transformer without MLP: bilinear attention, RoPE, no norm, no biases, output and unembedding zero at the
     * start, embeddings of deviation 1, other matrices of deviation 1/sqrt(3 d_model). A polynomial in the embeddings, with
     * 6 D^2 L + 2 V D parameters when N H = D.
     */
    public static TransformerConfig bilinearAttentionOnly(int nLayers, int dModel, int nHeads, int nCtx, int dVocab) {
        return new TransformerConfig(
                Dimensions.of(nLayers, dModel, nHeads, nCtx, dVocab),
                AttentionSpec.of(Attention.BILINEAR),
                MlpSpec.none(),
                NormSpec.of(NormalizationType.NULL),
                PositionSpec.of(PositionalEmbeddingType.ROTARY),
                ResidualSpec.add(),
                UnembedSpec.separate(),
                false,
                new Initialisation(1, 1 / Math.sqrt(3.0 * dModel), true, true));
    }

    /** The usual small language model: softmax attention, MLP of width 4 D, layer norm, learned positions, biases. */
    public static TransformerConfig standard(int nLayers, int dModel, int nHeads, int nCtx, int dVocab, ActFn actFn) {
        return new TransformerConfig(
                Dimensions.of(nLayers, dModel, nHeads, nCtx, dVocab),
                AttentionSpec.of(Attention.SOFTMAX),
                new MlpSpec(actFn, 4 * dModel),
                NormSpec.of(NormalizationType.LN),
                PositionSpec.of(PositionalEmbeddingType.STANDARD),
                ResidualSpec.add(),
                UnembedSpec.separate(),
                true,
                Initialisation.gpt2(dModel));
    }

    /** The same architecture, attending otherwise. */
    public TransformerConfig with(AttentionSpec other) {
        return new TransformerConfig(
                dimensions, other, mlp, norm, positions, residual, unembed, biases, initialisation);
    }

    /** The same architecture with another MLP. */
    public TransformerConfig with(MlpSpec other) {
        return new TransformerConfig(
                dimensions, attn, other, norm, positions, residual, unembed, biases, initialisation);
    }

    /** The same architecture, normalised otherwise. */
    public TransformerConfig with(NormSpec other) {
        return new TransformerConfig(
                dimensions, attn, mlp, other, positions, residual, unembed, biases, initialisation);
    }

    /** The same architecture with other positions. */
    public TransformerConfig with(PositionSpec other) {
        return new TransformerConfig(dimensions, attn, mlp, norm, other, residual, unembed, biases, initialisation);
    }

    /** The same architecture, writing otherwise. */
    public TransformerConfig with(ResidualSpec other) {
        return new TransformerConfig(dimensions, attn, mlp, norm, positions, other, unembed, biases, initialisation);
    }

    /** The same architecture, read otherwise. */
    public TransformerConfig with(UnembedSpec other) {
        return new TransformerConfig(dimensions, attn, mlp, norm, positions, residual, other, biases, initialisation);
    }

    /** The same architecture, initialised otherwise. */
    public TransformerConfig with(Initialisation other) {
        return new TransformerConfig(dimensions, attn, mlp, norm, positions, residual, unembed, biases, other);
    }

    /** The same architecture with biases in attention and MLP, or without. */
    public TransformerConfig withBiases(boolean other) {
        return new TransformerConfig(dimensions, attn, mlp, norm, positions, residual, unembed, other, initialisation);
    }

    public int nLayers() {
        return dimensions.nLayers();
    }

    public int dModel() {
        return dimensions.dModel();
    }

    public int nHeads() {
        return dimensions.nHeads();
    }

    public int dHead() {
        return dimensions.dHead();
    }

    public int nCtx() {
        return dimensions.nCtx();
    }

    public int dVocab() {
        return dimensions.dVocab();
    }

    public int dMlp() {
        return mlp.dMlp();
    }

    public Attention attention() {
        return attn.kind();
    }

    public ActFn actFn() {
        return mlp.actFn();
    }

    public NormalizationType normalizationType() {
        return norm.type();
    }

    public double eps() {
        return norm.eps();
    }

    public PositionalEmbeddingType positionalEmbeddingType() {
        return positions.type();
    }

    public double rotaryBase() {
        return positions.rotaryBase();
    }

    /** Blocks without an MLP. */
    public boolean attnOnly() {
        return mlp.dMlp() == 0;
    }

    public boolean hasNorm() {
        return normalizationType() != NormalizationType.NULL;
    }

    /** Whether the norm multiplies by a trained vector. */
    public boolean hasGain() {
        return normalizationType() == NormalizationType.LN || normalizationType() == NormalizationType.RMS;
    }

    /** Whether the norm subtracts the mean over the width. */
    public boolean centres() {
        return normalizationType() == NormalizationType.LN || normalizationType() == NormalizationType.LN_PRE;
    }

    public boolean rotary() {
        return positionalEmbeddingType() == PositionalEmbeddingType.ROTARY;
    }

    /** Whether there are learned vectors for positions. */
    public boolean learnedPositions() {
        return positionalEmbeddingType() == PositionalEmbeddingType.STANDARD;
    }

    /** Two pairs of queries and keys. */
    public boolean bilinearAttention() {
        return attention() == Attention.BILINEAR;
    }

    public boolean bilinearMlp() {
        return !attnOnly() && actFn() == ActFn.BILINEAR;
    }

    /** Whether queries and keys go through batch normalisation. */
    public boolean batchNormedQk() {
        return attn.control() == QkControl.BATCH_NORM;
    }

    /** Whether training reads statistics of its batch, for which running means stand at rest. */
    public boolean batchStatistics() {
        return batchNormedQk() || normalizationType() == NormalizationType.BATCH;
    }

    /** A line such as {@code 2 layers, 4 heads, width 64, bilinear attention, no MLP, no norm, rotary positions}. */
    public String shape() {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%d %s, %d %s, width %d, %s attention, %s, %s, %s positions",
                nLayers(),
                nLayers() == 1 ? "layer" : "layers",
                nHeads(),
                nHeads() == 1 ? "head" : "heads",
                dModel(),
                words(attention()),
                attnOnly() ? "no MLP" : words(actFn()) + " MLP of " + dMlp(),
                hasNorm() ? normalizationType() + " norm" : "no norm",
                learnedPositions() ? "learned" : rotary() ? "rotary" : "no"));
        if (attn.control() != QkControl.NONE) {
            text.append(", ").append(words(attn.control())).append(" of queries and keys");
        }
        if (!residual.adds()) {
            text.append(", residual ")
                    .append(residual.attention())
                    .append(" and ")
                    .append(residual.mlp());
        }
        return unembed.tied() ? text.append(", tied unembedding").toString() : text.toString();
    }

    private static String words(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
