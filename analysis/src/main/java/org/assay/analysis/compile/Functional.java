package org.assay.analysis.compile;

import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A number that is read from the residual stream: {@code <direction, x> + constant}.
 *
 * @param direction D
 * @param reads     names of the variables that it depends on
 */
record Functional(double[] direction, double constant, SortedSet<String> reads) {

    /** The same number everywhere. */
    static Functional constant(int width, double value) {
        return new Functional(new double[width], value, new TreeSet<>());
    }

    static Functional sum(int width, Collection<Functional> terms) {
        double[] direction = new double[width];
        double constant = 0;
        TreeSet<String> reads = new TreeSet<>();
        for (Functional term : terms) {
            for (int d = 0; d < width; d++) {
                direction[d] += term.direction[d];
            }
            constant += term.constant;
            reads.addAll(term.reads);
        }
        return new Functional(direction, constant, reads);
    }

    Functional times(double factor) {
        double[] scaled = new double[direction.length];
        for (int d = 0; d < scaled.length; d++) {
            scaled[d] = factor * direction[d];
        }
        return new Functional(scaled, factor * constant, factor == 0 ? new TreeSet<>() : reads);
    }

    Functional plus(double value) {
        return new Functional(direction, constant + value, reads);
    }
}
