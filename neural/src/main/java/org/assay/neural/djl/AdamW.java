package org.assay.neural.djl;

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter 2019, algorithm 2).
 *
 * @param beta1       in [0, 1), usually 0.9
 * @param beta2       in [0, 1), usually 0.999
 * @param epsilon     positive, usually 1e-8
 * @param weightDecay not negative; each step multiplies matrices by 1 - rate * decay
 * @param clipNorm    positive, infinity = never
 */
public record AdamW(double beta1, double beta2, double epsilon, double weightDecay, double clipNorm)
        implements Optimiser {
    public AdamW {
        Optimiser.requireShare("beta1", beta1);
        Optimiser.requireShare("beta2", beta2);
        Optimiser.requirePositive("epsilon", epsilon);
        Optimiser.requireNotNegative("weight decay", weightDecay);
        Optimiser.requirePositive("clipping norm", clipNorm);
    }

    /** 0.9, 0.999, 1e-8, decay 0.01, clipped to norm 1. */
    public static AdamW usual() {
        return new AdamW(0.9, 0.999, 1e-8, 0.01, 1);
    }

    @Override
    public int memory() {
        return 2;
    }
}
