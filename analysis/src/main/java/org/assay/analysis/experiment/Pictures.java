package org.assay.analysis.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assay.analysis.experiment.ProcessResult.Attention;
import org.assay.analysis.experiment.ProcessResult.HeadPattern;
import org.assay.analysis.experiment.ProcessResult.Panel;
import org.assay.analysis.experiment.ProcessResult.Simplex;
import org.assay.analysis.metric.ReadoutR2;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.Factor;
import org.assay.neural.hook.HookedTransformer;

/** What people look at: attention patterns on a few sequences, and beliefs on the simplex beside what was read out. */
final class Pictures {
    private static final int SEQUENCES = 4;
    private static final int LONGEST = 24;
    private static final int POINTS = 1500;
    private static final double DECIMALS = 1e4;

    private Pictures() {}

    /** Patterns of every head on the first held-out sequences. */
    static List<Attention> attention(HookedTransformer network, MeasuredContexts contexts) {
        List<Attention> patterns = new ArrayList<>();
        for (int s = 0; s < Math.min(SEQUENCES, contexts.heldOut().sequences()); s++) {
            int[] sequence = contexts.heldOut().sequence(s);
            int[] shown = Arrays.copyOf(sequence, Math.min(LONGEST, sequence.length));
            List<String> tokens =
                    Arrays.stream(shown).mapToObj(network.vocabulary()::token).toList();
            List<HeadPattern> heads = new ArrayList<>();
            double[][][][] all = network.patterns(shown);
            for (int layer = 0; layer < all.length; layer++) {
                for (int head = 0; head < all[layer].length; head++) {
                    heads.add(new HeadPattern(layer, head, rows(all[layer][head])));
                }
            }
            patterns.add(new Attention(tokens, heads));
        }
        return patterns;
    }

    /** Some held-out beliefs in their corners and, on the same rows, each read-out; empty unless there are three states. */
    static Optional<Simplex> simplex(MeasuredContexts contexts, Map<String, Matrix> readouts) {
        String site = MeasuredContexts.beliefSite().name();
        Matrix truth = contexts.targets().get(site).selectRows(contexts.split().heldOut());
        if (truth.columns() != 3) {
            return Optional.empty();
        }
        int[] order = Seed.of(0).child("simplex").draws().nextPermutation(truth.rows());
        int[] shown = Arrays.copyOf(order, Math.min(POINTS, order.length));
        double[] weights = contexts.heldOut().weights();
        List<Panel> panels = new ArrayList<>();
        readouts.forEach((name, predicted) -> panels.add(new Panel(
                name,
                isControl(name) ? name : "",
                ReadoutR2.of(truth, predicted, weights),
                points(predicted.selectRows(shown)))));
        List<String> states = contexts.process().factors().stream()
                .filter(factor -> factor.graded() && factor.cardinality() == truth.columns())
                .findFirst()
                .map(Factor::values)
                .orElse(List.of("0", "1", "2"));
        return Optional.of(new Simplex(states, points(truth.selectRows(shown)), panels));
    }

    private static boolean isControl(String name) {
        return !name.equals("residual stream") && !name.equals("program");
    }

    private static List<List<Double>> rows(double[][] matrix) {
        return Arrays.stream(matrix).map(Pictures::rounded).toList();
    }

    private static List<List<Double>> points(Matrix matrix) {
        List<List<Double>> points = new ArrayList<>();
        for (int r = 0; r < matrix.rows(); r++) {
            points.add(rounded(matrix.row(r)));
        }
        return points;
    }

    /** To four decimals: what a picture can show. */
    private static List<Double> rounded(double[] values) {
        return Arrays.stream(values)
                .mapToObj(v -> Math.round(v * DECIMALS) / DECIMALS + 0.0)
                .toList();
    }
}
