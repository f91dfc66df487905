package org.assay.symbolic.text;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.assay.datasets.sequence.Vocabulary;
import org.assay.symbolic.program.Atom;
import org.assay.symbolic.program.Head;
import org.assay.symbolic.program.Layer;
import org.assay.symbolic.program.Program;
import org.assay.symbolic.program.Query;
import org.assay.symbolic.program.Unit;

/** The canonical text of a program: equal programs give equal text, and parsing it gives the same program again. */
public final class ProgramPrinter {
    private final Program program;
    private final StringBuilder text = new StringBuilder();

    private ProgramPrinter(Program program) {
        this.program = program;
    }

    /** The program as text, one item a line, in the order of the stages of a run. */
    public static String print(Program program) {
        ProgramPrinter printer = new ProgramPrinter(program);
        printer.vocabularyAndLabels();
        for (int n = 0; n < program.layers().size(); n++) {
            printer.layer(program.layers().get(n), n + 1);
        }
        printer.unembedding();
        return printer.text.toString();
    }

    private void vocabularyAndLabels() {
        Vocabulary vocabulary = program.vocabulary();
        line("vocab " + names(vocabulary.tokens()));
        for (String label : program.declared().names()) {
            var parents = program.declared().parents(label);
            line("label " + Words.quote(label) + (parents.isEmpty() ? "" : " : " + names(parents)));
        }
        for (int token = 0; token < vocabulary.size(); token++) {
            List<String> labels = program.tokenLabels().get(token);
            if (!labels.isEmpty()) {
                line("token " + Words.quote(vocabulary.token(token)) + " -> " + names(labels));
            }
        }
    }

    private void layer(Layer layer, int number) {
        for (Head head : layer.heads()) {
            line("head " + Words.quote(head.name()) + " layer " + number + " k=" + head.k() + " theta="
                    + head.threshold() + queries(head) + offsets(head) + " value {" + names(head.values()) + "}");
        }
        for (Unit unit : layer.units()) {
            line("unit " + Words.quote(unit.name()) + " layer " + number + " when " + atoms(unit.when()) + " >= "
                    + unit.threshold() + set("add", unit.add()) + set("del", unit.delete()));
        }
    }

    private static String queries(Head head) {
        StringBuilder queries = new StringBuilder();
        for (Query query : head.queries()) {
            queries.append(" query when ").append(atoms(query.when())).append(" >= ");
            queries.append(query.threshold()).append(" seek ").append(atoms(query.seek()));
        }
        return queries.toString();
    }

    private static String offsets(Head head) {
        if (head.offsets().isEmpty()) {
            return "";
        }
        return head.offsets().stream()
                .map(atom -> weight(atom.weight()) + atom.offset())
                .collect(Collectors.joining(" ", " offset {", "}"));
    }

    private void unembedding() {
        if (!program.unembedding().bias().isEmpty()) {
            line("bias " + weights(program.unembedding().bias()));
        }
        program.unembedding()
                .votes()
                .forEach((label, votes) -> line("predict " + Words.quote(label) + " -> " + weights(votes)));
    }

    private String weights(Map<Integer, Double> weights) {
        return weights.entrySet().stream()
                .map(entry -> Words.quote(program.vocabulary().token(entry.getKey())) + "="
                        + Decimal.shortest(entry.getValue()))
                .collect(Collectors.joining(" "));
    }

    private static String set(String keyword, List<String> labels) {
        return labels.isEmpty() ? "" : " " + keyword + " {" + names(labels) + "}";
    }

    private static String atoms(List<Atom> atoms) {
        return atoms.stream()
                .map(atom -> weight(atom.weight()) + Words.quote(atom.label()))
                .collect(Collectors.joining(" ", "{", "}"));
    }

    private static String weight(int weight) {
        String size = Math.abs((long) weight) == 1 ? "" : Math.abs((long) weight) + "*";
        return (weight < 0 ? "-" : "+") + size;
    }

    private static String names(Collection<String> names) {
        return names.stream().map(Words::quote).collect(Collectors.joining(" "));
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
