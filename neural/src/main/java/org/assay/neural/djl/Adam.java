package org.assay.neural.djl;

/**
 * Adam (Kingma and Ba 2015, algorithm 1) with coupled decay: {@code penalty * p} is added to the gradient of matrices after
 * clipping, the gradient of {@code penalty / 2 * |p|^2}, and passes through both moments.
 *
 * @param beta1    in [0, 1), usually 0.9
 * @param beta2    in [0, 1), usually 0.999
 * @param epsilon  positive, usually 1e-8
 * @param penalty  not negative
 * @param clipNorm positive, infinity = never
 */
public record Adam(double beta1, double beta2, double epsilon, double penalty, double clipNorm) implements Optimiser {
    public Adam {
        Optimiser.requireShare("beta1", beta1);
        Optimiser.requireShare("beta2", beta2);
        Optimiser.requirePositive("epsilon", epsilon);
        Optimiser.requireNotNegative("penalty", penalty);
        Optimiser.requirePositive("clipping norm", clipNorm);
    }

    @Override
    public int memory() {
        return 2;
    }
}
