package org.assay.analysis.experiment.partition;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assay.analysis.explain.Answer;
import org.assay.analysis.metric.Interval;
import org.assay.analysis.subspace.KnownFactor;
import org.assay.analysis.subspace.Partition;
import org.assay.analysis.subspace.RandomSubspace;
import org.assay.analysis.subspace.Subspace;
import org.assay.analysis.subspace.score.FactorCovariances;
import org.assay.analysis.subspace.score.FactorTrace;
import org.assay.analysis.subspace.score.Interchange;
import org.assay.analysis.subspace.score.KnownActivations;
import org.assay.analysis.subspace.score.KnownSite;
import org.assay.analysis.subspace.score.RandomFloor;
import org.assay.datasets.corpus.SampledContexts;
import org.assay.datasets.model.Site;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.sequence.ContextSet;
import org.assay.datasets.sequence.Split;
import org.assay.neural.hook.HookedTransformer;

/** What all cuts of one site of one network are held against: the factors on both halves of the contexts, and the exchanges. */
final class SiteTruth {
    /** Tokens that contexts on the two sides of the split do not share the beginning of. */
    private static final int DEPTH = 3;

    final FactorTrace trace;
    final FactorCovariances choice;
    final FactorCovariances scored;
    final FactorCovariances shuffledChoice;
    final FactorCovariances shuffled;
    final Interchange interchange;
    private final int draws;
    private final int exchanged;
    private final Seed seed;
    private final Map<List<Integer>, RandomFloor> floors = new HashMap<>();
    private final Map<String, Double> randomCauses = new HashMap<>();

    /** @throws ArithmeticException when no factor leaves a trace at the site */
    SiteTruth(PartitionSpec spec, String site, GeneratingProcess process, HookedTransformer network, Seed seed) {
        ContextSet all = SampledContexts.of(
                        process,
                        seed.child("contexts"),
                        spec.scored(),
                        network.config().nCtx(),
                        0)
                .beforePadding(process.vocabulary())
                .contexts();
        Split split = Split.bySubtree(all, Math.min(DEPTH, network.config().nCtx()), 0.5, seed.toString());
        Site where = new Site(site);
        ContextSet reported = all.select(split.heldOut());
        KnownActivations first = asked(spec, KnownSite.of(network, where, process, all.select(split.fit())));
        KnownActivations second = asked(spec, KnownSite.of(network, where, process, reported));
        List<String> both = names(first.factors());
        both.retainAll(names(second.factors()));
        first = first.with(named(first.factors(), both));
        second = second.with(named(second.factors(), both));
        this.draws = spec.draws();
        this.exchanged = spec.exchanged();
        this.seed = seed;
        this.trace = FactorTrace.of(first.values(), first.weights(), first.factors(), seed.child("trace"));
        List<String> held = names(trace.held(first.factors()));
        if (held.isEmpty()) {
            throw new ArithmeticException("none of the factors " + trace.names() + " leaves a trace at " + site
                    + ", so there is nothing to hold a cut of it against");
        }
        this.choice = covariances(first, held);
        this.scored = covariances(second, held);
        this.shuffledChoice = covariances(shuffled(first, seed.child("shuffled choice")), held);
        this.shuffled = covariances(shuffled(second, seed.child("shuffled")), held);
        this.interchange = Interchange.of(
                network,
                where,
                process,
                reported,
                named(second.factors(), held),
                spec.pairs(),
                seed.child("interchange"));
    }

    /** Factors that leave a trace, in order. */
    List<String> held() {
        return scored.names();
    }

    /** Why a factor's exchange cannot be asked about, by factor; empty for one that can. */
    Map<String, String> notAsked() {
        Map<String, String> reasons = new LinkedHashMap<>();
        interchange.asked().forEach((name, answer) -> {
            if (answer instanceof Answer.CannotBeAsked<String> refused) {
                reasons.put(name, refused.reason());
            }
        });
        return reasons;
    }

    /** What random partitions of these sizes get; drawn once for all cuts that have them. */
    RandomFloor floor(Partition partition) {
        return floors.computeIfAbsent(
                partition.sizes(), sizes -> RandomFloor.of(partition, choice, scored, draws, seed.child("floor")));
    }

    /** Mean cause of random blocks of {@code size} for a factor that can be asked about; drawn once for all blocks of that size. */
    double randomCause(String factor, double[] mean, int size) {
        return randomCauses.computeIfAbsent(
                factor + " " + size,
                key -> IntStream.range(0, exchanged)
                        .mapToObj(draw -> RandomSubspace.of(
                                mean,
                                size,
                                seed.child("random block").child(size).child(draw)))
                        .mapToDouble(block -> cause(factor, block).value())
                        .average()
                        .orElseThrow());
    }

    /** Cause of the exchange of a block for a factor that can be asked about. */
    Interval cause(String factor, Subspace block) {
        return interchange.causeInterval(factor, block, seed.child("bootstrap").child(factor));
    }

    /** All factors moved to other rows together: they depend on one another as they did, and on the activations no more. */
    private static KnownActivations shuffled(KnownActivations known, Seed seed) {
        int[] rows = seed.draws().nextPermutation(known.rows());
        return known.with(
                known.factors().stream().map(factor -> factor.select(rows)).toList());
    }

    private static FactorCovariances covariances(KnownActivations known, List<String> names) {
        return FactorCovariances.joint(known.values(), known.weights(), named(known.factors(), names));
    }

    private static KnownActivations asked(PartitionSpec spec, KnownActivations known) {
        return known.with(SiteCut.asked(spec, known.factors()));
    }

    private static List<KnownFactor> named(List<KnownFactor> factors, List<String> names) {
        return factors.stream().filter(factor -> names.contains(factor.name())).toList();
    }

    private static List<String> names(List<KnownFactor> factors) {
        return new ArrayList<>(factors.stream().map(KnownFactor::name).toList());
    }
}
