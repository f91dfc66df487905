package org.assay.neural.transformer;

import java.util.ArrayList;
import java.util.List;
import org.assay.datasets.matrix.Matrix;
import org.assay.neural.transformer.ParameterLayout.Parameter;

/**
 * The statistics that training reads from a batch, in plain Java: a network whose running statistics are exactly these gives at
 * rest the logits that training sees.
 */
public final class BatchStatistics {
    private BatchStatistics() {}

    /**
     * The same weights with the statistics of {@code sequences} in place of the running ones: population mean and variance over
     * all positions of every feature of queries and keys, and the mean square over width and sequences of the vectors at the
     * first position. They are found in the order in which a forward pass reaches them, since later ones depend on earlier ones.
     */
    public static TransformerWeights of(TransformerWeights weights, int[][] sequences) {
        TransformerWeights current = weights;
        for (Parameter statistic : weights.layout().parameters()) {
            if (statistic.offset() >= weights.layout().trainedSize()) {
                double[] values = current.doubles();
                double[] measured = measured(statistic.name(), current, sequences);
                System.arraycopy(measured, 0, values, statistic.offset(), measured.length);
                current = TransformerWeights.ofDoubles(weights.config(), values);
            }
        }
        return current;
    }

    /** Under what name the reference keeps what goes into batch normalisation. */
    static String input(int layer, String projection) {
        return HookPoint.block(layer) + "attn.bn_" + projection + ".input";
    }

    private static double[] measured(String name, TransformerWeights weights, int[][] sequences) {
        ReferenceTransformer reference = ReferenceTransformer.of(weights);
        String owner = name.substring(0, name.lastIndexOf('.'));
        boolean square = name.endsWith(".running_square");
        List<Matrix> seen = new ArrayList<>();
        for (int[] sequence : sequences) {
            String hook = square ? normInput(owner, weights.config()) : owner + ".input";
            seen.add(reference.run(sequence).hooks().get(hook));
        }
        if (square) {
            return new double[] {meanSquareOfFirst(seen)};
        }
        return name.endsWith(".running_mean") ? means(seen) : variances(seen);
    }

    private static String normInput(String norm, TransformerConfig config) {
        if (norm.equals("ln_final")) {
            return HookPoint.lastResidual(config);
        }
        String block = norm.substring(0, norm.lastIndexOf('.') + 1);
        return block + (norm.endsWith("ln1") ? "hook_resid_pre" : "hook_resid_mid");
    }

    private static double meanSquareOfFirst(List<Matrix> seen) {
        double sum = 0;
        for (Matrix x : seen) {
            for (double value : x.row(0)) {
                sum += value * value;
            }
        }
        return sum / seen.size() / seen.get(0).columns();
    }

    private static double[] means(List<Matrix> seen) {
        double[] means = new double[seen.get(0).columns()];
        int rows = seen.stream().mapToInt(Matrix::rows).sum();
        for (Matrix x : seen) {
            for (int i = 0; i < x.values().length; i++) {
                means[i % means.length] += x.values()[i] / rows;
            }
        }
        return means;
    }

    private static double[] variances(List<Matrix> seen) {
        double[] means = means(seen);
        List<Matrix> squares = new ArrayList<>();
        for (Matrix x : seen) {
            Matrix square = Matrix.zeros(x.rows(), x.columns());
            for (int i = 0; i < x.values().length; i++) {
                double deviation = x.values()[i] - means[i % means.length];
                square.values()[i] = deviation * deviation;
            }
            squares.add(square);
        }
        return means(squares);
    }
}
