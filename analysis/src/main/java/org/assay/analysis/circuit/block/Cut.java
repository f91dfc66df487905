package org.assay.analysis.circuit.block;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.assay.datasets.matrix.Matrix;

/**
 * Orthonormal rows that stand in blocks, one below the other, and the law of what is read along them.
 *
 * @param rows       U, assigned x D
 * @param sizes      rows of each block
 * @param covariance of the rows' coordinates, assigned x assigned; without it every direction counts the same
 */
public record Cut(Matrix rows, int[] sizes, Optional<Matrix> covariance) {

    /** The blocks of a site. */
    public static Cut of(List<NamedBlock> blocks) {
        int[] sizes =
                blocks.stream().mapToInt(block -> block.subspace().dimensions()).toArray();
        int directions = blocks.get(0).subspace().directions();
        Matrix rows = Matrix.zeros(Arrays.stream(sizes).sum(), directions);
        int at = 0;
        for (NamedBlock block : blocks) {
            double[] basis = block.subspace().basis().values();
            System.arraycopy(basis, 0, rows.values(), at, basis.length);
            at += basis.length;
        }
        return new Cut(rows, sizes, Optional.empty());
    }

    /** All of {@code directions} as one block. */
    public static Cut whole(int directions) {
        return new Cut(Matrix.identity(directions), new int[] {directions}, Optional.empty());
    }

    /** The same blocks, where what is read has this covariance, D x D. */
    Cut under(Matrix all) {
        return new Cut(rows, sizes, Optional.of(rows.times(all).times(rows.transpose())));
    }

    /** Blocks of the same sizes along other rows. */
    public Cut along(Matrix other) {
        return new Cut(other, sizes, Optional.empty());
    }

    public int directions() {
        return rows.columns();
    }

    /** For each block and member the Gram matrix of what the block reads of the member: {@code (U_i A_m)' C_ii (U_i A_m)}. */
    double[][][] grams(Matrix factor, int rank) {
        Matrix read = rows.times(factor); // assigned (members rank)
        Matrix weighed = covariance.map(c -> blockDiagonal(c).times(read)).orElse(read);
        int columns = read.columns();
        double[][][] grams = new double[sizes.length][columns / rank][rank * rank];
        int row = 0;
        for (int block = 0; block < sizes.length; block++) {
            for (int end = row + sizes[block]; row < end; row++) {
                for (int member = 0; member < columns / rank; member++) {
                    add(grams[block][member], read.values(), weighed.values(), row * columns + member * rank, rank);
                }
            }
        }
        return grams;
    }

    private static void add(double[] gram, double[] read, double[] weighed, int from, int rank) {
        for (int a = 0; a < rank; a++) {
            double factor = read[from + a];
            for (int b = 0; b < rank; b++) {
                gram[a * rank + b] += factor * weighed[from + b];
            }
        }
    }

    /** Without what goes across blocks. */
    private Matrix blockDiagonal(Matrix square) {
        Matrix diagonal = Matrix.zeros(square.rows(), square.columns());
        int from = 0;
        for (int size : sizes) {
            for (int r = from; r < from + size; r++) {
                for (int c = from; c < from + size; c++) {
                    diagonal.set(r, c, square.get(r, c));
                }
            }
            from += size;
        }
        return diagonal;
    }
}
