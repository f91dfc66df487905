package org.assay.analysis.circuit.hop;

import java.util.List;
import org.assay.analysis.circuit.block.BlockEdge.Kind;
import org.assay.analysis.circuit.block.LinearPart;
import org.assay.datasets.matrix.Matrix;

/**
 * One side of a part that reads the residual stream: the value of a head, its query or its key.
 *
 * @param layer of the part
 * @param name  of part and side
 * @param site  that it reads
 * @param gram  {@code sum_m M_m M_m'}, D x D, over the members of a family
 */
record Reading(int layer, String name, String site, Matrix gram) {

    /** The sides that read the stream. */
    static List<Reading> of(LinearPart part) {
        if (part.kind() == Kind.OV) {
            return List.of(new Reading(
                    part.layer(), part.name() + ", value", part.reads(), gram(part, part.left(), part.right())));
        }
        if (!part.within()) {
            // One side is a bias, which comes from no head.
            boolean query = part.reads().contains("hook_");
            Matrix from = query ? part.left() : part.right();
            Matrix to = query ? part.right() : part.left();
            return List.of(
                    new Reading(part.layer(), part.name(), query ? part.reads() : part.writes(), gram(part, from, to)));
        }
        return List.of(
                new Reading(part.layer(), part.name() + ", query", part.reads(), gram(part, part.left(), part.right())),
                new Reading(part.layer(), part.name() + ", key", part.writes(), gram(part, part.right(), part.left())));
    }

    /** {@code sum_m A_m (B_m' B_m) A_m'}. */
    private static Matrix gram(LinearPart part, Matrix from, Matrix to) {
        int d = from.rows();
        Matrix gram = Matrix.zeros(d, d);
        for (int member = 0; member < part.members(); member++) {
            int first = member * part.rank();
            Matrix a = from.selectColumns(first, first + part.rank());
            Matrix b = to.selectColumns(first, first + part.rank());
            Matrix one = a.times(b.transpose().times(b)).times(a.transpose());
            for (int i = 0; i < gram.values().length; i++) {
                gram.values()[i] += one.values()[i];
            }
        }
        return gram;
    }

    static double trace(Matrix square) {
        double sum = 0;
        for (int i = 0; i < square.rows(); i++) {
            sum += square.get(i, i);
        }
        return sum;
    }

    /** {@code tr(U S U')}. */
    static double within(Matrix rows, Matrix square) {
        Matrix read = rows.times(square);
        double sum = 0;
        for (int i = 0; i < read.values().length; i++) {
            sum += read.values()[i] * rows.values()[i];
        }
        return sum;
    }
}
