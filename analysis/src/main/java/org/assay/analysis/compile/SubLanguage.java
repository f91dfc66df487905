package org.assay.analysis.compile;

import java.util.List;
import java.util.TreeSet;
import org.assay.symbolic.program.Head;
import org.assay.symbolic.program.Layer;
import org.assay.symbolic.program.Program;
import org.assay.symbolic.program.Unembedding.Output;
import org.assay.symbolic.program.Unit;
import org.assay.symbolic.program.Unit.Activation;

/**
 * What programs can be compiled at all, whatever the network: every variable has one of finitely many values at every position, and
 * what is inserted stays.
 */
final class SubLanguage {
    private SubLanguage() {}

    /** @throws UncompilableProgramException with the first item that cannot be compiled */
    static void require(Program program) {
        if (program.unembedding().output() != Output.LAW) {
            throw new UncompilableProgramException(
                    "output sets",
                    "gives every token a probability of its own, and a network answers with one law",
                    "use output law");
        }
        if (!program.counters().isEmpty()) {
            throw new UncompilableProgramException(
                    "counter " + program.counters().first(),
                    "holds a number without bound, and a variable of a network has one of a few values",
                    "use labels, and heads that keep one key");
        }
        TreeSet<String> inserted = new TreeSet<>();
        for (Layer layer : program.layers()) {
            layer.heads().forEach(SubLanguage::requireHead);
            layer.units().forEach(SubLanguage::requireUnit);
            TreeSet<String> here = new TreeSet<>();
            layer.units().forEach(unit -> here.addAll(unit.add()));
            for (String label : here) {
                if (!inserted.add(label)) {
                    throw new UncompilableProgramException(
                            "label " + label,
                            "is inserted by units of two layers, and every variable is written once",
                            "insert another label in the later layer, under a superlabel that both share");
                }
            }
        }
    }

    private static void requireHead(Head head) {
        String item = "head " + head.name();
        if (head.selection().k() != 1) {
            throw new UncompilableProgramException(
                    item,
                    "keeps k="
                            + (head.selection().k() == Integer.MAX_VALUE
                                    ? "all"
                                    : head.selection().k()) + " keys, whose labels would be averaged",
                    "only k=1 can be compiled");
        }
        if (!head.values().where().isEmpty()) {
            throw new UncompilableProgramException(
                    item,
                    "inserts where its key stands, which depends on query and key together",
                    "only labels of the key can be compiled");
        }
    }

    private static void requireUnit(Unit unit) {
        if (unit.activation() != Activation.STEP) {
            throw new UncompilableProgramException(
                    "unit " + unit.name(), "counts, and a variable has one of a few values", "use a step");
        }
        if (!unit.delete().isEmpty()) {
            throw new UncompilableProgramException(
                    "unit " + unit.name(),
                    "deletes " + List.copyOf(unit.delete()) + ", and every variable is written once",
                    "insert a label where the unit does not fire and ask for that");
        }
    }
}
