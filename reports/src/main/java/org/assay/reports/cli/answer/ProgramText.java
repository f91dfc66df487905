package org.assay.reports.cli.answer;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.assay.symbolic.cost.DescriptionLength;
import org.assay.symbolic.program.Layer;
import org.assay.symbolic.program.Program;
import org.assay.symbolic.run.LabelTrace;
import org.assay.symbolic.run.LabelTrace.Attended;
import org.assay.symbolic.run.LabelTrace.Fired;
import org.assay.symbolic.run.LabelTrace.Step;

/** Programs and what they say, for people. */
public final class ProgramText {
    /** Observations that weights are priced at, so that lengths of programs compare. */
    private static final double NOMINAL_OBSERVATIONS = 1e6;

    private ProgramText() {}

    /** How large a program is; ends with a newline. */
    public static String sizes(Program program) {
        int heads =
                program.layers().stream().map(Layer::heads).mapToInt(List::size).sum();
        int units =
                program.layers().stream().map(Layer::units).mapToInt(List::size).sum();
        return new Columns()
                .add("tokens", Integer.toString(program.vocabulary().size()))
                .add("labels", Integer.toString(program.labels().size()))
                .add("layers", Integer.toString(program.layers().size()))
                .add("heads", Integer.toString(heads))
                .add("units", Integer.toString(units))
                .add("weights", Integer.toString(program.unembedding().weights()))
                .add(
                        "length",
                        String.format(
                                Locale.ROOT,
                                "%.1f nats, weights priced at %.0e observations",
                                DescriptionLength.of(program, NOMINAL_OBSERVATIONS),
                                NOMINAL_OBSERVATIONS))
                .text();
    }

    /** What it says after a context, and in full why; ends with a newline. */
    public static String traced(ProgramAnswer answer) {
        return law(answer) + TraceText.of(answer.context(), new LabelTrace(answer.trace(), answer.said()));
    }

    private static String law(ProgramAnswer answer) {
        return answer.program() + " after: " + String.join(" ", answer.context()) + "\n\n"
                + LawText.of(answer.next(), token -> "")
                + String.format(Locale.ROOT, "\nentropy %.4f nats\n", answer.entropy());
    }

    /** What it says after a context and in short why; ends with a newline. */
    public static String of(ProgramAnswer answer) {
        return law(answer) + steps(answer.context(), answer.trace());
    }

    /** The same of a program that answers with sets, in full why. */
    public static String traced(SetAnswer answer) {
        return set(answer) + TraceText.of(answer.context(), new LabelTrace(answer.trace(), answer.said()));
    }

    /** The same of a program that answers with sets, in short why. */
    public static String of(SetAnswer answer) {
        return set(answer) + steps(answer.context(), answer.trace());
    }

    private static String set(SetAnswer answer) {
        return answer.program() + " after: " + String.join(" ", answer.context()) + "\n\n"
                + LawText.of(answer.probability(), token -> answer.mayFollow().contains(token) ? "may follow" : "");
    }

    private static String steps(List<String> context, List<Step> trace) {
        StringBuilder text = new StringBuilder();
        int layer = -1;
        Columns lines = new Columns();
        for (Step step : trace) {
            if (step.layer() != layer) {
                text.append(lines.text());
                lines = new Columns();
                layer = step.layer();
                text.append(layer == 0 ? "\nlabels of the tokens\n" : "\nafter layer " + layer + "\n");
            }
            lines.add(
                    "  " + step.position(),
                    context.get(step.position()),
                    String.join(" ", step.explicit()),
                    happened(step));
        }
        return text.append(lines.text()).toString();
    }

    private static String happened(Step step) {
        String attended = step.attended().stream()
                .filter(head -> !head.keys().isEmpty())
                .map(ProgramText::attended)
                .collect(Collectors.joining(", "));
        String fired = step.fired().stream().map(ProgramText::fired).collect(Collectors.joining(", "));
        return attended + (attended.isEmpty() || fired.isEmpty() ? "" : "; ") + fired;
    }

    private static String attended(Attended head) {
        return head.head() + " looks at "
                + head.keys().stream().map(key -> Integer.toString(key)).collect(Collectors.joining(" "));
    }

    private static String fired(Fired unit) {
        return unit.unit() + " fires, " + unit.score() + " >= " + unit.threshold();
    }
}
