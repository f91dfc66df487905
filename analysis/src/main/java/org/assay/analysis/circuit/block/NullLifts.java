package org.assay.analysis.circuit.block;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.assay.analysis.subspace.RandomSubspace;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.progress.Progress;

/**
 * The lifts of parts under random partitions: every site that is cut is turned by a uniformly random rotation of its own, all of
 * its blocks together.
 */
final class NullLifts {
    private NullLifts() {}

    /**
     * A part and the sizes of the blocks on its two sides.
     *
     * @param expected the mean masses, blocks x blocks
     */
    record Cell(LinearPart part, Cut from, Cut to, double[][] expected) {
        /** Mass over expected mass; 0 where no partition has any. */
        double lift(double[][] masses, int i, int j) {
            return expected[i][j] > 0 ? masses[i][j] / expected[i][j] : 0;
        }
    }

    /** For each part draws x (blocks blocks), row-major. */
    static List<Matrix> of(List<Cell> cells, int draws, Seed seed, Progress progress) {
        List<Matrix> lifts = new ArrayList<>();
        TreeMap<String, Cut> sites = new TreeMap<>();
        for (Cell cell : cells) {
            lifts.add(Matrix.zeros(draws, cell.from().sizes().length * cell.to().sizes().length));
            sites.put(cell.part().reads(), cell.from());
            sites.put(cell.part().writes(), cell.to());
        }
        for (int draw = 0; draw < draws; draw++) {
            Map<String, Cut> turned = turned(sites, seed.child(draw));
            for (int p = 0; p < cells.size(); p++) {
                Cell cell = cells.get(p);
                double[][] masses = Masses.of(
                        cell.part(),
                        turned.get(cell.part().reads()),
                        turned.get(cell.part().writes()));
                for (int i = 0; i < masses.length; i++) {
                    for (int j = 0; j < masses[i].length; j++) {
                        lifts.get(p).set(draw, i * masses[i].length + j, cell.lift(masses, i, j));
                    }
                }
            }
            progress.at("random partitions", draw + 1, draws, "");
        }
        return lifts;
    }

    private static Map<String, Cut> turned(Map<String, Cut> sites, Seed seed) {
        Map<String, Cut> turned = new TreeMap<>();
        for (String site : new TreeSet<>(sites.keySet())) {
            Cut cut = sites.get(site);
            int rows = cut.rows().rows();
            double[] mean = new double[cut.directions()];
            turned.put(
                    site,
                    cut.directions() == 1
                            ? cut
                            : cut.along(RandomSubspace.of(mean, rows, seed.child(site))
                                    .basis()));
        }
        return turned;
    }

    /** Standard deviation about 1, the exact mean, of one column. */
    static double deviation(Matrix lifts, int column) {
        double square = 0;
        for (int draw = 0; draw < lifts.rows(); draw++) {
            double off = lifts.get(draw, column) - 1;
            square += off * off / lifts.rows();
        }
        return Math.sqrt(square);
    }

    /** The value of one column that a share {@code share} of the draws stays below. */
    static double quantile(Matrix lifts, int column, double share) {
        double[] sorted = lifts.column(column);
        Arrays.sort(sorted);
        return sorted[(int) Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
    }
}
