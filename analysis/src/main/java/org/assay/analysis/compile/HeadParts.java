package org.assay.analysis.compile;

import java.util.List;

/**
 * One head of the network over the residual stream before it is turned. With softmax the score of a key is {@code sharpness} times the
 * sum of query times key over the terms of {@code first}; with bilinear attention the pattern is the product of these sums over
 * {@code first} and {@code second}.
 *
 * @param outputs what is read at the key and where it is written at the query
 * @param rest    D, what is written whatever the head keeps
 */
record HeadParts(
        String name, double sharpness, List<Term> first, List<Term> second, List<Output> outputs, double[] rest) {
    /** A product of a number that is read at the query and one that is read at the key. */
    record Term(Functional query, Functional key) {}

    /**
     * @param value     read at the key
     * @param direction D, written at the query
     * @param target    name of the variable that the direction belongs to
     */
    record Output(Functional value, double[] direction, String target) {}

    /** Dimensions that the head needs for scores and values. */
    int size() {
        return Math.max(outputs.size(), Math.max(first.size(), second.size()));
    }
}
