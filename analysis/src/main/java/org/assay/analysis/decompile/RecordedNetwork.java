package org.assay.analysis.decompile;

import java.util.List;
import java.util.Optional;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.sequence.Vocabulary;

/**
 * What a network does on sequences of equal length P, and the maps that it does it with. Row {@code s P + p} is position p of sequence s.
 *
 * @param vocabulary  V tokens
 * @param sequences   S of P tokens each
 * @param tokens      V x D, what each token brings into the residual stream
 * @param positions   P x D, what each position brings, if any
 * @param unembedding D x V
 * @param bias        V, logits of an empty residual stream
 */
public record RecordedNetwork(
        Vocabulary vocabulary,
        int[][] sequences,
        Matrix tokens,
        Optional<Matrix> positions,
        List<Layer> layers,
        Matrix unembedding,
        double[] bias) {
    /**
     * One block.
     *
     * @param offset D, what the bias of attention writes
     */
    public record Layer(List<Head> heads, double[] offset, Optional<Mlp> mlp) {}

    /**
     * A head that keeps one key or none.
     *
     * @param kept     for every row the position of the key, -1 for none
     * @param map      D x D, from the residual stream at the key to what is written at the query
     * @param constant D, what the bias of values adds where a key is kept
     * @param nothing  D, what is written where none is kept
     */
    public record Head(int[] kept, Matrix map, double[] constant, double[] nothing) {}

    /**
     * An MLP that writes one of a few vectors.
     *
     * @param kind    for every row which of them
     * @param written kinds x D
     */
    public record Mlp(int[] kind, Matrix written) {}

    public RecordedNetwork {
        layers = List.copyOf(layers);
    }

    /** P. */
    public int length() {
        return sequences[0].length;
    }

    /** S P. */
    public int rows() {
        return sequences.length * length();
    }
}
