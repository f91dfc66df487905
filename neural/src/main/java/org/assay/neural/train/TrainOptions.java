package org.assay.neural.train;

import java.util.SortedSet;
import java.util.TreeSet;
import org.assay.neural.djl.AdamW;

/**
 * How long and how fast to train. Batch and sequence length are those of the batch source.
 *
 * @param steps           steps in all, from 1
 * @param learningRate    peak rate, positive
 * @param warmupSteps     the rate rises linearly over this many steps; 0 .. steps
 * @param finalRateShare  the cosine ends at this share of the peak; in [0, 1], 1 = constant rate
 * @param optimiser       Adam with decoupled decay, and clipping
 * @param evaluateEvery   held-out loss is measured every so many steps, and at 0, 1, 2, 4, 8, ... and the last
 * @param checkpointEvery state is written to disk every so many steps, and at the last
 */
public record TrainOptions(
        int steps,
        double learningRate,
        int warmupSteps,
        double finalRateShare,
        AdamW optimiser,
        int evaluateEvery,
        int checkpointEvery) {
    public TrainOptions {
        requireAtLeastOne("steps", steps);
        requireAtLeastOne("evaluateEvery", evaluateEvery);
        requireAtLeastOne("checkpointEvery", checkpointEvery);
        if (!(learningRate > 0) || Double.isInfinite(learningRate)) {
            throw new IllegalArgumentException("learning rate must be positive and finite, got " + learningRate);
        }
        if (warmupSteps < 0 || warmupSteps > steps) {
            throw new IllegalArgumentException("warm-up must take 0 .. " + steps + " steps, got " + warmupSteps);
        }
        if (!(finalRateShare >= 0 && finalRateShare <= 1)) {
            throw new IllegalArgumentException("final share of the rate must lie in [0, 1], got " + finalRateShare);
        }
    }

    /** {@code steps} at {@code learningRate}: 4 % warm-up, cosine to zero, usual AdamW, 40 evaluations, 10 checkpoints. */
    public static TrainOptions of(int steps, double learningRate) {
        return new TrainOptions(
                steps, learningRate, steps / 25, 0, AdamW.usual(), Math.max(1, steps / 40), Math.max(1, steps / 10));
    }

    /**
     * The learning rate of step {@code step} (from 0): peak * (step+1)/warm-up at first, then a half cosine from the peak to
     * its final share (Loshchilov and Hutter 2017, equation 5, without restarts).
     */
    public double rate(long step) {
        if (step < warmupSteps) {
            return learningRate * (step + 1) / warmupSteps;
        }
        double progress = (double) (step - warmupSteps) / Math.max(1, steps - warmupSteps);
        double cosine = 0.5 * (1 + StrictMath.cos(Math.PI * progress));
        return learningRate * (finalRateShare + (1 - finalRateShare) * cosine);
    }

    /** The numbers of finished steps at which held-out loss is measured, rising from 0 to the last. */
    public SortedSet<Integer> evaluationSteps() {
        SortedSet<Integer> at = multiples(evaluateEvery);
        at.add(0);
        for (int step = 1; step > 0 && step < steps; step *= 2) {
            at.add(step);
        }
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
