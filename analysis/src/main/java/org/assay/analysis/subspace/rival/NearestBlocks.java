package org.assay.analysis.subspace.rival;

import java.util.ArrayList;
import java.util.List;
import org.assay.analysis.smile.SingularValues;
import org.assay.analysis.subspace.Partition;
import org.assay.datasets.matrix.Matrix;

/**
 * Orthogonal blocks nearest to subspaces that need not be orthogonal to one another: of all orthonormal rows those nearest in least
 * squares to the given ones, that is the polar factor, so no subspace is favoured over another.
 */
final class NearestBlocks {
    private NearestBlocks() {}

    /** @param spans linearly independent together, each with orthonormal rows in D directions */
    static Partition of(double[] mean, List<Matrix> spans) {
        Matrix all = orthonormal(stacked(spans));
        List<Matrix> blocks = new ArrayList<>();
        int from = 0;
        for (Matrix span : spans) {
            blocks.add(rows(all, from, span.rows()));
            from += span.rows();
        }
        return Partition.of(mean, blocks);
    }

    /** The orthonormal rows nearest to {@code rows}; any that complete them where these are dependent. */
    static Matrix orthonormal(Matrix rows) {
        SingularValues svd = SingularValues.of(rows);
        return svd.left().times(svd.right().transpose());
    }

    static Matrix stacked(List<Matrix> parts) {
        int columns = parts.get(0).columns();
        Matrix all = Matrix.zeros(parts.stream().mapToInt(Matrix::rows).sum(), columns);
        int at = 0;
        for (Matrix part : parts) {
            System.arraycopy(part.values(), 0, all.values(), at, part.values().length);
            at += part.values().length;
        }
        return all;
    }

    static Matrix rows(Matrix matrix, int from, int count) {
        Matrix rows = Matrix.zeros(count, matrix.columns());
        System.arraycopy(matrix.values(), from * matrix.columns(), rows.values(), 0, rows.values().length);
        return rows;
    }
}
