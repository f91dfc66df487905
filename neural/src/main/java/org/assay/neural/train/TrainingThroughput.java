package org.assay.neural.train;

import java.util.Arrays;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.origin.Stopwatch;
import org.assay.neural.djl.AdamW;
import org.assay.neural.djl.TorchTraining;
import org.assay.neural.transformer.AttentionSpec;
import org.assay.neural.transformer.MlpSpec;
import org.assay.neural.transformer.TransformerConfig;
import org.assay.neural.transformer.TransformerConfig.ActFn;
import org.assay.neural.transformer.TransformerConfig.Attention;
import org.assay.neural.transformer.TransformerWeights;

/**
 * How fast training steps of one architecture are on one thread, the whole step included: forward, backward, clipping, AdamW.
 *
 * @param tokensPerSecond best of several rounds
 * @param flopPerToken    float operations of the matrix products alone, forward and backward (three times the forward)
 */
public record TrainingThroughput(double tokensPerSecond, double flopPerToken) {

    /** Rate of the matrix products alone, to set beside a machine's own. */
    public double gigaflops() {
        return tokensPerSecond * flopPerToken * 1e-9;
    }

    /** 1 layer, width 32, 2 heads, GELU MLP of 128, context 10, 3 tokens, softmax, layer norm, learned positions. */
    public static TransformerConfig tinySoftmax() {
        return bench(1, 32, 2, 128, 10, 3, Attention.SOFTMAX, ActFn.GELU);
    }

    /** 2 layers, width 64, 4 heads, bilinear MLP of 256, context 64, 64 tokens, bilinear, layer norm, learned positions. */
    public static TransformerConfig smallBilinear() {
        return bench(2, 64, 4, 256, 64, 64, Attention.BILINEAR, ActFn.BILINEAR);
    }

    /** As {@link #smallBilinear} with softmax attention and a GELU MLP. */
    public static TransformerConfig smallSoftmax() {
        return bench(2, 64, 4, 256, 64, 64, Attention.SOFTMAX, ActFn.GELU);
    }

    /**
     * Trains on uniformly random tokens for at least {@code seconds} after a warm-up round.
     *
     * @param sequences sequences in a batch, each as long as the context
     */
    public static TrainingThroughput measure(TransformerConfig config, int sequences, double seconds) {
        int length = config.nCtx() + 1;
        int stepsPerCall = Math.max(1, (1 << 14) / (sequences * config.nCtx()));
        int[][] batches = new int[stepsPerCall][sequences * length];
        Draws draws = Seed.of(0).child("throughput").draws();
        for (int[] batch : batches) {
            Arrays.setAll(batch, i -> draws.nextInt(config.dVocab()));
        }
        double[] rates = new double[stepsPerCall];
        Arrays.fill(rates, 1e-4);
        double tokens = (double) stepsPerCall * sequences * config.nCtx();
        TorchTraining.State state = TorchTraining.State.initial(
                TransformerWeights.initial(config, Seed.of(0)).values(), AdamW.usual());
        try (TorchTraining training = TorchTraining.of(config, AdamW.usual(), state)) {
            training.steps(rates, batches, sequences, length);
            double best = 0;
            Stopwatch all = Stopwatch.start();
            while (best == 0 || all.seconds() < seconds) {
                Stopwatch round = Stopwatch.start();
                training.steps(rates, batches, sequences, length);
                best = Math.max(best, tokens / round.seconds());
            }
            return new TrainingThroughput(best, flopPerToken(config));
        }
    }

    /**
     * {@code 3 (2 m + 2 C N H s)} with m the entries of all matrices but the embeddings, C the context, and s the matrix
     * products between positions: scores (one, or two when bilinear) and values. Masked products are counted: they are made.
     */
    static double flopPerToken(TransformerConfig config) {
        double inner = (double) config.nHeads() * config.dHead();
        double attention = (config.bilinearAttention() ? 6 : 4) * config.dModel() * inner;
        double mlp = (config.bilinearMlp() ? 3.0 : 2.0) * config.dModel() * config.dMlp();
        double matrices = config.nLayers() * (attention + mlp) + (double) config.dModel() * config.dVocab();
        double positions = config.nLayers() * config.nCtx() * inner * (config.bilinearAttention() ? 3 : 2);
        return 3 * (2 * matrices + 2 * positions);
    }

    private static TransformerConfig bench(
            int layers,
            int width,
            int heads,
            int hidden,
            int context,
            int vocabulary,
            Attention attention,
            ActFn actFn) {
        TransformerConfig standard = TransformerConfig.standard(layers, width, heads, context, vocabulary, actFn);
        return standard.with(new MlpSpec(actFn, hidden)).with(AttentionSpec.of(attention));
    }
}
