package org.assay.neural.djl;

/**
 * Gradient descent with momentum: {@code g += penalty * p} on matrices, {@code m = momentum * m + g}, then {@code p -= rate * m},
 * or {@code p -= rate * (g + momentum * m)} in the form of Nesterov. Without momentum {@code p -= rate * g}.
 *
 * @param momentum in [0, 1)
 * @param nesterov needs momentum
 * @param penalty  not negative; coupled decay of matrices
 * @param clipNorm positive, infinity = never
 */
public record Sgd(double momentum, boolean nesterov, double penalty, double clipNorm) implements Optimiser {
    public Sgd {
        Optimiser.requireShare("momentum", momentum);
        Optimiser.requireNotNegative("penalty", penalty);
        Optimiser.requirePositive("clipping norm", clipNorm);
        if (nesterov && momentum == 0) {
            throw new IllegalArgumentException("Nesterov's form needs a momentum above 0");
        }
    }

    @Override
    public int memory() {
        return momentum > 0 ? 1 : 0;
    }
}
