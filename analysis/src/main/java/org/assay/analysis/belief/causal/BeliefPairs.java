package org.assay.analysis.belief.causal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.assay.analysis.metric.Clusters;
import org.assay.analysis.probe.UniquePrefixes;
import org.assay.datasets.corpus.SampledContexts;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.model.Site;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.sequence.ContextSet;

/**
 * Contexts of one length in two halves that share none: on the one an encoder is fitted, of the other pairs are made. The base of a pair
 * is edited so as to answer like its source. Both are drawn as often as the process makes them.
 *
 * @param fit           contexts to fit on, weighted by how often they came
 * @param fitBeliefs    the belief at each, n x S
 * @param base          one row for each pair
 * @param source        one row for each pair, of another context
 * @param baseBeliefs   pairs x S
 * @param sourceBeliefs pairs x S
 * @param baseLaw       the exact law of every base
 * @param sourceLaw     the exact law of every source, over the rows of the bases: what an edit should bring about
 */
public record BeliefPairs(
        ContextSet fit,
        Matrix fitBeliefs,
        ContextSet base,
        ContextSet source,
        Matrix baseBeliefs,
        Matrix sourceBeliefs,
        NextTokenTable baseLaw,
        NextTokenTable sourceLaw) {
    static final Site BELIEF = new Site("belief");

    /** Beliefs and laws whose entries differ by no more are the same. */
    private static final double THE_SAME = 1e-9;

    /** So many sources are tried before a base is given up. */
    private static final int TRIES = 200;

    /** Which contexts make a pair. */
    public enum Kind {
        /** Any two different contexts. */
        ANY,
        /** Different beliefs that give the next token the same law: what tells them apart comes later. */
        SAME_NEXT_LAW
    }

    /**
     * Pairs of contexts of {@code position + 1} tokens.
     *
     * @param drawn sequences that contexts are taken from
     * @param pairs how many are made; of a kind that is rare they may be fewer
     * @throws IllegalArgumentException when the process has no belief, or there is no such pair: all contexts hold the same belief
     */
    public static BeliefPairs of(GeneratingProcess process, int position, int drawn, int pairs, Kind kind, Seed seed) {
        if (!process.sites().contains(BELIEF)) {
            throw new IllegalArgumentException(
                    "process " + process.name() + " has no belief over hidden states, only " + process.sites());
        }
        ContextSet all = SampledContexts.of(process, seed.child("contexts"), drawn, position + 1, position)
                .beforePadding(process.vocabulary())
                .contexts();
        int[] prefixes = UniquePrefixes.of(all, Integer.MAX_VALUE);
        int[] distinct = Arrays.stream(prefixes).distinct().toArray();
        boolean[] fitted = new boolean[Arrays.stream(prefixes).max().orElseThrow() + 1];
        int[] order = seed.child("halves").draws().nextPermutation(distinct.length);
        for (int i = 0; i < distinct.length / 2; i++) {
            fitted[distinct[order[i]]] = true;
        }
        int[] toFit =
                IntStream.range(0, all.rows()).filter(r -> fitted[prefixes[r]]).toArray();
        int[] toEdit =
                IntStream.range(0, all.rows()).filter(r -> !fitted[prefixes[r]]).toArray();
        if (toFit.length == 0) {
            throw new IllegalArgumentException("process " + process.name() + " has a single context of "
                    + (position + 1) + " tokens, so there is no pair: ask at a later position");
        }
        Matrix beliefs = process.record(all, BELIEF).values();
        Matrix laws = process.next(all).probabilities();
        int[][] drawnPairs = pairs(toEdit, prefixes, beliefs, laws, pairs, kind, seed.child("pairs"));
        if (drawnPairs[0].length == 0) {
            throw new IllegalArgumentException(
                    kind == Kind.ANY
                            ? "all contexts of " + (position + 1) + " tokens of " + process.name()
                                    + " hold the same belief, so there is nothing to swap: ask at another position"
                            : "no two of the contexts of " + (position + 1) + " tokens of " + process.name()
                                    + " differ in belief and agree in the law of the next token");
        }
        ContextSet fit = all.select(toFit);
        ContextSet base = contexts(all, drawnPairs[0]);
        return new BeliefPairs(
                fit,
                beliefs.selectRows(toFit),
                base,
                contexts(all, drawnPairs[1]),
                beliefs.selectRows(drawnPairs[0]),
                beliefs.selectRows(drawnPairs[1]),
                new NextTokenTable(base.id(), laws.selectRows(drawnPairs[0])),
                new NextTokenTable(base.id(), laws.selectRows(drawnPairs[1])));
    }

    private static int[][] pairs(
            int[] rows, int[] prefixes, Matrix beliefs, Matrix laws, int pairs, Kind kind, Seed seed) {
        List<Integer> bases = new ArrayList<>();
        List<Integer> sources = new ArrayList<>();
        for (int p = 0; p < pairs; p++) {
            Draws draws = seed.child(p).draws();
            int base = rows[draws.nextInt(rows.length)];
            for (int t = 0; t < TRIES; t++) {
                int source = rows[draws.nextInt(rows.length)];
                boolean wanted = kind == Kind.ANY
                        ? prefixes[source] != prefixes[base]
                        : same(laws, base, source) && !same(beliefs, base, source);
                if (wanted) {
                    bases.add(base);
                    sources.add(source);
                    break;
                }
            }
        }
        boolean differ = IntStream.range(0, bases.size()).anyMatch(i -> !same(beliefs, bases.get(i), sources.get(i)));
        return differ ? new int[][] {ints(bases), ints(sources)} : new int[2][0];
    }

    private static boolean same(Matrix rows, int a, int b) {
        for (int c = 0; c < rows.columns(); c++) {
            if (Math.abs(rows.get(a, c) - rows.get(b, c)) > THE_SAME) {
                return false;
            }
        }
        return true;
    }

    private static int[] ints(List<Integer> values) {
        return values.stream().mapToInt(Integer::intValue).toArray();
    }

    private static ContextSet contexts(ContextSet all, int[] rows) {
        return ContextSet.lastPosition(
                Arrays.stream(rows).mapToObj(all::context).toList());
    }

    /** How many there are. */
    public int count() {
        return base.rows();
    }

    /** How many tokens all contexts have, less 1. */
    public int position() {
        return base.rowPosition(0);
    }

    /** Different contexts that are fitted on. */
    public int contextsFitted() {
        return distinct(fit);
    }

    /** Different contexts that are edited. */
    public int contextsEdited() {
        return distinct(base);
    }

    /** Every pair by itself: what is drawn again for an interval. */
    Clusters clusters() {
        return new Clusters(IntStream.range(0, count()).toArray(), count(), "pairs");
    }

    private static int distinct(ContextSet contexts) {
        return (int) Arrays.stream(UniquePrefixes.of(contexts, Integer.MAX_VALUE))
                .distinct()
                .count();
    }
}
