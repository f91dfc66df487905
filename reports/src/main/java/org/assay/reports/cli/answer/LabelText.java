package org.assay.reports.cli.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.assay.analysis.program.HeadPlace;
import org.assay.analysis.program.LabelInterchange;
import org.assay.analysis.program.LabelInterchange.Agreement;
import org.assay.analysis.program.LabelInterchange.Answered;
import org.assay.analysis.program.LabelReading;
import org.assay.analysis.program.ProgramPlacement;
import org.assay.datasets.model.Site;

/** Where the labels of a program are in a network, and what they do there, for people. */
final class LabelText {
    private LabelText() {}

    /** Nothing where no network was asked. */
    static void append(VerificationAnswer answer, StringBuilder text) {
        answer.placement().filter(placement -> !placement.labels().isEmpty()).ifPresent(placement -> {
            heads(placement.heads(), text);
            readings(placement, text);
        });
        if (!answer.interchange().isEmpty()) {
            interchange(answer.interchange(), text);
        }
    }

    private static void heads(List<HeadPlace> heads, StringBuilder text) {
        if (heads.isEmpty()) {
            return;
        }
        text.append(
                "\nheads of the network that look where those of the program look: share of their attention, at random keys,"
                        + " in an untrained network, the next best heads\n");
        Columns table = new Columns().add("  head", "rows", "placed", "at", "share", "random", "untrained", "next");
        for (HeadPlace head : heads) {
            if (head.candidates().isEmpty()) {
                table.add("  " + head.head(), "0", "no", "it keeps no key");
                continue;
            }
            table.add(
                    "  " + head.head(),
                    head.rows() + (head.consequent() ? "" : " without effect"),
                    head.found() ? "yes" : "no",
                    name(head.candidates().get(0)),
                    number(head.candidates().get(0).share()),
                    number(head.atRandom()),
                    optional(head.untrained()),
                    head.candidates().stream()
                            .skip(1)
                            .map(other -> name(other) + " " + number(other.share()))
                            .collect(Collectors.joining(", ")));
        }
        text.append(table.text());
    }

    private static String name(HeadPlace.Candidate candidate) {
        return candidate.site().name().replace(".attn.hook_pattern", "") + " head " + candidate.index();
    }

    private static void readings(ProgramPlacement placement, StringBuilder text) {
        text.append(
                "\nwhere labels can first be read, beyond what the last token says: balanced accuracy there, for shuffled"
                        + " values, in an untrained network\n");
        Columns table = new Columns();
        Map<String, List<String>> unread = new TreeMap<>();
        for (LabelReading reading : placement.labels()) {
            Optional<LabelReading.Place> first = reading.earliest();
            if (first.isEmpty()) {
                String why = reading.rows() == 0 ? "hardly varies: " : "no better than in the controls: ";
                unread.computeIfAbsent(why, key -> new ArrayList<>()).add(reading.variable());
                continue;
            }
            table.add(
                    "  " + reading.variable(),
                    reading.kind(),
                    brief(first.get().site()) + (reading.ofToken() ? ", by the token" : ""),
                    number(first.get().accuracy()),
                    number(first.get().shuffled()),
                    optional(first.get().untrained()));
        }
        text.append(table.text());
        unread.forEach((why, names) ->
                text.append("  ").append(why).append(String.join(", ", names)).append("\n"));
    }

    private static void interchange(List<Answered> answers, StringBuilder text) {
        text.append(
                "\ninterchange: KL(network || program after the swap), of pairs that differ in these labels alone: the network as it"
                        + " is;\nat each site patched in the labels' subspace and its size, in a random one, in all directions;"
                        + " the labels' subspace at the site farthest away\n");
        Columns table = new Columns()
                .add(
                        "  labels",
                        "layer",
                        "pairs",
                        "as it is",
                        "verdict",
                        "site",
                        "size",
                        "patched",
                        "random",
                        "whole",
                        "elsewhere",
                        "without",
                        "without random");
        Map<String, List<String>> unasked = new TreeMap<>();
        for (Answered answer : answers) {
            if (answer.measured().isEmpty()) {
                unasked.computeIfAbsent(answer.why(), key -> new ArrayList<>()).add(answer.variable());
                continue;
            }
            rows(answer.measured().get(), table);
        }
        text.append(table.text());
        unasked.forEach((why, names) -> text.append("  ")
                .append(why)
                .append(": ")
                .append(String.join(", ", names))
                .append("\n"));
    }

    private static void rows(LabelInterchange found, Columns table) {
        String said = found.verdict().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        for (LabelInterchange.AtSite at : found.sites()) {
            boolean first = at == found.sites().get(0);
            boolean here = found.carriedAt().equals(Optional.of(at));
            table.add(
                    first ? "  " + found.variable() : "",
                    first ? Integer.toString(found.layer()) : "",
                    first ? Integer.toString(found.pairs()) : "",
                    first ? agreement(found.unpatched()) : "",
                    first ? said : "",
                    brief(at.site()) + (here ? " *" : ""),
                    at.dimensions() + "/" + at.directions(),
                    agreement(at.subspace()),
                    agreement(at.random()),
                    agreement(at.whole()),
                    first ? found.elsewhere().map(LabelText::agreement).orElse("-") : "",
                    number(at.removed()),
                    number(at.removedAtRandom()));
        }
    }

    private static String brief(Site site) {
        return site.name().replace("hook_resid_", "");
    }

    private static String agreement(Agreement agreement) {
        return number(agreement.divergence()) + " " + optional(agreement.sameToken());
    }

    private static String optional(OptionalDouble value) {
        return value.isEmpty() ? "-" : number(value.getAsDouble());
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
