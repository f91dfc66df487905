package org.assay.analysis.circuit;

import org.assay.datasets.model.InterventionPlan;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.progress.Progress;
import org.assay.datasets.sequence.ContextSet;
import org.assay.neural.hook.ActivationCache;
import org.assay.neural.hook.HookedTransformer;
import org.assay.neural.hook.NameFilter;

/**
 * Where to begin when looking inside a network: one method for each thing that can be asked of it. {@code
 * docs/looking-inside.md} goes through them.
 */
public final class Inspection {
    private final HookedTransformer network;
    private final Progress progress;

    private Inspection(HookedTransformer network, Progress progress) {
        this.network = network;
        this.progress = progress;
    }

    public static Inspection of(HookedTransformer network) {
        return new Inspection(network, Progress.SILENT);
    }

    /** The same, telling {@code other} how far it is. */
    public Inspection reportingTo(Progress other) {
        return new Inspection(network, other);
    }

    /** What hook points hold; {@code names} may have {@code *} for any run of characters. */
    public ActivationCache cache(int[][] sequences, String... names) {
        return network.runWithCache(sequences, NameFilter.glob(names));
    }

    /** What the network would answer after each layer. */
    public LogitLens logitLens(int[][] sequences) {
        return LogitLens.of(network, sequences);
    }

    /** The logits as a sum over components. */
    public DirectAttribution attribution(int[][] sequences) {
        return DirectAttribution.of(network, sequences);
    }

    /** The next-token laws under a plan of edits. */
    public NextTokenTable edited(ContextSet contexts, InterventionPlan plan) {
        return network.run(contexts, plan);
    }

    /** Activation patching from source to base; {@code seed} draws the control's sources. */
    public PatchingSweep patching(ContextPairs pairs, LogitMetric metric, Seed seed) {
        return PatchingSweep.of(network, pairs, metric, seed, progress);
    }

    /** Attribution and patching of edges from source to base. */
    public EdgeAttribution edges(ContextPairs pairs, LogitMetric metric) {
        return EdgeAttribution.of(network, pairs, metric);
    }
}
