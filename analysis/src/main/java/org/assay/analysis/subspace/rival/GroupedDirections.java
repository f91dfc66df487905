package org.assay.analysis.subspace.rival;

import java.util.ArrayList;
import java.util.List;
import org.assay.analysis.linalg.Contraction;
import org.assay.analysis.subspace.Partition;
import org.assay.analysis.subspace.UnfitActivationsException;
import org.assay.datasets.matrix.Matrix;

/**
 * Blocks made of groups of directions that need be neither orthogonal nor fewer than the site has. What a group adds at a row is the
 * sum of its directions, each as far as the row goes along it; the covariance of that is the group's claim. Directions of the site go to
 * the groups by the greatest claim, which settles the sizes, and then blocks are turned until together they hold as much of their
 * groups' claims as they can.
 */
final class GroupedDirections {
    private GroupedDirections() {}

    /**
     * @param coefficients n x M
     * @param directions   M x D
     * @param groups       indices of directions; what is in none is left out
     */
    static Partition blocks(SiteRows rows, Matrix coefficients, Matrix directions, List<List<Integer>> groups) {
        List<Matrix> claims = new ArrayList<>();
        for (List<Integer> group : groups) {
            claims.add(claim(rows, coefficients, directions, group));
        }
        return ofClaims(rows.mean(), claims, rows.varying());
    }

    /**
     * Blocks by what each claims of the site.
     *
     * @param claims covariances, D x D each
     * @param most   directions of all blocks together
     */
    static Partition ofClaims(double[] mean, List<Matrix> claims, int most) {
        List<List<double[]>> taken = GreedyDirections.of(claims, most).rows();
        List<Matrix> kept = new ArrayList<>();
        List<Integer> sizes = new ArrayList<>();
        List<double[]> start = new ArrayList<>();
        for (int g = 0; g < claims.size(); g++) {
            if (!taken.get(g).isEmpty()) {
                kept.add(claims.get(g));
                sizes.add(taken.get(g).size());
                start.addAll(taken.get(g));
            }
        }
        if (kept.isEmpty()) {
            throw new UnfitActivationsException("none of " + claims.size()
                    + " groups of directions varies over the rows: train longer, or ask for more directions");
        }
        Matrix turned = BlockAscent.from(Matrix.ofRows(start.toArray(double[][]::new)), kept, sizes)
                .rows();
        List<Matrix> blocks = new ArrayList<>();
        int from = 0;
        for (int size : sizes) {
            blocks.add(NearestBlocks.rows(turned, from, size));
            from += size;
        }
        return Partition.of(mean, blocks);
    }

    private static Matrix claim(SiteRows rows, Matrix coefficients, Matrix directions, List<Integer> group) {
        int n = coefficients.rows();
        Matrix along = Matrix.zeros(n, group.size());
        for (int r = 0; r < n; r++) {
            for (int i = 0; i < group.size(); i++) {
                along.set(r, i, coefficients.get(r, group.get(i)));
            }
        }
        double[] mean = along.leftTimes(rows.weights());
        for (int i = 0; i < along.values().length; i++) {
            along.values()[i] -= mean[i % group.size()];
        }
        Matrix added = Contraction.times(
                along,
                directions.selectRows(group.stream().mapToInt(Integer::intValue).toArray()));
        return Contraction.gram(added, rows.weights());
    }
}
