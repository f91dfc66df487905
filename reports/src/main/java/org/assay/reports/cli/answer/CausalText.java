package org.assay.reports.cli.answer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.assay.analysis.belief.causal.BeliefEdit;
import org.assay.analysis.belief.causal.GradedTargets;
import org.assay.reports.cli.answer.CausalAnswer.EditNumbers;
import org.assay.reports.cli.answer.CausalAnswer.Erasure;
import org.assay.reports.cli.answer.CausalAnswer.Graded;
import org.assay.reports.cli.answer.CausalAnswer.Later;
import org.assay.reports.cli.answer.CausalAnswer.Network;
import org.assay.reports.cli.answer.CausalAnswer.SiteNumbers;
import org.assay.reports.cli.answer.CausalAnswer.Transfer;

/** Edits of beliefs for people: a table for each question, a line for each site. */
public final class CausalText {
    private CausalText() {}

    public static String of(CausalAnswer answer) {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "edits of the beliefs of %s after %d tokens; the part of 1 that an edit brings about, 1 - KL(law of the source ||"
                        + " edited) / KL(law of the source || unedited)\n",
                answer.process(),
                answer.position() + 1));
        answer.networks().forEach(network -> write(network, text));
        return text.toString();
    }

    private static void write(Network network, StringBuilder text) {
        text.append(String.format(
                Locale.ROOT,
                "\n%s: %.5f nats per token above the floor, gate %.4f%s\n"
                        + "%d pairs of %d different contexts, fitted on %d others; probes: %s\n",
                network.name(),
                network.excess(),
                network.gate(),
                network.trained() ? "" : ": not trained well enough, its edits are no evidence of anything",
                network.pairs(),
                network.edited(),
                network.fitted(),
                network.probes()));
        edits(network, "\nsuccess\n", numbers -> share(numbers.success().value()), text);
        edits(
                network,
                "\nabove the better of the two random edits, 95 % over pairs\n",
                numbers -> String.format(
                        Locale.ROOT,
                        "%.3f (%.3f..%.3f)",
                        numbers.aboveRandom().value(),
                        numbers.aboveRandom().low(),
                        numbers.aboveRandom().high()),
                text);
        edits(
                network,
                "\nnats from the law of the source / from the law of the base\n",
                numbers -> nats(numbers.toTarget()) + " / " + nats(numbers.fromBase()),
                text);
        sites(network, text);
        later(network, false, "\nread out later, any pairs\n", text);
        if (network.alike().isEmpty()) {
            later(network, true, "\nread out later, pairs that agree in the law of the next token\n", text);
        } else {
            text.append("\n").append(network.alike()).append('\n');
        }
        transfer(network, text);
    }

    private static void edits(Network network, String heading, Function<EditNumbers, String> cell, StringBuilder text) {
        List<String> head = new ArrayList<>(List.of("  site"));
        Arrays.stream(BeliefEdit.values()).forEach(edit -> head.add(edit.title()));
        Columns table = new Columns().add(head.toArray(String[]::new));
        for (SiteNumbers site : network.sites()) {
            List<String> line = new ArrayList<>(List.of("  " + site.site()));
            site.edits().values().forEach(numbers -> line.add(cell.apply(numbers)));
            table.add(line.toArray(String[]::new));
        }
        text.append(heading).append(table.text());
    }

    private static void sites(Network network, StringBuilder text) {
        Columns held = new Columns().add("  site", "dimensions", "variance it explains", "R2 of the probe", "before");
        Columns graded = new Columns()
                .add(
                        "  site",
                        "nats from the law asked for",
                        "median",
                        "within " + GradedTargets.CLOSE,
                        "random direction",
                        "unedited",
                        "success");
        Columns erased = new Columns()
                .add(
                        "  site",
                        "intact",
                        "belief erased",
                        "random subspace erased",
                        "all else erased",
                        "without a belief",
                        "share lost");
        for (SiteNumbers site : network.sites()) {
            held.add(
                    "  " + site.site(),
                    Integer.toString(site.dimensions()),
                    share(site.explained()),
                    share(site.probeR2()),
                    nats(site.before()));
            Graded points = site.graded();
            graded.add(
                    "  " + site.site(),
                    nats(points.divergence().value()),
                    nats(points.median()),
                    share(points.within()),
                    nats(points.random()),
                    nats(points.unedited()),
                    share(points.success()));
            Erasure gone = site.erasure();
            erased.add(
                    "  " + site.site(),
                    nats(gone.intact()),
                    nats(gone.erased()),
                    nats(gone.random().value()) + " (" + nats(gone.random().low()) + ".."
                            + nats(gone.random().high()) + ")",
                    nats(gone.others()),
                    nats(gone.beliefFree()),
                    share(gone.lost().value()));
        }
        text.append("\nwhat the belief is at each site\n").append(held.text());
        text.append("\nbeliefs that no context has: random points of the simplex\n")
                .append(graded.text());
        text.append("\nnats per token above the floor with the belief erased\n").append(erased.text());
    }

    private static void later(Network network, boolean sameNextLaw, String heading, StringBuilder text) {
        List<Later> asked = network.later().stream()
                .filter(later -> later.sameNextLaw() == sameNextLaw)
                .toList();
        if (asked.isEmpty()) {
            return;
        }
        List<String> titles = asked.stream()
                .flatMap(later -> later.success().keySet().stream())
                .distinct()
                .toList();
        List<String> head = new ArrayList<>(List.of("  site", "tokens later", "pairs", "apart"));
        head.addAll(titles);
        Columns table = new Columns().add(head.toArray(String[]::new));
        for (Later later : asked) {
            List<String> line = new ArrayList<>(List.of(
                    "  " + later.site(),
                    Integer.toString(later.steps()),
                    Integer.toString(later.pairs()),
                    nats(later.apart())));
            for (String title : titles) {
                line.add(
                        later.success().containsKey(title)
                                ? share(later.success().get(title).value())
                                : "same law");
            }
            table.add(line.toArray(String[]::new));
        }
        text.append(heading).append(table.text());
    }

    private static void transfer(Network network, StringBuilder text) {
        Columns table = new Columns()
                .add(
                        "  sequences",
                        "contexts",
                        "that can come",
                        "nats from the filter trained on",
                        "from their maker's");
        for (Transfer transfer : network.transfer()) {
            table.add(
                    "  " + transfer.sequences(),
                    Integer.toString(transfer.contexts()),
                    share(transfer.kept()),
                    nats(transfer.toTrained().value()),
                    transfer.toMaker() == null ? "" : nats(transfer.toMaker()));
        }
        text.append("\nthe same filter on sequences of other processes\n").append(table.text());
    }

    private static String share(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    private static String nats(double value) {
        return String.format(Locale.ROOT, "%.5f", value);
    }
}
