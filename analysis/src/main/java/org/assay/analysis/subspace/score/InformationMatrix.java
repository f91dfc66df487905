package org.assay.analysis.subspace.score;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.assay.analysis.explain.Answer;
import org.assay.analysis.probe.LawFeatures;
import org.assay.analysis.probe.MultinomialProbe;
import org.assay.analysis.probe.NeighbourProbe;
import org.assay.analysis.subspace.KnownFactor;
import org.assay.analysis.subspace.Partition;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.progress.Progress;

/**
 * What can be told of a factor from a block alone: {@code I[s,k] = (H(f_k) - CE) / (H(f_k) - H(f_k | truth))}, CE the held-out
 * cross-entropy of a probe, the last term 0 where the factor has a value and the mean entropy of its belief where it has not. 1 when it
 * can be told exactly, 0 when not at all, less when the probe has learned what is not so.
 *
 * @param factors     names of the columns: those whose coordinates are laws
 * @param linear      by multinomial logistic regression, blocks x factors
 * @param neighbours  by the nearest rows
 * @param shuffled    control: linear, with the factor shuffled over the rows fitted on
 * @param conditional for each factor, blocks: what a block tells beyond all other factors, {@code 1 - CE(f_k | h_s, f_-k) / CE(f_k |
 *                    f_-k)}; cannot be asked where the others determine it
 */
public record InformationMatrix(
        List<String> factors,
        double[][] linear,
        double[][] neighbours,
        double[][] shuffled,
        List<Answer<double[]>> conditional) {
    private static final String TASK = "information";

    /** A factor of whose entropy the others leave less than this share is determined by them. */
    private static final double DETERMINED = 0.02;

    private static final double LAW_TOLERANCE = 1e-6;

    public InformationMatrix {
        factors = List.copyOf(factors);
        conditional = List.copyOf(conditional);
    }

    /**
     * @param fit    rows that probes are fitted on
     * @param scored rows that are reported, with the same factors
     */
    public static InformationMatrix of(
            Partition partition, KnownActivations fit, KnownActivations scored, Seed seed, Progress progress) {
        List<Integer> laws = new ArrayList<>();
        for (int k = 0; k < fit.factors().size(); k++) {
            if (isLaw(fit.factors().get(k).coordinates())) {
                laws.add(k);
            }
        }
        int blocks = partition.sizes().size();
        double[][] linear = new double[blocks][laws.size()];
        double[][] neighbours = new double[blocks][laws.size()];
        double[][] shuffled = new double[blocks][laws.size()];
        List<Answer<double[]>> conditional = new ArrayList<>();
        for (int column = 0; column < laws.size(); column++) {
            int k = laws.get(column);
            OfFactor factor = new OfFactor(partition, fit, scored, k);
            int[] shuffle = seed.child(fit.factors().get(k).name()).draws().nextPermutation(fit.rows());
            for (int s = 0; s < blocks; s++) {
                linear[s][column] = factor.linear(s, factor.fitTargets);
                neighbours[s][column] = factor.neighbours(s);
                shuffled[s][column] = factor.linear(s, factor.fitTargets.selectRows(shuffle));
            }
            conditional.add(factor.conditional());
            progress.at(TASK, column + 1L, laws.size(), fit.factors().get(k).name());
        }
        return new InformationMatrix(
                laws.stream().map(k -> fit.factors().get(k).name()).toList(),
                linear,
                neighbours,
                shuffled,
                conditional);
    }

    /** One factor on both kinds of rows. */
    private static final class OfFactor {
        private final Partition partition;
        private final KnownActivations fit;
        private final KnownActivations scored;
        private final int factor;
        private final Matrix fitTargets;
        private final Matrix scoredTargets;
        private final double entropy;
        private final double certain;

        OfFactor(Partition partition, KnownActivations fit, KnownActivations scored, int factor) {
            this.partition = partition;
            this.fit = fit;
            this.scored = scored;
            this.factor = factor;
            this.fitTargets = fit.factors().get(factor).coordinates();
            this.scoredTargets = scored.factors().get(factor).coordinates();
            this.entropy = entropy(scoredTargets.leftTimes(scored.weights()));
            double sum = 0;
            for (int r = 0; r < scored.rows(); r++) {
                sum += scored.weights()[r] * entropy(scoredTargets.row(r));
            }
            this.certain = sum;
        }

        double linear(int block, Matrix targets) {
            return share(loss(
                    LawFeatures.of(partition.block(block).coordinates(fit.values())),
                    targets,
                    LawFeatures.of(partition.block(block).coordinates(scored.values()))));
        }

        double neighbours(int block) {
            return share(NeighbourProbe.heldOutLoss(
                    partition.block(block).coordinates(fit.values()),
                    fitTargets,
                    fit.weights(),
                    partition.block(block).coordinates(scored.values()),
                    scoredTargets,
                    scored.weights()));
        }

        Answer<double[]> conditional() {
            double alone = loss(others(fit, Optional.empty()), fitTargets, others(scored, Optional.empty())) - certain;
            if (!(alone > DETERMINED * (entropy - certain))) {
                return Answer.cannotBeAsked("the other factors determine it");
            }
            double[] beyond = new double[partition.sizes().size()];
            for (int s = 0; s < beyond.length; s++) {
                double both = loss(others(fit, Optional.of(s)), fitTargets, others(scored, Optional.of(s))) - certain;
                beyond[s] = 1 - both / alone;
            }
            return Answer.given(beyond);
        }

        private LawFeatures others(KnownActivations rows, Optional<Integer> block) {
            Matrix numbers = block.map(s -> partition.block(s).coordinates(rows.values()))
                    .orElseGet(() -> Matrix.zeros(rows.rows(), 0));
            List<int[]> categories = new ArrayList<>();
            List<Integer> values = new ArrayList<>();
            for (int k = 0; k < rows.factors().size(); k++) {
                KnownFactor other = rows.factors().get(k);
                if (k != factor && other.values().isPresent()) {
                    categories.add(other.values().get());
                    values.add(other.coordinates().columns());
                } else if (k != factor) {
                    numbers = numbers.beside(other.coordinates());
                }
            }
            return new LawFeatures(numbers, categories, values);
        }

        private double loss(LawFeatures from, Matrix targets, LawFeatures to) {
            return MultinomialProbe.heldOutLoss(from, targets, fit.weights(), to, scoredTargets, scored.weights());
        }

        private double share(double loss) {
            if (!(entropy > certain)) {
                throw new ArithmeticException(
                        fit.factors().get(factor).name() + " does not vary over the rows that are scored");
            }
            return (entropy - loss) / (entropy - certain);
        }
    }

    /** {@code I} where it is positive, else 0: the importance of block s for factor k. */
    double importance(int block, int factor) {
        return Math.max(0, linear[block][factor]);
    }

    /** Best minus second-best block of a factor; the whole of the best where there is one block. */
    public double gap(int factor) {
        double[] sorted = Arrays.stream(linear)
                .mapToDouble(row -> Math.max(0, row[factor]))
                .sorted()
                .toArray();
        return sorted[sorted.length - 1] - (sorted.length > 1 ? sorted[sorted.length - 2] : 0);
    }

    /**
     * Mean conditional information of blocks about factors that are assigned to another one; empty where none can be asked about.
     *
     * @param blockOf for each factor its block, or a negative number
     */
    public Optional<Double> leakage(int... blockOf) {
        double sum = 0;
        int cells = 0;
        for (int k = 0; k < factors.size(); k++) {
            Optional<double[]> beyond = conditional.get(k).toOptional();
            for (int s = 0; beyond.isPresent() && s < linear.length; s++) {
                if (s != blockOf[k]) {
                    sum += Math.max(0, beyond.get()[s]);
                    cells++;
                }
            }
        }
        return cells == 0 ? Optional.empty() : Optional.of(sum / cells);
    }

    private static boolean isLaw(Matrix coordinates) {
        for (int r = 0; r < coordinates.rows(); r++) {
            double sum = 0;
            for (double value : coordinates.row(r)) {
                sum += value >= 0 ? value : Double.NaN;
            }
            if (!(Math.abs(sum - 1) <= LAW_TOLERANCE)) {
                return false;
            }
        }
        return true;
    }

    private static double entropy(double[] law) {
        double sum = 0;
        for (double p : law) {
            sum -= p > 0 ? p * StrictMath.log(p) : 0;
        }
        return sum;
    }
}
