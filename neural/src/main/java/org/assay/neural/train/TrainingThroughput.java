package org.assay.neural.train;

import org.assay.datasets.origin.Stopwatch;
import org.assay.neural.transformer.AttentionSpec;
import org.assay.neural.transformer.MlpSpec;
import org.assay.neural.transformer.TransformerConfig;
import org.assay.neural.transformer.TransformerConfig.ActFn;
import org.assay.neural.transformer.TransformerConfig.Attention;

/**
 * How fast training steps of one architecture are on one thread, the whole step included: forward, backward, AdamW.
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

    /** As {@link #tinySoftmax} with bilinear attention and a bilinear MLP. */
    public static TransformerConfig tinyBilinear() {
        return bench(1, 32, 2, 128, 10, 3, Attention.BILINEAR, ActFn.BILINEAR);
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
     * Trains for at least {@code seconds} after a warm-up lap.
     *
     * @param sequences sequences in a batch, each as long as the context
     */
    public static TrainingThroughput measure(TransformerConfig config, int sequences, double seconds) {
        try (TimedTraining training = new TimedTraining(config, sequences)) {
            training.lap();
            double best = 0;
            Stopwatch all = Stopwatch.start();
            while (best == 0 || all.seconds() < seconds) {
                best = Math.max(best, training.tokensPerLap() / training.lap().seconds());
            }
            return new TrainingThroughput(best, flopPerToken(config));
        }
    }

    /**
     * {@code 3 (2 m + 2 C N H s)} with m the entries of all matrices but the embeddings, C the context, and s the matrix
     * products between positions: scores (one, or two when bilinear) and values. Masked products are counted: they are made.
     */
    public static double flopPerToken(TransformerConfig config) {
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
