package org.assay.reports.cli.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.assay.reports.cli.answer.BeliefsAnswer.Features;
import org.assay.reports.cli.answer.BeliefsAnswer.Network;
import org.assay.reports.cli.answer.BeliefsAnswer.Numbers;

/** A table of belief probes for people: medians over networks, with each network's own number beside the chief ones. */
public final class BeliefsText {
    private static final int TARGETS_A_TABLE = 8;
    private static final String REFUSED = "refused";

    private BeliefsText() {}

    public static String of(BeliefsAnswer answer) {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "beliefs of %s\n%d rows, %d different prefixes; %s\n",
                answer.process(),
                answer.rows(),
                answer.prefixes(),
                answer.protocol()));
        answer.diagnosticity()
                .ifPresent(of ->
                        text.append("this process is ").append(of.statement()).append('\n'));
        for (Network network : answer.networks()) {
            text.append(String.format(
                    Locale.ROOT,
                    "%s: %.5f nats per token above the floor, gate %.4f%s\n",
                    network.name(),
                    network.excess(),
                    network.gate(),
                    network.trained() ? "" : ": not trained well enough, its geometry is no evidence of anything"));
        }
        List<String> targets = new ArrayList<>(answer.targets().keySet());
        if (!targets.isEmpty()) {
            chief(answer, targets.get(0), text);
        }
        for (int from = 0; from < targets.size(); from += TARGETS_A_TABLE) {
            all(answer, targets.subList(from, Math.min(targets.size(), from + TARGETS_A_TABLE)), text);
        }
        notes(answer, text);
        return text.toString();
    }

    /** The first target in full. */
    private static void chief(BeliefsAnswer answer, String target, StringBuilder text) {
        boolean several = answer.networks().size() > 1;
        text.append('\n').append(target).append(several ? ", medians over networks\n" : "\n");
        Columns table = new Columns()
                .add(
                        "  features",
                        "control",
                        "R2",
                        several ? "each network" : "95 %",
                        "by prefix",
                        "MSE",
                        "MSE by prefix",
                        "distance",
                        "features / prefixes");
        for (int f = 0; f < answer.networks().get(0).features().size(); f++) {
            chiefLine(answer, target, f, several, table);
        }
        text.append(table.text());
    }

    private static void chiefLine(BeliefsAnswer answer, String target, int f, boolean several, Columns table) {
        Features first = answer.networks().get(0).features().get(f);
        List<Numbers> scores = scores(answer, target, f);
        if (scores.isEmpty()) {
            table.add("  " + first.name(), first.control(), REFUSED, "", "", "", "", "", first.guard());
            return;
        }
        Numbers one = scores.get(0);
        String spread = several
                ? String.join(" ", scores.stream().map(of -> share(of.r2())).toList())
                : share(one.low()) + " to " + share(one.high());
        String flag = first.verdict().equals("fair") ? "" : "  " + first.verdict();
        table.add(
                "  " + first.name(),
                first.control(),
                share(median(scores, Numbers::r2)),
                spread,
                share(median(scores, Numbers::r2Uniform)),
                small(median(scores, Numbers::mse)),
                small(median(scores, Numbers::mseUniform)),
                scores.stream().allMatch(of -> of.distance().isPresent())
                        ? share(median(scores, of -> of.distance().getAsDouble()))
                        : "-",
                one.featuresUsed() + " / " + one.prefixesFitted() + flag);
    }

    /** R2 of several targets. */
    private static void all(BeliefsAnswer answer, List<String> targets, StringBuilder text) {
        text.append("\nR2, by target\n");
        Columns table = new Columns();
        List<String> head = new ArrayList<>(List.of("  features", "control"));
        head.addAll(targets);
        table.add(head.toArray(String[]::new));
        List<String> roles = new ArrayList<>(List.of("", ""));
        targets.forEach(target -> roles.add(answer.targets().get(target).role()));
        table.add(roles.toArray(String[]::new));
        for (int f = 0; f < answer.networks().get(0).features().size(); f++) {
            Features first = answer.networks().get(0).features().get(f);
            List<String> line = new ArrayList<>(List.of("  " + first.name(), first.control()));
            for (String target : targets) {
                List<Numbers> scores = scores(answer, target, f);
                boolean refused = first.scores().isEmpty();
                line.add(scores.isEmpty() ? refused ? REFUSED : "-" : share(median(scores, Numbers::r2)));
            }
            table.add(line.toArray(String[]::new));
        }
        text.append(table.text());
    }

    private static void notes(BeliefsAnswer answer, StringBuilder text) {
        text.append("\ntargets\n");
        answer.targets()
                .forEach((name, of) -> text.append("  ")
                        .append(name)
                        .append(": ")
                        .append(of.meaning())
                        .append('\n'));
        answer.absent()
                .forEach((name, why) -> text.append("  no ")
                        .append(name)
                        .append(": ")
                        .append(why)
                        .append('\n'));
        text.append("\ncolumns\n");
        for (Features features : answer.networks().get(0).features()) {
            if (features.control().isEmpty() && !features.columns().isEmpty()) {
                text.append("  ")
                        .append(features.name())
                        .append(": ")
                        .append(features.columns())
                        .append('\n');
            }
        }
    }

    private static List<Numbers> scores(BeliefsAnswer answer, String target, int f) {
        return answer.networks().stream()
                .map(network ->
                        Optional.ofNullable(network.features().get(f).scores().get(target)))
                .flatMap(Optional::stream)
                .toList();
    }

    private static double median(List<Numbers> scores, ToDoubleFunction<Numbers> of) {
        double[] sorted = scores.stream().mapToDouble(of).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static String share(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }

    private static String small(double value) {
        return String.format(Locale.ROOT, "%.2e", value);
    }
}
