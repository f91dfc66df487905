package org.assay.analysis.compile;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.assay.datasets.matrix.Matrix;
import org.assay.symbolic.program.Atom;

/** The residual stream before it is turned: every variable in directions of its own, one after the other, then what is spare. */
final class Stream {
    /** Wider residual streams are refused: their rotation alone would take minutes. */
    static final int WIDEST = 1024;

    private final Variables variables;
    private final Map<String, Integer> from = new LinkedHashMap<>();
    private final Map<String, ValueCode> codes = new LinkedHashMap<>();
    private final int width;

    Stream(Variables variables, CompileOptions options) {
        this.variables = variables;
        int at = 0;
        for (Variable variable : variables.all()) {
            ValueCode code = ValueCode.of(
                    options.code(),
                    variable.values(),
                    options.compression(),
                    options.seed().child("codes").child(variable.name()));
            from.put(variable.name(), at);
            codes.put(variable.name(), code);
            at += code.directions();
        }
        width = at + options.spare();
        if (width > WIDEST) {
            throw new UncompilableProgramException(
                    "the program",
                    "needs a residual stream of " + width + " directions, and more than " + WIDEST + " are refused",
                    "shorten the longest context, copy fewer labels, or compress the codes; "
                            + variables.all().stream()
                                    .map(v -> v.name() + " has " + v.values() + " values")
                                    .toList());
        }
    }

    Variables variables() {
        return variables;
    }

    int width() {
        return width;
    }

    int directions(Variable variable) {
        return codes.get(variable.name()).directions();
    }

    /** The directions of a variable as rows: m x D. */
    Matrix rows(Variable variable) {
        Matrix rows = Matrix.zeros(directions(variable), width);
        for (int c = 0; c < rows.rows(); c++) {
            rows.set(c, from.get(variable.name()) + c, 1);
        }
        return rows;
    }

    /** D, the vector that says that the variable has this value. */
    double[] point(Variable variable, int value) {
        double[] point = new double[width];
        double[] code = codes.get(variable.name()).points().row(value);
        System.arraycopy(code, 0, point, from.get(variable.name()), code.length);
        return point;
    }

    /** {@code table[v]} where the variable has value v. */
    Functional read(Variable variable, double[] table) {
        ValueCode code = codes.get(variable.name());
        double[] direction = new double[width];
        double constant = 0;
        boolean anything = false;
        for (int v = 0; v < table.length; v++) {
            if (table[v] != 0) {
                anything = true;
                for (int c = 0; c < code.directions(); c++) {
                    direction[from.get(variable.name()) + c] +=
                            table[v] * code.readers().get(v, c);
                }
                constant += table[v] * code.offsets()[v];
            }
        }
        return new Functional(direction, constant, anything ? new TreeSet<>(Set.of(variable.name())) : new TreeSet<>());
    }

    /** 1 where the variable has this value, else 0. */
    Functional is(Variable variable, int value) {
        double[] table = new double[variable.values()];
        table[value] = 1;
        return read(variable, table);
    }

    /** 1 at the network's own first token, else 0. */
    Functional isSink() {
        return is(variables.token(), variables.token().values() - 1);
    }

    /** The variable by which layer {@code reader} finds the label active; null where nothing makes it so. */
    Variable home(String label, int reader, String item) {
        List<Variable> homes = variables.bringing(label, reader);
        if (homes.size() > 1) {
            throw new UncompilableProgramException(
                    item,
                    "asks for label " + label + ", which "
                            + homes.stream().map(Variable::name).toList()
                            + " may each make active, and an OR of several variables is no sum of them",
                    "give them labels of their own, or let units of an earlier layer insert one");
        }
        return homes.isEmpty() ? null : homes.get(0);
    }

    /** For every value of the variable the sum of the weights of the atoms that it makes active. */
    static double[] table(Variable variable, Collection<Atom> atoms) {
        double[] table = new double[variable.values()];
        for (int v = 0; v < table.length; v++) {
            for (Atom atom : atoms) {
                table[v] += variable.active().get(v).contains(atom.label()) ? atom.weight() : 0;
            }
        }
        return table;
    }

    /** The atoms by the variable that makes each active; those that nothing makes active are left out. */
    Map<Variable, List<Atom>> byHome(Collection<Atom> atoms, int reader, String item) {
        Map<Variable, List<Atom>> byHome = new LinkedHashMap<>();
        for (Atom atom : atoms) {
            Variable home = home(atom.label(), reader, item);
            if (home != null) {
                byHome.computeIfAbsent(home, v -> new ArrayList<>()).add(atom);
            }
        }
        return byHome;
    }

    /** The score of the atoms in what layer {@code reader} reads. */
    Functional score(Collection<Atom> atoms, int reader, String item) {
        List<Functional> terms = new ArrayList<>();
        byHome(atoms, reader, item).forEach((home, its) -> terms.add(read(home, table(home, its))));
        return Functional.sum(width, terms);
    }

    /** The same, but 0 at the network's own first token. */
    Functional scoreAtKey(Collection<Atom> atoms, int reader, String item) {
        double there = 0;
        if (variables.sink()) {
            for (Atom atom : atoms) {
                there += variables.activeAtSink(atom.label(), reader) ? atom.weight() : 0;
            }
        }
        Functional score = score(atoms, reader, item);
        return there == 0 ? score : Functional.sum(width, List.of(score, isSink().times(-there)));
    }
}
