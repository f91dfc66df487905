package org.assay.analysis.subspace.rival;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assay.analysis.linalg.Contraction;
import org.assay.analysis.smile.SymmetricEigen;
import org.assay.analysis.subspace.FittedPartition;
import org.assay.analysis.subspace.Partition;
import org.assay.analysis.subspace.PartitionMethod;
import org.assay.analysis.subspace.Subspace;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.Seed;

/**
 * Blocks spanned by steps that change one variable ({@link SingleSteps}). Steps that meet at less than a right angle are of one variable,
 * and what a connected set of them spans is a block. Sets of short steps come first; a later one has what is left of its directions.
 *
 * <p>Of a combination of values only that it occurs counts, not how often, so variables may depend on one another. Steps of continuous
 * variables have all directions, and then there is one block.
 */
public record StepBlocks() implements PartitionMethod {
    /**
     * Between three values at equal distances steps meet with a squared cosine of 1/4; a step that changes two variables at once meets
     * those of either with 1/8. This lies between them, as many times above as below.
     */
    private static final double LEAST_SQUARED_COSINE = Math.sqrt(1.0 / 32);

    /** A direction with less than this share of a set's greatest energy is none that it spans. */
    private static final double LEAST_ENERGY = 1e-3;

    private static final int MOST_ROWS = 4000;

    @Override
    public String name() {
        return "steps";
    }

    @Override
    public FittedPartition fit(Matrix activations, double[] weights, Seed seed) {
        SiteRows rows = SiteRows.of(activations, weights);
        int[] some = IntStream.of(seed.draws().nextPermutation(activations.rows()))
                .limit(MOST_ROWS)
                .sorted()
                .toArray();
        Matrix centred = rows.centred().selectRows(some);
        Matrix left = rows.axes().leading(rows.varying());
        List<Matrix> blocks = new ArrayList<>();
        List<String> rounds = new ArrayList<>();
        while (left.rows() > 0) {
            List<Matrix> found = blocks(Contraction.times(centred, left.transpose()));
            if (found.isEmpty()) {
                break;
            }
            for (Matrix block : found) {
                blocks.add(block.times(left));
            }
            rounds.add(
                    found.stream().map(block -> Integer.toString(block.rows())).collect(Collectors.joining(" + ")));
            Subspace taken = new Subspace(new double[left.rows()], NearestBlocks.stacked(found));
            left = taken.complement().times(left);
        }
        Map<String, String> remarks = new LinkedHashMap<>();
        remarks.put("rows", some.length + " of " + activations.rows());
        remarks.put("directions", String.join(", then ", rounds));
        return new FittedPartition(Partition.of(rows.mean(), blocks), remarks);
    }

    /** Orthonormal rows of each block within k coordinates; none where no two rows differ. */
    private static List<Matrix> blocks(Matrix rows) {
        Matrix left = Matrix.identity(rows.columns());
        List<Matrix> blocks = new ArrayList<>();
        for (List<double[]> set : connected(SingleSteps.of(rows))) {
            if (left.rows() == 0) {
                break;
            }
            double least = LEAST_ENERGY
                    * energies(set, Matrix.identity(rows.columns())).values()[0];
            SymmetricEigen inside = energies(set, left);
            int size = (int) Arrays.stream(inside.values())
                    .filter(value -> value > least)
                    .count();
            if (size > 0) {
                blocks.add(inside.leading(size).times(left));
                int[] others = IntStream.range(size, left.rows()).toArray();
                left = inside.vectors().selectRows(others).times(left);
            }
        }
        return blocks;
    }

    /** Of steps along orthonormal directions: the directions within them by what the steps have along each. */
    private static SymmetricEigen energies(List<double[]> steps, Matrix directions) {
        double[] equal = new double[steps.size()];
        Arrays.fill(equal, 1);
        Matrix along = Contraction.times(Matrix.ofRows(steps.toArray(double[][]::new)), directions.transpose());
        return SymmetricEigen.of(Contraction.gram(along, equal));
    }

    /** Sets of steps that hang together, those with the shortest steps on average first. */
    private static List<List<double[]>> connected(List<double[]> steps) {
        boolean[] seen = new boolean[steps.size()];
        List<List<double[]>> sets = new ArrayList<>();
        for (int first = 0; first < seen.length; first++) {
            if (!seen[first]) {
                sets.add(reached(first, steps, seen));
            }
        }
        sets.sort(Comparator.comparingDouble(
                set -> set.stream().mapToDouble(SingleSteps::square).average().orElseThrow()));
        return sets;
    }

    private static List<double[]> reached(int first, List<double[]> steps, boolean[] seen) {
        List<double[]> set = new ArrayList<>();
        ArrayDeque<double[]> open = new ArrayDeque<>(List.of(steps.get(first)));
        seen[first] = true;
        while (!open.isEmpty()) {
            double[] step = open.poll();
            set.add(step);
            for (int other = 0; other < seen.length; other++) {
                if (!seen[other] && meet(step, steps.get(other))) {
                    seen[other] = true;
                    open.add(steps.get(other));
                }
            }
        }
        return set;
    }

    private static boolean meet(double[] a, double[] b) {
        double inner = SingleSteps.dot(a, b);
        return inner * inner > LEAST_SQUARED_COSINE * SingleSteps.square(a) * SingleSteps.square(b);
    }
}
