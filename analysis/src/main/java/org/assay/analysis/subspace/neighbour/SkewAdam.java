package org.assay.analysis.subspace.neighbour;

/** Adam (Kingma and Ba 2015, algorithm 1) on the entries of skew gradients; the step is skew too. */
final class SkewAdam {
    private static final double MOMENTUM = 0.9;
    private static final double SQUARE_MOMENTUM = 0.999;
    private static final double EPSILON = 1e-8;

    private final double[][] mean;
    private final double[][] square;
    private double meanLeft = 1;
    private double squareLeft = 1;

    SkewAdam(int k) {
        this.mean = new double[k][k];
        this.square = new double[k][k];
    }

    /** Turns a gradient into the step against which to move. */
    void step(double[][] gradient, double rate) {
        meanLeft *= MOMENTUM;
        squareLeft *= SQUARE_MOMENTUM;
        double scale = rate / (1 - meanLeft);
        double squareScale = 1 / (1 - squareLeft);
        for (int i = 0; i < gradient.length; i++) {
            row(gradient[i], mean[i], square[i], scale, squareScale);
        }
    }

    private static void row(double[] g, double[] mean, double[] square, double scale, double squareScale) {
        for (int j = 0; j < g.length; j++) {
            mean[j] = MOMENTUM * mean[j] + (1 - MOMENTUM) * g[j];
            square[j] = SQUARE_MOMENTUM * square[j] + (1 - SQUARE_MOMENTUM) * g[j] * g[j];
            g[j] = scale * mean[j] / (Math.sqrt(square[j] * squareScale) + EPSILON);
        }
    }
}
