package org.assay.analysis.circuit.block;

import java.util.ArrayList;
import java.util.List;
import org.assay.analysis.circuit.block.BlockEdge.Kind;
import org.assay.datasets.matrix.Matrix;

/**
 * One part of a network as it stands in the weights: a map {@code x W} from what it reads to what it writes, or a form {@code x W
 * y'} in two vectors of one site (QK). A part may be a family of such maps, whose squares are added: one for each distance of
 * rotary positions, one for each token of an embedding, one for each neuron. Every member is a product, {@code W_m = A_m B_m'}.
 *
 * @param kind   which part of a transformer it is
 * @param layer  as in {@link BlockEdge}
 * @param name   which of its kind in the layer, such as {@code head 0}
 * @param reads  the site of the left side, or {@code token}, {@code position}, {@code bias}
 * @param writes the site of the right side, or {@code logits}; for QK the site of the keys, which is that of the queries
 * @param left   A, the members side by side: D x (members rank)
 * @param right  B, the members side by side: D' x (members rank)
 * @param rank   columns of one member
 */
public record LinearPart(
        Kind kind, int layer, String name, String reads, String writes, Matrix left, Matrix right, int rank) {
    public LinearPart {
        if (rank < 1 || left.columns() != right.columns() || left.columns() % rank != 0) {
            throw new IllegalArgumentException("the members of " + kind + " " + name + " need " + rank
                    + " columns on both sides, got " + left + " and " + right);
        }
    }

    /** One map W, D x D'. */
    static LinearPart of(Kind kind, int layer, String name, String reads, String writes, Matrix map) {
        boolean wide = map.rows() < map.columns();
        Matrix left = wide ? Matrix.identity(map.rows()) : map;
        Matrix right = wide ? map.transpose() : Matrix.identity(map.columns());
        return new LinearPart(kind, layer, name, reads, writes, left, right, left.columns());
    }

    /** How many maps the family has. */
    public int members() {
        return left.columns() / rank;
    }

    /** Whether both sides are the same site, so that one partition cuts both. */
    public boolean within() {
        return reads.equals(writes);
    }

    /** {@code W_m}, D x D'. */
    public Matrix map(int member) {
        return left.selectColumns(member * rank, (member + 1) * rank)
                .times(right.selectColumns(member * rank, (member + 1) * rank).transpose());
    }

    /** All members, each D x D'. */
    public List<Matrix> maps() {
        List<Matrix> maps = new ArrayList<>();
        for (int member = 0; member < members(); member++) {
            maps.add(map(member));
        }
        return maps;
    }

    /** {@code sum_m |W_m|^2}. */
    public double mass() {
        double[][] all = Masses.of(this, Cut.whole(left.rows()), Cut.whole(right.rows()));
        return all[0][0];
    }
}
