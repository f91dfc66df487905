package org.assay.analysis.belief.causal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.assay.analysis.metric.Clusters;
import org.assay.analysis.metric.Interval;
import org.assay.analysis.metric.KlDivergence;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.Change;
import org.assay.datasets.model.Edit;
import org.assay.datasets.model.InstrumentedModel;
import org.assay.datasets.model.InterventionPlan;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.model.Positions;
import org.assay.datasets.model.Site;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.process.Observer;
import org.assay.datasets.sequence.ContextSet;

/**
 * An edit at one position read out some tokens later: base and source go on with the same tokens w, and the network, edited where the base
 * ended, should come to answer what the process says after source and w. A network that computes the belief at every position
 * afresh from the tokens does not: what it held in one place is not what it goes on from.
 *
 * @param site     where
 * @param kind     which contexts make a pair
 * @param steps    how many tokens later; 0 is the position of the edit itself
 * @param pairs    of which both can go on with the same tokens
 * @param apart    how far the two laws are apart, half the mean squared L1 distance: at most the divergence in nats (Pinsker), and finite
 *                 where one law excludes what the other does not
 * @param success  by edit; empty where the laws do not differ, so that there is nothing to bring about
 */
public record LaterReadout(
        Site site, BeliefPairs.Kind kind, int steps, int pairs, double apart, Map<BeliefEdit, Interval> success) {
    /** Laws that are closer than this on average do not differ. */
    static final double TOO_CLOSE = 1e-3;

    static final List<BeliefEdit> EDITS = List.of(
            BeliefEdit.FULL_SWAP,
            BeliefEdit.ENCODER_EDIT,
            BeliefEdit.ENCODER_SWAP,
            BeliefEdit.COMPLEMENT_SWAP,
            BeliefEdit.RANDOM_DIRECTION,
            BeliefEdit.RANDOM_SUBSPACE);

    public LaterReadout {
        success = Map.copyOf(success);
    }

    /** Whether the two contexts of a pair agree in the law of the next token. */
    public boolean sameNextLaw() {
        return kind == BeliefPairs.Kind.SAME_NEXT_LAW;
    }

    /** At 0 .. {@code steps} tokens later. */
    static List<LaterReadout> of(
            InstrumentedModel network,
            GeneratingProcess process,
            HeldPairs held,
            BeliefPairs.Kind kind,
            int steps,
            int draws,
            Seed seed) {
        List<LaterReadout> readouts = new ArrayList<>();
        for (int step = 0; step <= steps; step++) {
            Continued continued = Continued.of(process, held.pairs(), step, seed.child("continued"));
            if (continued.kept().length > 0) {
                readouts.add(at(network, process, held, kind, continued, draws, seed));
            }
        }
        return readouts;
    }

    private static LaterReadout at(
            InstrumentedModel network,
            GeneratingProcess process,
            HeldPairs held,
            BeliefPairs.Kind kind,
            Continued continued,
            int draws,
            Seed seed) {
        ContextSet base = continued.base();
        NextTokenTable baseLaw = process.next(base);
        NextTokenTable target =
                new NextTokenTable(base.id(), process.next(continued.source()).probabilities());
        double[] before = KlDivergence.perRow(target, network.next(base));
        double apart = apart(target, baseLaw);
        Map<BeliefEdit, Interval> success = new EnumMap<>(BeliefEdit.class);
        for (BeliefEdit edit : apart > TOO_CLOSE ? EDITS : List.<BeliefEdit>of()) {
            List<Matrix> replacements = held.edited(edit, draws, seed);
            double[] after = new double[before.length];
            for (Matrix replacement : replacements) {
                Edit there = Edit.of(held.site(), new Change.Replace(replacement.selectRows(continued.kept())))
                        .at(Positions.at(held.pairs().position()));
                SiteEdits.addTo(
                        after,
                        KlDivergence.perRow(target, network.run(base, InterventionPlan.of(there))),
                        replacements.size());
            }
            success.put(
                    edit,
                    Interval.bootstrap(
                            new double[][] {before, after},
                            continued.clusters(),
                            sums -> 1 - sums[1] / sums[0],
                            seed.child("interval")));
        }
        return new LaterReadout(held.site(), kind, continued.steps(), continued.kept().length, apart, success);
    }

    private static double apart(NextTokenTable target, NextTokenTable base) {
        double[] p = target.probabilities().values();
        double[] q = base.probabilities().values();
        int tokens = target.vocabularySize();
        double sum = 0;
        for (int r = 0; r < target.rows(); r++) {
            double distance = 0;
            for (int i = r * tokens; i < (r + 1) * tokens; i++) {
                distance += Math.abs(p[i] - q[i]);
            }
            sum += distance * distance / 2;
        }
        return sum / target.rows();
    }

    /** Pairs that go on: which of them can, and both sides with the tokens that follow. */
    private record Continued(int[] kept, ContextSet base, ContextSet source, int steps) {
        /** The tokens are drawn as they follow the source, among those that can follow the base as well. */
        static Continued of(GeneratingProcess process, BeliefPairs pairs, int steps, Seed seed) {
            List<Integer> kept = new ArrayList<>();
            List<int[]> bases = new ArrayList<>();
            List<int[]> sources = new ArrayList<>();
            for (int pair = 0; pair < pairs.count(); pair++) {
                int[] base = pairs.base().context(pair);
                int[] source = pairs.source().context(pair);
                Optional<int[]> tokens =
                        tokens(process, base, source, steps, seed.child(pair).draws());
                if (tokens.isPresent()) {
                    kept.add(pair);
                    bases.add(joined(base, tokens.get()));
                    sources.add(joined(source, tokens.get()));
                }
            }
            int[] rows = kept.stream().mapToInt(Integer::intValue).toArray();
            return rows.length == 0
                    ? new Continued(rows, null, null, steps)
                    : new Continued(rows, ContextSet.lastPosition(bases), ContextSet.lastPosition(sources), steps);
        }

        private static Optional<int[]> tokens(
                GeneratingProcess process, int[] base, int[] source, int steps, Draws draws) {
            Observer ofBase = after(process, base);
            Observer ofSource = after(process, source);
            double[] law = new double[process.vocabulary().size()];
            double[] possible = new double[law.length];
            int[] tokens = new int[steps];
            for (int step = 0; step < steps; step++) {
                ofBase.next(possible);
                ofSource.next(law);
                for (int token = 0; token < law.length; token++) {
                    law[token] = possible[token] > 0 ? law[token] : 0;
                }
                if (!(Arrays.stream(law).sum() > 0)) {
                    return Optional.empty();
                }
                tokens[step] = draws.nextIndex(law);
                ofBase.read(tokens[step]);
                ofSource.read(tokens[step]);
            }
            return Optional.of(tokens);
        }

        private static Observer after(GeneratingProcess process, int[] context) {
            Observer observer = process.observer();
            for (int token : context) {
                observer.read(token);
            }
            return observer;
        }

        private static int[] joined(int[] context, int[] tokens) {
            int[] joined = Arrays.copyOf(context, context.length + tokens.length);
            System.arraycopy(tokens, 0, joined, context.length, tokens.length);
            return joined;
        }

        Clusters clusters() {
            return new Clusters(IntStream.range(0, kept.length).toArray(), kept.length, "pairs");
        }
    }
}
