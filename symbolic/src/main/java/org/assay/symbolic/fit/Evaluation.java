package org.assay.symbolic.fit;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assay.datasets.model.NextTokenTable;
import org.assay.symbolic.cost.DescriptionLength;
import org.assay.symbolic.program.Program;
import org.assay.symbolic.run.Interpreter;

/** Losses of programs and of simple predictors on windows: mean KL(network || predictor) in nats per token. */
final class Evaluation {
    private Evaluation() {}

    /** What the program itself loses when it is run on the windows. */
    static double loss(Program program, Windows windows) {
        NextTokenTable table = Interpreter.of(program, "candidate").next(windows.contexts());
        double[][] laws = new double[table.rows()][];
        Arrays.setAll(laws, w -> table.probabilities().row(w));
        return windows.loss(laws);
    }

    /** N x loss on {@code windows} + length of the program at N. */
    static double description(Program program, Windows windows, double observations) {
        return observations * loss(program, windows) + DescriptionLength.of(program, observations);
    }

    /**
     * What is lost on {@code scored} by predicting the mean law that {@code fitted} has after the same last tokens, {@code order}
     * of them, backing off to fewer where they were not seen: unigram for 0, bigram for 1.
     */
    static double tableLoss(Windows fitted, Windows scored, int order) {
        double[][] laws = new double[scored.size()][];
        for (int length = 0; length <= order; length++) {
            Table table = new Table(fitted, length);
            for (int w = 0; w < laws.length; w++) {
                double[] law = table.law(scored, w);
                laws[w] = law == null ? laws[w] : law;
            }
        }
        return scored.loss(laws);
    }

    /** Mean laws by the last tokens. */
    private static final class Table {
        private final int length;
        private final Map<List<Integer>, double[]> sums = new HashMap<>();

        Table(Windows fitted, int length) {
            this.length = length;
            for (int w = 0; w < fitted.size(); w++) {
                double[] sum = sums.computeIfAbsent(key(fitted, w), k -> new double[fitted.vocabulary()]);
                Items.addScaled(sum, fitted.law(w), fitted.weight(w));
            }
        }

        private List<Integer> key(Windows windows, int w) {
            return IntStream.range(0, length)
                    .mapToObj(offset -> windows.symbol(w, offset))
                    .toList();
        }

        /** The smoothed law, or null where these tokens were never seen. */
        double[] law(Windows windows, int w) {
            double[] sum = sums.get(key(windows, w));
            double total = sum == null ? 0 : Arrays.stream(sum).sum();
            if (!(total > 0)) {
                return null;
            }
            double[] law = sum.clone();
            Items.scale(law, 1 / total);
            return Information.smoothed(law);
        }
    }
}
