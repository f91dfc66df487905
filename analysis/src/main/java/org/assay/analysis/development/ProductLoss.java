package org.assay.analysis.development;

import java.util.List;

/**
 * {@code |a x b x c x ... - a* x b* x c* x ...|^2 / 2}: a target that is a product of vectors, learned as such. No factor can
 * be learned while the others are 0, and each waits for the others while they are small, so that the loss stands still before
 * it falls, although with the others in place each would be learned at once (the toy of Singh et al. 2024). Parameters are
 * the factors one after the other.
 */
public final class ProductLoss implements Loss {
    private final List<double[]> targets;
    private final int size;

    private ProductLoss(List<double[]> targets) {
        this.targets = targets;
        this.size = targets.stream().mapToInt(target -> target.length).sum();
    }

    /** @param targets a*, b*, ..., at least one, none empty */
    public static ProductLoss of(double[]... targets) {
        for (double[] target : targets) {
            if (target.length == 0) {
                throw new IllegalArgumentException("a factor must have at least one entry");
            }
        }
        if (targets.length == 0) {
            throw new IllegalArgumentException("a product must have at least one factor");
        }
        return new ProductLoss(List.of(targets));
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public double at(double[] parameters, double[] gradient) {
        int count = targets.size();
        double[] squares = new double[count];
        double[] along = new double[count];
        double targetSquare = 1;
        int from = 0;
        for (int f = 0; f < count; f++) {
            double[] target = targets.get(f);
            double square = 0;
            for (int i = 0; i < target.length; i++) {
                double value = parameters[from + i];
                squares[f] += value * value;
                along[f] += value * target[i];
                square += target[i] * target[i];
            }
            targetSquare *= square;
            from += target.length;
        }
        from = 0;
        for (int f = 0; f < count; f++) {
            double otherSquares = productWithout(squares, f);
            double otherAlong = productWithout(along, f);
            for (int i = 0; i < targets.get(f).length; i++) {
                gradient[from + i] = parameters[from + i] * otherSquares - targets.get(f)[i] * otherAlong;
            }
            from += targets.get(f).length;
        }
        return (productWithout(squares, -1) - 2 * productWithout(along, -1) + targetSquare) / 2;
    }

    private static double productWithout(double[] values, int index) {
        double product = 1;
        for (int i = 0; i < values.length; i++) {
            product *= i == index ? 1 : values[i];
        }
        return product;
    }
}
