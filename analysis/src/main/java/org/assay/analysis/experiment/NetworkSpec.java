package org.assay.analysis.experiment;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.assay.neural.transformer.AttentionSpec;
import org.assay.neural.transformer.AttentionSpec.QkControl;
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
 * @param dModel                  D, a multiple of the number of heads where these share it
 * @param nHeads                  N
 * @param nCtx                    P, positions that are trained on
 * @param actFn                   {@code none} for attention only, else {@code relu}, {@code gelu}, {@code gelu_new} or
 *                                {@code bilinear}
 * @param normalizationType       {@code none}, {@code LN}, {@code LNPre}, {@code RMS}, {@code RMSPre} or {@code batch}
 * @param positionalEmbeddingType {@code standard}, {@code rotary} or {@code none}
 * @param attention               {@code softmax}, {@code bilinear}, {@code squared}, {@code squared_normalised} or {@code cubic};
 *                                all but softmax go without biases and begin as the tensor-transformer does
 * @param parts                   what is seldom other than usual
 */
public record NetworkSpec(
        int nLayers,
        int dModel,
        int nHeads,
        int nCtx,
        String actFn,
        String normalizationType,
        String positionalEmbeddingType,
        String attention,
        Parts parts) {
    private static final int MLP_RATIO = 4;

    /**
     * Fields by their names in {@code config.json}.
     *
     * @param residual  {@code attn_keep}, {@code attn_write}, {@code mlp_keep}, {@code mlp_write}; all 1 for a plain sum
     * @param qkControl {@code none} or what keeps queries and keys from growing, such as {@code batch_norm}
     * @param qkPenalty positive for {@code orthogonal_penalty}, else 0
     * @param unembed   {@code separate} or {@code tied}
     * @param dHead     H, 0 for heads that share the width, D / N
     * @param dMlp      width inside an MLP, 0 for 4 D
     */
    public record Parts(
            ResidualSpec residual, String qkControl, double qkPenalty, String unembed, int dHead, int dMlp) {
        public Parts {
            ExperimentSpec.require("d_head", dHead, 0, 8_192);
            ExperimentSpec.require("d_mlp", dMlp, 0, 65_536);
            choice("qk_control", qkControl, spellings(QkControl.values()));
            choice("unembed", unembed, "separate", "tied");
        }

        /** A plain sum, no control, an unembedding of its own. */
        public static Parts usual() {
            return new Parts(ResidualSpec.add(), "none", 0, "separate", 0, 0);
        }
    }

    public NetworkSpec {
        ExperimentSpec.require("n_layers", nLayers, 1, 100);
        ExperimentSpec.require("d_model", dModel, 1, 8_192);
        ExperimentSpec.require("n_heads", nHeads, 1, 256);
        ExperimentSpec.require("n_ctx", nCtx, 1, 4_096);
        if (parts.dHead() == 0 && dModel % nHeads != 0) {
            throw new IllegalArgumentException(
                    "d_model " + dModel + " must be a multiple of n_heads " + nHeads + " where d_head is not given");
        }
        choice(
                "act_fn",
                actFn,
                Stream.concat(Stream.of("none"), Stream.of(spellings(ActFn.values())))
                        .toArray(String[]::new));
        choice(
                "normalization_type",
                normalizationType,
                Stream.of(NormalizationType.values()).map(NetworkSpec::spelling).toArray(String[]::new));
        choice("positional_embedding_type", positionalEmbeddingType, spellings(PositionalEmbeddingType.values()));
        choice("attention", attention, spellings(Attention.values()));
        attention(attention, parts);
    }

    /** The architecture over a vocabulary of {@code dVocab} tokens. */
    public TransformerConfig config(int dVocab) {
        boolean attnOnly = actFn.equals("none");
        boolean softmax = attention.equals("softmax");
        boolean tied = parts.unembed().equals("tied");
        return new TransformerConfig(
                new Dimensions(
                        nLayers, dModel, nHeads, parts.dHead() > 0 ? parts.dHead() : dModel / nHeads, nCtx, dVocab),
                attention(attention, parts),
                attnOnly
                        ? MlpSpec.none()
                        : new MlpSpec(
                                ActFn.valueOf(actFn.toUpperCase(Locale.ROOT)),
                                parts.dMlp() > 0 ? parts.dMlp() : MLP_RATIO * dModel),
                NormSpec.of(Stream.of(NormalizationType.values())
                        .filter(type -> spelling(type).equals(normalizationType))
                        .findFirst()
                        .orElseThrow()),
                PositionSpec.of(PositionalEmbeddingType.valueOf(positionalEmbeddingType.toUpperCase(Locale.ROOT))),
                parts.residual(),
                new UnembedSpec(tied, false),
                softmax,
                softmax
                        ? Initialisation.gpt2(dModel)
                        : new Initialisation(1, 1 / Math.sqrt(3.0 * dModel), true, !tied));
    }

    private static AttentionSpec attention(String kind, Parts parts) {
        return new AttentionSpec(
                Attention.valueOf(kind.toUpperCase(Locale.ROOT)),
                QkControl.valueOf(parts.qkControl().toUpperCase(Locale.ROOT)),
                parts.qkPenalty());
    }

    private static String spelling(NormalizationType type) {
        return type == NormalizationType.NULL ? "none" : type.toString();
    }

    private static String[] spellings(Enum<?>... constants) {
        return Stream.of(constants)
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .toArray(String[]::new);
    }

    private static void choice(String role, String value, String... allowed) {
        if (!List.of(allowed).contains(value)) {
            throw new IllegalArgumentException(
                    role + " must be one of " + String.join(", ", allowed) + ", got '" + value + "'");
        }
    }
}
