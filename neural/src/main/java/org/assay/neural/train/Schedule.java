package org.assay.neural.train;

/**
 * The learning rate of each step: linear warm-up to its peak, then level, then decay to the last step.
 *
 * @param warmupSteps the rate rises linearly over this many steps, from 0
 * @param levelSteps  after the warm-up it stays at its peak for this many steps, from 0: warm-up, stable, decay
 * @param decay       how it falls after that
 * @param finalShare  share of the peak that it falls to, in [0, 1]
 */
public record Schedule(int warmupSteps, int levelSteps, Decay decay, double finalShare) {
    /** Not at all; along a line; along a half cosine (Loshchilov and Hutter 2017, equation 5, without restarts). */
    public enum Decay {
        NONE,
        LINEAR,
        COSINE
    }

    public Schedule {
        if (warmupSteps < 0 || levelSteps < 0) {
            throw new IllegalArgumentException(
                    "warm-up and level steps must not be negative, got " + warmupSteps + " and " + levelSteps);
        }
        if (!(finalShare >= 0 && finalShare <= 1)) {
            throw new IllegalArgumentException("final share of the rate must lie in [0, 1], got " + finalShare);
        }
    }

    /** Always the peak. */
    public static Schedule constant() {
        return new Schedule(0, 0, Decay.NONE, 1);
    }

    /** Warm-up, then a half cosine to {@code finalShare}. */
    public static Schedule cosine(int warmupSteps, double finalShare) {
        return new Schedule(warmupSteps, 0, Decay.COSINE, finalShare);
    }

    /** The rate of step {@code step} (from 0) of {@code steps}. */
    public double rate(double peak, long step, int steps) {
        if (step < warmupSteps) {
            return peak * (step + 1) / warmupSteps;
        }
        long begin = (long) warmupSteps + levelSteps;
        double progress = Math.max(0, (double) (step - begin) / Math.max(1, steps - begin));
        return switch (decay) {
            case NONE -> peak;
            case LINEAR -> peak * (finalShare + (1 - finalShare) * (1 - progress));
            case COSINE -> {
                double cosine = 0.5 * (1 + StrictMath.cos(Math.PI * progress));
                yield peak * (finalShare + (1 - finalShare) * cosine);
            }
        };
    }
}
