package org.assay.analysis.experiment;

import java.util.List;
import java.util.Locale;
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
import org.assay.neural.transformer.UnembedSpec;

/**
 * A reference network as an experiment names it: the fields of TransformerLens that matter here. The vocabulary comes from the
 * language.
 *
 * @param nLayers                 L
 * @param dModel                  D, a multiple of the number of heads
 * @param nHeads                  N
 * @param nCtx                    P, positions that are trained on
 * @param actFn                   {@code none} for attention only, else {@code relu}, {@code gelu} or {@code bilinear}, width 4 D
 * @param normalizationType       {@code none}, {@code LN} or {@code RMS}
 * @param positionalEmbeddingType {@code standard} or {@code rotary}
 * @param attention               {@code softmax} or {@code bilinear}
 */
public record NetworkSpec(
        int nLayers,
        int dModel,
        int nHeads,
        int nCtx,
        String actFn,
        String normalizationType,
        String positionalEmbeddingType,
        String attention) {
    private static final int MLP_RATIO = 4;

    public NetworkSpec {
        ExperimentSpec.require("n_layers", nLayers, 1, 100);
        ExperimentSpec.require("d_model", dModel, 1, 8_192);
        ExperimentSpec.require("n_heads", nHeads, 1, 256);
        ExperimentSpec.require("n_ctx", nCtx, 1, 4_096);
        if (dModel % nHeads != 0) {
            throw new IllegalArgumentException("d_model " + dModel + " must be a multiple of n_heads " + nHeads);
        }
        choice("act_fn", actFn, "none", "relu", "gelu", "bilinear");
        choice("normalization_type", normalizationType, "none", "LN", "RMS");
        choice("positional_embedding_type", positionalEmbeddingType, "standard", "rotary");
        choice("attention", attention, "softmax", "bilinear");
    }

    /** The architecture over a vocabulary of {@code dVocab} tokens. */
    public TransformerConfig config(int dVocab) {
        boolean attnOnly = actFn.equals("none");
        boolean bilinear = attention.equals("bilinear");
        return new TransformerConfig(
                Dimensions.of(nLayers, dModel, nHeads, nCtx, dVocab),
                AttentionSpec.of(Attention.valueOf(attention.toUpperCase(Locale.ROOT))),
                attnOnly
                        ? MlpSpec.none()
                        : new MlpSpec(ActFn.valueOf(actFn.toUpperCase(Locale.ROOT)), MLP_RATIO * dModel),
                NormSpec.of(
                        normalizationType.equals("none")
                                ? NormalizationType.NULL
                                : NormalizationType.valueOf(normalizationType)),
                PositionSpec.of(PositionalEmbeddingType.valueOf(positionalEmbeddingType.toUpperCase(Locale.ROOT))),
                ResidualSpec.add(),
                UnembedSpec.separate(),
                !bilinear,
                bilinear
                        ? new Initialisation(1, 1 / Math.sqrt(3.0 * dModel), true, true)
                        : Initialisation.gpt2(dModel));
    }

    private static void choice(String role, String value, String... allowed) {
        if (!List.of(allowed).contains(value)) {
            throw new IllegalArgumentException(
                    role + " must be one of " + String.join(", ", allowed) + ", got '" + value + "'");
        }
    }
}
