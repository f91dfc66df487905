package org.assay.analysis.circuit.role;

import java.util.List;

/**
 * What becomes of a network when heads of one layer are taken out, one by one and together: their outputs are set to the mean over the
 * contexts. Effects are mean KL(network || network without), nats per token.
 *
 * <p>The factor is the effect of all over the sum of the single effects. Heads that do different things have 1, or less where one is of no
 * use without the other; heads that share one job have more: 2 where each of two brings half of it and laws answer linearly, and
 * without limit where either does it all.
 *
 * @param layer    of the heads
 * @param heads    rising, two or more
 * @param role     that all of them have; empty where they have none in common
 * @param single   effect of each alone
 * @param together effect of all
 * @param factor   together over the sum of the single ones; 1 where nothing has an effect
 * @param low      lower end of the factor: 1.96 standard errors over sequences below it
 * @param cosine   of what the heads move (their maps W_V W_O), the mean over pairs, in -1 .. 1
 */
public record Redundancy(
        int layer,
        List<Integer> heads,
        String role,
        List<Double> single,
        double together,
        double factor,
        double low,
        double cosine) {
    public Redundancy {
        heads = List.copyOf(heads);
        single = List.copyOf(single);
    }

    /** Whether they do the same job: one role, and beyond doubt more effect together than one by one. */
    public boolean isRedundant() {
        return !role.isEmpty() && low > 1;
    }
}
