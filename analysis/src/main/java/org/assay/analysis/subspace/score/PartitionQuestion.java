package org.assay.analysis.subspace.score;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assay.analysis.subspace.KnownFactor;
import org.assay.analysis.subspace.Partition;
import org.assay.analysis.subspace.PartitionExplanation;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.sequence.ContextSet;

/**
 * A partition and everything that it is held against.
 *
 * @param process     name of what made the contexts
 * @param network     name of what is explained; bare activations have one too
 * @param method      that cut
 * @param site        where
 * @param partition   what is scored
 * @param chosen      rows that labels may be used on: to assign blocks to factors, to fit probes
 * @param scored      rows that are reported, with the same factors
 * @param ceilings    by name, partitions that were told the factors, on the same directions
 * @param interchange what can be asked of the network on the rows that are reported; empty for bare activations
 */
public record PartitionQuestion(
        String process,
        String network,
        String method,
        String site,
        Partition partition,
        KnownActivations chosen,
        KnownActivations scored,
        Map<String, Partition> ceilings,
        Optional<Interchange> interchange) {
    public PartitionQuestion {
        ceilings = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(ceilings));
        if (!names(chosen).equals(names(scored))) {
            throw new IllegalArgumentException("the factors of the rows that choose, " + names(chosen)
                    + ", must be those of the rows that are reported, " + names(scored));
        }
        for (Partition each : ceilings.values()) {
            if (each.directions() != partition.directions()) {
                throw new IllegalArgumentException("a ceiling on " + each.directions()
                        + " directions stands beside a partition of " + partition.directions());
            }
        }
    }

    /** A partition of activations that no network is at hand for. */
    public static PartitionQuestion ofActivations(
            String data,
            String method,
            Partition partition,
            KnownActivations chosen,
            KnownActivations scored,
            Map<String, Partition> ceilings) {
        return new PartitionQuestion(
                data, "activations", method, "", partition, chosen, scored, ceilings, Optional.empty());
    }

    /**
     * A partition of a site of a network.
     *
     * @param chosenOn contexts that labels may be used on
     * @param scoredOn contexts that are reported, none of which begins as one of the others does
     * @param factors  names of the factors that are asked about, all where empty
     * @param pairs    exchanges for each factor at most
     */
    public static PartitionQuestion of(
            PartitionExplanation explanation,
            GeneratingProcess process,
            ContextSet chosenOn,
            ContextSet scoredOn,
            List<String> factors,
            Map<String, Partition> ceilings,
            int pairs,
            Seed seed) {
        List<KnownFactor> first = KnownSite.factors(process, chosenOn);
        List<KnownFactor> second = KnownSite.factors(process, scoredOn);
        List<String> both = names(first).stream()
                .filter(name -> names(second).contains(name))
                .filter(name -> factors.isEmpty() || factors.contains(name))
                .toList();
        for (String name : factors) {
            if (!both.contains(name)) {
                throw new IllegalArgumentException("there is no factor '" + name + "' in " + process.name()
                        + " that varies on these contexts; there are " + names(first));
            }
        }
        Interchange interchange = Interchange.of(
                explanation.network(),
                explanation.site(),
                process,
                scoredOn,
                pick(second, both),
                pairs,
                seed.child("interchange"));
        return new PartitionQuestion(
                process.name(),
                explanation.network().name(),
                explanation.method(),
                explanation.site().name(),
                explanation.partition(),
                new KnownActivations(
                        explanation
                                .network()
                                .record(chosenOn, explanation.site())
                                .values(),
                        chosenOn.weights(),
                        pick(first, both)),
                new KnownActivations(interchange.held(), scoredOn.weights(), pick(second, both)),
                ceilings,
                Optional.of(interchange));
    }

    /** The same beside these ceilings. */
    public PartitionQuestion with(Map<String, Partition> others) {
        return new PartitionQuestion(process, network, method, site, partition, chosen, scored, others, interchange);
    }

    private static List<KnownFactor> pick(List<KnownFactor> factors, List<String> names) {
        return factors.stream().filter(factor -> names.contains(factor.name())).toList();
    }

    private static List<String> names(KnownActivations known) {
        return names(known.factors());
    }

    private static List<String> names(List<KnownFactor> factors) {
        return factors.stream().map(KnownFactor::name).toList();
    }
}
