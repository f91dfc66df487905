package org.assay.analysis.program;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.assay.analysis.metric.InterchangePairs;
import org.assay.analysis.metric.KlDivergence;
import org.assay.analysis.metric.WeightedMean;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.Intervention;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.model.Representation;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.sequence.ContextSet;
import org.assay.symbolic.run.Interpreter;

/**
 * Base rows with the sources that lend them the value of a label family, both drawn so that every value is as frequent, and what
 * the program answers then; pairs whose swap moves its law too little are left out.
 *
 * @param rows    bases, rising
 * @param sources for each the row that lends
 * @param swapped the program's law after the swap
 */
record LabelPairs(int[] rows, int[] sources, NextTokenTable swapped) {
    private static final double DECIDED = 0.5;

    static LabelPairs of(LabelFamily family, int layer, int[] classes, LabelInterchange.Setting setting, Seed seed) {
        int[] usable = IntStream.range(0, classes.length)
                .filter(row -> classes[row] >= 0)
                .toArray();
        double[] weights = LabelPlacement.balanced(usable, classes, family.classes());
        double[] all = new double[classes.length];
        for (int i = 0; i < usable.length; i++) {
            all[usable[i]] = weights[i];
        }
        int[] source = sources(setting.contexts(), all, seed);
        int[] base = Arrays.stream(usable)
                .filter(row -> source[row] >= 0 && classes[source[row]] != classes[row])
                .toArray();
        int[] kept = drawn(base, all, 4 * setting.most(), seed.child("bases"));
        if (kept.length == 0) {
            return new LabelPairs(kept, kept, null);
        }
        ContextSet rows = setting.contexts().select(kept);
        int[] lenders = Arrays.stream(kept).map(row -> source[row]).toArray();
        Representation labels = setting.program().record(setting.contexts(), Interpreter.site(layer));
        Matrix sets = family.swapped(setting.program().program().labels(), labels, kept, lenders);
        NextTokenTable swapped =
                setting.program().run(rows, new Intervention(Interpreter.site(layer), Optional.empty(), sets));
        double[] effect = KlDivergence.perRow(swapped, setting.program().next(rows));
        int[] moved = IntStream.range(0, kept.length)
                .filter(i -> effect[i] >= LabelInterchange.LEAST_EFFECT)
                .toArray();
        int[] counted = spread(moved, setting.most());
        int[] chosen = Arrays.stream(counted).map(i -> kept[i]).toArray();
        if (chosen.length == 0) {
            return new LabelPairs(chosen, chosen, null);
        }
        return new LabelPairs(
                chosen,
                Arrays.stream(counted).map(i -> lenders[i]).toArray(),
                new NextTokenTable(
                        setting.contexts().select(chosen).id(),
                        swapped.probabilities().selectRows(counted)));
    }

    /** For each row another one at its position, drawn by {@code weights}; -1 where there is none. */
    private static int[] sources(ContextSet contexts, double[] weights, Seed seed) {
        int[] source = new int[weights.length];
        Arrays.fill(source, -1);
        int[] perPosition = new int[contexts.longest()];
        for (int row = 0; row < weights.length; row++) {
            perPosition[contexts.rowPosition(row)] += weights[row] > 0 ? 1 : 0;
        }
        int[] rows = IntStream.range(0, weights.length)
                .filter(row -> weights[row] > 0 && perPosition[contexts.rowPosition(row)] > 1)
                .toArray();
        if (rows.length == 0) {
            return source;
        }
        ContextSet selected = contexts.select(rows);
        int[] sequence = new int[rows.length];
        int[] position = new int[rows.length];
        double[] weight = new double[rows.length];
        int[][] tokens = new int[selected.sequences()][];
        Arrays.setAll(tokens, selected::sequence);
        for (int i = 0; i < rows.length; i++) {
            sequence[i] = selected.rowSequence(i);
            position[i] = selected.rowPosition(i);
            weight[i] = weights[rows[i]];
        }
        int[] lender = InterchangePairs.samePosition(ContextSet.of(tokens, sequence, position, weight), seed);
        for (int i = 0; i < rows.length; i++) {
            source[rows[i]] = rows[lender[i]];
        }
        return source;
    }

    /** {@code count} of {@code rows} without repetition, each by its weight, in rising order. */
    private static int[] drawn(int[] rows, double[] weights, int count, Seed seed) {
        List<double[]> keyed = new ArrayList<>();
        Draws draws = seed.draws();
        for (int row : rows) {
            keyed.add(new double[] {-StrictMath.log(1 - draws.nextDouble()) / weights[row], row});
        }
        return keyed.stream()
                .sorted((a, b) -> Double.compare(a[0], b[0]))
                .limit(count)
                .mapToInt(pair -> (int) pair[1])
                .sorted()
                .toArray();
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

    LabelInterchange.Agreement agreement(NextTokenTable network) {
        double[] divergence = KlDivergence.perRow(network, swapped);
        double[] even = new double[divergence.length];
        Arrays.fill(even, 1.0 / even.length);
        OptionalDouble same = IntStream.range(0, rows.length)
                .filter(row -> swapped.get(row, top(swapped, row)) > DECIDED)
                .mapToDouble(row -> top(swapped, row) == top(network, row) ? 1 : 0)
                .average();
        return new LabelInterchange.Agreement(same, WeightedMean.of(divergence, even));
    }

    private static int top(NextTokenTable laws, int row) {
        int top = 0;
        for (int token = 1; token < laws.vocabularySize(); token++) {
            top = laws.get(row, token) > laws.get(row, top) ? token : top;
        }
        return top;
    }
}
