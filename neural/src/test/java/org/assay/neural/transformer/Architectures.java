package org.assay.neural.transformer;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;
import org.assay.neural.transformer.AttentionSpec.QkControl;
import org.assay.neural.transformer.ResidualSpec.Mix;
import org.assay.neural.transformer.TransformerConfig.ActFn;
import org.assay.neural.transformer.TransformerConfig.Attention;
import org.assay.neural.transformer.TransformerConfig.NormalizationType;
import org.assay.neural.transformer.TransformerConfig.PositionalEmbeddingType;

/** Architectures of 2 layers, small and with awkward sizes: no two dimensions are equal. */
public final class Architectures {
    private static final List<Boolean> BOTH = List.of(false, true);
    private static final List<ResidualSpec> RESIDUALS = List.of(
            ResidualSpec.add(),
            new ResidualSpec(Mix.lerp(0.5), Mix.add()),
            new ResidualSpec(Mix.scaled(0.5), Mix.lerp(0.25)));

    /** What can be chosen freely of the rest: attention, control, MLP (0 = none), norm, positions, residual, tied, b_U, biases. */
    private static final int[] CHOICES = {
        Attention.values().length,
        QkControl.values().length,
        1 + ActFn.values().length,
        NormalizationType.values().length,
        PositionalEmbeddingType.values().length,
        RESIDUALS.size(),
        2,
        2,
        2
    };

    private Architectures() {}

    /** Every architecture there is, one after the other. */
    public static void forEach(Consumer<TransformerConfig> visitor) {
        int[] choice = new int[CHOICES.length];
        int at = 0;
        while (at < choice.length) {
            visitor.accept(of(choice));
            for (at = 0; at < choice.length && ++choice[at] == CHOICES[at]; at++) {
                choice[at] = 0;
            }
        }
    }

    /** A few dozen of them in which every two choices meet: greedy, the best of 60 drawn candidates each time. */
    public static List<TransformerConfig> pairwise() {
        Set<String> open = new HashSet<>();
        for (int a = 0; a < CHOICES.length; a++) {
            for (int b = a + 1; b < CHOICES.length; b++) {
                for (int i = 0; i < CHOICES[a] * CHOICES[b]; i++) {
                    open.add(pair(a, i % CHOICES[a], b, i / CHOICES[a]));
                }
            }
        }
        Draws draws = Seed.of(1).child("pairwise").draws();
        List<TransformerConfig> chosen = new ArrayList<>();
        while (!open.isEmpty()) {
            Set<String> best = Set.of();
            int[] bestChoice = new int[0];
            for (int candidate = 0; candidate < 60; candidate++) {
                int[] choice = new int[CHOICES.length];
                for (int i = 0; i < choice.length; i++) {
                    choice[i] = draws.nextInt(CHOICES[i]);
                }
                Set<String> met = pairs(choice);
                met.retainAll(open);
                if (met.size() > best.size()) {
                    best = met;
                    bestChoice = choice;
                }
            }
            if (!best.isEmpty()) {
                chosen.add(of(bestChoice));
                open.removeAll(best);
            }
        }
        return chosen;
    }

    private static Set<String> pairs(int[] choice) {
        Set<String> pairs = new HashSet<>();
        for (int a = 0; a < choice.length; a++) {
            for (int b = a + 1; b < choice.length; b++) {
                pairs.add(pair(a, choice[a], b, choice[b]));
            }
        }
        return pairs;
    }

    private static String pair(int a, int i, int b, int j) {
        return a + "=" + i + " " + b + "=" + j;
    }

    private static TransformerConfig of(int[] choice) {
        QkControl control = QkControl.values()[choice[1]];
        return of(
                        Attention.values()[choice[0]],
                        ActFn.values()[Math.max(0, choice[2] - 1)],
                        choice[2] == 0,
                        NormalizationType.values()[choice[3]],
                        PositionalEmbeddingType.values()[choice[4]],
                        BOTH.get(choice[8]))
                .with(new AttentionSpec(
                        Attention.values()[choice[0]], control, control == QkControl.ORTHOGONAL_PENALTY ? 0.5 : 0))
                .with(RESIDUALS.get(choice[5]))
                .with(new UnembedSpec(BOTH.get(choice[6]), BOTH.get(choice[7])));
    }

    /** Without control of queries and keys, with a plain residual stream and unembedding. */
    public static TransformerConfig of(
            Attention attention,
            ActFn actFn,
            boolean attnOnly,
            NormalizationType norm,
            PositionalEmbeddingType positions,
            boolean biases) {
        return new TransformerConfig(
                new Dimensions(2, 10, 3, 4, 7, 5),
                AttentionSpec.of(attention),
                new MlpSpec(actFn, attnOnly ? 0 : 14),
                NormSpec.of(norm),
                new PositionSpec(positions, 100),
                ResidualSpec.add(),
                UnembedSpec.separate(),
                biases,
                new Initialisation(0.7, 0.3, false, false));
    }

    /** Weights with nothing at its initial value: gains, offsets and biases drawn too, and statistics scaled. */
    public static TransformerWeights random(TransformerConfig config, long seed) {
        float[] values = TransformerWeights.initial(config, Seed.of(seed)).values();
        ParameterLayout layout = ParameterLayout.of(config);
        Draws draws = Seed.of(seed).child("vectors").draws();
        for (int i = layout.decayedSize(); i < layout.trainedSize(); i++) {
            values[i] += (float) (0.3 * draws.nextNormal());
        }
        for (int i = layout.trainedSize(); i < layout.size(); i++) {
            values[i] += (float) (0.5 * draws.nextDouble());
        }
        return TransformerWeights.of(config, values);
    }
}
