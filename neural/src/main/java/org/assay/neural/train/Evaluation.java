package org.assay.neural.train;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.assay.datasets.corpus.BatchSource;
import org.assay.neural.djl.TorchTraining;

/**
 * A network on its held-out data: the loss on the targets that came, and against the exact laws that they came from the excess
 * KL(truth || network), as a whole and split over the rules.
 *
 * @param loss   mean of {@code -ln q(target)} over scored targets, nats per token
 * @param excess mean KL(truth || network) over the same rows; empty when the truth is unknown
 * @param rules  one for each rule that wins at a scored row, in order of priority
 */
record Evaluation(double loss, OptionalDouble excess, List<RuleExcess> rules) {

    /** The held-out data in memory: read once, asked often. */
    static final class Data {
        private final HeldOut heldOut;
        private final int[][] tokens;
        private final boolean[][] scored;

        Data(HeldOut heldOut) {
            this.heldOut = heldOut;
            this.tokens = new int[heldOut.batches()][];
            this.scored = new boolean[heldOut.batches()][];
            for (int b = 0; b < tokens.length; b++) {
                tokens[b] = heldOut.source().batch(b);
                scored[b] = heldOut.source().scored(b);
            }
        }

        /** The first batch with a loss that is not finite, or else the last. */
        int[] worst(TorchTraining network) {
            BatchSource source = heldOut.source();
            for (int[] batch : tokens) {
                for (float loss : network.losses(batch, source.batchSize(), source.sequenceLength())) {
                    if (!Float.isFinite(loss)) {
                        return batch;
                    }
                }
            }
            return tokens[tokens.length - 1];
        }

        /** What {@code network} does on them now. */
        Evaluation of(TorchTraining network) {
            return heldOut.truth().isPresent()
                    ? againstTruth(network, heldOut.truth().get())
                    : againstTargets(network);
        }

        private boolean counts(int b, int row) {
            return scored[b].length == 0 || scored[b][row];
        }

        private Evaluation againstTargets(TorchTraining network) {
            BatchSource source = heldOut.source();
            double sum = 0;
            long count = 0;
            for (int b = 0; b < tokens.length; b++) {
                float[] losses = network.losses(tokens[b], source.batchSize(), source.sequenceLength());
                for (int row = 0; row < losses.length; row++) {
                    if (counts(b, row)) {
                        sum += losses[row];
                        count++;
                    }
                }
            }
            return new Evaluation(sum / count, OptionalDouble.empty(), List.of());
        }

        private Evaluation againstTruth(TorchTraining network, Truth truth) {
            BatchSource source = heldOut.source();
            int vocabulary = truth.laws().columns();
            int positions = source.sequenceLength() - 1;
            int rows = source.batchSize() * positions;
            Sums sums = new Sums(truth.rules());
            for (int b = 0; b < tokens.length; b++) {
                float[] logs = network.logProbabilities(tokens[b], source.batchSize(), source.sequenceLength());
                for (int row = 0; row < rows; row++) {
                    if (counts(b, row)) {
                        int target = tokens[b][row / positions * (positions + 1) + row % positions + 1];
                        int rule = truth.rules().isEmpty() ? -1 : truth.winningRule()[b * rows + row];
                        sums.add(
                                truth.laws().values(),
                                (b * rows + row) * vocabulary,
                                logs,
                                row * vocabulary,
                                vocabulary,
                                rule);
                        sums.loss -= logs[row * vocabulary + target];
                    }
                }
            }
            return sums.evaluation();
        }
    }

    /** Sums over scored rows; of each rule over those on which it wins. */
    private static final class Sums {
        private final List<String> rules;
        private final double[] entropyOf;
        private final double[] excessOf;
        private final long[] rowsOf;
        private double loss;
        private double excess;
        private long rows;

        Sums(List<String> rules) {
            this.rules = rules;
            this.entropyOf = new double[rules.size()];
            this.excessOf = new double[rules.size()];
            this.rowsOf = new long[rules.size()];
        }

        /** One row: the law at {@code p[from ..]} and the logarithms of the network's at {@code q[begin ..]}. */
        void add(double[] p, int from, float[] q, int begin, int vocabulary, int rule) {
            double entropy = 0;
            double cross = 0;
            for (int v = 0; v < vocabulary; v++) {
                double probability = p[from + v];
                if (probability > 0) {
                    entropy -= probability * StrictMath.log(probability);
                    cross -= probability * q[begin + v];
                }
            }
            rows++;
            excess += cross - entropy;
            if (rule >= 0) {
                rowsOf[rule]++;
                entropyOf[rule] += entropy;
                excessOf[rule] += cross - entropy;
            }
        }

        Evaluation evaluation() {
            List<RuleExcess> parts = new ArrayList<>();
            for (int i = 0; i < rules.size(); i++) {
                if (rowsOf[i] > 0) {
                    double floor = entropyOf[i] / rowsOf[i];
                    double above = excessOf[i] / rowsOf[i];
                    parts.add(new RuleExcess(rules.get(i), (double) rowsOf[i] / rows, floor + above, floor, above));
                }
            }
            return new Evaluation(loss / rows, OptionalDouble.of(excess / rows), List.copyOf(parts));
        }
    }
}
