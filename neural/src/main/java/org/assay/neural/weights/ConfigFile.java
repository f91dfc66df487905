package org.assay.neural.weights;

import java.util.Locale;
import java.util.Map;
import org.assay.neural.transformer.Dimensions;
import org.assay.neural.transformer.MlpSpec;
import org.assay.neural.transformer.NormSpec;
import org.assay.neural.transformer.PositionSpec;
import org.assay.neural.transformer.TransformerConfig;
import org.assay.neural.transformer.TransformerConfig.ActFn;
import org.assay.neural.transformer.TransformerConfig.NormalizationType;
import org.assay.neural.transformer.TransformerConfig.PositionalEmbeddingType;

/**
 * {@code config.json}: components are spelled as in the file, which spells them as TransformerLens' HookedTransformerConfig
 * does. What that library has no field for stands under {@code assay} ({@link OwnFields}); a loader drops that key and calls
 * {@code from_dict} with the rest. An architecture that it does not know is named in a field that it checks ({@code act_fn:
 * bilinear}), or shows in the names of the tensors ({@code W_Q1}), so it is refused and never run as something else.
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
        Map<String, Object> assay) {

    static ConfigFile of(TransformerConfig config) {
        NormalizationType norm = config.normalizationType();
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
                config.hasNorm() ? norm.toString() : null,
                norm == NormalizationType.RMS || norm == NormalizationType.RMS_PRE,
                config.eps(),
                lower(config.positionalEmbeddingType()),
                config.rotaryBase(),
                config.rotary() ? config.dHead() : null,
                false,
                false,
                "causal",
                "custom",
                "float32",
                OwnFields.of(config));
    }

    /** The configuration again; throws IllegalArgumentException for values that it cannot have or that contradict it. */
    TransformerConfig toConfig() {
        OwnFields own = OwnFields.read(assay);
        if (attn_only != (d_mlp == null || d_mlp == 0)) {
            throw new IllegalArgumentException("d_mlp must be absent when attn_only and positive otherwise, found "
                    + d_mlp + " with attn_only " + attn_only);
        }
        TransformerConfig config = new TransformerConfig(
                new Dimensions(n_layers, d_model, n_heads, d_head, n_ctx, d_vocab),
                own.attention(),
                new MlpSpec(constant(ActFn.class, "act_fn", act_fn), d_mlp == null ? 0 : d_mlp),
                new NormSpec(norm(normalization_type), eps),
                new PositionSpec(
                        constant(PositionalEmbeddingType.class, "positional_embedding_type", positional_embedding_type),
                        rotary_base),
                own.residual(),
                own.unembed(),
                own.biases(),
                own.initialisation());
        if (!of(config).equals(this)) {
            throw new IllegalArgumentException(
                    "fields contradict each other: " + this + " would be written as " + of(config));
        }
        return config;
    }

    private static NormalizationType norm(String spelling) {
        for (NormalizationType type : NormalizationType.values()) {
            if (type.toString().equals(spelling == null ? "null" : spelling)) {
                return type;
            }
        }
        throw new IllegalArgumentException("normalization_type is " + spelling + ", which is not known here");
    }

    static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    static <E extends Enum<E>> E constant(Class<E> type, String field, Object value) {
        for (E constant : type.getEnumConstants()) {
            if (value instanceof String text && constant.name().equalsIgnoreCase(text)) {
                return constant;
            }
        }
        throw new IllegalArgumentException(field + " is " + value + ", which is not known here");
    }
}
