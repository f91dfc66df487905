package org.assay.analysis.subspace.score;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.assay.analysis.explain.Answer;
import org.assay.analysis.subspace.KnownFactor;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.sequence.ContextSet;

/**
 * Bases and the sources that lend them the value of one factor, at the same position, with the exact law of the next token that
 * follows. Only pairs count on which the change moves the law by {@link #LEAST_EFFECT}.
 *
 * @param baseRows rows of the bases in the context set, rising
 * @param bases    these rows
 * @param sources  for each base the row that lends
 * @param target   the law of each base when it has the factor of its source
 * @param law      how it was obtained, in words
 */
public record CounterfactualPairs(int[] baseRows, ContextSet bases, int[] sources, NextTokenTable target, String law) {
    /** Least KL(law after the change || law), nats. */
    static final double LEAST_EFFECT = 0.05;

    /** Sources that are tried for a base before it is given up. */
    private static final int ATTEMPTS = 16;

    /** Refusals in a row from the start after which a factor counts as one that cannot be changed. */
    private static final int REFUSALS = 500;

    private record Pair(int base, int source, double[] target) {}

    /**
     * @param contexts rows that pairs are drawn from
     * @param factor   of these rows, under the name that the process knows it by
     * @param most     pairs at most
     */
    public static Answer<CounterfactualPairs> of(
            GeneratingProcess process, ContextSet contexts, KnownFactor factor, int most, Seed seed) {
        Answer<CounterfactualLaw> asked = CounterfactualLaw.of(process, contexts, factor.name());
        if (asked instanceof Answer.CannotBeAsked<CounterfactualLaw> refused) {
            return Answer.cannotBeAsked(refused.reason());
        }
        CounterfactualLaw law = asked.get();
        Matrix ordinary = process.next(contexts).probabilities();
        TreeMap<Integer, List<Integer>> atPosition = byPosition(contexts);
        Draws draws = seed.child("sources").draws();
        List<Pair> pairs = new ArrayList<>();
        String refusal = "";
        int refusals = 0;
        for (int base : seed.child("bases").draws().nextPermutation(contexts.rows())) {
            List<Integer> lenders = atPosition.get(contexts.rowPosition(base));
            for (int attempt = 0; attempt < ATTEMPTS && pairs.size() < most; attempt++) {
                int source = lenders.get(draws.nextInt(lenders.size()));
                if (Arrays.equals(
                        factor.coordinates().row(base), factor.coordinates().row(source))) {
                    continue;
                }
                try {
                    double[] target = law.at(base, source);
                    if (Laws.divergence(target, ordinary.row(base)) >= LEAST_EFFECT) {
                        pairs.add(new Pair(base, source, target));
                        break;
                    }
                } catch (IllegalArgumentException cannotBeChangedHere) {
                    refusal = cannotBeChangedHere.getMessage();
                    refusals++;
                }
            }
            if (pairs.size() == most || pairs.isEmpty() && refusals >= REFUSALS) {
                break;
            }
        }
        if (pairs.isEmpty()) {
            return Answer.cannotBeAsked(
                    refusal.isEmpty()
                            ? "no change of " + factor.name() + " moves the law by " + LEAST_EFFECT + " nats"
                            : refusal);
        }
        return Answer.given(gathered(contexts, pairs, law.description()));
    }

    /**
     * For as many rows as there are, up to {@code most}: another row at the same position with the same value of the factor, so
     * that an exchange moves everything but it. Empty where there are none.
     *
     * @return pairs of base and source, by rising base
     */
    public static int[][] sameValue(ContextSet contexts, KnownFactor factor, int most, Seed seed) {
        TreeMap<String, List<Integer>> alike = new TreeMap<>();
        for (int r = 0; r < contexts.rows(); r++) {
            alike.computeIfAbsent(key(contexts, factor, r), unseen -> new ArrayList<>())
                    .add(r);
        }
        Draws draws = seed.child("sources").draws();
        List<int[]> pairs = new ArrayList<>();
        for (int base : seed.child("bases").draws().nextPermutation(contexts.rows())) {
            List<Integer> lenders = alike.get(key(contexts, factor, base));
            if (lenders.size() > 1) {
                int drawn = lenders.get(draws.nextInt(lenders.size() - 1));
                pairs.add(new int[] {base, drawn == base ? lenders.get(lenders.size() - 1) : drawn});
            }
            if (pairs.size() == most) {
                break;
            }
        }
        return pairs.stream().sorted(Comparator.comparingInt(pair -> pair[0])).toArray(int[][]::new);
    }

    private static String key(ContextSet contexts, KnownFactor factor, int row) {
        return contexts.rowPosition(row) + ":"
                + factor.values()
                        .map(values -> Integer.toString(values[row]))
                        .orElseGet(() -> Arrays.toString(factor.coordinates().row(row)));
    }

    private static TreeMap<Integer, List<Integer>> byPosition(ContextSet contexts) {
        TreeMap<Integer, List<Integer>> atPosition = new TreeMap<>();
        for (int r = 0; r < contexts.rows(); r++) {
            atPosition
                    .computeIfAbsent(contexts.rowPosition(r), position -> new ArrayList<>())
                    .add(r);
        }
        return atPosition;
    }

    private static CounterfactualPairs gathered(ContextSet contexts, List<Pair> pairs, String law) {
        pairs.sort(Comparator.comparingInt(Pair::base));
        int[] rows = pairs.stream().mapToInt(Pair::base).toArray();
        ContextSet bases = contexts.select(rows);
        Matrix target = Matrix.ofRows(pairs.stream().map(Pair::target).toArray(double[][]::new));
        return new CounterfactualPairs(
                rows,
                bases,
                pairs.stream().mapToInt(Pair::source).toArray(),
                new NextTokenTable(bases.id(), target),
                law);
    }

    /** Some of the pairs, at least one. */
    CounterfactualPairs select(ContextSet contexts, int[] chosen) {
        int[] rows = Arrays.stream(chosen).map(i -> baseRows[i]).toArray();
        ContextSet selected = contexts.select(rows);
        return new CounterfactualPairs(
                rows,
                selected,
                Arrays.stream(chosen).map(i -> sources[i]).toArray(),
                new NextTokenTable(selected.id(), target.probabilities().selectRows(chosen)),
                law);
    }
}
