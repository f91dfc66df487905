package org.assay.neural.transformer;

import java.util.Locale;

/**
 * The architecture of a decoder-only transformer, as data. Components are the fields of TransformerLens'
 * {@code HookedTransformerConfig} (n_layers, d_model, ...) in Java's spelling; what that library has no field for
 * ({@code attention}, {@code biases}, {@code initialisation}) stands last.
 *
 * <p>Blocks are pre-norm: {@code x += attn(ln1(x)); x += mlp(ln2(x))}, then {@code logits = ln_final(x) W_U}, with no bias
 * at the unembedding.
 *
 * @param nLayers                 L, from 1
 * @param dModel                  D, width of the residual stream, from 1
 * @param nHeads                  N, from 1
 * @param dHead                   H, from 1; even for rotary positions
 * @param dMlp                    F, from 1; 0 exactly when there is no MLP
 * @param nCtx                    longest sequence that can be read, from 1
 * @param dVocab                  V, from 2
 * @param actFn                   non-linearity of the MLP; of no effect when {@code attnOnly}
 * @param attnOnly                blocks without an MLP
 * @param normalizationType       where there is a norm it has gain (and, for LN, offset) and epsilon {@value #EPSILON}
 * @param positionalEmbeddingType learned vectors added to the embedding, or rotations of queries and keys
 * @param rotaryBase              base of the rotary frequencies, of no effect for learned positions
 * @param attention               softmax, or the product of two score matrices
 * @param biases                  whether attention and MLP have biases
 * @param initialisation          how untrained weights are drawn
 */
public record TransformerConfig(
        int nLayers,
        int dModel,
        int nHeads,
        int dHead,
        int dMlp,
        int nCtx,
        int dVocab,
        ActFn actFn,
        boolean attnOnly,
        NormalizationType normalizationType,
        PositionalEmbeddingType positionalEmbeddingType,
        double rotaryBase,
        Attention attention,
        boolean biases,
        Initialisation initialisation) {

    /** Added to the variance inside the square root of every norm. */
    public static final double EPSILON = 1e-5;

    /** Usual base of rotary frequencies (Su et al. 2021, section 3.2.2). */
    public static final double ROTARY_BASE = 10_000;

    /** How a head turns scores into its pattern; see {@link ReferenceTransformer} for the formulae. */
    public enum Attention {
        SOFTMAX,
        BILINEAR
    }

    /** Non-linearity of the MLP; {@code bilinear} multiplies two linear maps and has no non-linearity of its own. */
    public enum ActFn {
        RELU,
        GELU,
        BILINEAR
    }

    /** None, layer norm, or root-mean-square norm. */
    public enum NormalizationType {
        NULL,
        LN,
        RMS
    }

    /** Learned absolute positions, or RoPE in the half-split form of GPT-NeoX, over the whole head. */
    public enum PositionalEmbeddingType {
        STANDARD,
        ROTARY
    }

    /**
     * Weights are drawn from a normal law of mean 0; biases begin at 0, gains at 1.
     *
     * @param embeddingRange   standard deviation of token and position embeddings
     * @param initializerRange standard deviation of all other matrices
     * @param zeroOutput       attention output and MLP output begin at zero, so that blocks begin as the identity
     * @param zeroUnembed      the unembedding begins at zero, so that the first law is uniform
     */
    public record Initialisation(
            double embeddingRange, double initializerRange, boolean zeroOutput, boolean zeroUnembed) {
        public Initialisation {
            requirePositive("embedding_range", embeddingRange);
            requirePositive("initializer_range", initializerRange);
        }

        /** The same deviations with nothing at zero: a network that blocks and unembedding take part in from the start. */
        public Initialisation withoutZeros() {
            return new Initialisation(embeddingRange, initializerRange, false, false);
        }

        /** The GPT-2 rule of TransformerLens: 0.8 / sqrt(d_model) for every matrix. */
        public static Initialisation gpt2(int dModel) {
            double range = 0.8 / Math.sqrt(dModel);
            return new Initialisation(range, range, false, false);
        }
    }

    public TransformerConfig {
        requireAtLeast("n_layers", nLayers, 1);
        requireAtLeast("d_model", dModel, 1);
        requireAtLeast("n_heads", nHeads, 1);
        requireAtLeast("d_head", dHead, 1);
        requireAtLeast("n_ctx", nCtx, 1);
        requireAtLeast("d_vocab", dVocab, 2);
        if (attnOnly != (dMlp == 0) || dMlp < 0) {
            throw new IllegalArgumentException("d_mlp must be 0 when attn_only and positive otherwise, got " + dMlp
                    + " with attn_only " + attnOnly);
        }
        if (positionalEmbeddingType == PositionalEmbeddingType.ROTARY && dHead % 2 != 0) {
            throw new IllegalArgumentException("d_head must be even for rotary positions, got " + dHead);
        }
        requirePositive("rotary_base", rotaryBase);
        long numbers = ParameterLayout.count(
                nLayers, dModel, nHeads, dHead, dMlp, nCtx, dVocab, attention == Attention.BILINEAR);
        if (numbers > Integer.MAX_VALUE / 8) {
            throw new IllegalArgumentException("a network of about " + numbers + " parameters is out of range");
        }
    }

    /**
     * The tensor-transformer without MLP: bilinear attention, RoPE, no norm, no biases, output and unembedding zero at the
     * start, embeddings of deviation 1, other matrices of deviation 1/sqrt(3 d_model). A polynomial in the embeddings, with
     * 6 D^2 L + 2 V D parameters when N H = D.
     */
    public static TransformerConfig bilinearAttentionOnly(int nLayers, int dModel, int nHeads, int nCtx, int dVocab) {
        return new TransformerConfig(
                nLayers,
                dModel,
                nHeads,
                headSize(dModel, nHeads),
                0,
                nCtx,
                dVocab,
                ActFn.BILINEAR,
                true,
                NormalizationType.NULL,
                PositionalEmbeddingType.ROTARY,
                ROTARY_BASE,
                Attention.BILINEAR,
                false,
                new Initialisation(1, 1 / Math.sqrt(3.0 * dModel), true, true));
    }

    /** The usual small language model: softmax attention, MLP of width 4 D, layer norm, learned positions, biases. */
    public static TransformerConfig standard(int nLayers, int dModel, int nHeads, int nCtx, int dVocab, ActFn actFn) {
        return new TransformerConfig(
                nLayers,
                dModel,
                nHeads,
                headSize(dModel, nHeads),
                4 * dModel,
                nCtx,
                dVocab,
                actFn,
                false,
                NormalizationType.LN,
                PositionalEmbeddingType.STANDARD,
                ROTARY_BASE,
                Attention.SOFTMAX,
                true,
                Initialisation.gpt2(dModel));
    }

    /** The same architecture, initialised otherwise. */
    public TransformerConfig with(Initialisation other) {
        return new TransformerConfig(
                nLayers,
                dModel,
                nHeads,
                dHead,
                dMlp,
                nCtx,
                dVocab,
                actFn,
                attnOnly,
                normalizationType,
                positionalEmbeddingType,
                rotaryBase,
                attention,
                biases,
                other);
    }

    public boolean hasNorm() {
        return normalizationType != NormalizationType.NULL;
    }

    public boolean rotary() {
        return positionalEmbeddingType == PositionalEmbeddingType.ROTARY;
    }

    public boolean bilinearAttention() {
        return attention == Attention.BILINEAR;
    }

    public boolean bilinearMlp() {
        return !attnOnly && actFn == ActFn.BILINEAR;
    }

    /** A line such as {@code 2 layers, 4 heads, width 64, bilinear attention, no MLP, no norm, rotary positions}. */
    public String shape() {
        return String.format(
                Locale.ROOT,
                "%d %s, %d %s, width %d, %s attention, %s, %s, %s positions",
                nLayers,
                nLayers == 1 ? "layer" : "layers",
                nHeads,
                nHeads == 1 ? "head" : "heads",
                dModel,
                lower(attention),
                attnOnly ? "no MLP" : lower(actFn) + " MLP of " + dMlp,
                hasNorm() ? normalizationType + " norm" : "no norm",
                rotary() ? "rotary" : "learned");
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static int headSize(int dModel, int nHeads) {
        if (nHeads < 1 || dModel % nHeads != 0) {
            throw new IllegalArgumentException("d_model " + dModel + " is not a multiple of n_heads " + nHeads);
        }
        return dModel / nHeads;
    }

    private static void requireAtLeast(String role, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException(role + " must be at least " + least + ", got " + value);
        }
    }

    private static void requirePositive(String role, double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(role + " must be positive and finite, got " + value);
        }
    }
}
