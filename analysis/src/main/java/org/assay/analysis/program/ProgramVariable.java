package org.assay.analysis.program;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.Representation;
import org.assay.symbolic.label.LabelBits;
import org.assay.symbolic.label.LabelGraph;
import org.assay.symbolic.program.Head;
import org.assay.symbolic.program.Layer;
import org.assay.symbolic.program.Match;
import org.assay.symbolic.program.Program;
import org.assay.symbolic.program.Unit;

/**
 * Something that a program holds at a position and that can be given the value that it has at another: which of the labels right
 * below a superlabel, what a head has found, whether a unit's label is there.
 */
final class ProgramVariable {
    /** The value of a row that has none. */
    static final int NO_VALUE = -1;

    private final String name;
    private final Kind kind;
    private final int layer;
    private final LabelGraph graph;
    private final List<String> members;
    private final boolean[] belongs;

    /** What it is made of. */
    enum Kind {
        /** Labels below one superlabel, of which a position holds one; where it holds none or several there is no value. */
        FAMILY,
        /** All that a head inserts; to have found nothing is a value of its own. */
        HEAD,
        /** A label that units insert and that is in no family: there or not. */
        UNIT
    }

    private ProgramVariable(
            String name, Kind kind, int layer, LabelGraph graph, List<String> members, Predicate<String> belongs) {
        this.name = name;
        this.kind = kind;
        this.layer = layer;
        this.graph = graph;
        this.members = members;
        this.belongs = new boolean[graph.size()];
        for (int label = 0; label < this.belongs.length; label++) {
            this.belongs[label] = belongs.test(graph.name(label));
        }
    }

    /** All of {@code program}: families and heads, then the labels of units, each in the order of their names. */
    static List<ProgramVariable> of(Program program) {
        LabelGraph graph = program.labels();
        Map<String, Integer> inserted = insertedIn(program);
        List<ProgramVariable> variables = new ArrayList<>();
        Set<String> inFamilies = new TreeSet<>();
        for (String parent : graph.names()) {
            List<String> children = graph.children(parent);
            if (children.size() > 1) {
                inFamilies.addAll(children);
                int layer = graph.names().stream()
                        .filter(label -> graph.isA(label, parent))
                        .mapToInt(label -> inserted.getOrDefault(label, 0))
                        .max()
                        .orElse(0);
                variables.add(new ProgramVariable(
                        parent,
                        Kind.FAMILY,
                        layer,
                        graph,
                        children,
                        label -> children.stream().anyMatch(child -> graph.isA(label, child))));
            }
        }
        for (Layer layer : program.layers()) {
            for (Head head : layer.heads()) {
                String prefix = Match.prefixed(head.name(), "");
                variables.add(new ProgramVariable(
                        head.name(),
                        Kind.HEAD,
                        program.layers().indexOf(layer) + 1,
                        graph,
                        List.of(),
                        label -> label.startsWith(prefix)));
            }
        }
        Set<String> ofUnits = new TreeSet<>();
        program.layers().forEach(layer -> layer.units().forEach(unit -> ofUnits.addAll(unit.add())));
        ofUnits.removeAll(inFamilies);
        for (String label : ofUnits) {
            variables.add(
                    new ProgramVariable(label, Kind.UNIT, inserted.get(label), graph, List.of(label), label::equals));
        }
        return variables;
    }

    /** For labels that layers insert, the last one that does. */
    private static Map<String, Integer> insertedIn(Program program) {
        Map<String, Integer> inserted = new HashMap<>();
        for (int n = 1; n <= program.layers().size(); n++) {
            Layer layer = program.layers().get(n - 1);
            for (Head head : layer.heads()) {
                String prefix = Match.prefixed(head.name(), "");
                for (String label : program.labels().names()) {
                    if (label.startsWith(prefix)) {
                        inserted.put(label, n);
                    }
                }
            }
            for (Unit unit : layer.units()) {
                for (String label : unit.add()) {
                    inserted.put(label, n);
                }
            }
        }
        return inserted;
    }

    /** Of the superlabel, the head or the label. */
    String name() {
        return name;
    }

    Kind kind() {
        return kind;
    }

    /** The layer of the program after which it has its value; 0 is the embedding. */
    int layer() {
        return layer;
    }

    /** The value at every row, from 0, or {@link #NO_VALUE}; values that are sets are numbered as they first come. */
    int[] values(Representation labels) {
        int rows = labels.values().rows();
        return switch (kind) {
            case FAMILY -> ofFamily(labels, rows);
            case UNIT ->
                IntStream.range(0, rows)
                        .map(row -> labels.values().get(row, graph.index(name)) > 0 ? 1 : 0)
                        .toArray();
            case HEAD -> ofHead(labels, rows);
        };
    }

    private int[] ofFamily(Representation labels, int rows) {
        int[] columns = members.stream().mapToInt(graph::index).toArray();
        int[] values = new int[rows];
        Arrays.fill(values, NO_VALUE);
        for (int row = 0; row < rows; row++) {
            int active = 0;
            for (int member = 0; member < columns.length; member++) {
                if (labels.values().get(row, columns[member]) > 0) {
                    values[row] = active++ == 0 ? member : NO_VALUE;
                }
            }
        }
        return values;
    }

    private int[] ofHead(Representation labels, int rows) {
        int[] columns = IntStream.range(0, belongs.length)
                .filter(label -> belongs[label])
                .toArray();
        Map<List<Double>, Integer> numbers = new HashMap<>();
        return IntStream.range(0, rows)
                .map(row -> {
                    List<Double> held = Arrays.stream(columns)
                            .mapToObj(label -> labels.values().get(row, label))
                            .toList();
                    return numbers.computeIfAbsent(held, key -> numbers.size());
                })
                .toArray();
    }

    /** Closed sets of labels: those of the {@code base} rows with the value of this variable at the {@code source} rows. */
    Matrix swapped(Representation labels, int[] base, int[] source) {
        Matrix swapped = Matrix.zeros(base.length, graph.size());
        for (int i = 0; i < base.length; i++) {
            long[] own = explicit(labels, base[i]);
            long[] other = explicit(labels, source[i]);
            for (int label = 0; label < graph.size(); label++) {
                if (belongs[label]) {
                    LabelBits.remove(own, label);
                    if (LabelBits.has(other, label)) {
                        LabelBits.add(own, label);
                    }
                }
            }
            int row = i;
            LabelBits.forEach(graph.closureOf(own), label -> {
                int holder = belongs[label] ? source[row] : base[row];
                swapped.set(row, label, Math.max(1, labels.values().get(holder, label)));
            });
        }
        return swapped;
    }

    /** Closed sets of labels at all rows without those of this variable; a head has then found nothing. */
    Matrix removed(Representation labels) {
        int rows = labels.values().rows();
        Matrix rest = Matrix.zeros(rows, graph.size());
        String none = Match.prefixed(name, Head.NONE);
        for (int row = 0; row < rows; row++) {
            long[] own = explicit(labels, row);
            for (int label = 0; label < graph.size(); label++) {
                if (belongs[label]) {
                    LabelBits.remove(own, label);
                }
            }
            if (kind == Kind.HEAD && graph.contains(none)) {
                LabelBits.add(own, graph.index(none));
            }
            int at = row;
            LabelBits.forEach(
                    graph.closureOf(own),
                    label -> rest.set(at, label, Math.max(1, labels.values().get(at, label))));
        }
        return rest;
    }

    private long[] explicit(Representation labels, int row) {
        long[] set = new long[LabelBits.words(graph.size())];
        for (int label = 0; label < graph.size(); label++) {
            if (labels.values().get(row, label) > 0) {
                LabelBits.add(set, label);
            }
        }
        return graph.minimal(set);
    }
}
