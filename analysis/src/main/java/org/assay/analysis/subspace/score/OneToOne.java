package org.assay.analysis.subspace.score;

import org.assay.analysis.metric.Assignment;

/**
 * Each factor has one block of its own: {@code (1/K) sum_k A~[s(k),k]} under the one-to-one assignment s that makes it greatest, with
 * the capture A~ corrected for chance. A factor without a block adds 0. 1 when every factor lies wholly in a block that is nobody
 * else's; a single block of all directions has 0, and so have random blocks on average but for what the choice of the assignment gains.
 *
 * @param score   at most 1
 * @param blockOf for each factor its block, or {@link Assignment#NONE}
 */
public record OneToOne(double score, int[] blockOf) {
    /** Assigned and scored on the same capture. */
    public static OneToOne of(CaptureMatrix capture) {
        return of(capture, capture);
    }

    /**
     * Assigned by one capture and scored by another, of the same blocks and factors: a score on rows that did not choose.
     */
    public static OneToOne of(CaptureMatrix assigned, CaptureMatrix scored) {
        int factors = assigned.factors().size();
        if (!scored.factors().equals(assigned.factors()) || scored.blocks() != assigned.blocks()) {
            throw new IllegalArgumentException("an assignment of " + assigned.factors() + " to " + assigned.blocks()
                    + " blocks does not fit " + scored.factors() + " in " + scored.blocks());
        }
        double[][] values = new double[factors][assigned.blocks()];
        for (int k = 0; k < factors; k++) {
            for (int s = 0; s < assigned.blocks(); s++) {
                values[k][s] = assigned.corrected(s, k);
            }
        }
        int[] blockOf = Assignment.greatest(values);
        double sum = 0;
        for (int k = 0; k < factors; k++) {
            sum += blockOf[k] == Assignment.NONE ? 0 : scored.corrected(blockOf[k], k);
        }
        return new OneToOne(sum / factors, blockOf);
    }
}
