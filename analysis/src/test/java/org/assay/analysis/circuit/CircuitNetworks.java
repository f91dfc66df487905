package org.assay.analysis.circuit;

import java.util.Arrays;
import java.util.function.Supplier;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.sequence.Vocabulary;
import org.assay.neural.hook.HookedTransformer;
import org.assay.neural.transformer.Initialisation;
import org.assay.neural.transformer.ResidualSpec;
import org.assay.neural.transformer.ResidualSpec.Mix;
import org.assay.neural.transformer.TransformerConfig;
import org.assay.neural.transformer.TransformerConfig.ActFn;
import org.assay.neural.transformer.TransformerWeights;

/** Small networks with drawn weights, and pairs of contexts for them. */
final class CircuitNetworks {
    static final Vocabulary VOCABULARY = Vocabulary.of("a", "b", "c", "d", "e", "f");

    private CircuitNetworks() {}

    /** A polynomial of degree 25 whose blocks do something. */
    static HookedTransformer polynomial() {
        TransformerConfig config = TransformerConfig.bilinearAttentionOnly(2, 8, 2, 6, 6)
                .with(new Initialisation(1, 0.4, false, false))
                .with(new ResidualSpec(Mix.lerp(0.4), Mix.add()));
        return network(config);
    }

    /** Softmax, MLP, layer norm, biases, learned positions. */
    static HookedTransformer usual() {
        return network(
                TransformerConfig.standard(2, 8, 2, 6, 6, ActFn.GELU).with(new Initialisation(0.7, 0.5, false, false)));
    }

    /** Everything drawn, vectors too: nothing is at its initial value. */
    private static HookedTransformer network(TransformerConfig config) {
        float[] values = TransformerWeights.initial(config, Seed.of(4)).values();
        Draws draws = Seed.of(4).child("vectors").draws();
        for (int i = 0; i < values.length; i++) {
            values[i] += (float) (0.1 * draws.nextNormal());
        }
        TransformerWeights weights = TransformerWeights.of(config, values);
        try (HookedTransformer single = HookedTransformer.of("network", VOCABULARY, weights)) {
            return single.inDoublePrecision();
        }
    }

    static int[][] sequences(int count, int length, long seed) {
        Draws draws = Seed.of(seed).draws();
        int[][] sequences = new int[count][length];
        for (int[] sequence : sequences) {
            Arrays.setAll(sequence, i -> draws.nextInt(VOCABULARY.size()));
        }
        return sequences;
    }

    static ContextPairs pairs() {
        return new ContextPairs(sequences(5, 4, 1), sequences(5, 4, 2));
    }

    /** The logit of token 1 less that of token 2. */
    static LogitMetric metric() {
        int[] right = new int[5];
        int[] wrong = new int[5];
        Arrays.fill(right, 1);
        Arrays.fill(wrong, 2);
        return LogitMetric.difference(right, wrong);
    }

    static double largest(double[] values) {
        return Arrays.stream(values).map(Math::abs).max().orElseThrow();
    }

    static double distance(double[] a, double[] b) {
        double largest = 0;
        for (int i = 0; i < a.length; i++) {
            largest = Math.max(largest, Math.abs(a[i] - b[i]));
        }
        return largest;
    }

    /** In single precision, from the same weights as {@code network}. */
    static HookedTransformer single(Supplier<HookedTransformer> network) {
        try (HookedTransformer precise = network.get()) {
            return HookedTransformer.of("single", VOCABULARY, precise.weights());
        }
    }
}
