package org.assay.neural.weights.foreign;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.assay.datasets.file.DamagedFileException;
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
import org.assay.neural.weights.NamedWeights;
import org.assay.neural.weights.Tensor;
import org.assay.neural.weights.foreign.OpenedModel.Origin;
import org.assay.neural.weights.foreign.OpenedModel.Outputs;

/**
 * A GPT-2 of Hugging Face's transformers: {@code config.json} with its field names and defaults, weights with or without the
 * prefix {@code transformer.}. A class whose name says BCE has independent sigmoid outputs.
 */
final class Gpt2Folder {
    static final Map<String, ActFn> ACTIVATIONS = Map.of(
            "relu", ActFn.RELU,
            "gelu", ActFn.GELU,
            "gelu_python", ActFn.GELU,
            "gelu_new", ActFn.GELU_NEW,
            "gelu_fast", ActFn.GELU_NEW,
            "gelu_pytorch_tanh", ActFn.GELU_NEW);

    private static final String FIX =
            "only a plain GPT-2 can be read: pre-norm blocks, softmax attention over all earlier positions, learned positions";
    private static final String PREFIX = "transformer.";
    private static final String HEAD = "lm_head.weight";
    private static final String HEAD_BIAS = "lm_head.bias";

    /** Causal masks that older versions stored beside the weights. */
    private static final Predicate<String> BUFFERS =
            Pattern.compile("h\\.\\d+\\.attn\\.(bias|masked_bias)").asMatchPredicate();

    /** Neither training options nor bookkeeping change what is computed at rest. */
    private static final String[] SILENT = {
        "_name_or_path",
        "attn_pdrop",
        "auto_map",
        "bos_token_id",
        "chunk_size_feed_forward",
        "decoder_start_token_id",
        "dtype",
        "embd_pdrop",
        "eos_token_id",
        "finetuning_task",
        "id2label",
        "initializer_range",
        "is_decoder",
        "label2id",
        "max_length",
        "n_ctx",
        "output_attentions",
        "output_hidden_states",
        "output_past",
        "pad_token_id",
        "problem_type",
        "resid_pdrop",
        "return_dict",
        "sep_token_id",
        "summary_activation",
        "summary_first_dropout",
        "summary_proj_to_labels",
        "summary_type",
        "summary_use_proj",
        "task_specific_params",
        "tokenizer_class",
        "torch_dtype",
        "torchscript",
        "transformers_version",
        "use_cache"
    };

    private Gpt2Folder() {}

    static OpenedModel open(Path folder, ForeignFields fields) throws IOException {
        List<String> remarks = new ArrayList<>();
        Outputs outputs = outputs(fields, remarks);
        boolean tied = fields.flag("tie_word_embeddings", true);
        TransformerConfig shape = fields.made(() -> config(fields), FIX);
        remarks.addAll(fields.unknownBeside(SILENT));
        WeightFiles files = WeightFiles.read(folder);
        Map<String, Tensor> tensors = withoutPrefix(files);
        if (tied) {
            removeTiedHead(tensors, files.file());
        }
        TransformerConfig config = shape.with(new UnembedSpec(tied, tensors.containsKey(HEAD_BIAS)));
        Map<String, Tensor> own = Gpt2Keys.of(config).toOwn(tensors, BUFFERS, files.file());
        TransformerWeights weights = TransformerWeights.of(config, NamedWeights.values(config, own, files.file()));
        return new OpenedModel(
                Origin.GPT2, outputs, weights, FoundVocabulary.read(folder, fields, config.dVocab(), remarks), remarks);
    }

    private static Outputs outputs(ForeignFields fields, List<String> remarks) {
        Object value = fields.value("architectures");
        if (value == null || value instanceof List<?> list && list.isEmpty()) {
            remarks.add("config.json names no architecture; logits are taken to be a law over the next token");
            return Outputs.SOFTMAX;
        }
        String name = value instanceof List<?> list && list.size() == 1 ? String.valueOf(list.get(0)) : "" + value;
        if (name.matches("GPT2\\w*BCE\\w*|GPT2\\w*Sigmoid\\w*")) {
            return Outputs.SIGMOID;
        }
        if (!name.matches("GPT2(LMHead)?Model")) {
            fields.refuse(
                    "architectures is " + name + ", wanted GPT2LMHeadModel, or GPT2BCELMHeadModel for sigmoid outputs");
        }
        return Outputs.SOFTMAX;
    }

    private static TransformerConfig config(ForeignFields fields) {
        fields.require("model_type", "gpt2");
        fields.require("scale_attn_weights", true);
        fields.require("scale_attn_by_inverse_layer_idx", false);
        fields.require("reorder_and_upcast_attn", false);
        fields.require("add_cross_attention", false);
        fields.require("is_encoder_decoder", false);
        fields.require("pruned_heads", Map.of());
        fields.require("quantization_config", "nothing");
        int width = fields.count("n_embd", 0);
        int heads = fields.count("n_head", 0);
        int layers = fields.count("n_layer", 0);
        int positions = fields.count("n_positions", fields.has("n_ctx") ? fields.count("n_ctx", 0) : 0);
        int vocabulary = fields.count("vocab_size", 0);
        int hidden = fields.count("n_inner", 4 * width);
        return new TransformerConfig(
                Dimensions.of(layers, width, heads, positions, vocabulary),
                AttentionSpec.of(Attention.SOFTMAX),
                new MlpSpec(fields.word("activation_function", ACTIVATIONS, ActFn.GELU_NEW), hidden),
                new NormSpec(NormalizationType.LN, fields.positive("layer_norm_epsilon", NormSpec.USUAL_EPS)),
                PositionSpec.of(PositionalEmbeddingType.STANDARD),
                ResidualSpec.add(),
                UnembedSpec.separate(),
                true,
                Initialisation.gpt2(width));
    }

    private static Map<String, Tensor> withoutPrefix(WeightFiles files) throws DamagedFileException {
        Map<String, Tensor> plain = new TreeMap<>();
        for (Map.Entry<String, Tensor> tensor : files.tensors().entrySet()) {
            String name = tensor.getKey();
            String shorter = name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : name;
            if (plain.put(shorter, tensor.getValue()) != null) {
                throw new DamagedFileException(files.file(), "holds " + shorter + " with and without " + PREFIX);
            }
        }
        return plain;
    }

    /** A head that is tied may be stored once more; it must be the embedding then. */
    private static void removeTiedHead(Map<String, Tensor> tensors, Path file) throws DamagedFileException {
        Tensor head = tensors.remove(HEAD);
        if (head != null && !head.equals(tensors.get("wte.weight"))) {
            throw new DamagedFileException(
                    file,
                    HEAD + " is not wte.weight, but config.json says that they are tied",
                    "set tie_word_embeddings to false in config.json if the network was trained with both");
        }
    }
}
