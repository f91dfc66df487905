package org.assay.reports.cli.answer;

import java.util.Locale;
import java.util.stream.Collectors;
import org.assay.symbolic.cost.DescriptionLength;
import org.assay.symbolic.program.Layer;
import org.assay.symbolic.program.Program;
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
        int heads = program.layers().stream()
                .map(Layer::heads)
                .mapToInt(java.util.List::size)
                .sum();
        int units = program.layers().stream()
                .map(Layer::units)
                .mapToInt(java.util.List::size)
                .sum();
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
        return law(answer) + TraceText.of(answer.context(), answer.labelTrace());
    }

    private static String law(ProgramAnswer answer) {
        return answer.program() + " after: " + String.join(" ", answer.context()) + "\n\n"
                + LawText.of(answer.next(), token -> "")
                + (answer.entropy() == null
                        ? ""
                        : String.format(Locale.ROOT, "\nentropy %.4f nats\n", answer.entropy()));
    }

    /** What it says after a context and in short why; ends with a newline. */
    public static String of(ProgramAnswer answer) {
        StringBuilder text = new StringBuilder(law(answer));
        int layer = -1;
        Columns lines = new Columns();
        for (Step step : answer.trace()) {
            if (step.layer() != layer) {
                text.append(lines.text());
                lines = new Columns();
                layer = step.layer();
                text.append(layer == 0 ? "\nlabels of the tokens\n" : "\nafter layer " + layer + "\n");
            }
            lines.add(
                    "  " + step.position(),
                    answer.context().get(step.position()),
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
