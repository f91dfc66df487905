package org.assay.analysis.experiment;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.assay.analysis.metric.Score;

/**
 * Which explanation is truest and which most faithful, as sentences with intervals, the strongest control and the best rival of
 * the other kind. A lead is called clear only when the intervals lie apart, and no lead is claimed over a control that does as well.
 */
final class Standings {
    private static final String TARGET = "next-token";
    private static final String SUBSPACE = "principal-subspace-";

    private Standings() {}

    /** The truest first, then the most faithful; nothing where no explanation was measured. */
    static List<String> of(List<Score> scores) {
        List<String> sentences = new ArrayList<>();
        sentence(scores, "kl-from-truth", "truest", "from the truth").ifPresent(sentences::add);
        sentence(scores, "kl-from-network", "most faithful", "from the network").ifPresent(sentences::add);
        return sentences;
    }

    /** The control of the same method and site that does best by {@code order}, the best value first. */
    static Optional<Score> strongestControl(List<Score> scores, Score of, Comparator<Double> order) {
        return scores.stream()
                .filter(score -> !score.control().isEmpty()
                        && score.method().equals(of.method())
                        && score.site().equals(of.site())
                        && score.target().equals(of.target())
                        && score.score().equals(of.score()))
                .min(Comparator.comparing(Score::value, order));
    }

    /** Such as {@code principal subspace of 24 directions at blocks.1.hook_resid_post}, or what a control is. */
    static String name(Score score) {
        return switch (score.control()) {
            case "" ->
                score.method().startsWith(SUBSPACE)
                        ? "principal subspace of " + score.method().substring(SUBSPACE.length()) + " directions at "
                                + score.site()
                        : score.method().replace('-', ' ');
            case Candidate.UNTRAINED -> "the same fitted to an untrained network";
            case Candidate.RANDOM -> "a random subspace of the same size";
            default -> score.control().replace('-', ' ');
        };
    }

    private static Optional<String> sentence(List<Score> scores, String name, String most, String from) {
        List<Score> field = scores.stream()
                .filter(score -> score.score().equals(name)
                        && score.target().equals(TARGET)
                        && score.control().isEmpty()
                        && !score.method().equals("network"))
                .sorted(Comparator.comparingDouble(Score::value))
                .toList();
        if (field.isEmpty()) {
            return Optional.empty();
        }
        Score best = field.get(0);
        Optional<Score> rival =
                field.stream().filter(other -> !kind(other).equals(kind(best))).findFirst();
        boolean clear = rival.map(other -> best.high() < other.low()).orElse(true);
        Optional<Score> control = strongestControl(scores, best, Comparator.naturalOrder());
        boolean beaten = control.map(other -> best.high() < other.low()).orElse(false);
        String verdict = !beaten
                ? "No explanation is shown to be the " + most + ": a control does as well as the best, the "
                        + name(best)
                : clear
                        ? "The " + most + " explanation is the " + name(best)
                        : "No explanation is clearly the " + most + "; the " + name(best) + " leads";
        return Optional.of(verdict + ", " + nats(best.value()) + " nats per token " + from + " (" + interval(best)
                + ")."
                + control.map(other ->
                                " Its strongest control, " + name(other) + ", is " + nats(other.value()) + " away.")
                        .orElse(" It has no control.")
                + rival.map(other -> " The " + (kind(other).equals(other.method()) ? "" : "best ") + kind(other)
                                + " is " + nats(other.value()) + " away (" + interval(other)
                                + (clear ? "), clearly farther." : "): the intervals overlap."))
                        .orElse(""));
    }

    /** Rivals of one kind differ only in size and site; what is asked is which kind does better. */
    private static String kind(Score score) {
        return score.method().startsWith(SUBSPACE)
                ? "principal subspace"
                : score.method().replace('-', ' ');
    }

    private static String interval(Score score) {
        return nats(score.low()) + " to " + nats(score.high());
    }

    /** Three decimals, and two significant digits where that would hide the number. */
    static String nats(double value) {
        BigDecimal exact = new BigDecimal(value);
        return Math.abs(value) >= 0.01 || value == 0
                ? exact.setScale(value == 0 ? 0 : 3, RoundingMode.HALF_EVEN).toPlainString()
                : exact.round(new MathContext(2, RoundingMode.HALF_EVEN)).toPlainString();
    }
}
