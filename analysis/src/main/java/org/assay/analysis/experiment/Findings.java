package org.assay.analysis.experiment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.assay.analysis.experiment.ProcessResult.RuleExcess;
import org.assay.analysis.metric.Score;

/** What was found on one language, in sentences made from the scores; the most important first. */
final class Findings {
    private final LanguageOutcome outcome;
    private final List<Score> scores;
    private final List<String> sentences = new ArrayList<>();

    private Findings(LanguageOutcome outcome, List<Score> scores) {
        this.outcome = outcome;
        this.scores = scores;
    }

    /** @param gate whether the network is near enough to the optimum for claims about its geometry */
    static List<String> of(LanguageOutcome outcome, List<Score> scores, boolean gate) {
        Findings findings = new Findings(outcome, scores);
        findings.sentences.addAll(Standings.of(scores));
        findings.network();
        findings.rules();
        if (gate) {
            findings.belief();
            findings.factors();
        } else {
            findings.say("The network is too far from the optimum for any claim about the geometry of its beliefs.");
        }
        return List.copyOf(findings.sentences);
    }

    private void network() {
        double excess = value("network", "", "next-token", "excess").orElseThrow();
        double untrained =
                value("network", Candidate.UNTRAINED, "next-token", "excess").orElseThrow();
        ProcessResult.Plateau lowest = Assembly.plateaus(outcome.measurements()).stream()
                .min(Comparator.comparingDouble(ProcessResult.Plateau::loss))
                .orElseThrow();
        double floor = outcome.measurements().stream()
                .mapToDouble(Measurement::floor)
                .average()
                .orElseThrow();
        say(
                "The network ends %.4f nats per token above the floor of %.3f (untrained: %.2f above); the best of the n-gram"
                        + " predictors, the %s, stays %.3f above it.",
                excess, floor, untrained, lowest.name(), lowest.loss() - floor);
    }

    private void rules() {
        List<RuleExcess> rules = OverReplicates.rules(outcome.measurements());
        double lost = rules.stream().mapToDouble(Findings::lost).sum();
        rules.stream()
                .max(Comparator.comparingDouble(Findings::lost))
                .ifPresent(rule -> say(
                        "Of what the network still loses the largest part, %.0f %%, is lost where %s wins: %.3f nats on %.1f %% of the"
                                + " contexts.",
                        100 * lost(rule) / lost, rule.rule(), rule.excess(), 100 * rule.share()));
        List<String> learned = rules.stream()
                .filter(rule -> rule.excess() < rule.untrained() / 10)
                .map(RuleExcess::rule)
                .toList();
        if (!rules.isEmpty()) {
            say(
                    "Of %d rules that win somewhere, %d are learned to within a tenth of what the untrained network loses there.",
                    rules.size(), learned.size());
        }
    }

    private static double lost(RuleExcess rule) {
        return rule.share() * rule.excess();
    }

    private void belief() {
        Optional<Double> stream = value("residual-stream", "", "belief", "r2");
        if (stream.isEmpty()) {
            return;
        }
        say(
                "The belief is read out of the last residual stream with R2 %.4f on unseen subtrees; logits give %.4f, an additive"
                        + " window %.4f, the untrained network %.4f, shuffled beliefs %.4f.",
                stream.get(),
                value("residual-stream", "logits", "belief", "r2").orElseThrow(),
                value("residual-stream", "additive-window", "belief", "r2").orElseThrow(),
                value("residual-stream", Candidate.UNTRAINED, "belief", "r2").orElseThrow(),
                value("residual-stream", "shuffled-targets", "belief", "r2").orElseThrow());
        value(FittedPrograms.METHOD, "", "belief", "r2")
                .ifPresent(program -> say(
                        "Read out of the labels of the program instead, the belief has R2 %.4f; of a program fitted to an"
                                + " untrained network, %.4f.",
                        program,
                        value(FittedPrograms.METHOD, Candidate.UNTRAINED, "belief", "r2")
                                .orElseThrow()));
        scores.stream()
                .filter(score ->
                        score.score().equals("interchange") && score.control().isEmpty())
                .max(Comparator.comparingDouble(Score::value))
                .ifPresent(this::interchange);
    }

    private void interchange(Score best) {
        String control = Standings.strongestControl(scores, best, Comparator.reverseOrder())
                .map(other -> String.format(
                        Locale.ROOT, "; its strongest control, %s, reaches %.3f", Standings.name(other), other.value()))
                .orElse("");
        say(
                "Swapping the %s moves the network's answer to the other context's belief with success %.3f (%.3f to %.3f)"
                        + " beyond a random move of equal length%s.",
                Standings.name(best), best.value(), best.low(), best.high(), control);
    }

    /** The factor that the stream holds worst, beyond the controls. */
    private void factors() {
        scores.stream()
                .filter(score -> score.method().equals("residual-stream")
                        && score.control().isEmpty()
                        && score.score().equals("r2")
                        && score.target().startsWith("factor."))
                .min(Comparator.comparingDouble(Score::value))
                .ifPresent(score -> say(
                        "Of the factors of the language, %s is read out worst from the residual stream: R2 %.3f, where an additive"
                                + " window of the last tokens gives %.3f.",
                        score.target().substring("factor.".length()),
                        score.value(),
                        value("residual-stream", "additive-window", score.target(), "r2")
                                .orElseThrow()));
    }

    private Optional<Double> value(String method, String control, String target, String score) {
        return OverReplicates.find(scores, method, control, target, score).map(Score::value);
    }

    private void say(String format, Object... values) {
        sentences.add(values.length == 0 ? format : String.format(Locale.ROOT, format, values));
    }
}
