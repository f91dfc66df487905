package org.assay.analysis.probe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.assay.analysis.linalg.ProductSums;
import org.assay.datasets.matrix.Matrix;

/**
 * Sums over the rows of each fold, before it is known how features are to be standardised. Features are taken relative to the mean of
 * the first chunk, so that what is subtracted in the end is small beside what was summed.
 */
final class StreamedSums {
    /** A column whose deviation is this small beside its mean holds nothing but rounding. */
    private static final double CONSTANT = 1e-9;

    private final int width;
    private final int targets;
    private final boolean together;
    private final List<Part> parts = new ArrayList<>();
    private double[] shift;

    private static final class Part {
        private final ProductSums products;
        private final double[] sum;
        private final double[] targetSum;
        private double weight;
        private double square;

        Part(int width, int targets) {
            this.products = new ProductSums(width, targets);
            this.sum = new double[width];
            this.targetSum = new double[targets];
        }
    }

    /** @param together whether folds need not be told apart */
    StreamedSums(int width, int targets, boolean together) {
        this.width = width;
        this.targets = targets;
        this.together = together;
        for (int part = 0; part <= (together ? 0 : ReadoutRows.FOLDS); part++) {
            parts.add(new Part(width, targets));
        }
    }

    /**
     * @param from position in {@link ReadoutRows#fit()} of the first row
     * @param x    features of these rows; changed here
     * @param y    targets less their mean; changed here
     */
    void add(ReadoutRows rows, int from, Matrix x, Matrix y) {
        requireFinite(x, from);
        if (shift == null) {
            shift = mean(x);
        }
        for (int p = 0; p < parts.size(); p++) {
            int part = p;
            int[] members = IntStream.range(0, x.rows())
                    .filter(i -> together || rows.foldOf(from + i) == part)
                    .toArray();
            if (members.length == x.rows()) {
                add(parts.get(p), rows, from, members, x, y);
            } else if (members.length > 0) {
                add(parts.get(p), rows, from, members, x.selectRows(members), y.selectRows(members));
            }
        }
    }

    private void add(Part part, ReadoutRows rows, int from, int[] members, Matrix x, Matrix y) {
        for (int i = 0; i < members.length; i++) {
            double weight = rows.fitWeights()[from + members[i]];
            double root = Math.sqrt(weight);
            part.weight += weight;
            for (int c = 0; c < width; c++) {
                double value = x.values()[i * width + c] - shift[c];
                part.sum[c] += weight * value;
                x.values()[i * width + c] = root * value;
            }
            for (int c = 0; c < targets; c++) {
                double value = y.values()[i * targets + c];
                part.targetSum[c] += weight * value;
                part.square += weight * value * value;
                y.values()[i * targets + c] = root * value;
            }
        }
        part.products.add(x, y);
    }

    private static double[] mean(Matrix x) {
        double[] mean = new double[x.columns()];
        for (int i = 0; i < x.values().length; i++) {
            mean[i % mean.length] += x.values()[i] / x.rows();
        }
        return mean;
    }

    private static void requireFinite(Matrix x, int from) {
        for (int i = 0; i < x.values().length; i++) {
            if (!Double.isFinite(x.values()[i])) {
                throw new ArithmeticException("feature " + i % x.columns() + " of the row fitted on at place "
                        + (from + i / x.columns()) + " is " + x.values()[i]);
            }
        }
    }

    /** The columns that vary, with their mean and deviation over all rows. */
    Standardised varying() {
        double[] mean = new double[width];
        double[] deviation = new double[width];
        List<Matrix> grams = parts.stream().map(part -> part.products.gram()).toList();
        for (int c = 0; c < width; c++) {
            double sum = 0;
            double square = 0;
            for (int p = 0; p < parts.size(); p++) {
                sum += parts.get(p).sum[c];
                square += grams.get(p).get(c, c);
            }
            mean[c] = shift[c] + sum;
            deviation[c] = Math.sqrt(Math.max(0, square - sum * sum));
        }
        int[] kept = IntStream.range(0, width)
                .filter(c -> deviation[c] > CONSTANT * Math.abs(mean[c]))
                .toArray();
        return new Standardised(
                kept,
                Arrays.stream(kept).mapToDouble(c -> mean[c]).toArray(),
                Arrays.stream(kept).mapToDouble(c -> deviation[c]).toArray());
    }

    /** The sums of each part in standardised features. */
    List<FeatureSums> standardised(Standardised standard) {
        int d = standard.kept().length;
        List<FeatureSums> all = new ArrayList<>();
        for (Part part : parts) {
            Matrix raw = part.products.gram();
            double[] sum = new double[d];
            double[] offset = offsets(standard);
            Matrix gram = Matrix.zeros(d, d);
            for (int i = 0; i < d; i++) {
                int ci = standard.kept()[i];
                sum[i] = (part.sum[ci] - part.weight * offset[i]) / standard.scale()[i];
                for (int j = 0; j < d; j++) {
                    int cj = standard.kept()[j];
                    double second = raw.get(ci, cj)
                            - offset[i] * part.sum[cj]
                            - offset[j] * part.sum[ci]
                            + part.weight * offset[i] * offset[j];
                    gram.set(i, j, second / (standard.scale()[i] * standard.scale()[j]));
                }
            }
            all.add(new FeatureSums(part.weight, sum, gram));
        }
        return all;
    }

    /** The sums of the targets of each part beside standardised features. */
    List<TargetSums> targets(Standardised standard) {
        int d = standard.kept().length;
        double[] offset = offsets(standard);
        List<TargetSums> all = new ArrayList<>();
        for (Part part : parts) {
            Matrix raw = part.products.cross();
            Matrix cross = Matrix.zeros(d, targets);
            for (int i = 0; i < d; i++) {
                for (int c = 0; c < targets; c++) {
                    double centred = raw.get(standard.kept()[i], c) - offset[i] * part.targetSum[c];
                    cross.set(i, c, centred / standard.scale()[i]);
                }
            }
            all.add(new TargetSums(part.targetSum, part.square, cross));
        }
        return all;
    }

    /** Means of the kept columns relative to the shift. */
    private double[] offsets(Standardised standard) {
        double[] offset = new double[standard.kept().length];
        for (int i = 0; i < offset.length; i++) {
            offset[i] = standard.mean()[i] - shift[standard.kept()[i]];
        }
        return offset;
    }
}
