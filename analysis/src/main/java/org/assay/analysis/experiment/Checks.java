package org.assay.analysis.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import org.assay.analysis.experiment.ExperimentSpec.CheckSpec;
import org.assay.analysis.experiment.RunResult.Check;
import org.assay.analysis.metric.Score;

/** What must hold: what the experiment states, and what holds by construction unless something is broken. */
final class Checks {
    /** End of the name of the check that geometric claims depend on. */
    static final String GATE = "near enough to the optimum";

    private Checks() {}

    static List<Check> of(LanguageOutcome outcome, List<Score> scores) {
        String name = outcome.process().name();
        CheckSpec bounds = outcome.spec().checks();
        List<Check> checks = new ArrayList<>();
        if (bounds.heldOutLossBelow() > 0) {
            double worst = outcome.measurements().stream()
                    .mapToDouble(Measurement::loss)
                    .max()
                    .orElseThrow();
            checks.add(new Check(
                    name + ": loss below " + bounds.heldOutLossBelow(),
                    worst < bounds.heldOutLossBelow(),
                    text("the held-out loss is %.4f nats per token in the worst replicate", worst)));
        }
        if (bounds.meanKlBelow() > 0) {
            double worst = score(scores, "network", "next-token", "excess").high();
            checks.add(new Check(
                    name + ": network " + GATE,
                    worst < bounds.meanKlBelow(),
                    text("mean KL to the optimum is %.2e at worst, wanted below %.0e", worst, bounds.meanKlBelow())));
        }
        if (bounds.beliefR2AtLeast() > 0) {
            double worst = score(scores, "residual-stream", "belief", "r2").low();
            checks.add(new Check(
                    name + ": belief read out of the residual stream",
                    worst >= bounds.beliefR2AtLeast(),
                    text("R2 on held-out subtrees is %.4f at worst, wanted %s", worst, bounds.beliefR2AtLeast())));
        }
        checks.addAll(constructed(name, outcome.measurements()));
        return checks;
    }

    /** Checks of the measurements themselves: passed where every replicate found nothing wrong. */
    private static List<Check> constructed(String name, List<Measurement> measurements) {
        TreeSet<String> names = new TreeSet<>();
        measurements.forEach(measurement -> names.addAll(measurement.checks().keySet()));
        List<Check> checks = new ArrayList<>();
        for (String check : names) {
            Optional<String> wrong = measurements.stream()
                    .map(measurement -> measurement.checks().getOrDefault(check, ""))
                    .filter(found -> !found.isEmpty())
                    .findFirst();
            checks.add(new Check(
                    name + ": " + check,
                    wrong.isEmpty(),
                    wrong.orElse("held in all " + measurements.size() + " replicates")));
        }
        return checks;
    }

    private static Score score(List<Score> scores, String method, String target, String score) {
        return OverReplicates.find(scores, method, "", target, score)
                .orElseThrow(() -> new IllegalArgumentException("a check needs the score " + score + " of " + method
                        + " on " + target + ", which was not measured"));
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
