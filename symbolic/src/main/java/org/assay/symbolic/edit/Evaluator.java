package org.assay.symbolic.edit;

import java.util.Optional;
import java.util.OptionalDouble;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.process.Entropy;
import org.assay.datasets.sequence.ContextSet;
import org.assay.symbolic.cost.DescriptionLength;
import org.assay.symbolic.program.Program;
import org.assay.symbolic.run.Interpreter;

/** Puts programs to the same held-out contexts. Deterministic: sums are taken in the order of the rows, by strict arithmetic. */
public final class Evaluator {
    private final HeldOut heldOut;
    private final Yardstick yardstick;
    private final double observations;
    private final OptionalDouble floor;

    /**
     * @param yardstick    which loss is weighed against the length of the program
     * @param observations N, the number of tokens that the loss is weighed for, at least 1
     * @throws IllegalArgumentException when there are no laws to take for a yardstick
     */
    public Evaluator(HeldOut heldOut, Yardstick yardstick, double observations) {
        if (!(observations >= 1) || Double.isInfinite(observations)) {
            throw new IllegalArgumentException("N must be finite and at least 1, got " + observations);
        }
        this.heldOut = heldOut;
        if (!knows(yardstick)) {
            throw new IllegalArgumentException("there are no laws to count against: " + yardstick.word());
        }
        this.yardstick = yardstick;
        this.observations = observations;
        this.floor = heldOut.truth().isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(mean(entropies(heldOut.truth().get())));
    }

    public HeldOut heldOut() {
        return heldOut;
    }

    public Yardstick yardstick() {
        return yardstick;
    }

    public double observations() {
        return observations;
    }

    /** Whether a loss can be counted against {@code measure}. */
    public boolean knows(Yardstick measure) {
        return switch (measure) {
            case DATA -> true;
            case NETWORK -> heldOut.network().isPresent();
            case TRUTH -> heldOut.truth().isPresent();
        };
    }

    /** Runs {@code program} on all contexts. */
    public Assessed assess(Program program) {
        return new Assessed(program);
    }

    private static double[] entropies(NextTokenTable table) {
        double[] entropies = new double[table.rows()];
        for (int row = 0; row < entropies.length; row++) {
            entropies[row] = Entropy.of(table.probabilities().row(row));
        }
        return entropies;
    }

    private double mean(double[] rows) {
        double mean = 0;
        for (int row = 0; row < rows.length; row++) {
            mean += heldOut.contexts().weight(row) * rows[row];
        }
        return mean;
    }

    /** A program on the held-out contexts, row by row. */
    public final class Assessed {
        private final NextTokenTable laws;
        private final double[] loss;
        private final Optional<double[]> fromNetwork;
        private final Optional<double[]> excess;
        private final Evaluation evaluation;

        private Assessed(Program program) {
            this.laws = Interpreter.of(program, "edited").next(heldOut.contexts());
            this.loss = surprisals();
            this.fromNetwork = heldOut.network().map(this::divergences);
            this.excess = heldOut.truth().map(this::divergences);
            double nats = DescriptionLength.of(program, observations);
            this.evaluation = new Evaluation(
                    mean(loss),
                    meanOf(fromNetwork),
                    meanOf(excess),
                    floor,
                    nats,
                    nats + observations * mean(rows(yardstick)));
        }

        private double[] surprisals() {
            double[] surprisals = new double[laws.rows()];
            for (int row = 0; row < surprisals.length; row++) {
                surprisals[row] = -StrictMath.log(laws.get(row, heldOut.nextToken()[row]));
            }
            return surprisals;
        }

        /** KL(reference || program) of every row; the program gives no token probability 0. */
        private double[] divergences(NextTokenTable reference) {
            if (reference.vocabularySize() != laws.vocabularySize()) {
                throw new IllegalArgumentException("the program has " + laws.vocabularySize()
                        + " tokens, the laws that it is held against have " + reference.vocabularySize());
            }
            double[] divergences = new double[laws.rows()];
            for (int row = 0; row < divergences.length; row++) {
                double sum = 0;
                for (int token = 0; token < laws.vocabularySize(); token++) {
                    double q = reference.get(row, token);
                    sum += q == 0 ? 0 : q * StrictMath.log(q / laws.get(row, token));
                }
                divergences[row] = sum;
            }
            return divergences;
        }

        private OptionalDouble meanOf(Optional<double[]> rows) {
            return rows.isPresent() ? OptionalDouble.of(mean(rows.get())) : OptionalDouble.empty();
        }

        public Evaluation evaluation() {
            return evaluation;
        }

        /** The laws that the program gives. */
        public NextTokenTable laws() {
            return laws;
        }

        /** The loss of every row against {@code measure}; throws IllegalArgumentException when there is nothing to count against. */
        public double[] rows(Yardstick measure) {
            Optional<double[]> rows = switch (measure) {
                case DATA -> Optional.of(loss);
                case NETWORK -> fromNetwork;
                case TRUTH -> excess;
            };
            return rows.orElseThrow(
                    () -> new IllegalArgumentException("there are no laws to count against: " + measure.word()));
        }

        /** From {@code before} to this, on the same contexts. */
        public Difference since(Assessed before) {
            double[] then = before.rows(yardstick);
            double[] now = rows(yardstick);
            double nats = evaluation.programNats() - before.evaluation.programNats();
            return new Difference(
                    evaluation.loss() - before.evaluation.loss(),
                    minus(evaluation.klFromNetwork(), before.evaluation.klFromNetwork()),
                    minus(evaluation.excess(), before.evaluation.excess()),
                    standardError(then, now),
                    nats,
                    nats + observations * (mean(now) - mean(then)));
        }

        private static OptionalDouble minus(OptionalDouble a, OptionalDouble b) {
            return a.isPresent() ? OptionalDouble.of(a.getAsDouble() - b.getAsDouble()) : OptionalDouble.empty();
        }

        /** Mean loss against the yardstick at each position of the sequences, from 0; NaN where no row stands. */
        public double[] byPosition() {
            ContextSet contexts = heldOut.contexts();
            double[] sums = new double[contexts.longest()];
            double[] weights = new double[sums.length];
            double[] rows = rows(yardstick);
            for (int row = 0; row < rows.length; row++) {
                sums[contexts.rowPosition(row)] += contexts.weight(row) * rows[row];
                weights[contexts.rowPosition(row)] += contexts.weight(row);
            }
            for (int position = 0; position < sums.length; position++) {
                sums[position] /= weights[position];
            }
            return sums;
        }
    }

    /**
     * Standard error of a weighted mean of differences when sequences, not rows, are independent: the ratio estimator sqrt(S / (S
     * - 1) sum over sequences of (sum of weight x (difference - mean))^2).
     */
    private OptionalDouble standardError(double[] before, double[] after) {
        ContextSet contexts = heldOut.contexts();
        double[] differences = new double[before.length];
        for (int row = 0; row < before.length; row++) {
            differences[row] = after[row] - before[row];
        }
        double mean = mean(differences);
        double[] bySequence = new double[contexts.sequences()];
        for (int row = 0; row < before.length; row++) {
            bySequence[contexts.rowSequence(row)] += contexts.weight(row) * (differences[row] - mean);
        }
        if (bySequence.length < 2) {
            return OptionalDouble.empty();
        }
        double squares = 0;
        for (double sum : bySequence) {
            squares += sum * sum;
        }
        double sequences = bySequence.length;
        return OptionalDouble.of(StrictMath.sqrt(sequences / (sequences - 1) * squares));
    }
}
