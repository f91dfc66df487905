package org.assay.analysis.belief.causal;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assay.analysis.metric.Interval;
import org.assay.analysis.metric.KlDivergence;
import org.assay.analysis.metric.ReadoutR2;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.InstrumentedModel;
import org.assay.datasets.model.Intervention;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.model.Site;
import org.assay.datasets.origin.Seed;

/**
 * What every edit of the belief at one site does to the next-token law.
 *
 * <p>{@code success = 1 - KL(target || edited) / KL(target || unedited)}, each divergence a mean over pairs, the target being the exact law
 * of the source. Any move away from a confident wrong answer lowers the divergence, so what a random edit of the same size does is
 * subtracted, whichever of the two random ones does better, and the divergence from the law of the base itself is told beside it.
 *
 * @param site         where
 * @param dimensions   of the encoder's subspace
 * @param explained    share of the variance at the site that the belief explains, on the contexts fitted on
 * @param probeR2      of the probe on the bases, which it was not fitted on
 * @param before       KL(target || unedited), nats
 * @param excess       KL(law of the base || unedited), nats: how far the network is from optimal
 * @param edits        in the order of {@link BeliefEdit}
 */
public record SiteEdits(
        Site site,
        int dimensions,
        double explained,
        double probeR2,
        double before,
        double excess,
        List<EditScore> edits) {

    /**
     * One edit.
     *
     * @param success     with its bootstrap interval over pairs
     * @param aboveRandom success less that of the better of the two random edits
     * @param toTarget    KL(law of the source || edited), nats
     * @param fromBase    KL(law of the base || edited), nats
     */
    public record EditScore(
            BeliefEdit edit, Interval success, Interval aboveRandom, double toTarget, double fromBase) {}

    public SiteEdits {
        edits = List.copyOf(edits);
    }

    /**
     * @param draws of each random edit; their divergences are averaged
     * @throws ArithmeticException when the network gives every target before any edit
     */
    static SiteEdits of(InstrumentedModel network, HeldPairs held, int draws, Seed seed) {
        BeliefPairs pairs = held.pairs();
        NextTokenTable unedited = network.next(pairs.base());
        double[] before = KlDivergence.perRow(pairs.sourceLaw(), unedited);
        if (!(mean(before) > 0)) {
            throw new ArithmeticException("success is not defined at " + held.site()
                    + ": before any edit the network already gives the laws of the sources");
        }
        Map<BeliefEdit, double[]> toTarget = new EnumMap<>(BeliefEdit.class);
        Map<BeliefEdit, double[]> fromBase = new EnumMap<>(BeliefEdit.class);
        for (BeliefEdit edit : BeliefEdit.values()) {
            double[] near = new double[pairs.count()];
            double[] far = new double[pairs.count()];
            List<Matrix> replacements = held.edited(edit, draws, seed);
            for (Matrix replacement : replacements) {
                NextTokenTable edited =
                        network.run(pairs.base(), new Intervention(held.site(), Optional.empty(), replacement));
                addTo(near, KlDivergence.perRow(pairs.sourceLaw(), edited), replacements.size());
                addTo(far, KlDivergence.perRow(pairs.baseLaw(), edited), replacements.size());
            }
            toTarget.put(edit, near);
            fromBase.put(edit, far);
        }
        List<EditScore> scores = new ArrayList<>();
        for (BeliefEdit edit : BeliefEdit.values()) {
            scores.add(new EditScore(
                    edit,
                    success(before, toTarget.get(edit), pairs, seed),
                    Interval.bootstrap(
                            new double[][] {
                                before,
                                toTarget.get(edit),
                                toTarget.get(BeliefEdit.RANDOM_DIRECTION),
                                toTarget.get(BeliefEdit.RANDOM_SUBSPACE)
                            },
                            pairs.clusters(),
                            sums -> (Math.min(sums[2], sums[3]) - sums[1]) / sums[0],
                            seed.child("interval")),
                    mean(toTarget.get(edit)),
                    mean(fromBase.get(edit))));
        }
        return new SiteEdits(
                held.site(),
                held.encoder().subspace().dimensions(),
                held.encoder().explained(),
                ReadoutR2.of(
                        pairs.baseBeliefs(),
                        held.encoder().read(held.base()),
                        pairs.base().weights()),
                mean(before),
                KlDivergence.of(pairs.baseLaw(), unedited, pairs.base().weights()),
                scores);
    }

    /** {@code 1 - sum after / sum before}, with its interval over pairs. */
    static Interval success(double[] before, double[] after, BeliefPairs pairs, Seed seed) {
        return Interval.bootstrap(
                new double[][] {before, after},
                pairs.clusters(),
                sums -> 1 - sums[1] / sums[0],
                seed.child("interval"));
    }

    /** What is said of {@code edit}. */
    public EditScore of(BeliefEdit edit) {
        return edits.get(edit.ordinal());
    }

    static void addTo(double[] sum, double[] part, int share) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += part[i] / share;
        }
    }

    static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }
}
