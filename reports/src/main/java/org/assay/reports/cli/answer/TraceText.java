package org.assay.reports.cli.answer;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assay.reports.table.Decimals;
import org.assay.symbolic.run.LabelTrace;
import org.assay.symbolic.run.LabelTrace.Attended;
import org.assay.symbolic.run.LabelTrace.Choice;
import org.assay.symbolic.run.LabelTrace.Fired;
import org.assay.symbolic.run.LabelTrace.Kept;
import org.assay.symbolic.run.LabelTrace.Step;
import org.assay.symbolic.run.LabelTrace.Term;

/** A trace for people: layer by layer and position by position what each head kept, what each unit fired on, and why. */
final class TraceText {
    private TraceText() {}

    /** Ends with a newline. */
    static String of(List<String> tokens, LabelTrace trace) {
        StringBuilder text = new StringBuilder();
        int layer = -1;
        for (Step step : trace.steps()) {
            if (step.layer() != layer) {
                layer = step.layer();
                text.append(layer == 0 ? "\nlabels of the tokens\n" : "\nlayer " + layer + "\n");
            }
            text.append("  ")
                    .append(step.position())
                    .append(' ')
                    .append(tokens.get(step.position()))
                    .append(": ")
                    .append(held(step))
                    .append('\n');
            step.attended().forEach(head -> text.append(of(head, tokens)));
            step.fired().forEach(unit -> text.append(of(unit)));
        }
        text.append("\nanswers\n");
        for (LabelTrace.Said said : trace.said()) {
            text.append("  ")
                    .append(said.position())
                    .append(' ')
                    .append(tokens.get(said.position()))
                    .append('\n');
            said.choices().forEach(choice -> text.append(of(choice)));
        }
        return text.toString();
    }

    /** Explicit labels, those that are new with a plus, those that are gone with a minus, and numbers of counters. */
    private static String held(Step step) {
        Stream<String> kept = step.explicit().stream()
                .map(label -> (step.layer() > 0 && step.inserted().contains(label) ? "+" : "")
                        + label
                        + (step.numbers().containsKey(label)
                                ? "=" + step.numbers().get(label)
                                : ""));
        return Stream.concat(kept, step.deleted().stream().map(label -> "-" + label))
                .collect(Collectors.joining(" "));
    }

    private static String of(Attended head, List<String> tokens) {
        String asked = head.asked().stream()
                .map(sought -> signed(sought.weight(), sought.label()))
                .collect(Collectors.joining(" "));
        String start = "      head " + head.head() + (asked.isEmpty() ? "" : " asks {" + asked + "}");
        if (head.kept().isEmpty()) {
            return start + ", keeps nothing -> " + inserted(head) + "\n";
        }
        StringBuilder text = new StringBuilder(start);
        for (Kept key : head.kept()) {
            text.append(", keeps ")
                    .append(key.position())
                    .append(' ')
                    .append(tokens.get(key.position()))
                    .append(" (")
                    .append(key.score())
                    .append(" >= ")
                    .append(head.threshold())
                    .append(key.terms().isEmpty() ? "" : ": " + terms(key.terms()))
                    .append(')');
        }
        return text + " -> " + inserted(head) + "\n";
    }

    private static String inserted(Attended head) {
        return head.inserted().isEmpty()
                ? "nothing"
                : head.inserted().entrySet().stream()
                        .map(entry -> entry.getKey() + (entry.getValue() == 1 ? "" : "=" + entry.getValue()))
                        .collect(Collectors.joining(" "));
    }

    private static String of(Fired unit) {
        Stream<String> added = unit.add().stream().map(label -> signed(unit.amount(), label));
        Stream<String> deleted = unit.delete().stream().map(label -> signed(-unit.amount(), label));
        return "      unit " + unit.unit() + " fires (" + unit.score() + " >= " + unit.threshold()
                + (unit.terms().isEmpty() ? "" : ": " + terms(unit.terms())) + ") -> "
                + Stream.concat(added, deleted).collect(Collectors.joining(" ")) + "\n";
    }

    private static String terms(List<Term> terms) {
        return terms.stream()
                .map(term -> signed(term.weight(), term.what()) + (term.times() == 1 ? "" : "*" + term.times()))
                .collect(Collectors.joining(" "));
    }

    /** Such as {@code +label} or {@code -2*label}. */
    private static String signed(long weight, String label) {
        String size = Math.abs(weight) == 1 ? "" : Math.abs(weight) + "*";
        return (weight < 0 ? "-" : "+") + size + label;
    }

    private static String of(Choice choice) {
        String experts = choice.experts().stream()
                .map(expert -> expert.label() + " " + Decimals.shown(expert.share(), 3))
                .collect(Collectors.joining(", "));
        String votes = choice.votes().stream()
                .map(vote -> vote.label() + " " + (vote.weight() > 0 ? "+" : "") + Decimals.shown(vote.weight(), 3))
                .collect(Collectors.joining(", "));
        return "      " + choice.token() + " " + LawText.decimal(choice.probability())
                + (experts.isEmpty() ? "" : "; experts " + experts) + (votes.isEmpty() ? "" : "; votes " + votes)
                + "\n";
    }
}
