package org.assay.analysis.subspace.neighbour;

/**
 * Turns a rotation step by step so that rows come to lie nearer to each other within blocks: fresh queries and keys at every step,
 * Adam on the skew gradient, a Cayley step along it.
 */
final class NeighbourTraining {
    private final NeighbourLoss loss;
    private final RowDraws draws;
    private final int queries;
    private final int keys;
    private final double[][] omega;

    /**
     * @param rows    n x k, of root mean square norm about 1
     * @param queries of a step
     * @param keys    of a step
     */
    NeighbourTraining(float[][] rows, RowDraws draws, int queries, int keys) {
        this.loss = new NeighbourLoss(rows);
        this.draws = draws;
        this.queries = queries;
        this.keys = keys;
        this.omega = new double[rows[0].length][rows[0].length];
    }

    /**
     * Turns {@code r} in place for {@code steps} steps with an optimiser of their own, and makes it orthonormal again.
     *
     * @param first learning rate of the first step; it goes linearly to that of the last
     */
    void run(double[][] r, Blocks blocks, int steps, double first, double last) {
        SkewAdam adam = new SkewAdam(r.length);
        for (int step = 0; step < steps; step++) {
            double value = loss.ascent(draws.queries(queries), draws.keys(keys), r, blocks, omega);
            if (!Double.isFinite(value)) {
                throw new ArithmeticException("the neighbour distance is " + value + " at step " + step);
            }
            adam.step(omega, first + (last - first) * step / steps);
            Rotation.turn(r, omega);
        }
        Rotation.straighten(r);
    }
}
