package org.assay.analysis.bilinear;

import org.assay.datasets.matrix.Matrix;

/**
 * Means and covariances of what two networks hold at the same depth on the same inputs, both taken for normal.
 *
 * @param firstMean  of the first network
 * @param secondMean of the second
 * @param first      covariance within the first
 * @param cross      covariance of the first (rows) with the second (columns)
 * @param second     covariance within the second
 */
record JointLaw(double[] firstMean, double[] secondMean, Matrix first, Matrix cross, Matrix second) {

    /** Both read the same input. */
    static JointLaw ofOne(GaussianInput input) {
        Matrix covariance = input.covariance();
        return new JointLaw(input.mean(), input.mean(), covariance, covariance, covariance);
    }

    /** The law of the outputs of one more layer of each; exact when this law is one of normal values. */
    JointLaw after(BilinearLayer f, BilinearLayer g) {
        return new JointLaw(
                mean(f, firstMean, first),
                mean(g, secondMean, second),
                covariance(f, firstMean, f, firstMean, first),
                covariance(f, firstMean, g, secondMean, cross),
                covariance(g, secondMean, g, secondMean, second));
    }

    /** {@code E a . b} of the two networks' values. */
    double secondMoment() {
        double sum = TensorSimilarity.trace(cross);
        for (int i = 0; i < firstMean.length; i++) {
            sum += firstMean[i] * secondMean[i];
        }
        return sum;
    }

    /** {@code P (E[w x] E[u x] + Cov(w x, u x))}. */
    private static double[] mean(BilinearLayer f, double[] mean, Matrix covariance) {
        double[] w = means(f.gate(), mean);
        double[] u = means(f.linear(), mean);
        Matrix read = f.gate().times(covariance);
        double[] products = new double[f.hidden()];
        for (int h = 0; h < products.length; h++) {
            products[h] = w[h] * u[h];
            for (int i = 0; i < f.inputs(); i++) {
                products[h] += read.get(h, i) * f.linear().get(h, i);
            }
        }
        return f.out().times(Matrix.wrap(products.length, 1, products)).values();
    }

    /**
     * Of the products of four normal values what is left of the fourth moment without the product of the two means: six
     * terms.
     */
    private static Matrix covariance(BilinearLayer f, double[] meanF, BilinearLayer g, double[] meanG, Matrix between) {
        Matrix ww = TensorSimilarity.between(f.gate(), between, g.gate());
        Matrix uu = TensorSimilarity.between(f.linear(), between, g.linear());
        Matrix wu = TensorSimilarity.between(f.gate(), between, g.linear());
        Matrix uw = TensorSimilarity.between(f.linear(), between, g.gate());
        double[] w = means(f.gate(), meanF);
        double[] u = means(f.linear(), meanF);
        double[] w2 = means(g.gate(), meanG);
        double[] u2 = means(g.linear(), meanG);
        Matrix hidden = Matrix.zeros(f.hidden(), g.hidden());
        for (int h = 0; h < f.hidden(); h++) {
            for (int k = 0; k < g.hidden(); k++) {
                double pairs = ww.get(h, k) * uu.get(h, k) + wu.get(h, k) * uw.get(h, k);
                double means = w[h] * w2[k] * uu.get(h, k)
                        + w[h] * u2[k] * uw.get(h, k)
                        + u[h] * w2[k] * wu.get(h, k)
                        + u[h] * u2[k] * ww.get(h, k);
                hidden.set(h, k, pairs + means);
            }
        }
        return TensorSimilarity.between(f.out(), hidden, g.out());
    }

    private static double[] means(Matrix rows, double[] mean) {
        return rows.times(Matrix.wrap(mean.length, 1, mean)).values();
    }
}
