package org.assay.symbolic.fit.rule;

import java.util.BitSet;

/**
 * One rule while it is fitted: a condition, its laws (none for a rule that copies), a weight against the others that hold, and which
 * others keep silent where it holds.
 */
final class Expert {
    final String kind;
    final Match match;
    double[][] laws;
    double weight = 1;
    final BitSet silences = new BitSet();

    Expert(String kind, Match match, double[][] laws) {
        this.kind = kind;
        this.match = match;
        this.laws = laws;
    }
}
