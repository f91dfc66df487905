package org.assay.analysis.subspace.ceiling;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assay.analysis.explain.Answer;
import org.assay.analysis.subspace.KnownFactor;
import org.assay.analysis.subspace.score.CounterfactualPairs;
import org.assay.analysis.subspace.score.KnownSite;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.InstrumentedModel;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.model.Site;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.sequence.ContextSet;

/**
 * The exchanges that a block for each factor should answer: those that change the factor, with the exact law after the change, and
 * those that change everything but the factor, with the network's own law.
 *
 * @param names     of the factors, each with a block, in order
 * @param exchanges of the blocks
 * @param refused   factors that cannot be asked about, with the reason
 */
record FactorExchanges(List<String> names, List<Exchange> exchanges, Map<String, String> refused) {
    /**
     * @param wanted names of factors, in the order of their blocks
     * @param most   exchanges of each kind for each factor
     */
    static FactorExchanges of(
            InstrumentedModel network,
            Site site,
            GeneratingProcess process,
            ContextSet contexts,
            List<String> wanted,
            int most,
            Seed seed) {
        List<KnownFactor> known = KnownSite.factors(process, contexts);
        Matrix held = network.record(contexts, site).values();
        NextTokenTable laws = network.next(contexts);
        List<String> names = new ArrayList<>();
        List<Exchange> exchanges = new ArrayList<>();
        Map<String, String> refused = new LinkedHashMap<>();
        for (String name : wanted) {
            KnownFactor factor = known.stream()
                    .filter(each -> each.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("there is no factor '" + name + "' in "
                            + process.name() + " that varies on these contexts; there are "
                            + known.stream().map(KnownFactor::name).toList()));
            Seed own = seed.child(name);
            Answer<CounterfactualPairs> pairs = CounterfactualPairs.of(process, contexts, factor, most, own);
            if (pairs instanceof Answer.CannotBeAsked<CounterfactualPairs> no) {
                refused.put(name, no.reason());
                continue;
            }
            int block = names.size();
            names.add(name);
            exchanges.add(cause(block, pairs.get(), held));
            int[][] still = CounterfactualPairs.sameValue(contexts, factor, most, own.child("still"));
            if (still.length > 0) {
                exchanges.add(isolate(block, contexts, still, held, laws));
            }
        }
        return new FactorExchanges(names, exchanges, refused);
    }

    private static Exchange cause(int block, CounterfactualPairs pairs, Matrix held) {
        return new Exchange(
                block,
                pairs.bases(),
                held.selectRows(pairs.baseRows()),
                held.selectRows(pairs.sources()),
                pairs.target());
    }

    private static Exchange isolate(int block, ContextSet contexts, int[][] still, Matrix held, NextTokenTable laws) {
        int[] bases = Arrays.stream(still).mapToInt(pair -> pair[0]).toArray();
        int[] sources = Arrays.stream(still).mapToInt(pair -> pair[1]).toArray();
        ContextSet chosen = contexts.select(bases);
        return new Exchange(
                block,
                chosen,
                held.selectRows(bases),
                held.selectRows(sources),
                new NextTokenTable(chosen.id(), laws.probabilities().selectRows(bases)));
    }
}
