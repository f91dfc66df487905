package org.assay.analysis.subspace.ceiling;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assay.analysis.explain.Explainer;
import org.assay.analysis.explain.Explanation;
import org.assay.analysis.subspace.FittedPartition;
import org.assay.analysis.subspace.Partition;
import org.assay.analysis.subspace.PartitionExplanation;
import org.assay.analysis.subspace.score.FactorCovariances;
import org.assay.analysis.subspace.score.KnownActivations;
import org.assay.analysis.subspace.score.KnownSite;
import org.assay.datasets.model.InstrumentedModel;
import org.assay.datasets.model.Site;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.sequence.ContextSet;

/**
 * A ceiling, which unlike other explainers is told the factors: {@link TruePartition} of the factors of the process.
 *
 * @param site     where
 * @param process  what made the contexts
 * @param factors  names of those that count
 * @param sizes    of the blocks
 * @param alsoFrom partitions of these sizes that it must not stay below on the contexts given; may be empty
 */
public record TruePartitionExplainer(
        Site site, GeneratingProcess process, List<String> factors, List<Integer> sizes, List<Partition> alsoFrom)
        implements Explainer {
    public TruePartitionExplainer {
        factors = List.copyOf(factors);
        sizes = List.copyOf(sizes);
        alsoFrom = List.copyOf(alsoFrom);
    }

    @Override
    public String method() {
        return "true-partition";
    }

    @Override
    public Explanation fit(InstrumentedModel network, ContextSet contexts, Seed seed) {
        KnownActivations known = KnownSite.of(network, site, process, contexts);
        FactorCovariances all = FactorCovariances.joint(known.values(), known.weights(), known.factors());
        List<Integer> chosen = factors.stream()
                .map(name -> {
                    int at = all.names().indexOf(name);
                    if (at < 0) {
                        throw new IllegalArgumentException("there is no factor '" + name + "' in " + process.name()
                                + " that varies on these contexts; there are " + all.names());
                    }
                    return at;
                })
                .toList();
        double[] mean = known.values().leftTimes(known.weights());
        TruePartition best = TruePartition.fit(all.select(chosen), mean, sizes, alsoFrom, seed);
        Map<String, String> remarks = new LinkedHashMap<>();
        remarks.put("one-to-one score where it was fitted", Double.toString(best.score()));
        remarks.put("starts", best.starts() + ", of which " + best.agreeing() + " ended within 0.001 of the best");
        return new PartitionExplanation(method(), network, site, new FittedPartition(best.partition(), remarks));
    }
}
