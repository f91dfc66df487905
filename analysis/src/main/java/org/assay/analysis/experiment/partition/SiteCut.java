package org.assay.analysis.experiment.partition;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assay.analysis.subspace.FittedPartition;
import org.assay.analysis.subspace.KnownFactor;
import org.assay.analysis.subspace.Partition;
import org.assay.analysis.subspace.PartitionExplanation;
import org.assay.analysis.subspace.PartitionMethod;
import org.assay.analysis.subspace.ceiling.DistributedAlignment;
import org.assay.analysis.subspace.ceiling.DistributedAlignmentExplainer;
import org.assay.analysis.subspace.ceiling.TruePartition;
import org.assay.analysis.subspace.method.PartitionMethods;
import org.assay.analysis.subspace.neighbour.BlockTree;
import org.assay.analysis.subspace.neighbour.NeighbourFit;
import org.assay.analysis.subspace.neighbour.NeighbourMethod;
import org.assay.analysis.subspace.score.FactorCovariances;
import org.assay.analysis.subspace.score.FactorTrace;
import org.assay.analysis.subspace.score.KnownActivations;
import org.assay.analysis.subspace.score.KnownSite;
import org.assay.datasets.corpus.SampledContexts;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.Site;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.progress.Progress;
import org.assay.datasets.sequence.ContextSet;
import org.assay.neural.hook.HookedTransformer;

/**
 * One site of one network cut by one method from one seed: the value of a stage.
 *
 * @param mean    D
 * @param basis   D x D, row after row
 * @param sizes   of the blocks
 * @param remarks what the method says
 * @param trees   how each block came together, where the method tells; empty otherwise
 */
public record SiteCut(
        double[] mean, double[] basis, List<Integer> sizes, Map<String, String> remarks, List<BlockTree> trees) {
    /** A search of half the usual steps from one start: it is asked for at every site of every network. */
    private static final DistributedAlignment.Options SEARCH = new DistributedAlignment.Options(150, 32, 0.02, 1);

    /**
     * Draws contexts and cuts.
     *
     * @throws org.assay.analysis.subspace.UnfitActivationsException when nothing can be learned from what the network holds
     */
    public static SiteCut of(
            PartitionSpec spec,
            String method,
            String site,
            GeneratingProcess process,
            HookedTransformer network,
            Seed seed,
            Progress progress) {
        ContextSet contexts = SampledContexts.of(
                        process,
                        seed.child("contexts"),
                        spec.fitted(),
                        network.config().nCtx(),
                        0)
                .beforePadding(process.vocabulary())
                .contexts();
        Seed own = seed.child("method");
        Site where = new Site(site);
        return switch (method) {
            case PartitionSpec.TRUE_PARTITION ->
                of(told(spec, KnownSite.of(network, where, process, contexts), own), List.of());
            case PartitionSpec.ALIGNMENT ->
                of(aligned(spec, where, process, network, contexts, own, progress), List.of());
            default ->
                unsupervised(spec, method, network.record(contexts, where).values(), contexts, own, progress);
        };
    }

    private static SiteCut unsupervised(
            PartitionSpec spec, String name, Matrix held, ContextSet contexts, Seed seed, Progress progress) {
        int directions = held.columns();
        PartitionMethod method = PartitionMethods.inBlocks(name, directions, Math.min(spec.blocks(), directions))
                .orElseThrow();
        if (method instanceof NeighbourMethod neighbour) {
            NeighbourFit fit = neighbour.fitWithTrees(held, contexts.weights(), seed, progress);
            return of(fit.fitted(), fit.trees());
        }
        return of(method.fit(held, contexts.weights(), seed), List.of());
    }

    /** As many blocks as other methods are told, each for the factors that it can hold best. */
    private static FittedPartition told(PartitionSpec spec, KnownActivations known, Seed seed) {
        List<KnownFactor> asked = asked(spec, known.factors());
        List<KnownFactor> held = FactorTrace.of(known.values(), known.weights(), asked, seed.child("trace"))
                .held(asked);
        TruePartition found = TruePartition.fit(
                FactorCovariances.joint(known.values(), known.weights(), held),
                known.values().leftTimes(known.weights()),
                sizes(spec, known.values().columns()),
                List.of(),
                seed);
        Map<String, String> remarks = new LinkedHashMap<>();
        remarks.put("starts", Integer.toString(found.starts()));
        remarks.put("starts that ended at the best", Integer.toString(found.agreeing()));
        return new FittedPartition(found.partition(), remarks);
    }

    private static FittedPartition aligned(
            PartitionSpec spec,
            Site site,
            GeneratingProcess process,
            HookedTransformer network,
            ContextSet contexts,
            Seed seed,
            Progress progress) {
        List<KnownFactor> asked = asked(spec, KnownSite.factors(process, contexts));
        int directions = network.config().dModel();
        int size = Math.max(1, directions / Math.max(spec.blocks(), asked.size()));
        Map<String, Integer> sizes = new LinkedHashMap<>();
        asked.forEach(factor -> sizes.put(factor.name(), size));
        DistributedAlignmentExplainer explainer =
                new DistributedAlignmentExplainer(site, process, sizes, spec.pairs(), SEARCH, progress);
        return ((PartitionExplanation) explainer.fit(network, contexts, seed)).fitted();
    }

    /** The factors that the experiment asks about, in the order of the language. */
    static List<KnownFactor> asked(PartitionSpec spec, List<KnownFactor> factors) {
        return spec.factors().isEmpty()
                ? factors
                : factors.stream()
                        .filter(factor -> spec.factors().contains(factor.name()))
                        .toList();
    }

    private static List<Integer> sizes(PartitionSpec spec, int directions) {
        return PartitionMethods.equal(directions, Math.min(spec.blocks(), directions));
    }

    private static SiteCut of(FittedPartition fitted, List<BlockTree> trees) {
        Partition partition = fitted.partition();
        return new SiteCut(
                partition.mean(), partition.basis().values(), partition.sizes(), fitted.remarks(), List.copyOf(trees));
    }

    /** The blocks. */
    public Partition partition() {
        return new Partition(mean, Matrix.wrap(mean.length, mean.length, basis), sizes);
    }
}
