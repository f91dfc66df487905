package org.assay.analysis.program;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.assay.analysis.metric.KlDivergence;
import org.assay.datasets.model.Intervention;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.model.Representation;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.sequence.ContextSet;
import org.assay.symbolic.run.Interpreter;

/**
 * Base rows with the sources that lend them the value of a variable, and what the program answers then.
 *
 * <p>Unless the last token determines the value, both end with the same token. Unless what is swapped is in the embedding, which holds
 * nothing else, the program says of the base after the swap what it says of the source: nothing else that it goes by differs
 * between them. Were that not so, the network would be given more than the program. Both stand at the same position, or at the
 * nearest at which there is such a source.
 *
 * @param rows    bases, rising
 * @param sources for each the row that lends
 * @param swapped the program's law after the swap; null where there are no rows
 */
record SwapPairs(int[] rows, int[] sources, NextTokenTable swapped) {
    private static final double DECIDED = 0.5;

    /** Of two laws, nats: rounding. */
    private static final double THE_SAME = 1e-9;

    /** So many bases are drawn for each pair that is wanted. */
    private static final int DRAWN = 20;

    /**
     * @param among rows to draw from
     * @param most  pairs at most
     */
    static SwapPairs of(
            ObservedVariable observed, Interpreter program, ContextSet contexts, int[] among, int most, Seed seed) {
        var cells = observed.cells(among);
        int[] drawn = observed.spread(among, DRAWN * most);
        int[] base = Arrays.stream(drawn)
                .filter(row -> cells.containsKey(observed.groups()[row]))
                .toArray();
        if (base.length == 0) {
            return new SwapPairs(new int[0], new int[0], null);
        }
        int[] source = new int[base.length];
        for (int i = 0; i < base.length; i++) {
            source[i] = source(base[i], observed, cells.get(observed.groups()[base[i]]), contexts, seed);
        }
        ProgramVariable variable = observed.variable();
        ContextSet rows = contexts.select(base);
        var site = Interpreter.site(variable.layer());
        int[] both = IntStream.concat(Arrays.stream(base), Arrays.stream(source))
                .distinct()
                .sorted()
                .toArray();
        Representation labels = program.record(contexts.select(both), site);
        int[] placeOfBase =
                Arrays.stream(base).map(row -> Arrays.binarySearch(both, row)).toArray();
        int[] placeOfSource =
                Arrays.stream(source).map(row -> Arrays.binarySearch(both, row)).toArray();
        NextTokenTable swapped = program.run(
                rows, new Intervention(site, Optional.empty(), variable.swapped(labels, placeOfBase, placeOfSource)));
        double[] effect = KlDivergence.perRow(swapped, program.next(rows));
        NextTokenTable said = program.next(contexts.select(both));
        double[] rest = KlDivergence.perRow(
                new NextTokenTable(rows.id(), said.probabilities().selectRows(placeOfSource)), swapped);
        int[] counted = IntStream.range(0, base.length)
                .filter(i -> effect[i] >= LabelInterchange.LEAST_EFFECT)
                .filter(i -> variable.layer() == 0 || rest[i] <= THE_SAME)
                .toArray();
        int[] chosen = spread(counted, most);
        int[] kept = Arrays.stream(chosen).map(i -> base[i]).toArray();
        return new SwapPairs(
                kept,
                Arrays.stream(chosen).map(i -> source[i]).toArray(),
                kept.length == 0
                        ? null
                        : new NextTokenTable(
                                contexts.select(kept).id(),
                                swapped.probabilities().selectRows(chosen)));
    }

    /** A row of another value, each as likely, at the position of the base or the nearest one. */
    private static int source(
            int base, ObservedVariable observed, TreeMap<Integer, int[]> cells, ContextSet contexts, Seed seed) {
        Draws draws = seed.child(base).draws();
        List<Integer> others = cells.keySet().stream()
                .filter(value -> value != observed.values()[base])
                .toList();
        int[] rows = cells.get(others.get(draws.nextInt(others.size())));
        int position = contexts.rowPosition(base);
        int nearest = Arrays.stream(rows)
                .map(row -> Math.abs(contexts.rowPosition(row) - position))
                .min()
                .orElseThrow();
        int[] there = Arrays.stream(rows)
                .filter(row -> Math.abs(contexts.rowPosition(row) - position) == nearest)
                .toArray();
        return there[draws.nextInt(there.length)];
    }

    /** At most {@code most} of {@code items}, evenly. */
    private static int[] spread(int[] items, int most) {
        int count = Math.min(items.length, most);
        return IntStream.range(0, count)
                .map(i -> items[(int) ((long) i * items.length / count)])
                .toArray();
    }

    int decided() {
        return (int) IntStream.range(0, rows.length)
                .filter(row -> swapped.get(row, top(swapped, row)) > DECIDED)
                .count();
    }

    /** KL(network || program after the swap) at every pair, nats. */
    double[] divergence(NextTokenTable network) {
        return KlDivergence.perRow(network, swapped);
    }

    LabelInterchange.Agreement agreement(NextTokenTable network) {
        OptionalDouble same = IntStream.range(0, rows.length)
                .filter(row -> swapped.get(row, top(swapped, row)) > DECIDED)
                .mapToDouble(row -> top(swapped, row) == top(network, row) ? 1 : 0)
                .average();
        return new LabelInterchange.Agreement(
                same, Arrays.stream(divergence(network)).average().orElseThrow());
    }

    private static int top(NextTokenTable laws, int row) {
        int top = 0;
        for (int token = 1; token < laws.vocabularySize(); token++) {
            top = laws.get(row, token) > laws.get(row, top) ? token : top;
        }
        return top;
    }
}
