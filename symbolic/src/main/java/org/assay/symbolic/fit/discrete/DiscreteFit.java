package org.assay.symbolic.fit.discrete;

import java.util.List;
import java.util.Optional;
import org.assay.symbolic.program.Program;

/**
 * A program that answers as a network does, and how it was found.
 *
 * @param rules    what the program does, in words: the first that applies answers
 * @param steps    stage by stage
 * @param gaveUp   the stage at which the search ended without a program that answers nearly all whole sequences, and why; empty
 *                 when it did not
 */
public record DiscreteFit(Program program, List<String> rules, List<Step> steps, Optional<String> gaveUp) {
    public DiscreteFit {
        rules = List.copyOf(rules);
        steps = List.copyOf(steps);
    }

    /**
     * @param stage        what was made
     * @param parts        how many of it
     * @param fitMatch     share of the whole sequences that were fitted on with every answer the network's
     * @param heldOutMatch the same of the others
     */
    public record Step(String stage, int parts, double fitMatch, double heldOutMatch) {}
}
