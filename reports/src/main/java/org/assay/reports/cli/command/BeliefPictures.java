package org.assay.reports.cli.command;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.assay.analysis.belief.BeliefProbe;
import org.assay.analysis.belief.BeliefRows;
import org.assay.analysis.belief.BeliefRows.Weighting;
import org.assay.analysis.belief.Coordinates;
import org.assay.analysis.belief.ProbeResult;
import org.assay.analysis.belief.ProbeSplit;
import org.assay.analysis.belief.ProbeTarget;
import org.assay.analysis.belief.SiteFeatures;
import org.assay.analysis.belief.causal.BeliefEdit;
import org.assay.analysis.belief.causal.BeliefPairs;
import org.assay.analysis.belief.causal.CausalSuite;
import org.assay.analysis.belief.causal.EditedLaws;
import org.assay.analysis.belief.causal.SiteEdits;
import org.assay.datasets.corpus.Enumeration;
import org.assay.datasets.corpus.SampledContexts;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.InstrumentedModel;
import org.assay.datasets.model.Representation;
import org.assay.datasets.model.Site;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.progress.Progress;
import org.assay.datasets.sequence.ContextSet;
import org.assay.reports.figure.BeliefFigure;
import org.assay.reports.figure.BeliefFigure.Panel;
import org.assay.reports.figure.EditFigure;
import org.assay.reports.figure.Figure;

/** Pictures of what a network holds of a belief, site by site, and of what its edits do. */
final class BeliefPictures {
    /** With no more words than this every context is drawn, else a sample of them. */
    private static final double MOST_WORDS = 1 << 20;

    private static final int SAMPLED = 20_000;
    private static final double HELD_OUT = 0.8;
    private static final int DEPTH = 4;
    private static final int DISTANCES = 300;

    private BeliefPictures() {}

    /** Edits by site, the belief as it is read at the last site and along all of them, and answers before and after. */
    static List<Figure> of(
            InstrumentedModel network, GeneratingProcess process, CausalSuite suite, Seed seed, Progress progress) {
        List<Figure> figures = new ArrayList<>();
        figures.add(EditFigure.of("edits", suite.edits()));
        figures.addAll(readOut(network, process, suite.options(), seed.child("pictures"), progress));
        answers(network, process, suite, seed).ifPresent(figures::add);
        return figures;
    }

    private static List<Figure> readOut(
            InstrumentedModel network,
            GeneratingProcess process,
            CausalSuite.Options options,
            Seed seed,
            Progress progress) {
        ContextSet contexts = contexts(process, options.length(), seed.child("contexts"));
        Representation belief = process.record(contexts, new Site("belief"));
        List<ProbeTarget> target = List.of(new ProbeTarget(
                "belief",
                ProbeTarget.Role.TRUTH,
                belief.directions(),
                belief.values(),
                Coordinates.LAW,
                "what the optimal observer believes"));
        BeliefRows rows = BeliefRows.of(contexts);
        ProbeSplit split = ProbeSplit.byPrefix(rows, Math.min(DEPTH, options.length()), HELD_OUT, seed.child("split"));
        BeliefProbe probe = BeliefProbe.of(rows, split, Weighting.PROBABILITY, DISTANCES, seed.child("probe"));
        Matrix truth = belief.values().selectRows(split.rows().heldOut());
        List<Panel> strip = new ArrayList<>(List.of(new Panel("truth", "the optimal observer", truth)));
        List<Double> scores = new ArrayList<>();
        for (Site site : options.sites()) {
            ProbeResult result = probe.read(
                            SiteFeatures.of(site.name(), network, contexts, List.of(site)), target, progress)
                    .get(0);
            scores.add(result.r2().value());
            strip.add(new Panel(
                    site.name(),
                    String.format(Locale.ROOT, "R2 %.4f", result.r2().value()),
                    result.predicted()));
        }
        int last = strip.size() - 1;
        String read = "Read by a linear probe at prefixes that it was not fitted on. ";
        String finding = String.format(
                Locale.ROOT,
                "At %s the belief comes back with R2 %.4f. ",
                strip.get(last).name(),
                scores.get(last - 1));
        String heading = "True beliefs and those read out of the network";
        String caption = finding + read + "The same colour is the same true belief.";
        List<Panel> beside = List.of(strip.get(0), strip.get(last));
        boolean many = truth.rows() > BeliefFigure.LIVE_POINTS;
        return List.of(
                many
                        ? BeliefFigure.density("beliefs", heading, belief.directions(), truth, beside, caption)
                        : BeliefFigure.live("beliefs", heading, belief.directions(), truth, beside, caption),
                BeliefFigure.live(
                        "layers",
                        "The belief from site to site",
                        belief.directions(),
                        truth,
                        strip,
                        layers(options.sites(), scores) + read));
    }

    private static String layers(List<Site> sites, List<Double> scores) {
        List<String> parts = new ArrayList<>();
        for (int s = 0; s < sites.size(); s++) {
            parts.add(String.format(Locale.ROOT, "%.3f at %s", scores.get(s), sites.get(s)));
        }
        return "R2 is " + String.join(", ", parts) + ". ";
    }

    /** The laws that a network answers with at the site where an exchange of the belief does best; of three tokens or more. */
    private static Optional<Figure> answers(
            InstrumentedModel network, GeneratingProcess process, CausalSuite suite, Seed seed) {
        if (process.vocabulary().size() < 3) {
            return Optional.empty();
        }
        CausalSuite.Options options = suite.options();
        SiteEdits best = suite.edits().stream()
                .max(Comparator.comparingDouble(
                        edits -> edits.of(BeliefEdit.ENCODER_SWAP).aboveRandom().value()))
                .orElseThrow();
        BeliefPairs pairs = BeliefPairs.of(
                process, options.position(), options.drawn(), options.pairs(), BeliefPairs.Kind.ANY, seed);
        EditedLaws laws = EditedLaws.of(network, pairs, best.site(), seed);
        Matrix wanted = laws.wanted().probabilities();
        List<Panel> panels = new ArrayList<>();
        panels.add(new Panel("asked for", "the law of the source", wanted));
        panels.add(new Panel("before", "no edit", laws.unedited().probabilities()));
        for (BeliefEdit edit : BeliefEdit.values()) {
            panels.add(new Panel(
                    edit.title(),
                    String.format(
                            Locale.ROOT,
                            "%ssuccess %.3f",
                            edit.isControl() ? "control, " : "",
                            best.of(edit).success().value()),
                    laws.edited().get(edit).probabilities()));
        }
        return Optional.of(BeliefFigure.live(
                "answers",
                "Laws of the next token before and after edits at " + best.site(),
                process.vocabulary().tokens(),
                wanted,
                panels,
                String.format(
                        Locale.ROOT,
                        "Each point is what the network answers at a base, coloured by the law of its source. With the encoder's subspace"
                                + " exchanged it answers like the source (success %.3f), with all else exchanged it does not (%.3f). ",
                        best.of(BeliefEdit.ENCODER_SWAP).success().value(),
                        best.of(BeliefEdit.COMPLEMENT_SWAP).success().value())));
    }

    private static ContextSet contexts(GeneratingProcess process, int length, Seed seed) {
        if (Math.pow(process.vocabulary().size(), length) <= MOST_WORDS) {
            return Enumeration.of(process, length);
        }
        return SampledContexts.of(process, seed, Math.max(2, SAMPLED / length), length, 0)
                .beforePadding(process.vocabulary())
                .contexts();
    }
}
