package org.assay.neural.transformer;

import java.util.ArrayList;
import java.util.List;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;
import org.assay.neural.transformer.TransformerConfig.ActFn;
import org.assay.neural.transformer.TransformerConfig.Attention;
import org.assay.neural.transformer.TransformerConfig.Initialisation;
import org.assay.neural.transformer.TransformerConfig.NormalizationType;
import org.assay.neural.transformer.TransformerConfig.PositionalEmbeddingType;

/** Every architecture in scope, small and with awkward sizes: no two dimensions are equal. */
public final class Architectures {
    private Architectures() {}

    /** attention x MLP (none or three) x norm x positions x biases: 96 networks of 2 layers. */
    public static List<TransformerConfig> all() {
        List<TransformerConfig> all = new ArrayList<>();
        for (Attention attention : Attention.values()) {
            for (NormalizationType norm : NormalizationType.values()) {
                for (PositionalEmbeddingType positions : PositionalEmbeddingType.values()) {
                    for (boolean biases : new boolean[] {false, true}) {
                        all.add(of(attention, ActFn.RELU, true, norm, positions, biases));
                        for (ActFn actFn : ActFn.values()) {
                            all.add(of(attention, actFn, false, norm, positions, biases));
                        }
                    }
                }
            }
        }
        return all;
    }

    static TransformerConfig of(
            Attention attention,
            ActFn actFn,
            boolean attnOnly,
            NormalizationType norm,
            PositionalEmbeddingType positions,
            boolean biases) {
        return new TransformerConfig(
                2,
                10,
                3,
                4,
                attnOnly ? 0 : 14,
                7,
                5,
                actFn,
                attnOnly,
                norm,
                positions,
                100,
                attention,
                biases,
                new Initialisation(0.7, 0.3, false, false));
    }

    /** Weights with nothing at its initial value: gains, offsets and biases drawn too. */
    public static TransformerWeights random(TransformerConfig config, long seed) {
        float[] values = TransformerWeights.initial(config, Seed.of(seed)).values();
        ParameterLayout layout = ParameterLayout.of(config);
        Draws draws = Seed.of(seed).child("vectors").draws();
        for (int i = layout.decayedSize(); i < layout.size(); i++) {
            values[i] += (float) (0.3 * draws.nextNormal());
        }
        return TransformerWeights.of(config, values);
    }
}
