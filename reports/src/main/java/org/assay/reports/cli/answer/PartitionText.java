package org.assay.reports.cli.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.assay.analysis.subspace.score.RandomFloor;
import org.assay.reports.cli.answer.PartitionAnswer.Exchange;
import org.assay.reports.cli.answer.PartitionAnswer.Numbers;

/** The scores of a partition for people. */
public final class PartitionText {
    private static final List<String> TOLD = List.of(
            "dci-disentanglement",
            "dci-completeness",
            "informativeness",
            "information-gap",
            "leakage",
            "independence-error");

    private PartitionText() {}

    public static String of(PartitionAnswer answer) {
        StringBuilder text = new StringBuilder();
        text.append(answer.method())
                .append(" at ")
                .append(answer.site())
                .append(" of ")
                .append(answer.network())
                .append(", ")
                .append(answer.process())
                .append("\n\nwhere the factors are\n");
        answer.verdicts()
                .forEach(verdict -> text.append("  ").append(verdict.sentence()).append('\n'));
        text.append(
                answer.inNoBlock().isEmpty()
                        ? "  every factor at this site is in a block\n"
                        : "  in no block: " + String.join(", ", answer.inNoBlock()) + "\n");
        text.append("\ncapture: share of what a factor adds that lies in a block, corrected for chance\n");
        table(answer, answer.capture(), text);
        text.append("\npurity: share of a block's variance that a factor adds\n");
        table(answer, answer.purity(), text);
        recovery(answer, text);
        text.append(String.format(
                Locale.ROOT,
                "\nfactors in one another: at most %.2f of one lies in another\n",
                answer.containment().largest()));
        if (answer.ceilings().stream().anyMatch(ceiling -> !ceiling.held())) {
            text.append("share of the factor of a row that lies in that of a column\n");
            containment(answer, text);
        }
        information(answer, text);
        exchange(answer.exchange(), text);
        return text.toString();
    }

    private static void table(PartitionAnswer answer, double[][] values, StringBuilder text) {
        Columns table = new Columns();
        List<String> head = new ArrayList<>(List.of("  block", "size", "variance"));
        head.addAll(answer.factors());
        table.add(head.toArray(String[]::new));
        for (int s = 0; s < values.length; s++) {
            List<String> row = new ArrayList<>(List.of(
                    "  " + s,
                    Integer.toString(answer.sizes().get(s)),
                    String.format(Locale.ROOT, "%.1f%%", 100 * answer.variance()[s])));
            for (double value : values[s]) {
                row.add(number(value));
            }
            table.add(row.toArray(String[]::new));
        }
        text.append(table.text());
    }

    private static void containment(PartitionAnswer answer, StringBuilder text) {
        Columns table = new Columns();
        List<String> head = new ArrayList<>(List.of("  factor"));
        head.addAll(answer.containment().names());
        table.add(head.toArray(String[]::new));
        for (int i = 0; i < answer.containment().names().size(); i++) {
            List<String> row =
                    new ArrayList<>(List.of("  " + answer.containment().names().get(i)));
            for (double share : answer.containment().share()[i]) {
                row.add(number(share));
            }
            table.add(row.toArray(String[]::new));
        }
        text.append(table.text());
    }

    private static void recovery(PartitionAnswer answer, StringBuilder text) {
        text.append("\nrecovery\n");
        Columns table = new Columns()
                .add("", "one-to-one", "adjusted V", "V", "complete", "pure", "harmonic", "count error", "size error");
        for (Map.Entry<String, Numbers> entry : answer.recovery().entrySet()) {
            Numbers of = entry.getValue();
            table.add(
                    "  " + (entry.getKey().isEmpty() ? answer.method() : entry.getKey()),
                    number(of.oneToOne()),
                    number(of.adjusted()),
                    number(of.vMeasure()),
                    number(of.completeness()),
                    number(of.purity()),
                    number(of.harmonic()),
                    Integer.toString(of.countError()),
                    number(of.sizeError()));
        }
        RandomFloor floor = answer.floor();
        table.add(
                "  random, mean of " + floor.draws(),
                number(floor.oneToOne().mean()),
                "",
                number(floor.vMeasure().mean()),
                number(floor.completeness().mean()),
                number(floor.purity().mean()),
                number(floor.harmonic().mean()));
        text.append(table.text());
        answer.ceilings()
                .forEach(ceiling -> text.append("  ").append(ceiling.sentence()).append('\n'));
    }

    private static void information(PartitionAnswer answer, StringBuilder text) {
        text.append(
                "\ninformation: what a block tells linearly of a factor, over its entropy; in brackets beyond all other"
                        + " factors\n");
        Columns table = new Columns();
        List<String> head = new ArrayList<>(List.of("  block"));
        head.addAll(answer.told());
        table.add(head.toArray(String[]::new));
        for (int s = 0; s < answer.linear().length; s++) {
            List<String> row = new ArrayList<>(List.of("  " + s));
            for (int k = 0; k < answer.told().size(); k++) {
                double[] beyond = answer.beyond().get(answer.told().get(k)).blocks();
                row.add(number(answer.linear()[s][k]) + (beyond.length > 0 ? " [" + number(beyond[s]) + "]" : ""));
            }
            table.add(row.toArray(String[]::new));
        }
        text.append(table.text());
        for (String name : TOLD) {
            if (answer.numbers().containsKey(name)) {
                text.append(String.format(
                        Locale.ROOT, "  %s %.2f\n", name, answer.numbers().get(name)));
            }
        }
    }

    private static void exchange(Map<String, Exchange> exchanges, StringBuilder text) {
        if (exchanges.isEmpty()) {
            return;
        }
        text.append(
                "\nexchange of the block that holds most of a factor, against the exact law when the factor is exchanged\n");
        Columns table = new Columns()
                .add(
                        "  factor",
                        "block",
                        "cause",
                        "random",
                        "same token",
                        "isolation",
                        "necessity",
                        "naturalness",
                        "pairs");
        exchanges.forEach((name, of) -> {
            if (!of.notAsked().isEmpty()) {
                table.add("  " + name, "-");
                return;
            }
            table.add(
                    "  " + name,
                    of.block().toString(),
                    number(of.cause()),
                    number(of.randomCause()),
                    number(of.accuracy()),
                    number(of.isolation()),
                    number(of.necessity()),
                    number(of.naturalness()),
                    of.asked());
        });
        text.append(table.text());
        exchanges.forEach((name, of) -> {
            if (!of.notAsked().isEmpty()) {
                text.append("  ")
                        .append(name)
                        .append(" cannot be asked: ")
                        .append(of.notAsked())
                        .append('\n');
            }
        });
    }

    private static String number(OptionalDouble value) {
        return value.isPresent() ? number(value.getAsDouble()) : "-";
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
