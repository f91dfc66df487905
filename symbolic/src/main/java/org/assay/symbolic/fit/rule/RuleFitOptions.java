package org.assay.symbolic.fit.rule;

/**
 * How rules are fitted.
 *
 * @param observations the nominal number N of observed tokens at which nats of description and nats of loss are weighed, from 100:
 *                     a rule must save more than it costs to write down
 * @param reach        how many tokens before the current one a rule may look back, 2 to 64
 * @param heldOutShare share of the sequences that is held out for the report, in (0, 1)
 */
public record RuleFitOptions(double observations, int reach, double heldOutShare) {
    /** N = 1e5, twelve tokens back, a fifth of the sequences held out. */
    public static final RuleFitOptions DEFAULT = new RuleFitOptions(1e5, 12, 0.2);

    public RuleFitOptions {
        boolean legal = observations >= 100 && observations < Double.POSITIVE_INFINITY && reach >= 2 && reach <= 64;
        if (!legal || !(heldOutShare > 0 && heldOutShare < 1)) {
            throw new IllegalArgumentException("fitting rules needs 100 or more observations, a reach of 2 to 64 and a"
                    + " held-out share between 0 and 1, got " + observations + ", " + reach + " and " + heldOutShare);
        }
    }
}
