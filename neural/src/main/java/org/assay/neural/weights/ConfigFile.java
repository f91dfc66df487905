package org.assay.neural.weights;

import java.util.Locale;
import org.assay.neural.transformer.TransformerConfig;
import org.assay.neural.transformer.TransformerConfig.ActFn;
import org.assay.neural.transformer.TransformerConfig.Attention;
import org.assay.neural.transformer.TransformerConfig.Initialisation;
import org.assay.neural.transformer.TransformerConfig.NormalizationType;
import org.assay.neural.transformer.TransformerConfig.PositionalEmbeddingType;

/**
 * {@code config.json}: components are spelled as in the file, which spells them as TransformerLens' HookedTransformerConfig
 * does. What that library has no field for stands under {@code assay}; a loader drops that key and calls {@code from_dict}
 * with the rest. An architecture that it does not know is named in a field that it checks ({@code act_fn: bilinear}), or
 * shows in the names of the tensors ({@code W_Q1}), so it is refused and never run as something else.
 */
record ConfigFile(
        int n_layers,
        int d_model,
        int n_ctx,
        int d_head,
        int n_heads,
        Integer d_mlp,
        int d_vocab,
        String act_fn,
        boolean attn_only,
        boolean gated_mlp,
        String normalization_type,
        boolean final_rms,
        double eps,
        String positional_embedding_type,
        double rotary_base,
        Integer rotary_dim,
        boolean rotary_adjacent_pairs,
        boolean default_prepend_bos,
        String attention_dir,
        String model_name,
        String dtype,
        Own assay) {
    static final int FORMAT = 1;

    /** What is ours alone. */
    record Own(
            int format,
            String attention,
            boolean biases,
            double embedding_range,
            double initializer_range,
            boolean zero_output,
            boolean zero_unembed) {}

    static ConfigFile of(TransformerConfig config) {
        Initialisation initialisation = config.initialisation();
        return new ConfigFile(
                config.nLayers(),
                config.dModel(),
                config.nCtx(),
                config.dHead(),
                config.nHeads(),
                config.attnOnly() ? null : config.dMlp(),
                config.dVocab(),
                lower(config.actFn()),
                config.attnOnly(),
                config.bilinearMlp(),
                config.hasNorm() ? config.normalizationType().name() : null,
                config.normalizationType() == NormalizationType.RMS,
                TransformerConfig.EPSILON,
                lower(config.positionalEmbeddingType()),
                config.rotaryBase(),
                config.rotary() ? config.dHead() : null,
                false,
                false,
                "causal",
                "custom",
                "float32",
                new Own(
                        FORMAT,
                        lower(config.attention()),
                        config.biases(),
                        initialisation.embeddingRange(),
                        initialisation.initializerRange(),
                        initialisation.zeroOutput(),
                        initialisation.zeroUnembed()));
    }

    /** The configuration again; throws IllegalArgumentException for values that it cannot have or that contradict it. */
    TransformerConfig toConfig() {
        if (assay == null || assay.format() != FORMAT) {
            throw new IllegalArgumentException("wanted an 'assay' block of format " + FORMAT + ", found "
                    + (assay == null ? "none" : assay.format()));
        }
        TransformerConfig config = new TransformerConfig(
                n_layers,
                d_model,
                n_heads,
                d_head,
                d_mlp == null ? 0 : d_mlp,
                n_ctx,
                d_vocab,
                constant(ActFn.class, "act_fn", act_fn),
                attn_only,
                normalization_type == null
                        ? NormalizationType.NULL
                        : constant(NormalizationType.class, "normalization_type", normalization_type),
                constant(PositionalEmbeddingType.class, "positional_embedding_type", positional_embedding_type),
                rotary_base,
                constant(Attention.class, "attention", assay.attention()),
                assay.biases(),
                new Initialisation(
                        assay.embedding_range(), assay.initializer_range(), assay.zero_output(), assay.zero_unembed()));
        if (!of(config).equals(this)) {
            throw new IllegalArgumentException(
                    "fields contradict each other: " + this + " would be written as " + of(config));
        }
        return config;
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String field, String value) {
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equalsIgnoreCase(value)) {
                return constant;
            }
        }
        throw new IllegalArgumentException(field + " is " + value + ", which is not known here");
    }
}
