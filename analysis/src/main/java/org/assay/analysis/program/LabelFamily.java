package org.assay.analysis.program;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.Representation;
import org.assay.symbolic.label.LabelBits;
import org.assay.symbolic.label.LabelGraph;
import org.assay.symbolic.program.Program;

/**
 * A variable of a program: the labels right below one superlabel, where a position holds exactly one of them. Holding none is no
 * value of it, since what a program does then hangs on other labels, which a swap would not bring along. The copies that a head
 * makes of a family are a family of their own.
 *
 * @param name    of the superlabel
 * @param members its children, by name
 */
public record LabelFamily(String name, List<String> members) {
    /** The class of a row that holds no member, or more than one: the family has no value there. */
    static final int NO_VALUE = -1;

    public LabelFamily {
        members = List.copyOf(members);
    }

    /** Every superlabel of {@code program} with at least two children, by name. */
    public static List<LabelFamily> of(Program program) {
        LabelGraph graph = program.labels();
        List<LabelFamily> families = new ArrayList<>();
        for (String parent : graph.names()) {
            List<String> children = graph.names().stream()
                    .filter(label -> graph.parents(label).contains(parent))
                    .toList();
            if (children.size() > 1) {
                families.add(new LabelFamily(parent, children));
            }
        }
        return families;
    }

    /** How many values it has. */
    int classes() {
        return members.size();
    }

    /** For each row the index of the one member that is active, or {@link #NO_VALUE}. */
    int[] classesOf(Representation labels) {
        int[] columns = members.stream().mapToInt(labels.directions()::indexOf).toArray();
        int[] classes = new int[labels.values().rows()];
        Arrays.fill(classes, NO_VALUE);
        for (int row = 0; row < classes.length; row++) {
            int active = 0;
            for (int member = 0; member < columns.length; member++) {
                if (labels.values().get(row, columns[member]) > 0) {
                    classes[row] = active++ == 0 ? member : NO_VALUE;
                }
            }
        }
        return classes;
    }

    /**
     * The closed sets of labels at {@code base} rows in which what belongs to the family is that of the {@code source} rows.
     *
     * @param labels closed sets at every row: 0 or 1, or the number of a counter
     */
    Matrix swapped(LabelGraph graph, Representation labels, int[] base, int[] source) {
        Matrix swapped = Matrix.zeros(base.length, graph.size());
        for (int i = 0; i < base.length; i++) {
            long[] own = explicit(graph, labels, base[i]);
            long[] other = explicit(graph, labels, source[i]);
            for (int label = 0; label < graph.size(); label++) {
                if (belongs(graph, label)) {
                    LabelBits.remove(own, label);
                    if (LabelBits.has(other, label)) {
                        LabelBits.add(own, label);
                    }
                }
            }
            int row = i;
            LabelBits.forEach(graph.closureOf(own), label -> {
                int holder = belongs(graph, label) ? source[row] : base[row];
                swapped.set(row, label, Math.max(1, labels.values().get(holder, label)));
            });
        }
        return swapped;
    }

    private boolean belongs(LabelGraph graph, int label) {
        return members.stream().anyMatch(member -> graph.isA(graph.name(label), member));
    }

    private static long[] explicit(LabelGraph graph, Representation labels, int row) {
        long[] set = new long[LabelBits.words(graph.size())];
        for (int label = 0; label < graph.size(); label++) {
            if (labels.values().get(row, label) > 0) {
                LabelBits.add(set, label);
            }
        }
        return graph.minimal(set);
    }
}
