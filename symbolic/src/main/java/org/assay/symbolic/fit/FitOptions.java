package org.assay.symbolic.fit;

import java.util.List;

/**
 * How a program is fitted.
 *
 * @param observations the nominal number N of observed tokens at which nats of program and nats of loss are weighed, from 100
 * @param window       how many last tokens a program looks at, 1 to 16
 * @param mostCells    most context cells before merging, 2 to 4000; time grows with the square
 * @param splitDepth   contexts that begin with the same tokens, this many, are fitted on or held out together; from 1
 * @param heldOutShare share of these subtrees that is held out for the report, in (0, 1)
 * @param activationShares values tried for the weight of activations against behaviour in merging, each at least 0, where 1
 *                     gives the two equal totals; the best on a part of the fit rows is taken
 */
public record FitOptions(
        double observations,
        int window,
        int mostCells,
        int splitDepth,
        double heldOutShare,
        List<Double> activationShares) {
    public FitOptions {
        activationShares = List.copyOf(activationShares);
        require(
                observations >= 100 && observations < Double.POSITIVE_INFINITY,
                "observations",
                observations,
                "[100, inf)");
        require(window >= 1 && window <= 16, "window", window, "1..16");
        require(mostCells >= 2 && mostCells <= 4000, "mostCells", mostCells, "2..4000");
        require(splitDepth >= 1, "splitDepth", splitDepth, "1..");
        require(heldOutShare > 0 && heldOutShare < 1, "heldOutShare", heldOutShare, "(0, 1)");
        require(!activationShares.isEmpty(), "number of activationShares", 0, "1..");
        activationShares.forEach(share -> require(share >= 0 && share < 1e6, "activationShares", share, "[0, 1e6)"));
    }

    /** For {@code window} tokens at N = 1e6. */
    public static FitOptions of(int window, int splitDepth) {
        return new FitOptions(1e6, window, 600, splitDepth, 0.2, List.of(0.0, 0.1, 0.3, 1.0));
    }

    private static void require(boolean legal, String name, Object value, String range) {
        if (!legal) {
            throw new IllegalArgumentException("option " + name + " must lie in " + range + ", got " + value);
        }
    }
}
