package org.assay.analysis.bilinear;

import java.util.List;
import org.assay.datasets.matrix.Matrix;

/**
 * How alike two bilinear networks are, from weights alone: the inner product {@code <f, g> = E f(x) . g(x)} over normal
 * inputs, and its cosine (Nissen Gonzalez et al. 2026). It is a property of the functions: no change of the weights that
 * leaves them as they are changes it.
 *
 * <p>For one layer the expectation is a sum of fourth moments of a normal law and exact, with {@code m} the means and
 * {@code S} the covariances of the four linear maps: {@code m m m m + sum of 6 m m S + sum of 3 S S}. A constant among the
 * inputs is covered, since it has mean 1 and no variance: {@code E 1^4 = 1}. (The shorter formula for mean 0, given second
 * moments about 0, has 3 there.)
 *
 * <p>For stacks of layers every layer's output is taken for normal with the right mean and covariance, which is an
 * approximation from the second layer on; {@link #tensorInner} compares stacks exactly, but as tensors and not as functions.
 */
public final class TensorSimilarity {
    private TensorSimilarity() {}

    /** {@code E f(x) . g(x)} of two layers, exact; time hidden x hidden x inputs. */
    public static double inner(BilinearLayer f, BilinearLayer g, GaussianInput input) {
        return inner(List.of(f), List.of(g), input);
    }

    /** {@code E f(x) . g(x)} of two stacks of equally many layers, the first layer first; see above for what is approximate. */
    public static double inner(List<BilinearLayer> f, List<BilinearLayer> g, GaussianInput input) {
        requireStacks(f, g);
        if (f.get(0).inputs() != input.mean().length) {
            throw new IllegalArgumentException(
                    "layers of " + f.get(0).inputs() + " inputs compared over " + input.mean().length);
        }
        JointLaw law = JointLaw.ofOne(input);
        for (int layer = 0; layer + 1 < f.size(); layer++) {
            law = law.after(f.get(layer), g.get(layer));
        }
        BilinearLayer lastF = f.get(f.size() - 1);
        BilinearLayer lastG = g.get(g.size() - 1);
        return law.after(lastF, lastG).secondMoment();
    }

    /**
     * {@code <f, g> / sqrt(<f, f> <g, g>)}: 1 for equal functions, and for such as differ by a positive factor; NaN where one
     * is 0.
     */
    public static double cosine(BilinearLayer f, BilinearLayer g, GaussianInput input) {
        return cosine(List.of(f), List.of(g), input);
    }

    /** The cosine of two stacks. */
    public static double cosine(List<BilinearLayer> f, List<BilinearLayer> g, GaussianInput input) {
        return inner(f, g, input) / Math.sqrt(inner(f, f, input) * inner(g, g, input));
    }

    /** {@code E |f - g|^2 / E |f|^2}: 0 for equal functions, 1 for a g that is 0. */
    public static double relativeError(BilinearLayer f, BilinearLayer g, GaussianInput input) {
        double square = inner(f, f, input);
        return (square - 2 * inner(f, g, input) + inner(g, g, input)) / square;
    }

    /**
     * The inner product of two stacks as tensors, every layer symmetric in its two inputs: {@code sum (P'P^) * H} with
     * {@code H = (W G W^' * U G U^' + W G U^' * U G W^') / 2} and G the same of the layer below, 1 at the bottom. Exact; for
     * one layer it is the inner product of {@link BilinearLayer#tensor}.
     */
    public static double tensorInner(List<BilinearLayer> f, List<BilinearLayer> g) {
        requireStacks(f, g);
        Matrix core = Matrix.identity(f.get(0).inputs());
        for (int layer = 0; layer < f.size(); layer++) {
            BilinearLayer a = f.get(layer);
            BilinearLayer b = g.get(layer);
            Matrix both = sum(
                    product(between(a.gate(), core, b.gate()), between(a.linear(), core, b.linear())),
                    product(between(a.gate(), core, b.linear()), between(a.linear(), core, b.gate())));
            core = between(a.out(), scaled(both, 0.5), b.out());
        }
        return trace(core);
    }

    private static void requireStacks(List<BilinearLayer> f, List<BilinearLayer> g) {
        if (f.isEmpty() || f.size() != g.size()) {
            throw new IllegalArgumentException(
                    "stacks of equally many layers, at least one, are compared, got " + f.size() + " and " + g.size());
        }
        if (f.get(0).inputs() != g.get(0).inputs()
                || f.get(f.size() - 1).outputs() != g.get(g.size() - 1).outputs()) {
            throw new IllegalArgumentException("stacks of other inputs or outputs cannot be compared");
        }
    }

    /** {@code A C B'}. */
    static Matrix between(Matrix a, Matrix core, Matrix b) {
        return a.times(core).times(b.transpose());
    }

    static Matrix product(Matrix a, Matrix b) {
        Matrix product = Matrix.zeros(a.rows(), a.columns());
        for (int i = 0; i < product.values().length; i++) {
            product.values()[i] = a.values()[i] * b.values()[i];
        }
        return product;
    }

    static Matrix sum(Matrix... parts) {
        Matrix sum = Matrix.zeros(parts[0].rows(), parts[0].columns());
        for (Matrix part : parts) {
            for (int i = 0; i < sum.values().length; i++) {
                sum.values()[i] += part.values()[i];
            }
        }
        return sum;
    }

    private static Matrix scaled(Matrix a, double factor) {
        Matrix scaled = Matrix.zeros(a.rows(), a.columns());
        for (int i = 0; i < scaled.values().length; i++) {
            scaled.values()[i] = factor * a.values()[i];
        }
        return scaled;
    }

    static double trace(Matrix square) {
        double trace = 0;
        for (int i = 0; i < square.rows(); i++) {
            trace += square.get(i, i);
        }
        return trace;
    }
}
