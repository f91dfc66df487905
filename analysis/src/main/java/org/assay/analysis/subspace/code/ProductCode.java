package org.assay.analysis.subspace.code;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assay.analysis.subspace.KnownFactor;
import org.assay.analysis.subspace.Partition;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;

/**
 * Discrete factors, each with random unit vectors as the code of its values in a subspace of its own; the subspaces are
 * orthogonal to one another and lie at random. A row is the sum of its factors' vectors, so rows with the same values are
 * exact duplicates.
 *
 * @param factors    how many, 1 or more
 * @param values     of each factor, 2 or more
 * @param width      directions of each factor's subspace
 * @param dependence chance that a factor after the first copies the value of the first; else its value is uniform
 */
public record ProductCode(int factors, int values, int width, double dependence) {
    public ProductCode {
        if (factors < 1 || values < 2 || width < 1) {
            throw new IllegalArgumentException("a product code needs a factor, two values and a direction, got "
                    + factors + ", " + values + ", " + width);
        }
        if (!(dependence >= 0 && dependence <= 1)) {
            throw new IllegalArgumentException("dependence must be a probability, got " + dependence);
        }
    }

    /** Two factors in six directions each. */
    public static ProductCode pair(int values, double dependence) {
        return new ProductCode(2, values, 6, dependence);
    }

    /** Draws {@code rows} rows. */
    public KnownCode draw(int rows, Seed seed) {
        int directions = factors * width;
        Matrix rotation = RandomRotation.of(directions, seed.child("rotation"));
        List<Matrix> codes = new ArrayList<>();
        List<Matrix> blocks = new ArrayList<>();
        for (int f = 0; f < factors; f++) {
            Matrix block = rowsOf(rotation, f * width, width);
            blocks.add(block);
            codes.add(unitRows(seed.child("code").child(f)).times(block));
        }
        int[][] drawn = drawValues(rows, seed.child("rows").draws());
        Matrix activations = Matrix.zeros(rows, directions);
        List<KnownFactor> known = new ArrayList<>();
        for (int f = 0; f < factors; f++) {
            for (int r = 0; r < rows; r++) {
                for (int c = 0; c < directions; c++) {
                    activations.values()[r * directions + c] += codes.get(f).get(drawn[f][r], c);
                }
            }
            known.add(KnownFactor.discrete("factor." + f, drawn[f], values));
        }
        return new KnownCode(activations, known, codes, Partition.of(new double[directions], blocks));
    }

    /** factors x rows. */
    private int[][] drawValues(int rows, Draws draws) {
        int[][] drawn = new int[factors][rows];
        for (int r = 0; r < rows; r++) {
            for (int f = 0; f < factors; f++) {
                int value = draws.nextInt(values);
                boolean copies = draws.nextDouble() < dependence;
                drawn[f][r] = f > 0 && copies ? drawn[0][r] : value;
            }
        }
        return drawn;
    }

    private Matrix unitRows(Seed seed) {
        Draws draws = seed.draws();
        double[][] rows = new double[values][width];
        for (double[] row : rows) {
            double square = 0;
            for (int c = 0; c < width; c++) {
                row[c] = draws.nextNormal();
                square += row[c] * row[c];
            }
            double norm = Math.sqrt(square);
            Arrays.setAll(row, c -> row[c] / norm);
        }
        return Matrix.ofRows(rows);
    }

    private static Matrix rowsOf(Matrix matrix, int from, int count) {
        Matrix rows = Matrix.zeros(count, matrix.columns());
        System.arraycopy(matrix.values(), from * matrix.columns(), rows.values(), 0, rows.values().length);
        return rows;
    }
}
