package org.assay.reports.cli.answer;

import java.util.List;
import java.util.Locale;
import org.assay.symbolic.fit.discrete.DiscreteFit;

/**
 * What {@code program fit} answers.
 *
 * @param rules   what the program does, in words, the first that applies first
 * @param steps   how it was found
 * @param gaveUp  the stage at which the fit gave up and why; null when it did not
 * @param program as text
 */
public record DiscreteFitAnswer(List<String> rules, List<DiscreteFit.Step> steps, String gaveUp, String program) {
    /** @param program the program of {@code fit} as text */
    public static DiscreteFitAnswer of(DiscreteFit fit, String program) {
        return new DiscreteFitAnswer(fit.rules(), fit.steps(), fit.gaveUp().orElse(null), program);
    }

    /** Rules and steps for people. */
    public String text() {
        StringBuilder text = new StringBuilder();
        rules.forEach(rule -> text.append(rule).append('\n'));
        for (DiscreteFit.Step step : steps) {
            text.append(String.format(
                    Locale.ROOT,
                    "%s: %d; whole sequences as the network %.3f, held out %.3f%n",
                    step.stage(),
                    step.parts(),
                    step.fitMatch(),
                    step.heldOutMatch()));
        }
        return text.toString();
    }
}
