package org.assay.analysis.subspace.score;

import org.assay.analysis.metric.Assignment;
import org.assay.analysis.subspace.Partition;
import org.assay.analysis.subspace.Subspace;
import org.assay.datasets.origin.Seed;

/**
 * How well a partition recovers known factors, in the numbers that tell one kind of failure from another. One block of everything is
 * complete and impure; one direction split off is nearly complete; blocks cut too fine are pure and incomplete.
 *
 * @param completeness  {@code mean_k max_s A[s,k]}: the largest share of a factor in one block
 * @param purity        {@code max_k P[s,k]}, mean over blocks weighted by their variance
 * @param harmonic      harmonic mean of A and P at the block that holds most of a factor, mean over factors
 * @param homogeneity   of the table of mass, see {@link VMeasure}
 * @param vMeasure      of the table of mass
 * @param adjusted      V-measure corrected by random partitions of the same sizes
 * @param oneToOne      see {@link OneToOne}
 * @param blockOf       for each factor its block in the one-to-one assignment, or {@link Assignment#NONE}
 * @param usedBlocks    blocks with more than 1 % of the variance
 * @param countError    |blocks used - factors|
 * @param sizeError     {@code sum_k |d_{s(k)} - r_k| / D}, s(k) the block that holds most of factor k
 */
public record Recovery(
        double completeness,
        double purity,
        double harmonic,
        double homogeneity,
        double vMeasure,
        double adjusted,
        double oneToOne,
        int[] blockOf,
        int usedBlocks,
        int countError,
        double sizeError) {
    private static final double USED = 0.01;

    /** Assigned and scored on the same rows, with {@link SizeMatched#DRAWS} random partitions. */
    public static Recovery of(Partition partition, FactorCovariances factors, Seed seed) {
        return of(partition, factors, factors, SizeMatched.DRAWS, seed);
    }

    /**
     * Assigned by what factors add on some rows, scored by what they add on others.
     *
     * @param chosen on the rows that labels may be used on
     * @param scored the same factors on the rows that are reported
     * @param draws  random partitions for the correction of V
     */
    public static Recovery of(
            Partition partition, FactorCovariances chosen, FactorCovariances scored, int draws, Seed seed) {
        CaptureMatrix choice = CaptureMatrix.of(partition, chosen);
        CaptureMatrix capture = CaptureMatrix.of(partition, scored);
        PurityMatrix purity = PurityMatrix.of(partition, scored);
        OneToOne assigned = OneToOne.of(choice, capture);
        VMeasure v = VMeasure.of(capture.mass());
        int used = 0;
        double pure = 0;
        double variance = 0;
        for (int s = 0; s < capture.blocks(); s++) {
            used += purity.variance()[s] > USED ? 1 : 0;
            pure += purity.variance()[s] * purity.purity(s);
            variance += purity.variance()[s];
        }
        return new Recovery(
                completeness(choice, capture),
                variance > 0 ? pure / variance : 0,
                harmonic(choice, capture, purity),
                v.homogeneity(),
                v.value(),
                VMeasure.adjusted(partition, scored, draws, seed.child("random partitions")),
                assigned.score(),
                assigned.blockOf(),
                used,
                Math.abs(used - scored.factors()),
                sizeError(partition, choice, scored));
    }

    private static double completeness(CaptureMatrix choice, CaptureMatrix capture) {
        double sum = 0;
        for (int k = 0; k < capture.factors().size(); k++) {
            sum += capture.share()[choice.blockOf(k)][k];
        }
        return sum / capture.factors().size();
    }

    private static double harmonic(CaptureMatrix choice, CaptureMatrix capture, PurityMatrix purity) {
        double sum = 0;
        for (int k = 0; k < capture.factors().size(); k++) {
            double complete = capture.share()[choice.blockOf(k)][k];
            double pure = purity.share()[choice.blockOf(k)][k];
            sum += complete + pure > 0 ? 2 * complete * pure / (complete + pure) : 0;
        }
        return sum / capture.factors().size();
    }

    private static double sizeError(Partition partition, CaptureMatrix choice, FactorCovariances factors) {
        double sum = 0;
        for (int k = 0; k < factors.factors(); k++) {
            Subspace truth = factors.subspace(k);
            sum += Math.abs(partition.sizes().get(choice.blockOf(k)) - truth.dimensions());
        }
        return sum / partition.directions();
    }
}
