package org.assay.analysis.subspace;

import java.util.ArrayList;
import java.util.List;
import org.assay.datasets.matrix.Matrix;

/**
 * The D directions of a site cut into blocks that are orthogonal to one another: rows of one orthonormal basis, the first {@code
 * sizes[0]} of them the first block, and so on. Rows that no block takes are unassigned: directions that hardly vary, or that the
 * method leaves out on purpose.
 *
 * @param mean  D, the point that coordinates are counted from
 * @param basis D x D with orthonormal rows
 * @param sizes dimensions of each block, at least one block, each from 1, together at most D
 */
public record Partition(double[] mean, Matrix basis, List<Integer> sizes) {
    public Partition {
        sizes = List.copyOf(sizes);
        if (sizes.isEmpty() || sizes.stream().anyMatch(size -> size < 1) || sum(sizes) > mean.length) {
            throw new IllegalArgumentException("a partition of " + mean.length
                    + " directions needs blocks of one direction or more, together no more than there are; got "
                    + sizes);
        }
        if (basis.rows() != mean.length) {
            throw new IllegalArgumentException(
                    "a partition of " + mean.length + " directions needs a square basis, got " + basis);
        }
        // Says so where the rows are not orthonormal.
        new Subspace(mean, basis);
    }

    /** The partition that has these subspaces as blocks, orthogonal to one another; what is left is unassigned. */
    public static Partition of(double[] mean, List<Matrix> blocks) {
        int assigned = blocks.stream().mapToInt(Matrix::rows).sum();
        Matrix rows = Matrix.zeros(assigned, mean.length);
        int from = 0;
        for (Matrix block : blocks) {
            System.arraycopy(block.values(), 0, rows.values(), from * mean.length, block.values().length);
            from += block.rows();
        }
        Matrix rest = new Subspace(mean, rows).complement();
        Matrix basis = Matrix.zeros(mean.length, mean.length);
        System.arraycopy(rows.values(), 0, basis.values(), 0, rows.values().length);
        System.arraycopy(rest.values(), 0, basis.values(), rows.values().length, rest.values().length);
        return new Partition(mean, basis, blocks.stream().map(Matrix::rows).toList());
    }

    /** How many directions the site has, D. */
    public int directions() {
        return mean.length;
    }

    /** How many directions no block takes. */
    public int unassigned() {
        return mean.length - sum(sizes);
    }

    /** Block {@code index} as a subspace. */
    public Subspace block(int index) {
        int from = sum(sizes.subList(0, index));
        int size = sizes.get(index);
        Matrix rows = Matrix.zeros(size, mean.length);
        System.arraycopy(basis.values(), from * mean.length, rows.values(), 0, rows.values().length);
        return new Subspace(mean, rows);
    }

    /** All blocks in order. */
    public List<Subspace> blocks() {
        List<Subspace> blocks = new ArrayList<>();
        for (int index = 0; index < sizes.size(); index++) {
            blocks.add(block(index));
        }
        return List.copyOf(blocks);
    }

    private static int sum(List<Integer> sizes) {
        return sizes.stream().mapToInt(Integer::intValue).sum();
    }
}
