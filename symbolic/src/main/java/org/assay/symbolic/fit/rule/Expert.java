package org.assay.symbolic.fit.rule;

import java.util.BitSet;

/**
 * One rule while it is fitted: a condition, its laws (none for a rule that copies), a weight against the others that hold, and which
 * others keep silent where it holds.
 */
final class Expert {
    final String kind;
    Match match;
    double[][] laws;
    double weight = 1;
    final BitSet silences = new BitSet();

    Expert(String kind, Match match, double[][] laws) {
        this.kind = kind;
        this.match = match;
        this.laws = laws;
    }

    /** One that goes its own way. */
    Expert copy() {
        double[][] its = new double[laws.length][];
        for (int k = 0; k < its.length; k++) {
            its[k] = laws[k].clone();
        }
        Expert copy = new Expert(kind, match, its);
        copy.weight = weight;
        copy.silences.or(silences);
        return copy;
    }
}
