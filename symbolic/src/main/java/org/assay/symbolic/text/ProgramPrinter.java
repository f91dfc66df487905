package org.assay.symbolic.text;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.assay.datasets.sequence.Vocabulary;
import org.assay.symbolic.program.Atom;
import org.assay.symbolic.program.Head;
import org.assay.symbolic.program.Layer;
import org.assay.symbolic.program.Match;
import org.assay.symbolic.program.Program;
import org.assay.symbolic.program.Query;
import org.assay.symbolic.program.Selection;
import org.assay.symbolic.program.Selection.Ties;
import org.assay.symbolic.program.Unembedding;
import org.assay.symbolic.program.Unembedding.Output;
import org.assay.symbolic.program.Unit;
import org.assay.symbolic.program.Unit.Activation;
import org.assay.symbolic.program.Values;

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
            String kind = program.counters().contains(label) ? "counter " : "label ";
            line(kind + Words.quote(label) + (parents.isEmpty() ? "" : " : " + names(parents)));
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
            line("head " + Words.quote(head.name()) + " layer " + number + selection(head.selection())
                    + values(head.values()));
        }
        for (Unit unit : layer.units()) {
            line("unit " + Words.quote(unit.name()) + " layer " + number + " when " + atoms(unit.when()) + " >= "
                    + unit.threshold() + (unit.activation() == Activation.COUNT ? " count" : "")
                    + set("add", unit.add()) + set("del", unit.delete()));
        }
    }

    private static String selection(Selection selection) {
        StringBuilder text = new StringBuilder(" k=");
        text.append(selection.k() == Selection.ALL ? "all" : Integer.toString(selection.k()));
        text.append(" theta=").append(selection.threshold());
        text.append(selection.ties() == Ties.FARTHEST ? " ties farthest" : "");
        for (Query query : selection.queries()) {
            text.append(" query when ").append(atoms(query.when())).append(" >= ");
            text.append(query.threshold()).append(" seek ").append(atoms(query.seek()));
        }
        if (!selection.matches().isEmpty()) {
            text.append(selection.matches().stream()
                    .map(ProgramPrinter::match)
                    .collect(Collectors.joining(" ", " match {", "}")));
        }
        if (!selection.positions().isEmpty()) {
            text.append(selection.positions().stream()
                    .map(atom -> weight(atom.weight()) + PositionWords.print(atom.position()))
                    .collect(Collectors.joining(" ", " offset {", "}")));
        }
        return text.toString();
    }

    private static String match(Match match) {
        return weight(match.weight())
                + Words.quote(match.superlabel())
                + (match.query().isEmpty() ? "" : " query " + Words.quote(match.query()))
                + (match.key().isEmpty() ? "" : " key " + Words.quote(match.key()));
    }

    private static String values(Values values) {
        String text = set(values.counted() ? "counted" : "value", values.labels());
        if (values.counted() && values.labels().isEmpty()) {
            text = " counted {}";
        }
        if (!values.where().isEmpty()) {
            text += values.where().stream().map(PositionWords::print).collect(Collectors.joining(" ", " where {", "}"));
        }
        return text + (values.widest() == 0 ? "" : " count=" + values.widest());
    }

    private void unembedding() {
        Unembedding unembedding = program.unembedding();
        if (unembedding.output() == Output.SETS) {
            line("output sets");
        }
        if (!unembedding.bias().isEmpty()) {
            line("bias " + weights(unembedding.bias()));
        }
        unembedding.votes().forEach((label, votes) -> line("predict " + Words.quote(label) + " -> " + weights(votes)));
        unembedding
                .copyVotes()
                .forEach((prefix, weight) ->
                        line("predict " + copies(prefix) + " -> itself=" + Decimal.shortest(weight)));
        unembedding
                .experts()
                .forEach((label, expert) -> line("expert " + Words.quote(label) + " weight="
                        + Decimal.shortest(expert.weight()) + " -> " + weights(expert.law())));
        unembedding
                .copyExperts()
                .forEach((prefix, weight) ->
                        line("expert " + copies(prefix) + " weight=" + Decimal.shortest(weight) + " -> itself"));
    }

    private static String copies(String prefix) {
        return prefix.isEmpty() ? "*" : Words.quote(prefix) + ":*";
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
