package org.assay.symbolic.fit.discrete;

import java.util.List;
import java.util.stream.Collectors;
import org.assay.datasets.sequence.Vocabulary;

/**
 * Where all literals hold, the emission; with none, everywhere.
 *
 * @param literals at most two
 */
record DiscreteRule(List<Literal> literals, Emission emission) {
    DiscreteRule {
        literals = List.copyOf(literals);
    }

    /** A feature, or its absence. */
    record Literal(Feature feature, boolean holds) {
        String says(Vocabulary vocabulary) {
            return (holds ? "" : "not ") + feature.says(vocabulary);
        }
    }

    String says(Vocabulary vocabulary) {
        String when = literals.stream().map(literal -> literal.says(vocabulary)).collect(Collectors.joining(" and "));
        return (when.isEmpty() ? "else" : "if " + when) + ": " + emission.says(vocabulary);
    }
}
