package org.assay.datasets.corpus;

/**
 * One sequence of a process.
 *
 * @param tokens ids
 * @param rules  for each token the index of the rule that emitted it, -1 for processes without rules
 */
public record SampledSequence(int[] tokens, int[] rules) {
    public SampledSequence {
        if (tokens.length != rules.length) {
            throw new IllegalArgumentException(
                    "a sequence of " + tokens.length + " tokens has " + rules.length + " labels");
        }
    }
}
