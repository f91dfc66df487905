package org.assay.analysis.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.assay.analysis.experiment.ExperimentSpec.ContextSpec;
import org.assay.analysis.experiment.ProcessResult.Curve;
import org.assay.analysis.experiment.ProcessResult.NetworkCard;
import org.assay.analysis.experiment.ProcessResult.Plateau;
import org.assay.analysis.experiment.RunResult.Check;
import org.assay.analysis.experiment.partition.PartitionResult;
import org.assay.analysis.experiment.partition.PartitionRows;
import org.assay.analysis.experiment.partition.PartitionSummary;
import org.assay.analysis.metric.Score;

/** Puts finished stages together: scores over replicates, checks, findings in words, and what the run cannot say. */
final class Assembly {
    private Assembly() {}

    static RunResult of(ExperimentSpec spec, List<LanguageOutcome> outcomes) {
        List<ProcessResult> processes = new ArrayList<>();
        List<Score> scores = new ArrayList<>();
        List<Check> checks = new ArrayList<>();
        for (LanguageOutcome outcome : outcomes) {
            String name = outcome.process().name();
            List<Score> own = OverReplicates.scores(
                    name, outcome.measurements(), outcome.networks().size());
            List<Check> ownChecks = Checks.of(outcome, own);
            boolean gate = ownChecks.stream()
                    .filter(check -> check.name().endsWith(Checks.GATE))
                    .allMatch(Check::passed);
            List<Score> shown =
                    gate ? own : own.stream().filter(score -> !geometric(score)).toList();
            // Cuts of a network too far from the optimum are no evidence about the process either.
            Optional<PartitionResult> partitions =
                    outcome.partitions().filter(made -> gate).map(PartitionSummary::of);
            processes.add(process(outcome, shown, gate, partitions));
            scores.addAll(shown);
            partitions.ifPresent(made -> scores.addAll(PartitionRows.of(name, made)));
            checks.addAll(ownChecks);
        }
        return new RunResult(
                spec.name(),
                spec.key().hex(),
                spec.question(),
                "./assay run " + spec.name(),
                processes,
                scores,
                checks,
                limits(spec));
    }

    /** A claim about the geometry of a trained network; controls are exempt. */
    private static boolean geometric(Score score) {
        return score.control().isEmpty()
                && List.of("r2", "capture", "interchange").contains(score.score());
    }

    private static ProcessResult process(
            LanguageOutcome outcome, List<Score> scores, boolean gate, Optional<PartitionResult> partitions) {
        List<Measurement> measurements = outcome.measurements();
        Measurement first = measurements.get(0);
        ContextSpec contexts = outcome.spec().contexts();
        String note = contexts.enumerate() > 0
                ? "of all contexts of up to " + contexts.enumerate() + " tokens that are held out, every length alike"
                : "of held-out contexts of " + (contexts.firstPosition() + 1) + " to "
                        + outcome.spec().network().nCtx() + " tokens";
        List<String> findings = new ArrayList<>(Findings.of(outcome, scores, gate));
        partitions.ifPresent(made -> findings.addAll(made.headlines()));
        return new ProcessResult(
                LanguageCards.of(outcome.process(), outcome.spec().network().nCtx(), mean(measurements, true), note),
                card(outcome, scores, measurements),
                curves(outcome, mean(measurements, true)),
                plateaus(measurements),
                OverReplicates.rules(measurements),
                first.attention(),
                gate ? first.simplex() : Optional.empty(),
                first.program(),
                partitions,
                findings);
    }

    private static NetworkCard card(LanguageOutcome outcome, List<Score> scores, List<Measurement> measurements) {
        NetworkStage.Trained network = outcome.trained().get(0);
        TrainingSpec training = outcome.spec().training();
        String text = String.format(
                Locale.ROOT,
                "%,d steps of %d sequences (%,d tokens), AdamW, peak rate %s, %d network%s",
                training.steps(),
                training.batch(),
                training.steps() * network.tokens(),
                training.learningRate(),
                outcome.networks().size(),
                outcome.networks().size() == 1 ? "" : "s with different seeds");
        double excess = OverReplicates.find(scores, "network", "", "next-token", "excess")
                .map(Score::value)
                .orElseThrow();
        return new NetworkCard(
                network.shape(), network.parameters(), network.weights(), text, mean(measurements, false), excess);
    }

    private static double mean(List<Measurement> measurements, boolean floor) {
        return measurements.stream()
                .mapToDouble(measurement -> floor ? measurement.floor() : measurement.loss())
                .average()
                .orElseThrow();
    }

    /** Held-out losses less the Bayes loss of the same tokens, from the floor of the scored contexts up. */
    private static List<Curve> curves(LanguageOutcome outcome, double floor) {
        List<Curve> curves = new ArrayList<>();
        for (int i = 0; i < outcome.trained().size(); i++) {
            NetworkStage.Trained network = outcome.trained().get(i);
            List<Double> losses = network.losses().stream()
                    .map(loss -> floor + loss - network.floor())
                    .toList();
            curves.add(new Curve(i, network.tokens(), network.steps(), losses));
        }
        return curves;
    }

    /** Mean over replicates of what each restricted predictor loses. */
    static List<Plateau> plateaus(List<Measurement> measurements) {
        Map<String, Double> sums = new TreeMap<>();
        for (Measurement measurement : measurements) {
            for (Plateau plateau : measurement.plateaus()) {
                sums.merge(plateau.name(), plateau.loss() / measurements.size(), Double::sum);
            }
        }
        return measurements.get(0).plateaus().stream()
                .map(plateau -> new Plateau(plateau.name(), sums.get(plateau.name())))
                .toList();
    }

    private static List<String> limits(ExperimentSpec spec) {
        List<String> limits = new ArrayList<>();
        for (ExperimentSpec.LanguageSpec language : spec.languages()) {
            if (language.networks() == 1) {
                limits.add(
                        "On " + language.language() + " one network was trained: intervals are over contexts, untrained"
                                + " networks and random draws, and say nothing of other trained networks.");
            }
            if (language.partitions().isPresent()) {
                limits.add(
                        "Blocks of " + language.language() + " are drawn as the first seed of each method cut the first"
                                + " network; no method that cuts was told a factor, those named ceilings apart.");
            }
        }
        limits.add(
                "A program is fitted to what the last tokens say; induction and anything further back is beyond its reach.");
        limits.add(
                "A subspace is scored by letting the rest of the network run on it, so it can come as near the truth as the"
                        + " network does; a program must say everything by itself.");
        limits.add(
                "Drawn attention and beliefs and the printed program are those of the first replicate; scores are means"
                        + " over all.");
        limits.add(
                "Subspaces keep what varies most, which need not be what matters; an edit reaches the last position only.");
        limits.add(
                "Read-outs are linear and the position of a direction says nothing of its use: see the interchange scores.");
        limits.add(
                "Capture is given for factors that add at least three times the variance at a site that the same regression"
                        + " finds for shuffled factors; the others leave no trace there that could be told from noise.");
        limits.add("Intervals are the range over " + spec.replicates() + " replicates and claim no coverage.");
        return limits;
    }
}
