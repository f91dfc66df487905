package org.assay.neural.weights.foreign;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.assay.neural.transformer.AttentionSpec;
import org.assay.neural.transformer.Dimensions;
import org.assay.neural.transformer.Initialisation;
import org.assay.neural.transformer.MlpSpec;
import org.assay.neural.transformer.NormSpec;
import org.assay.neural.transformer.PositionSpec;
import org.assay.neural.transformer.ResidualSpec;
import org.assay.neural.transformer.TransformerConfig;
import org.assay.neural.transformer.TransformerConfig.ActFn;
import org.assay.neural.transformer.TransformerConfig.Attention;
import org.assay.neural.transformer.TransformerConfig.NormalizationType;
import org.assay.neural.transformer.TransformerConfig.PositionalEmbeddingType;
import org.assay.neural.transformer.TransformerWeights;
import org.assay.neural.transformer.UnembedSpec;
import org.assay.neural.weights.ModelFolder;
import org.assay.neural.weights.NamedWeights;
import org.assay.neural.weights.NativeKeys;
import org.assay.neural.weights.Tensor;
import org.assay.neural.weights.foreign.OpenedModel.Origin;
import org.assay.neural.weights.foreign.OpenedModel.Outputs;

/**
 * A network of TransformerLens: {@code config.json} with the fields of HookedTransformerConfig and its defaults, weights as {@code
 * state_dict} names them in either of its key layouts.
 */
final class LensFolder {
    private static final String FIX =
            "only decoders with softmax attention over all earlier positions, with an ungated MLP or none,"
                    + " learned or rotary positions and LN or RMS norms can be read";
    private static final String NATIVE = "tok_embed.weight";
    private static final String UNEMBEDDING_BIAS = "unembed.b_U";

    private static final Map<String, NormalizationType> NORMS = Map.of(
            "LN", NormalizationType.LN,
            "LNPre", NormalizationType.LN_PRE,
            "RMS", NormalizationType.RMS,
            "RMSPre", NormalizationType.RMS_PRE);

    private static final Map<String, PositionalEmbeddingType> POSITIONS =
            Map.of("standard", PositionalEmbeddingType.STANDARD, "rotary", PositionalEmbeddingType.ROTARY);

    /** Masks and tables that TransformerLens keeps among the weights. */
    private static final Predicate<String> BUFFERS = Pattern.compile(
                    "blocks\\.\\d+\\.attn\\.(mask|IGNORE|rotary_sin|rotary_cos)")
            .asMatchPredicate();

    /** Neither training options, bookkeeping, nor flags that only add hook points change what is computed. */
    private static final String[] SILENT = {
        "checkpoint_index",
        "checkpoint_label_type",
        "checkpoint_value",
        "default_prepend_bos",
        "device",
        "dtype",
        "dtype_str",
        "from_checkpoint",
        "init_mode",
        "init_weights",
        "initializer_range",
        "model_name",
        "n_devices",
        "n_params",
        "original_architecture",
        "post_embedding_ln",
        "seed",
        "tokenizer_name",
        "tokenizer_prepends_bos",
        "trust_remote_code",
        "ungroup_grouped_query_attention",
        "use_attn_in",
        "use_attn_result",
        "use_hook_mlp_in",
        "use_hook_tokens",
        "use_split_qkv_input",
        "attn_types",
        "window_size",
        "rotary_scaling_factor",
        "NTK_by_parts_low_freq_factor",
        "NTK_by_parts_high_freq_factor",
        "NTK_by_parts_factor",
        "NTK_original_ctx_len",
        "norm_topk_prob",
        "experts_per_token",
        "load_in_4bit",
        "output_attentions",
        "architecture",
        "decoder_start_token_id",
        "tie_word_decoder_embeddings",
        "relative_attention_max_distance",
        "relative_attention_num_buckets"
    };

    private LensFolder() {}

    static OpenedModel open(Path folder, ForeignFields fields) throws IOException {
        List<String> remarks = new ArrayList<>();
        TransformerConfig shape = fields.made(() -> config(fields), FIX);
        remarks.addAll(fields.unknownBeside(SILENT));
        WeightFiles files = WeightFiles.read(folder);
        Map<String, Tensor> tensors = new TreeMap<>(files.tensors());
        boolean isNative = tensors.containsKey(NATIVE);
        if (isNative) {
            shape = shape.with(new NormSpec(trained(shape.normalizationType()), shape.eps()));
            tensors = NativeKeys.of(shape.withBiases(true)).toOwn(tensors, name -> false, files.file());
        }
        tensors.keySet().removeIf(BUFFERS);
        TransformerConfig config = fitted(shape, tensors);
        Map<String, Tensor> own = ModelFolder.own(config, tensors, files.file());
        TransformerWeights weights = TransformerWeights.of(config, NamedWeights.values(config, own, files.file()));
        return new OpenedModel(
                isNative ? Origin.TRANSFORMER_LENS_NATIVE : Origin.TRANSFORMER_LENS,
                Outputs.SOFTMAX,
                weights,
                FoundVocabulary.read(folder, fields, config.dVocab(), remarks),
                remarks);
    }

    /** Biases are not in the configuration: they are there when there is one, and one of zeros at the unembedding is none. */
    private static TransformerConfig fitted(TransformerConfig shape, Map<String, Tensor> tensors) {
        boolean biases =
                tensors.keySet().stream().anyMatch(name -> name.matches("blocks\\.\\d+\\.(attn|mlp)\\.b_\\w+"));
        Tensor last = tensors.get(UNEMBEDDING_BIAS);
        boolean zero = last == null || isZero(last);
        return shape.withBiases(biases).with(new UnembedSpec(false, !zero));
    }

    /** The native networks give every norm a trained vector, whatever it is called. */
    private static NormalizationType trained(NormalizationType type) {
        return switch (type) {
            case LN_PRE -> NormalizationType.LN;
            case RMS_PRE -> NormalizationType.RMS;
            default -> type;
        };
    }

    private static boolean isZero(Tensor tensor) {
        return Arrays.equals(tensor.bytes(), new byte[tensor.bytes().length]);
    }

    private static TransformerConfig config(ForeignFields fields) {
        requireOrdinary(fields);
        int width = fields.count("d_model", 0);
        int size = fields.count("d_head", 0);
        int heads = Integer.valueOf(-1).equals(fields.value("n_heads"))
                ? width / size
                : fields.count("n_heads", width / size);
        boolean attnOnly = fields.flag("attn_only", false);
        int hidden = attnOnly ? 0 : fields.count("d_mlp", 4 * width);
        int vocabulary = fields.count("d_vocab", 0);
        PositionSpec positions = new PositionSpec(
                fields.word("positional_embedding_type", POSITIONS, PositionalEmbeddingType.STANDARD),
                fields.positive("rotary_base", PositionSpec.USUAL_BASE));
        NormalizationType norm = fields.isNull("normalization_type")
                ? NormalizationType.NULL
                : fields.word("normalization_type", NORMS, NormalizationType.LN);
        ActFn actFn = attnOnly ? ActFn.RELU : fields.word("act_fn", Gpt2Folder.ACTIVATIONS, null);
        boolean rms = norm == NormalizationType.RMS || norm == NormalizationType.RMS_PRE;
        fields.require("final_rms", rms ? new Object[] {true, false} : new Object[] {false});
        fields.require("attn_scale", -1, Math.sqrt(size));
        fields.require("d_vocab_out", -1, vocabulary);
        fields.require("n_key_value_heads", heads);
        fields.require(
                "rotary_dim", positions.type() == PositionalEmbeddingType.ROTARY ? size : fields.value("rotary_dim"));
        int layers = fields.count("n_layers", 0);
        int context = fields.count("n_ctx", 0);
        return new TransformerConfig(
                new Dimensions(layers, width, heads, size, context, vocabulary),
                AttentionSpec.of(Attention.SOFTMAX),
                new MlpSpec(actFn, hidden),
                new NormSpec(norm, fields.positive("eps", NormSpec.USUAL_EPS)),
                positions,
                ResidualSpec.add(),
                UnembedSpec.separate(),
                true,
                Initialisation.gpt2(width));
    }

    /** Switches that change what is computed, at the only value that can be computed here. */
    private static void requireOrdinary(ForeignFields fields) {
        fields.require("attention_dir", "causal");
        fields.require("use_attn_scale", true);
        for (String flag : List.of(
                "gated_mlp",
                "parallel_attn_mlp",
                "post_embedding_ln",
                "use_local_attn",
                "scale_attn_by_inverse_layer_idx",
                "rotary_adjacent_pairs",
                "use_normalization_before_and_after",
                "use_qk_norm",
                "use_NTK_by_parts_rope",
                "is_layer_norm_activation")) {
            fields.require(flag, false);
        }
        fields.require("attn_scores_soft_cap", -1);
        fields.require("output_logits_soft_cap", -1);
        fields.require("num_experts", "nothing");
        fields.require("rope_scaling", "nothing");
    }
}
