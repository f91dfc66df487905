package org.assay.neural.weights;

import java.util.Map;
import org.assay.datasets.file.Npy;
import org.assay.datasets.file.Npz;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;
import org.assay.neural.transformer.ReferenceTransformer;
import org.assay.neural.transformer.TransformerWeights;

/**
 * What a network says to a few sequences, by the plain-Java forward pass in double precision: {@code tokens} (B, P) and {@code
 * logits} (B, P, V), for another implementation to compare itself with.
 */
final class CheckVectors {
    private static final int SEQUENCES = 3;
    private static final int LONGEST = 12;

    private CheckVectors() {}

    static Npz of(TransformerWeights weights) {
        int vocabulary = weights.config().dVocab();
        int length = Math.min(weights.config().nCtx(), LONGEST);
        Draws draws = Seed.of(0).child("check").draws();
        int[] tokens = new int[SEQUENCES * length];
        double[] logits = new double[SEQUENCES * length * vocabulary];
        ReferenceTransformer reference = ReferenceTransformer.of(weights);
        for (int s = 0; s < SEQUENCES; s++) {
            int[] sequence = new int[length];
            for (int p = 0; p < length; p++) {
                sequence[p] = draws.nextInt(vocabulary);
            }
            System.arraycopy(sequence, 0, tokens, s * length, length);
            Matrix answer = reference.run(sequence).logits();
            System.arraycopy(answer.values(), 0, logits, s * length * vocabulary, length * vocabulary);
        }
        return Npz.of(Map.of(
                "tokens",
                Npy.of(new int[] {SEQUENCES, length}, tokens),
                "logits",
                Npy.of(new int[] {SEQUENCES, length, vocabulary}, logits)));
    }
}
