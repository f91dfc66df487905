package org.assay.analysis.development;

/**
 * A differentiable function of parameters that training makes small: a mean over examples, in nats where it is a likelihood.
 */
public interface Loss {
    /** Number of parameters. */
    int size();

    /**
     * The loss at a point, and its gradient there.
     *
     * @param parameters as many as {@link #size}; not changed
     * @param gradient   as many, overwritten
     */
    double at(double[] parameters, double[] gradient);
}
