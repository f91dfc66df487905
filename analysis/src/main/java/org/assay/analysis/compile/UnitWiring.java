package org.assay.analysis.compile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.assay.analysis.compile.CompileOptions.Code;
import org.assay.analysis.compile.CompileOptions.Target;
import org.assay.symbolic.program.Atom;
import org.assay.symbolic.program.Layer;
import org.assay.symbolic.program.Unit;

/**
 * Threshold gates as hidden units. With rectifiers a gate is the pair {@code max(0, 2(s - T) + 3/2) - max(0, 2(s - T) + 1/2)} over its
 * whole-numbered score s: 0 up to T - 3/4, 1 from T - 1/4. Where several units insert one label, or the MLP is bilinear, the label is
 * a function of the values of the variables that its units read: of several variables a pair of rectifiers for each combination under
 * which the label is there, of one or two a product of two sums for each different row of their table.
 */
final class UnitWiring {
    private static final double SLOPE = 2;
    private static final double ONSET = 1.5;
    private static final double SATURATION = 0.5;
    private static final int MOST_COMBINATIONS = 4096;

    private final Stream stream;
    private final CompileOptions options;

    UnitWiring(Stream stream, CompileOptions options) {
        this.stream = stream;
        this.options = options;
    }

    /** The hidden units of a layer. */
    List<HiddenUnit> of(Layer layer, int index) {
        List<HiddenUnit> hidden = new ArrayList<>();
        for (String label : labels(layer)) {
            List<Unit> units =
                    layer.units().stream().filter(u -> u.add().contains(label)).toList();
            Variable target = stream.variables().inserted(label);
            double[] out = stream.point(target, 1);
            double[] absent = stream.point(target, 0);
            for (int d = 0; d < out.length; d++) {
                out[d] -= absent[d];
            }
            Gates gates = new Gates(units, target.name(), out, index);
            hidden.addAll(options.target() == Target.BILINEAR ? gates.products() : gates.rectifiers());
        }
        return hidden;
    }

    /** D, what a layer writes wherever no unit fires. */
    double[] rest(Layer layer) {
        double[] rest = new double[stream.width()];
        for (String label : labels(layer)) {
            double[] absent = stream.point(stream.variables().inserted(label), 0);
            for (int d = 0; d < rest.length; d++) {
                rest[d] += absent[d];
            }
        }
        return rest;
    }

    private static Set<String> labels(Layer layer) {
        Set<String> labels = new TreeSet<>();
        layer.units().forEach(unit -> labels.addAll(unit.add()));
        return labels;
    }

    /** The units that insert one label. */
    private final class Gates {
        private final List<Unit> units;
        private final String target;
        private final double[] out;
        private final int layer;
        private final String item;

        Gates(List<Unit> units, String target, double[] out, int layer) {
            this.units = units;
            this.target = target;
            this.out = out;
            this.layer = layer;
            this.item = "unit " + units.get(0).name();
        }

        List<HiddenUnit> rectifiers() {
            if (units.size() == 1) {
                Unit unit = units.get(0);
                return step(stream.score(unit.when(), layer, item), unit.threshold());
            }
            List<HiddenUnit> hidden = new ArrayList<>();
            List<Variable> read = read();
            for (int[] values : combinations(read)) {
                if (fires(read, values)) {
                    List<Functional> holds = new ArrayList<>();
                    for (int i = 0; i < values.length; i++) {
                        holds.add(stream.is(read.get(i), values[i]));
                    }
                    hidden.addAll(step(Functional.sum(stream.width(), holds), values.length));
                }
            }
            return hidden;
        }

        private List<HiddenUnit> step(Functional score, double threshold) {
            Functional scaled = score.plus(-threshold).times(SLOPE);
            Functional one = Functional.constant(stream.width(), 1);
            double[] less = new double[out.length];
            for (int d = 0; d < less.length; d++) {
                less[d] = -out[d];
            }
            return List.of(
                    new HiddenUnit(scaled.plus(ONSET), one, out, target),
                    new HiddenUnit(scaled.plus(SATURATION), one, less, target));
        }

        /** One for each different row of the table of two variables; a single variable is multiplied by the sum of its values. */
        List<HiddenUnit> products() {
            if (options.code() != Code.ONE_HOT) {
                throw new UncompilableProgramException(
                        item,
                        "needs constants, and a bilinear MLP has no bias before its product",
                        "use one-hot codes, which sum to 1, or compile to softmax attention");
            }
            List<Variable> read = read();
            if (read.size() > 2) {
                throw new UncompilableProgramException(
                        item,
                        "depends on " + read.stream().map(Variable::name).toList()
                                + ", and a bilinear MLP multiplies two",
                        "split the condition over two layers, or compile to softmax attention");
            }
            Variable first = read.get(0);
            Variable second = read.get(read.size() - 1);
            Map<List<Boolean>, double[]> rows = new LinkedHashMap<>();
            for (int a = 0; a < first.values(); a++) {
                List<Boolean> row = new ArrayList<>();
                for (int b = 0; b < second.values(); b++) {
                    row.add(read.size() == 1 ? fires(read, a) : fires(read, a, b));
                }
                rows.computeIfAbsent(row, r -> new double[first.values()])[a] = 1;
            }
            List<HiddenUnit> hidden = new ArrayList<>();
            rows.forEach((row, values) -> {
                double[] fires = row.stream().mapToDouble(fire -> fire ? 1 : 0).toArray();
                if (row.contains(true)) {
                    hidden.add(new HiddenUnit(stream.read(first, values), stream.read(second, fires), out, target));
                }
            });
            return hidden;
        }

        /** The variables that the units read; the token where they read none. */
        private List<Variable> read() {
            Set<Variable> read = new LinkedHashSet<>();
            for (Unit unit : units) {
                read.addAll(stream.byHome(unit.when(), layer, item).keySet());
            }
            return read.isEmpty() ? List.of(stream.variables().token()) : List.copyOf(read);
        }

        private List<int[]> combinations(List<Variable> read) {
            long count = 1;
            for (Variable variable : read) {
                count *= variable.values();
                if (count > MOST_COMBINATIONS) {
                    throw new UncompilableProgramException(
                            "label " + target,
                            "is inserted by units that read more than " + MOST_COMBINATIONS + " combinations of values",
                            "let each unit insert a label of its own under a common superlabel, and ask for those");
                }
            }
            List<int[]> all = new ArrayList<>();
            int[] values = new int[read.size()];
            for (long i = 0; i < count; i++) {
                all.add(values.clone());
                for (int v = 0; v < values.length && ++values[v] == read.get(v).values(); v++) {
                    values[v] = 0;
                }
            }
            return all;
        }

        private boolean fires(List<Variable> read, int... values) {
            for (Unit unit : units) {
                long score = 0;
                for (Atom atom : unit.when()) {
                    for (int i = 0; i < values.length; i++) {
                        score += read.get(i).active().get(values[i]).contains(atom.label()) ? atom.weight() : 0;
                    }
                }
                if (score >= unit.threshold()) {
                    return true;
                }
            }
            return false;
        }
    }
}
