package org.assay.analysis.subspace.score;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.assay.analysis.explain.Answer;
import org.assay.analysis.metric.Clusters;
import org.assay.analysis.metric.Interval;
import org.assay.analysis.subspace.KnownFactor;
import org.assay.analysis.subspace.Subspace;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.InstrumentedModel;
import org.assay.datasets.model.Intervention;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.model.Representation;
import org.assay.datasets.model.Site;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.sequence.ContextSet;

/**
 * What a network does when a subspace of a site is exchanged between contexts, {@code h' = h_b + U'U (h_a - h_b)} at the row's own
 * position, held against the exact law that the process gives when one factor is exchanged and all else stays (interchange
 * intervention: Geiger et al. 2021, section 3; in a subspace: Geiger et al. 2024, section 3).
 */
public final class Interchange {
    private final InstrumentedModel network;
    private final ContextSet contexts;
    private final Representation held;
    private final Map<String, Answer<OfFactor>> byFactor;

    private Interchange(
            InstrumentedModel network,
            ContextSet contexts,
            Representation held,
            Map<String, Answer<OfFactor>> byFactor) {
        this.network = network;
        this.contexts = contexts;
        this.held = held;
        this.byFactor = byFactor;
    }

    /**
     * What is there to ask about one factor, once for all subspaces.
     *
     * @param pairs    whose factor is exchanged
     * @param unedited the network's law of the bases
     * @param whole    the network's law when everything is exchanged
     * @param still    pairs that share the factor, with what the network says before and after everything is exchanged
     */
    private record OfFactor(
            CounterfactualPairs pairs, NextTokenTable unedited, NextTokenTable whole, Optional<Still> still) {}

    private record Still(ContextSet bases, int[] sources, NextTokenTable unedited, double[] wholeMoves) {}

    /**
     * Draws the pairs of every factor.
     *
     * @param contexts rows that are reported on
     * @param factors  of these rows
     * @param most     pairs for each factor at most
     */
    public static Interchange of(
            InstrumentedModel network,
            Site site,
            GeneratingProcess process,
            ContextSet contexts,
            List<KnownFactor> factors,
            int most,
            Seed seed) {
        Representation held = network.record(contexts, site);
        NextTokenTable laws = network.next(contexts);
        Interchange interchange = new Interchange(network, contexts, held, new LinkedHashMap<>());
        for (KnownFactor factor : factors) {
            Seed own = seed.child(factor.name());
            Answer<CounterfactualPairs> drawn = CounterfactualPairs.of(process, contexts, factor, 2 * most, own);
            interchange.byFactor.put(factor.name(), interchange.prepared(drawn, laws, factor, most, own));
        }
        return interchange;
    }

    private Answer<OfFactor> prepared(
            Answer<CounterfactualPairs> drawn, NextTokenTable laws, KnownFactor factor, int most, Seed seed) {
        if (drawn instanceof Answer.CannotBeAsked<CounterfactualPairs> refused) {
            return Answer.cannotBeAsked(refused.reason());
        }
        CounterfactualPairs all = drawn.get();
        int[] counted = IntStream.range(0, all.baseRows().length)
                .filter(i -> Laws.divergence(
                                all.target().probabilities().row(i),
                                laws.probabilities().row(all.baseRows()[i]))
                        > CounterfactualPairs.LEAST_EFFECT)
                .limit(most)
                .toArray();
        if (counted.length == 0) {
            return Answer.cannotBeAsked("before the exchange the network already gives the law that follows it");
        }
        CounterfactualPairs pairs = all.select(contexts, counted);
        NextTokenTable unedited =
                new NextTokenTable(pairs.bases().id(), laws.probabilities().selectRows(pairs.baseRows()));
        NextTokenTable whole = run(pairs.bases(), pairs.sources(), Optional.empty());
        return Answer.given(new OfFactor(pairs, unedited, whole, still(laws, factor, most, seed)));
    }

    private Optional<Still> still(NextTokenTable laws, KnownFactor factor, int most, Seed seed) {
        int[][] pairs = CounterfactualPairs.sameValue(contexts, factor, most, seed.child("still"));
        if (pairs.length == 0) {
            return Optional.empty();
        }
        int[] rows = Arrays.stream(pairs).mapToInt(pair -> pair[0]).toArray();
        int[] sources = Arrays.stream(pairs).mapToInt(pair -> pair[1]).toArray();
        ContextSet bases = contexts.select(rows);
        NextTokenTable unedited =
                new NextTokenTable(bases.id(), laws.probabilities().selectRows(rows));
        double[] moves = divergences(unedited, run(bases, sources, Optional.empty()));
        return Arrays.stream(moves).sum() > 0
                ? Optional.of(new Still(bases, sources, unedited, moves))
                : Optional.empty();
    }

    /** The factors, in order, each with what can be asked: how many pairs there are and how their law was obtained, or why none. */
    public Map<String, Answer<String>> asked() {
        Map<String, Answer<String>> asked = new LinkedHashMap<>();
        byFactor.forEach((name, answer) -> {
            if (answer instanceof Answer.CannotBeAsked<OfFactor> refused) {
                asked.put(name, Answer.cannotBeAsked(refused.reason()));
            } else {
                CounterfactualPairs pairs = answer.get().pairs();
                asked.put(name, Answer.given(pairs.baseRows().length + " pairs; " + pairs.law()));
            }
        });
        return asked;
    }

    /**
     * What the exchange of one subspace does.
     *
     * @param cause     {@code 1 - KL(p* || q) / KL(p* || q_base)}, clipped to [-1, 1], mean over pairs
     * @param accuracy  share of pairs on which the most likely token is that of the counterfactual law
     * @param isolation on pairs that share the factor: 1 - (how far the law moves) / (how far it moves when everything is
     *                  exchanged); empty where no two rows at one position share it
     * @param necessity {@code (KL(p* || q without the subspace) - KL(p* || q_whole)) / KL(p* || q_base)}, sums over pairs: what is
     *                  lost of the effect of an exchange of everything when the subspace is left out of it; 1 when it alone holds
     *                  the factor, 0 when it does not matter, less when it holds something else
     */
    public record Effect(double cause, double accuracy, OptionalDouble isolation, double necessity) {
        /** Mean of cause and isolation, as RAVEL has it. */
        public OptionalDouble disentangled() {
            return isolation.isPresent()
                    ? OptionalDouble.of((cause + isolation.getAsDouble()) / 2)
                    : OptionalDouble.empty();
        }
    }

    /** Why the factor cannot be asked about, or what the exchange of {@code subspace} does to it. */
    public Answer<Effect> effect(String factor, Subspace subspace) {
        Answer<OfFactor> answer = byFactor.get(factor);
        if (answer == null) {
            throw new IllegalArgumentException("no pairs were drawn for " + factor + ", only for " + byFactor.keySet());
        }
        if (answer instanceof Answer.CannotBeAsked<OfFactor> refused) {
            return Answer.cannotBeAsked(refused.reason());
        }
        OfFactor asked = answer.get();
        CounterfactualPairs pairs = asked.pairs();
        NextTokenTable edited = run(pairs.bases(), pairs.sources(), Optional.of(subspace.basis()));
        Matrix rest = subspace.complement();
        NextTokenTable without =
                rest.rows() == 0 ? asked.unedited() : run(pairs.bases(), pairs.sources(), Optional.of(rest));
        double[] before = divergences(pairs.target(), asked.unedited());
        double lost = sum(divergences(pairs.target(), without)) - sum(divergences(pairs.target(), asked.whole()));
        return Answer.given(new Effect(
                cause(pairs, before, edited), accuracy(pairs, edited), isolation(asked, subspace), lost / sum(before)));
    }

    /** Cause alone, of any replacement: rows as the pairs of the factor. */
    double cause(String factor, Matrix replacement) {
        OfFactor asked = byFactor.get(factor).get();
        NextTokenTable edited =
                network.run(asked.pairs().bases(), new Intervention(held.site(), Optional.empty(), replacement));
        return cause(asked.pairs(), divergences(asked.pairs().target(), asked.unedited()), edited);
    }

    /**
     * Cause of the exchange of {@code subspace} for a factor that can be asked about, with a bootstrap interval over the sequences that
     * its bases come from.
     */
    public Interval causeInterval(String factor, Subspace subspace, Seed seed) {
        CounterfactualPairs pairs = byFactor.get(factor).get().pairs();
        double[] before = divergences(pairs.target(), byFactor.get(factor).get().unedited());
        double[] causes = causes(pairs, before, run(pairs.bases(), pairs.sources(), Optional.of(subspace.basis())));
        double[] weights = new double[causes.length];
        Arrays.fill(weights, 1.0 / weights.length);
        return Interval.ofMean(causes, weights, Clusters.bySequence(pairs.bases()), seed);
    }

    /** Isolation of {@code subspace} for a factor that can be asked about: see {@link Effect}. */
    public OptionalDouble isolation(String factor, Subspace subspace) {
        return isolation(byFactor.get(factor).get(), subspace);
    }

    /** Rows of the bases and of the sources of a factor that can be asked about. */
    int[][] rows(String factor) {
        CounterfactualPairs pairs = byFactor.get(factor).get().pairs();
        return new int[][] {pairs.baseRows(), pairs.sources()};
    }

    /** What the network holds in all rows. */
    Matrix held() {
        return held.values();
    }

    private static double cause(CounterfactualPairs pairs, double[] before, NextTokenTable edited) {
        double[] causes = causes(pairs, before, edited);
        return sum(causes) / causes.length;
    }

    private static double[] causes(CounterfactualPairs pairs, double[] before, NextTokenTable edited) {
        double[] after = divergences(pairs.target(), edited);
        return IntStream.range(0, after.length)
                .mapToDouble(i -> Math.max(-1, Math.min(1, 1 - after[i] / before[i])))
                .toArray();
    }

    private static double accuracy(CounterfactualPairs pairs, NextTokenTable edited) {
        return IntStream.range(0, pairs.baseRows().length)
                .mapToDouble(i -> Laws.sameTop(
                                pairs.target().probabilities().row(i),
                                edited.probabilities().row(i))
                        ? 1
                        : 0)
                .average()
                .orElseThrow();
    }

    private OptionalDouble isolation(OfFactor asked, Subspace subspace) {
        if (asked.still().isEmpty()) {
            return OptionalDouble.empty();
        }
        Still still = asked.still().get();
        NextTokenTable edited = run(still.bases(), still.sources(), Optional.of(subspace.basis()));
        return OptionalDouble.of(1 - sum(divergences(still.unedited(), edited)) / sum(still.wholeMoves()));
    }

    private NextTokenTable run(ContextSet bases, int[] sources, Optional<Matrix> basis) {
        return network.run(bases, Intervention.interchange(held, basis, sources));
    }

    private static double[] divergences(NextTokenTable p, NextTokenTable q) {
        return IntStream.range(0, p.rows())
                .mapToDouble(r -> Laws.divergence(
                        p.probabilities().row(r), q.probabilities().row(r)))
                .toArray();
    }

    private static double sum(double[] values) {
        return Arrays.stream(values).sum();
    }
}
