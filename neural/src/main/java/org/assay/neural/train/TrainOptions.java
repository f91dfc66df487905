package org.assay.neural.train;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.assay.neural.djl.AdamW;
import org.assay.neural.djl.Optimiser;

/**
 * How long and how fast to train. Batch and sequence length are those of the batch source.
 *
 * @param steps           steps in all, from 1
 * @param learningRate    peak rate, positive
 * @param schedule        the rate of each step as a share of the peak
 * @param optimiser       what makes a step of a gradient, clipping included
 * @param evaluateEvery   held-out loss is measured every so many steps, at 0, 1, 2, 4, 8, ..., at every step whose state or
 *                        weights are written, and at the last
 * @param checkpointEvery state is written to disk every so many steps, and at the last
 * @param keptSteps       numbers of finished steps whose weights are kept, rising, in 0 .. steps
 * @param earlyStop       when to end before the last step
 */
public record TrainOptions(
        int steps,
        double learningRate,
        Schedule schedule,
        Optimiser optimiser,
        int evaluateEvery,
        int checkpointEvery,
        List<Integer> keptSteps,
        EarlyStop earlyStop) {
    public TrainOptions {
        requireAtLeastOne("steps", steps);
        requireAtLeastOne("evaluateEvery", evaluateEvery);
        requireAtLeastOne("checkpointEvery", checkpointEvery);
        if (!(learningRate > 0) || Double.isInfinite(learningRate)) {
            throw new IllegalArgumentException("learning rate must be positive and finite, got " + learningRate);
        }
        if (schedule.warmupSteps() > steps || schedule.warmupSteps() + (long) schedule.levelSteps() > steps) {
            throw new IllegalArgumentException("warm-up and level steps must take 0 .. " + steps + " steps, got "
                    + schedule.warmupSteps() + " and " + schedule.levelSteps());
        }
        keptSteps = List.copyOf(keptSteps);
        for (int i = 0; i < keptSteps.size(); i++) {
            int least = i == 0 ? 0 : keptSteps.get(i - 1) + 1;
            if (keptSteps.get(i) < least || keptSteps.get(i) > steps) {
                throw new IllegalArgumentException(
                        "steps whose weights are kept must rise within 0 .. " + steps + ", got " + keptSteps);
            }
        }
    }

    /** {@code steps} at {@code learningRate}: 4 % warm-up, cosine to zero, usual AdamW, 40 evaluations, 10 checkpoints. */
    public static TrainOptions of(int steps, double learningRate) {
        return of(steps, learningRate, Schedule.cosine(steps / 25, 0), AdamW.usual());
    }

    /** 40 evaluations, 10 checkpoints, no weights kept but the last, to the last step. */
    public static TrainOptions of(int steps, double learningRate, Schedule schedule, Optimiser optimiser) {
        return new TrainOptions(
                steps,
                learningRate,
                schedule,
                optimiser,
                Math.max(1, steps / 40),
                Math.max(1, steps / 10),
                List.of(),
                EarlyStop.never());
    }

    /** The same, with state and evaluations at other steps. */
    public TrainOptions every(int evaluations, int checkpoints) {
        return new TrainOptions(
                steps, learningRate, schedule, optimiser, evaluations, checkpoints, keptSteps, earlyStop);
    }

    /** The same, keeping the weights of these steps. */
    public TrainOptions keeping(List<Integer> kept) {
        return new TrainOptions(
                steps, learningRate, schedule, optimiser, evaluateEvery, checkpointEvery, kept, earlyStop);
    }

    /** The same, ending early. */
    public TrainOptions stopping(EarlyStop early) {
        return new TrainOptions(
                steps, learningRate, schedule, optimiser, evaluateEvery, checkpointEvery, keptSteps, early);
    }

    /**
     * Steps that are evenly spaced on a logarithmic scale: 0, 1, then each {@code ratio} times the one before, rounded, at least
     * one more, up to and including {@code last}.
     *
     * @param ratio above 1, such as 1.18
     */
    public static List<Integer> logSpaced(int last, double ratio) {
        if (!(ratio > 1) || last < 1) {
            throw new IllegalArgumentException(
                    "log-spaced steps need a ratio above 1 and a last step from 1, got " + ratio + " and " + last);
        }
        SortedSet<Integer> steps = new TreeSet<>(List.of(0, last));
        for (long step = 1; step < last; step = Math.max(step + 1, Math.round(step * ratio))) {
            steps.add((int) step);
        }
        return List.copyOf(steps);
    }

    /** The learning rate of step {@code step} (from 0). */
    public double rate(long step) {
        return schedule.rate(learningRate, step, steps);
    }

    /** The numbers of finished steps at which held-out loss is measured, rising from 0 to the last. */
    public SortedSet<Integer> evaluationSteps() {
        SortedSet<Integer> at = multiples(evaluateEvery);
        at.add(0);
        for (int step = 1; step > 0 && step < steps; step *= 2) {
            at.add(step);
        }
        at.addAll(keptSteps);
        at.addAll(checkpointSteps());
        return at;
    }

    /** The numbers of finished steps at which state is written, rising to the last. */
    public SortedSet<Integer> checkpointSteps() {
        return multiples(checkpointEvery);
    }

    private SortedSet<Integer> multiples(int every) {
        SortedSet<Integer> at = new TreeSet<>();
        for (long step = every; step < steps; step += every) {
            at.add((int) step);
        }
        at.add(steps);
        return at;
    }

    private static void requireAtLeastOne(String role, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(role + " must be at least 1, got " + value);
        }
    }
}
