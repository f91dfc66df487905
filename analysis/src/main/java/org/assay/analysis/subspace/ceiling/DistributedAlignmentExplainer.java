package org.assay.analysis.subspace.ceiling;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assay.analysis.explain.Explainer;
import org.assay.analysis.explain.Explanation;
import org.assay.analysis.subspace.FittedPartition;
import org.assay.analysis.subspace.PartitionExplanation;
import org.assay.datasets.model.InstrumentedModel;
import org.assay.datasets.model.Site;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.progress.Progress;
import org.assay.datasets.sequence.ContextSet;
import org.assay.neural.hook.HookedTransformer;

/**
 * A ceiling, which unlike other explainers is told the factors: one block for each, learned by {@link DistributedAlignment} on the
 * contexts given, which must not be those that are reported. With one factor it is DAS, with several MDAS.
 *
 * @param site     where
 * @param process  what made the contexts
 * @param sizes    directions of each factor's block by name of the factor, in the order of the blocks
 * @param pairs    exchanges of each kind for each factor at most
 * @param options  of the search
 * @param progress who is told how far it is
 */
public record DistributedAlignmentExplainer(
        Site site,
        GeneratingProcess process,
        Map<String, Integer> sizes,
        int pairs,
        DistributedAlignment.Options options,
        Progress progress)
        implements Explainer {
    public DistributedAlignmentExplainer {
        sizes = Collections.unmodifiableMap(new LinkedHashMap<>(sizes));
        if (sizes.isEmpty() || pairs < 1) {
            throw new IllegalArgumentException(
                    "an alignment needs a factor and an exchange, got " + sizes + " and " + pairs);
        }
    }

    @Override
    public String method() {
        return sizes.size() == 1 ? "das" : "mdas";
    }

    @Override
    public Explanation fit(InstrumentedModel network, ContextSet contexts, Seed seed) {
        if (!(network instanceof HookedTransformer hooked)) {
            throw new IllegalArgumentException("an alignment needs derivatives, which " + network.name()
                    + " does not give: it takes a trained transformer");
        }
        FactorExchanges exchanges = FactorExchanges.of(
                network, site, process, contexts, List.copyOf(sizes.keySet()), pairs, seed.child("exchanges"));
        if (exchanges.names().isEmpty()) {
            throw new IllegalArgumentException("no factor can be exchanged: " + exchanges.refused());
        }
        double[] mean = network.record(contexts, site).values().leftTimes(contexts.weights());
        DistributedAlignment found = DistributedAlignment.fit(
                new HookedGradient(hooked, site),
                exchanges.exchanges(),
                mean,
                exchanges.names().stream().map(sizes::get).toList(),
                List.of(),
                options,
                seed.child("search"),
                progress);
        Map<String, String> remarks = new LinkedHashMap<>();
        remarks.put("factors of the blocks", String.join(", ", exchanges.names()));
        remarks.put("mean KL after exchanges", Double.toString(found.loss()));
        remarks.put("starts", Integer.toString(found.starts()));
        exchanges.refused().forEach((name, reason) -> remarks.put("left out: " + name, reason));
        return new PartitionExplanation(method(), network, site, new FittedPartition(found.partition(), remarks));
    }
}
