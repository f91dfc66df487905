package org.assay.analysis.belief.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.assay.analysis.belief.BeliefProbe;
import org.assay.analysis.belief.BeliefRows;
import org.assay.analysis.belief.FeatureGuard;
import org.assay.analysis.belief.ProbeResult;
import org.assay.analysis.belief.ProbeSplit;
import org.assay.analysis.belief.ProbeTarget;
import org.assay.analysis.belief.SiteFeatures;
import org.assay.analysis.belief.study.BeliefTable.Entry;
import org.assay.analysis.belief.target.RivalTargets;
import org.assay.analysis.belief.target.Targets;
import org.assay.analysis.belief.target.TruthTargets;
import org.assay.analysis.control.LogProbabilityFeatures;
import org.assay.analysis.control.ShuffledTargets;
import org.assay.analysis.control.WindowFeatures;
import org.assay.analysis.metric.KlDivergence;
import org.assay.analysis.probe.FeatureSource;
import org.assay.analysis.subspace.RandomSubspace;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.InstrumentedModel;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.model.Site;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.progress.Progress;
import org.assay.datasets.sequence.ContextSet;

/**
 * Reads every target out of every site of a network, and out of everything that must not do as well: the same sites of an untrained
 * network, the network's own answer, the tokens themselves, a random subspace, and the sites again with the targets in random order.
 */
public final class BeliefStudy {
    private final GeneratingProcess process;
    private final BeliefRows rows;
    private final ProbeSplit split;
    private final BeliefProbe probe;
    private final Targets targets;
    private final Optional<Diagnosticity> diagnosticity;
    private final NextTokenTable truth;
    private final Options options;

    /**
     * @param weighting of rows, in fits and scores
     * @param pairs     rows set in pairs for distances at most
     * @param gate      most nats per token by which a trained network may miss the process
     * @param wanted    names of targets; empty = all
     * @param seed      of folds, intervals, shuffles and random directions
     */
    public record Options(BeliefRows.Weighting weighting, int pairs, double gate, List<String> wanted, Seed seed) {
        public Options {
            wanted = List.copyOf(wanted);
        }
    }

    /**
     * A set of sites that are read side by side.
     *
     * @param name  as it is shown
     * @param sites at least one
     */
    public record SiteGroup(String name, List<Site> sites) {
        public SiteGroup {
            sites = List.copyOf(sites);
            if (sites.isEmpty()) {
                throw new IllegalArgumentException("the sites called '" + name + "' are none");
            }
        }
    }

    private BeliefStudy(GeneratingProcess process, BeliefRows rows, ProbeSplit split, Options options) {
        this.process = process;
        this.rows = rows;
        this.split = split;
        this.options = options;
        this.probe = BeliefProbe.of(rows, split, options.weighting(), options.pairs(), options.seed());
        ContextSet contexts = rows.contexts();
        this.truth = process.next(contexts);
        Targets known = TruthTargets.of(process, contexts);
        Optional<ProbeTarget> belief = known.all().stream()
                .filter(target -> target.name().equals("belief"))
                .findFirst();
        this.diagnosticity = belief.filter(
                        target -> target.variesOver(split.rows().fit()))
                .map(target -> Diagnosticity.of(process, contexts, split.subtreeDepth(), target.values()));
        Targets all = known.and(
                RivalTargets.of(process, contexts, belief, split.rows().fit(), split.subtreeDepth()));
        this.targets = options.wanted().isEmpty()
                ? all
                : new Targets(
                        options.wanted().stream().map(all::named).distinct().toList(), all.absent());
    }

    /** Prepares what does not depend on the network. */
    public static BeliefStudy of(GeneratingProcess process, BeliefRows rows, ProbeSplit split, Options options) {
        return new BeliefStudy(process, rows, split, options);
    }

    /** What is read. */
    public Targets targets() {
        return targets;
    }

    /**
     * @param network   trained
     * @param untrained the same architecture with weights as drawn
     * @param logits    site of its logits
     * @param groups    what is read, from input to output; at the last one targets are also shuffled, and a random subspace is taken
     */
    public BeliefTable of(
            InstrumentedModel network,
            InstrumentedModel untrained,
            Site logits,
            List<SiteGroup> groups,
            Progress progress) {
        NextTokenTable answer = network.next(rows.contexts());
        List<Entry> entries = new ArrayList<>();
        for (SiteGroup group : groups) {
            entries.add(entry(features(group, network), "", progress));
        }
        for (SiteGroup group : groups) {
            entries.add(entry(features(group, untrained), "untrained", progress));
        }
        entries.add(entry(features(new SiteGroup("logits", List.of(logits)), network), "logits", progress));
        entries.add(entry(
                FeatureSource.of("log-probabilities", LogProbabilityFeatures.of(answer)),
                "log-probabilities",
                progress));
        addTokens(entries, progress);
        addChance(entries, features(groups.get(groups.size() - 1), network).held(), progress);
        return new BeliefTable(
                network.name(),
                KlDivergence.of(truth, answer, rows.contexts().weights()),
                options.gate(),
                split.statement() + ", " + options.weighting().words(),
                entries,
                diagnosticity,
                targets.absent());
    }

    private FeatureSource features(SiteGroup group, InstrumentedModel network) {
        return SiteFeatures.of(group.name(), network, rows.contexts(), group.sites());
    }

    /** What needs no network at all. */
    private void addTokens(List<Entry> entries, Progress progress) {
        ContextSet contexts = rows.contexts();
        Matrix last = WindowFeatures.of(contexts, process.vocabulary().size(), 1);
        entries.add(entry(FeatureSource.of("last token", last), "last-token", progress));
        Matrix window = Diagnosticity.window(process, contexts);
        entries.add(entry(FeatureSource.of("all tokens", window), "additive-window", progress));
        Matrix laws = truth.probabilities();
        if (Arrays.stream(laws.values()).allMatch(p -> p > 0)) {
            entries.add(entry(
                    FeatureSource.of("log of the optimal law", LogProbabilityFeatures.of(truth)),
                    "optimal-log-law",
                    progress));
        }
        entries.add(entry(FeatureSource.of("optimal law", laws), "optimal-law", progress));
    }

    private void addChance(List<Entry> entries, FeatureSource site, Progress progress) {
        List<ProbeTarget> shuffled = targets.all().stream()
                .map(target -> new ProbeTarget(
                        target.name(),
                        target.role(),
                        target.columns(),
                        ShuffledTargets.of(
                                target.values(),
                                options.seed().child("shuffled").child(target.name())),
                        target.coordinates(),
                        target.meaning()))
                .toList();
        entries.add(entry(site, "shuffled-targets", probe.read(site, shuffled, progress)));
        int directions = Math.min(site.width(), Math.max(1, dimensions() - 1));
        Matrix basis = RandomSubspace.of(
                        new double[site.width()], directions, options.seed().child("random subspace"))
                .basis();
        entries.add(entry(
                new ProjectedFeatures(directions + " random directions of " + site.name(), site, basis),
                "random-subspace",
                progress));
    }

    /** Entries of the belief, or of the greatest target where there is none. */
    private int dimensions() {
        return targets.all().stream()
                .filter(target -> target.name().equals("belief"))
                .mapToInt(target -> target.values().columns())
                .findFirst()
                .orElse(targets.all().stream()
                        .mapToInt(target -> target.values().columns())
                        .max()
                        .orElse(1));
    }

    private Entry entry(FeatureSource features, String control, Progress progress) {
        return entry(features, control, probe.read(features, targets.all(), progress));
    }

    private static Entry entry(FeatureSource features, String control, List<ProbeResult> results) {
        FeatureGuard guard = results.isEmpty()
                ? FeatureGuard.of(features.width(), 0, false)
                : results.get(0).guard();
        boolean refused = guard.verdict() == FeatureGuard.Verdict.TOO_FEW_PREFIXES;
        return new Entry(features.name(), control, refused ? List.of() : results, guard);
    }
}
