package org.assay.analysis.experiment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assay.analysis.metric.Capture;
import org.assay.analysis.metric.Clusters;
import org.assay.analysis.metric.InterchangePairs;
import org.assay.analysis.metric.InterchangeSuccess;
import org.assay.analysis.subspace.FactorSubspace;
import org.assay.analysis.subspace.SubspaceExplanation;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.InstrumentedModel;
import org.assay.datasets.model.Intervention;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.model.Representation;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.sequence.ContextSet;

/** What only a subspace can be asked: which factors lie in it, and whether moving it moves what the network believes. */
final class SubspaceScores {
    private static final String CAPTURE =
            "share of the variance that the factor adds at the site which lies in the subspace, from"
                    + " one joint regression of the held-out activations on all factors, corrected for what a random subspace of that"
                    + " size gets; the subspace was chosen on the other contexts";
    private static final String ADDED = "share of the variance at the site that the factor adds";
    private static final String INTERCHANGE =
            "1 - KL(law of the source's belief || edited network) / KL(... || unedited network)"
                    + " when the part of the activation in the subspace is replaced by a source row's, minus the same for a random move of"
                    + " equal length";

    /**
     * A factor must add this many times the variance that the same regression finds for factors shuffled over the rows. Below it
     * the directions are those of noise, which lie where the activations vary most, and a principal subspace would seem to
     * capture them.
     */
    private static final double LEAST_OVER_CHANCE = 3;

    private final MeasuredContexts contexts;
    private final Seed seed;
    private final ScoreSheet sheet;

    SubspaceScores(MeasuredContexts contexts, Seed seed, ScoreSheet sheet) {
        this.contexts = contexts;
        this.seed = seed;
        this.sheet = sheet;
    }

    /** Scores all subspaces that were fitted to {@code network} at one site. */
    void add(List<Candidate> candidates, InstrumentedModel network) {
        List<SubspaceExplanation> subspaces = new ArrayList<>();
        for (Candidate candidate : candidates) {
            subspaces.add((SubspaceExplanation) candidate.explanation());
        }
        ContextSet rows = contexts.heldOut();
        Representation held = network.record(rows, subspaces.get(0).site());
        List<Matrix> covariances = FactorSubspace.covariances(held, rows.weights(), contexts.targetsOfHeldOut());
        int[] shuffle = seed.child("shuffled factors").draws().nextPermutation(rows.rows());
        List<Matrix> chance = FactorSubspace.covariances(
                held,
                rows.weights(),
                contexts.targetsOfHeldOut().stream()
                        .map(target -> target.selectRows(shuffle))
                        .toList());
        double variance = FactorSubspace.variance(held, rows.weights());
        List<String> targets = List.copyOf(contexts.targets().keySet());
        for (int c = 0; c < candidates.size(); c++) {
            for (int t = 0; t < targets.size(); t++) {
                if (trace(covariances.get(t)) < LEAST_OVER_CHANCE * trace(chance.get(t))) {
                    continue;
                }
                Capture capture = Capture.of(subspaces.get(c).subspace(), covariances.get(t));
                sheet.add(
                        candidates.get(c),
                        targets.get(t),
                        "capture",
                        capture.corrected(),
                        "share",
                        CAPTURE,
                        Map.of(ADDED, Double.toString(capture.added() / variance)));
            }
            if (contexts.hasBelief()) {
                interchange(candidates.get(c), subspaces.get(c), network);
            }
        }
    }

    private static double trace(Matrix square) {
        double trace = 0;
        for (int i = 0; i < square.rows(); i++) {
            trace += square.get(i, i);
        }
        return trace;
    }

    private void interchange(Candidate candidate, SubspaceExplanation subspace, InstrumentedModel network) {
        ContextSet rows = contexts.edited();
        int[] source = InterchangePairs.samePosition(rows, seed.child("pairs"));
        Representation belief = contexts.process().record(rows, MeasuredContexts.beliefSite());
        NextTokenTable target =
                contexts.process().run(rows, Intervention.interchange(belief, Optional.empty(), source));
        InterchangeSuccess success = InterchangeSuccess.of(
                network,
                rows,
                network.record(rows, subspace.site()),
                subspace.subspace().basis(),
                source,
                target,
                contexts.process().next(rows),
                Clusters.bySequence(rows),
                seed.child("interchange"));
        Map<String, String> inputs = new LinkedHashMap<>();
        inputs.put("success of the subspace", Double.toString(success.success()));
        inputs.put("success of the matched random move", Double.toString(success.random()));
        inputs.put("KL before the edit", Double.toString(success.before()));
        inputs.put("KL after the edit", Double.toString(success.after()));
        sheet.add(
                candidate,
                MeasuredContexts.beliefSite().name(),
                "interchange",
                success.excess().value(),
                "share",
                INTERCHANGE,
                inputs);
    }
}
