package org.assay.analysis.experiment;

import java.util.Map;
import org.assay.analysis.metric.KlDivergence;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.model.SequenceModel;
import org.assay.datasets.sequence.ContextSet;

/**
 * Faithful and true, kept apart: how far what an explanation says comes next lies from what the network says, and from what is
 * so. All on the same rows.
 */
final class NextTokenScores {
    private static final String FAITHFUL =
            "mean over held-out rows of KL(network || explanation), the trained network's law"
                    + " against what the explanation says comes next (faithful = behaves like the network)";
    private static final String TRUE =
            "mean over held-out rows of KL(truth || explanation), the exact Bayes law of the process"
                    + " against what the explanation says comes next (true = agrees with the process)";
    private static final String TARGET = "next-token";
    private static final String UNIT = "nats/token";

    private final ContextSet contexts;
    private final NextTokenTable truth;
    private final NextTokenTable network;
    private final ScoreSheet sheet;

    NextTokenScores(ContextSet contexts, SequenceModel process, SequenceModel network, ScoreSheet sheet) {
        this.contexts = contexts;
        this.truth = process.next(contexts);
        this.network = network.next(contexts);
        this.sheet = sheet;
    }

    /** Scores whatever answers; an explanation that cannot be asked gets no row. */
    void add(Candidate candidate) {
        candidate.explanation().next(contexts).toOptional().ifPresent(table -> add(candidate, table));
        sheet.add(
                candidate,
                "",
                "size",
                candidate.explanation().size().value(),
                candidate.explanation().size().unit(),
                "size of the explanation in its own unit",
                Map.of());
    }

    private void add(Candidate candidate, NextTokenTable table) {
        Map<String, String> inputs = Map.of("rows", contexts.rows() + " of context set " + contexts.id());
        double[] weights = contexts.weights();
        double faithful = KlDivergence.of(network, table, weights);
        double truthful = KlDivergence.of(truth, table, weights);
        sheet.add(candidate, TARGET, "kl-from-network", faithful, UNIT, FAITHFUL, inputs);
        sheet.add(candidate, TARGET, "kl-from-truth", truthful, UNIT, TRUE, inputs);
    }
}
