package org.assay.reports.cli.answer;

import java.util.List;
import java.util.Locale;
import org.assay.symbolic.fit.FitReport;
import org.assay.symbolic.fit.rule.ClaimedRule;
import org.assay.symbolic.fit.rule.FittedRules;

/**
 * What fitting rules to a network gave.
 *
 * @param program   as text
 * @param lines     of it
 * @param loss      KL(network || program) on held-out sequences, nats per token
 * @param nats      length of the description
 * @param rules     what is claimed
 * @param controls  programs of at most the same length that know less; empty where none were asked for
 * @param steps     how it was found
 * @param prices    the program at several numbers of observations
 * @param failures  what was given up, and why
 */
public record FittedRulesAnswer(
        String program,
        int lines,
        double loss,
        double nats,
        List<Rule> rules,
        List<Control> controls,
        List<FitReport.Step> steps,
        List<FitReport.Price> prices,
        List<String> failures) {

    /** One claimed rule. */
    public record Rule(String rule, String kind, String says, List<String> labels) {
        private static Rule of(ClaimedRule claim) {
            return new Rule(claim.name(), claim.kind(), claim.says(), claim.labels());
        }
    }

    /**
     * A program that knows only the last tokens.
     *
     * @param lines of its text
     * @param nats  length of its description
     * @param loss  KL(network || it) on the same held-out sequences, nats per token
     */
    public record Control(String name, int lines, double nats, double loss) {}

    public static FittedRulesAnswer of(FittedRules fitted, String text, List<Control> controls) {
        FitReport.Step step = fitted.report().step("program");
        return new FittedRulesAnswer(
                text,
                (int) text.lines().count(),
                step.heldOutLoss(),
                step.programNats(),
                fitted.rules().stream().map(Rule::of).toList(),
                List.copyOf(controls),
                fitted.report().steps(),
                fitted.report().prices(),
                fitted.report().failures());
    }

    /** For people; ends with a newline. */
    public String text() {
        Columns claimed = new Columns();
        for (Rule rule : rules) {
            claimed.add(rule.kind(), rule.says());
        }
        Columns sizes = new Columns()
                .add("rules", Integer.toString(rules.size()))
                .add("lines", Integer.toString(lines))
                .add("length", String.format(Locale.ROOT, "%.1f nats", nats))
                .add("loss", String.format(Locale.ROOT, "%.4f nats per token, KL(network || program), held out", loss));
        StringBuilder text = new StringBuilder(claimed.text()).append('\n').append(sizes.text());
        if (!controls.isEmpty()) {
            text.append("\nprograms of at most the same length\n").append(compared());
        }
        failures.forEach(failure -> text.append("gave up: ").append(failure).append('\n'));
        return text.toString();
    }

    private String compared() {
        Columns table = new Columns().add("", "lines", "nats", "loss");
        compared(table, new Control("rules", lines, nats, loss));
        controls.forEach(control -> compared(table, control));
        return table.text();
    }

    private static void compared(Columns table, Control control) {
        table.add(
                control.name(),
                Integer.toString(control.lines()),
                String.format(Locale.ROOT, "%.1f", control.nats()),
                String.format(Locale.ROOT, "%.4f", control.loss()));
    }
}
