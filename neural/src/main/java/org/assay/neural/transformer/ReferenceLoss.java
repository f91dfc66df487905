package org.assay.neural.transformer;

import java.util.Arrays;
import org.assay.datasets.matrix.Matrix;

/** What training descends, in plain Java and double precision. Slow. */
public final class ReferenceLoss {
    private ReferenceLoss() {}

    /**
     * Mean cross-entropy in nats of the tokens after the first of every sequence, with the statistics of these sequences where
     * training reads those of its batch.
     *
     * @param sequences each of 2 .. n_ctx + 1 tokens
     */
    public static double crossEntropy(TransformerWeights weights, int[][] sequences) {
        int[][] inputs = Arrays.stream(sequences)
                .map(sequence -> Arrays.copyOf(sequence, sequence.length - 1))
                .toArray(int[][]::new);
        ReferenceTransformer reference = ReferenceTransformer.of(BatchStatistics.of(weights, inputs));
        double sum = 0;
        int targets = 0;
        for (int i = 0; i < sequences.length; i++) {
            Matrix logits = reference.run(inputs[i]).logits(); // P V
            for (int p = 0; p < logits.rows(); p++) {
                sum += logSumExp(logits.row(p)) - logits.get(p, sequences[i][p + 1]);
                targets++;
            }
        }
        return sum / targets;
    }

    /** Cross-entropy and {@code penalty sum |W^T W - I|^2} over the (D, N H) projections of queries and keys of all layers. */
    public static double objective(TransformerWeights weights, int[][] sequences) {
        TransformerConfig config = weights.config();
        double penalty = 0;
        for (int layer = 0; layer < config.nLayers() && config.attn().penalty() > 0; layer++) {
            for (String projection : ParameterLayout.queriesAndKeys(config)) {
                Matrix w = QkWeights.effective(weights, layer, projection); // D (N H)
                Matrix gram = w.transpose().times(w);
                for (int i = 0; i < gram.rows(); i++) {
                    for (int j = 0; j < gram.columns(); j++) {
                        double gap = gram.get(i, j) - (i == j ? 1 : 0);
                        penalty += gap * gap;
                    }
                }
            }
        }
        return crossEntropy(weights, sequences) + config.attn().penalty() * penalty;
    }

    private static double logSumExp(double[] row) {
        double largest = Arrays.stream(row).max().orElseThrow();
        return largest
                + StrictMath.log(
                        Arrays.stream(row).map(v -> StrictMath.exp(v - largest)).sum());
    }
}
