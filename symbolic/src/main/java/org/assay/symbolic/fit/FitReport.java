package org.assay.symbolic.fit;

import java.util.List;

/**
 * What a fit did, step by step, in nats per token of KL(network || program).
 *
 * @param steps    in order; controls such as {@code bigram} among them
 * @param prices   the finished program at several numbers of observations
 * @param failures what was tried and given up, in words
 */
public record FitReport(List<Step> steps, List<Price> prices, List<String> failures) {
    public FitReport {
        steps = List.copyOf(steps);
        prices = List.copyOf(prices);
        failures = List.copyOf(failures);
    }

    /**
     * @param name        what was made
     * @param parts       how many: labels, cells, classes or weights, as the note says
     * @param fitLoss     on the rows that were fitted on
     * @param heldOutLoss on held-out prefixes
     * @param programNats length of the description; 0 where there is no program yet
     * @param note        remarks
     */
    public record Step(String name, int parts, double fitLoss, double heldOutLoss, double programNats, String note) {}

    /**
     * @param observations N
     * @param programNats  length of the program at N
     * @param lossNats     N times the loss on the fit rows
     */
    public record Price(double observations, double programNats, double lossNats) {
        public double total() {
            return programNats + lossNats;
        }
    }

    /** The step called {@code name}; throws when there is none. */
    public Step step(String name) {
        return steps.stream()
                .filter(step -> step.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no step '" + name + "' in " + steps));
    }
}
