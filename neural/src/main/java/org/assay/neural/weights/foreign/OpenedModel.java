package org.assay.neural.weights.foreign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assay.datasets.file.DamagedFileException;
import org.assay.datasets.sequence.Vocabulary;
import org.assay.neural.transformer.TransformerWeights;
import org.assay.neural.weights.ModelFolder;

/**
 * A network out of a folder, whoever wrote it.
 *
 * @param origin     what kind of folder it was
 * @param outputs    what its logits mean
 * @param weights    all parameters, with their configuration
 * @param vocabulary names of the ids, made up where the folder has none
 * @param remarks    what is unusual and worth knowing, in sentences; may be empty
 */
public record OpenedModel(
        Origin origin, Outputs outputs, TransformerWeights weights, Vocabulary vocabulary, List<String> remarks) {
    private static final String CONFIG = "config.json";

    /** Kinds of folder. */
    public enum Origin {
        ASSAY("written by Assay"),
        TRANSFORMER_LENS("TransformerLens, keys as up to version 3"),
        TRANSFORMER_LENS_NATIVE("TransformerLens, keys of its own small networks from 3.4 on"),
        GPT2("Hugging Face GPT-2");

        private final String words;

        Origin(String words) {
            this.words = words;
        }

        /** For people. */
        public String words() {
            return words;
        }
    }

    /** What logits mean. */
    public enum Outputs {
        /** A law over the next token. */
        SOFTMAX,
        /** One independent probability per token: a set of tokens that may follow, and no law. */
        SIGMOID
    }

    public OpenedModel {
        remarks = List.copyOf(remarks);
    }

    /**
     * Opens a folder with {@code config.json} and safetensors: one of ours (checked against its manifest), one of TransformerLens in
     * either key layout, or a GPT-2 of Hugging Face.
     *
     * @throws DamagedFileException for whatever is missing, damaged, or asks for something that cannot be computed here
     */
    public static OpenedModel of(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new DamagedFileException(folder, "is not a folder", "name the folder that holds config.json");
        }
        if (!Files.isRegularFile(folder.resolve(CONFIG))) {
            WeightFiles.read(folder); // says what is wrong when there is nothing else either
        }
        ForeignFields fields = ForeignFields.read(folder.resolve(CONFIG));
        if (fields.has("assay")) {
            ModelFolder model = ModelFolder.read(folder);
            return new OpenedModel(Origin.ASSAY, Outputs.SOFTMAX, model.weights(), model.vocabulary(), List.of());
        }
        if (fields.has("n_layers")) {
            return LensFolder.open(folder, fields);
        }
        if (fields.has("n_layer") || "gpt2".equals(fields.value("model_type"))) {
            return Gpt2Folder.open(folder, fields);
        }
        throw new DamagedFileException(
                fields.file(),
                "is neither that of a GPT-2 (n_layer, n_embd) nor of TransformerLens (n_layers, d_model)",
                "of Hugging Face's networks only those with model_type gpt2 can be read");
    }

    /** The same network with names for its tokens. */
    public OpenedModel with(Vocabulary names) {
        return new OpenedModel(origin, outputs, weights, names, remarks);
    }
}
