package org.assay.analysis.compile;

import java.util.TreeSet;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.Representation;
import org.assay.datasets.sequence.ContextSet;
import org.assay.symbolic.run.Interpreter;

/** Which value every variable of a program has in every row, by running the program. */
final class TrueValues {
    private final Variables variables;
    private final ContextSet contexts;
    private final Representation labels;

    TrueValues(Variables variables, ContextSet contexts) {
        this.variables = variables;
        this.contexts = contexts;
        this.labels = Interpreter.of(variables.program(), "program")
                .record(contexts, Interpreter.site(variables.program().layers().size()));
    }

    int[] of(Variable variable) {
        int[] values = new int[contexts.rows()];
        for (int row = 0; row < values.length; row++) {
            int position = contexts.rowPosition(row);
            values[row] = switch (variable.part()) {
                case EMBEDDING -> contexts.sequence(contexts.rowSequence(row))[position];
                case POSITION -> position + (variables.sink() ? 1 : 0);
                case HEAD, UNITS -> byLabels(variable, row);
            };
        }
        return values;
    }

    /** The value whose labels are those that the row has among all that the variable can bring. */
    private int byLabels(Variable variable, int row) {
        TreeSet<String> brought = new TreeSet<>();
        variable.active().forEach(brought::addAll);
        TreeSet<String> active = new TreeSet<>();
        Matrix table = labels.values();
        for (int label = 0; label < table.columns(); label++) {
            String name = labels.directions().get(label);
            if (table.get(row, label) > 0 && brought.contains(name)) {
                active.add(name);
            }
        }
        int value = variable.active().indexOf(active);
        if (value < 0) {
            throw new IllegalStateException("variable " + variable.name() + " has no value with the labels " + active
                    + " of row " + row + ", only " + variable.active());
        }
        return value;
    }
}
