package org.assay.analysis.program;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.Representation;
import org.assay.datasets.sequence.ContextSet;
import org.assay.symbolic.run.Interpreter;

/**
 * The values of a variable at the rows of a context set. A token alone says something of nearly every label, so rows are compared
 * within groups of the same last token, and what is left is what the variable says beyond it. Where the token determines the value
 * there is one group.
 *
 * @param values  for each row, from 0; {@link ProgramVariable#NO_VALUE} where it has none, where its value is rare in its group, or
 *                the only one there
 * @param groups  for each row: the last token, or 0 everywhere
 * @param ofToken whether the last token determines the value
 */
record ObservedVariable(ProgramVariable variable, int[] values, int[] groups, boolean ofToken) {
    /** Rows of a value in a group below which it is rare. */
    static final int LEAST_OF_A_VALUE = 10;

    /** All variables of a program on {@code contexts}, in the order of {@link ProgramVariable#of}. */
    static List<ObservedVariable> of(Interpreter program, ContextSet contexts) {
        List<ProgramVariable> variables = ProgramVariable.of(program.program());
        Map<ProgramVariable, ObservedVariable> observed = new HashMap<>();
        for (int layer = 0; layer <= program.program().layers().size(); layer++) {
            int here = layer;
            List<ProgramVariable> its =
                    variables.stream().filter(v -> v.layer() == here).toList();
            if (!its.isEmpty()) {
                Representation labels = program.record(contexts, Interpreter.site(layer));
                its.forEach(variable -> observed.put(variable, of(variable, variable.values(labels), contexts)));
            }
        }
        return variables.stream().map(observed::get).toList();
    }

    private static ObservedVariable of(ProgramVariable variable, int[] values, ContextSet contexts) {
        int[] tokens = IntStream.range(0, values.length)
                .map(row -> contexts.sequence(contexts.rowSequence(row))[contexts.rowPosition(row)])
                .toArray();
        int[] within = usable(values, tokens);
        if (Arrays.stream(within).anyMatch(value -> value >= 0)) {
            return new ObservedVariable(variable, within, tokens, false);
        }
        int[] one = new int[values.length];
        return new ObservedVariable(variable, usable(values, one), one, true);
    }

    /** Without values that are rare in their group, and groups of which one value is left. */
    private static int[] usable(int[] values, int[] groups) {
        Map<Long, Integer> sizes = new HashMap<>();
        for (int row = 0; row < values.length; row++) {
            if (values[row] >= 0) {
                sizes.merge(cell(groups[row], values[row]), 1, Integer::sum);
            }
        }
        sizes.values().removeIf(size -> size < LEAST_OF_A_VALUE);
        Map<Integer, Integer> valuesOf = new HashMap<>();
        sizes.keySet().forEach(cell -> valuesOf.merge((int) (cell >> Integer.SIZE), 1, Integer::sum));
        return IntStream.range(0, values.length)
                .map(row -> values[row] >= 0
                                && sizes.containsKey(cell(groups[row], values[row]))
                                && valuesOf.get(groups[row]) > 1
                        ? values[row]
                        : ProgramVariable.NO_VALUE)
                .toArray();
    }

    private static long cell(int group, int value) {
        return (long) group << Integer.SIZE | value;
    }

    /** Whether it takes two values anywhere beside each other. */
    boolean varies() {
        return Arrays.stream(values).anyMatch(value -> value >= 0);
    }

    /** One more than the greatest value. */
    int count() {
        return Arrays.stream(values).max().orElse(0) + 1;
    }

    long cell(int row) {
        return cell(groups[row], values[row]);
    }

    /** Rows of {@code among} with a value, by group and value, in order; groups of which one value is left are left out. */
    TreeMap<Integer, TreeMap<Integer, int[]>> cells(int[] among) {
        TreeMap<Integer, TreeMap<Integer, List<Integer>>> lists = new TreeMap<>();
        for (int row : among) {
            if (values[row] >= 0) {
                lists.computeIfAbsent(groups[row], group -> new TreeMap<>())
                        .computeIfAbsent(values[row], value -> new ArrayList<>())
                        .add(row);
            }
        }
        TreeMap<Integer, TreeMap<Integer, int[]>> cells = new TreeMap<>();
        lists.forEach((group, its) -> {
            if (its.size() > 1) {
                TreeMap<Integer, int[]> rows = new TreeMap<>();
                its.forEach((value, list) -> rows.put(
                        value, list.stream().mapToInt(Integer::intValue).toArray()));
                cells.put(group, rows);
            }
        });
        return cells;
    }

    /** About {@code most} of {@code among}, as many of every cell as can be, those of a cell evenly spread; rising. */
    int[] spread(int[] among, int most) {
        TreeMap<Integer, TreeMap<Integer, int[]>> cells = cells(among);
        int count = cells.values().stream().mapToInt(TreeMap::size).sum();
        int each = count == 0 ? 0 : Math.max(LEAST_OF_A_VALUE, (most + count - 1) / count);
        return cells.values().stream()
                .flatMap(its -> its.values().stream())
                .flatMapToInt(rows -> IntStream.range(0, Math.min(each, rows.length))
                        .map(i -> rows[(int) ((long) i * rows.length / Math.min(each, rows.length))]))
                .sorted()
                .toArray();
    }

    /**
     * Weights of rows, the same in sum for each value of a group; a group counts as often as it has rows. They sum to 1.
     *
     * @param rows with a value
     */
    double[] balanced(int[] rows) {
        Map<Long, Integer> ofCell = new HashMap<>();
        Map<Integer, Integer> ofGroup = new HashMap<>();
        Map<Integer, Set<Integer>> valuesOf = new HashMap<>();
        for (int row : rows) {
            ofCell.merge(cell(row), 1, Integer::sum);
            ofGroup.merge(groups[row], 1, Integer::sum);
            valuesOf.computeIfAbsent(groups[row], group -> new HashSet<>()).add(values[row]);
        }
        return Arrays.stream(rows)
                .mapToDouble(row -> (double) ofGroup.get(groups[row])
                        / rows.length
                        / valuesOf.get(groups[row]).size()
                        / ofCell.get(cell(row)))
                .toArray();
    }

    /** The mean of each group, its values of equal weight: one row of {@code held} for each of {@code rows}. */
    Map<Integer, double[]> groupMeans(Matrix held, int[] rows) {
        Map<Integer, double[]> means = new HashMap<>();
        Map<Integer, Double> totals = new HashMap<>();
        double[] weights = balanced(rows);
        for (int i = 0; i < rows.length; i++) {
            double weight = weights[i];
            double[] mean = means.computeIfAbsent(groups[rows[i]], group -> new double[held.columns()]);
            for (int d = 0; d < mean.length; d++) {
                mean[d] += weight * held.get(rows[i], d);
            }
            totals.merge(groups[rows[i]], weight, Double::sum);
        }
        means.forEach((group, mean) -> {
            for (int d = 0; d < mean.length; d++) {
                mean[d] /= totals.get(group);
            }
        });
        return means;
    }
}
