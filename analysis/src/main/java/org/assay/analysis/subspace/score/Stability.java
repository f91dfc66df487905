package org.assay.analysis.subspace.score;

import java.util.ArrayList;
import java.util.List;
import org.assay.analysis.subspace.Partition;
import org.assay.analysis.subspace.Subspace;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.Seed;

/**
 * How far two runs of a method agree, whatever the order of their blocks: V-measure of the mass {@code ||U_s U'_t||_F^2 / D} that their
 * blocks share, corrected by random partitions of the sizes of the second.
 *
 * @param vMeasure 1 when the blocks are the same
 * @param adjusted 0 on average for random partitions
 */
public record Stability(double vMeasure, double adjusted) {
    private static final double NOTHING = 1e-12;

    /** @param draws random partitions, at least one */
    public static Stability between(Partition first, Partition second, int draws, Seed seed) {
        if (first.directions() != second.directions()) {
            throw new IllegalArgumentException(
                    "runs on " + first.directions() + " and " + second.directions() + " directions cannot be compared");
        }
        double value = VMeasure.of(shared(first, second)).value();
        double chance = 0;
        for (int i = 0; i < draws; i++) {
            chance += VMeasure.of(shared(first, SizeMatched.draw(second, seed.child(i))))
                            .value()
                    / draws;
        }
        return new Stability(value, chance > 1 - NOTHING ? 0 : (value - chance) / (1 - chance));
    }

    /** What no block takes counts as one block more. */
    private static double[][] shared(Partition first, Partition second) {
        List<Matrix> rows = bases(first);
        List<Matrix> columns = bases(second);
        double[][] mass = new double[rows.size()][columns.size()];
        for (int s = 0; s < mass.length; s++) {
            for (int t = 0; t < mass[s].length; t++) {
                for (double value :
                        rows.get(s).times(columns.get(t).transpose()).values()) {
                    mass[s][t] += value * value / first.directions();
                }
            }
        }
        return mass;
    }

    private static List<Matrix> bases(Partition partition) {
        List<Matrix> bases = new ArrayList<>();
        for (Subspace block : partition.blocks()) {
            bases.add(block.basis());
        }
        int rest = partition.unassigned();
        if (rest > 0) {
            int[] last = new int[rest];
            for (int i = 0; i < rest; i++) {
                last[i] = partition.directions() - rest + i;
            }
            bases.add(partition.basis().selectRows(last));
        }
        return bases;
    }
}
