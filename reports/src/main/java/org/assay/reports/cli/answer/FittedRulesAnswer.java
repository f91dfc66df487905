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
 * @param steps     how it was found, controls among them
 * @param prices    the program at several numbers of observations
 * @param failures  what was given up, and why
 */
public record FittedRulesAnswer(
        String program,
        int lines,
        double loss,
        double nats,
        List<Rule> rules,
        List<FitReport.Step> steps,
        List<FitReport.Price> prices,
        List<String> failures) {

    /** One claimed rule. */
    public record Rule(String rule, String kind, String says, List<String> labels) {
        private static Rule of(ClaimedRule claim) {
            return new Rule(claim.name(), claim.kind(), claim.says(), claim.labels());
        }
    }

    public static FittedRulesAnswer of(FittedRules fitted, String text) {
        FitReport.Step step = fitted.report().step("program");
        return new FittedRulesAnswer(
                text,
                (int) text.lines().count(),
                step.heldOutLoss(),
                step.programNats(),
                fitted.rules().stream().map(Rule::of).toList(),
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
        failures.forEach(failure -> text.append("gave up: ").append(failure).append('\n'));
        return text.toString();
    }
}
