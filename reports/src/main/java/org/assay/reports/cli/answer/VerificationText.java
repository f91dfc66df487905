package org.assay.reports.cli.answer;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.assay.analysis.program.Disagreement;
import org.assay.analysis.program.LabelBelief;
import org.assay.analysis.program.RuleRecovery;
import org.assay.reports.cli.answer.VerificationAnswer.Example;
import org.assay.reports.cli.answer.VerificationAnswer.Recovery;
import org.assay.reports.cli.answer.VerificationAnswer.Rule;
import org.assay.reports.cli.answer.VerificationAnswer.Summary;

/** What {@code program verify} found, for people. */
public final class VerificationText {
    private static final int PLACES = 6;

    private VerificationText() {}

    /** Ends with a newline. */
    public static String of(VerificationAnswer answer) {
        StringBuilder text = new StringBuilder();
        head(answer, text);
        text.append("\nwhere ")
                .append(answer.model().isEmpty() ? "the truth" : "the network")
                .append(" and the program differ: share of rows, mean KL there, share of the whole\n");
        Columns map = new Columns();
        places("rule", answer.disagreement().byRule(), map);
        places("position", answer.disagreement().byPosition(), map);
        places("last token", answer.disagreement().byToken(), map);
        text.append(map.text());
        counterexamples(answer.counterexamples(), text);
        answer.recovery().ifPresent(recovery -> {
            rules(answer, recovery, text);
            claims(answer.claims(), text);
        });
        beliefs(answer.beliefs(), text);
        LabelText.append(answer, text);
        return text.toString();
    }

    private static void head(VerificationAnswer answer, StringBuilder text) {
        Columns lines = new Columns();
        lines.add("program", answer.program() + ", " + answer.printed().lines() + " lines printed");
        lines.add("contexts", answer.rows() + " drawn afresh from " + answer.language());
        lines.add(
                "printed text",
                answer.printed().same()
                        ? "read again it is the same program, bit for bit on every context"
                        : "read again it differs on " + answer.printed().different() + " contexts");
        lines.add("KL(truth || program)", nats(answer.klFromTruth()));
        if (!answer.model().isEmpty()) {
            lines.add("KL(truth || network)", nats(answer.networkExcess().orElseThrow()));
            lines.add("KL(network || program)", nats(answer.disagreement().divergence()));
        }
        text.append(lines.text());
    }

    private static void places(String division, List<Disagreement.Place> places, Columns map) {
        for (Disagreement.Place place : places.subList(0, Math.min(PLACES, places.size()))) {
            map.add(
                    "  " + division,
                    place.name(),
                    percent(place.weight()),
                    number(place.divergence()),
                    percent(place.share()));
        }
    }

    private static void counterexamples(List<Example> examples, StringBuilder text) {
        if (examples.isEmpty()) {
            return;
        }
        text.append("\ncounterexamples, shortest first: KL(network || program), rule that wins, labels, both laws\n");
        Columns lines = new Columns();
        for (Example example : examples) {
            lines.add(
                    "  " + String.join(" ", example.context()),
                    number(example.kl()),
                    example.rule().orElse("-"),
                    String.join(" ", example.labels()),
                    law(example.network()),
                    law(example.program()));
        }
        text.append(lines.text());
    }

    private static String law(Map<String, Double> law) {
        return law.entrySet().stream()
                .map(entry -> String.format(Locale.ROOT, "%s %.2f", entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(" "));
    }

    private static void rules(VerificationAnswer answer, Recovery recovery, StringBuilder text) {
        text.append("\nrules of the language: share of the next tokens, KL(truth || network) and that of the language"
                + " without the rule where it wins,\nand the claim that matches, or comes closest: Jaccard of extensions,"
                + " KL of laws\n");
        Columns table = new Columns().add("  rule", "share", "network", "without", "learned", "found", "claim");
        for (Rule rule : answer.rules()) {
            table.add(
                    "  " + rule.rule(),
                    percent(rule.extent()),
                    number(rule.klNetwork()),
                    number(rule.klDeleted()),
                    rule.learned() ? "yes" : "no",
                    rule.matched() ? "yes" : "no",
                    rule.claim()
                            .map(claim -> String.format(Locale.ROOT, "%.2f", rule.jaccard()) + "  "
                                    + (rule.klOfLaws() == null ? "inf" : number(rule.klOfLaws())) + "  " + claim)
                            .orElse("-"));
        }
        text.append(table.text());
        Columns scores = new Columns().add("", "recall", "by gain", "precision", "by nats");
        scores.add(cells("  claims", recovery.summary()));
        answer.controls().forEach((name, summary) -> scores.add(cells("  " + name, summary)));
        text.append(String.format(
                        Locale.ROOT,
                        "\n%d of %d rules learned, %d matched\n",
                        recovery.learned(),
                        recovery.asked(),
                        recovery.matched()))
                .append(scores.text());
    }

    private static String[] cells(String name, Summary summary) {
        return new String[] {
            name,
            share(summary.recall()),
            share(summary.recallByGain()),
            share(summary.precision()),
            share(summary.precisionByNats())
        };
    }

    private static void claims(List<RuleRecovery.Judged> claims, StringBuilder text) {
        List<RuleRecovery.Judged> wrong =
                claims.stream().filter(claim -> !claim.isTrue()).toList();
        text.append("\n")
                .append(claims.size())
                .append(" claims, ")
                .append(wrong.size())
                .append(" of them not true")
                .append(wrong.isEmpty() ? "\n" : ": share of the next tokens\n");
        Columns table = new Columns();
        wrong.forEach(claim -> table.add("  " + claim.name(), percent(claim.extent())));
        text.append(table.text());
    }

    private static void beliefs(List<LabelBelief> beliefs, StringBuilder text) {
        if (beliefs.isEmpty()) {
            return;
        }
        text.append(
                "\nwhat labels tell of what an optimal observer knows: R2 by the sets of labels that vote, by the same sets"
                        + " shuffled, by the last token\n");
        Columns table = new Columns();
        for (LabelBelief belief : beliefs) {
            table.add(
                    "  " + belief.target(),
                    belief.labels() + " sets",
                    number(belief.r2()),
                    number(belief.shuffled()),
                    number(belief.lastToken()));
        }
        text.append(table.text());
    }

    private static String share(OptionalDouble share) {
        return share.isEmpty() ? "-" : String.format(Locale.ROOT, "%.3f", share.getAsDouble());
    }

    private static String nats(double value) {
        return String.format(Locale.ROOT, "%.4f nats per token", value);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%6.2f%%", 100 * share);
    }
}
