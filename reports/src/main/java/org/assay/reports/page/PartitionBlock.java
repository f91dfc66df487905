package org.assay.reports.page;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assay.analysis.experiment.ProcessResult;
import org.assay.analysis.experiment.RunResult;
import org.assay.analysis.experiment.partition.PartitionOutcome.MethodCircuit;
import org.assay.analysis.experiment.partition.PartitionResult;
import org.assay.analysis.experiment.partition.PartitionResult.Cause;
import org.assay.analysis.experiment.partition.PartitionResult.Factor;
import org.assay.analysis.experiment.partition.PartitionResult.Held;
import org.assay.analysis.experiment.partition.PartitionResult.Method;
import org.assay.analysis.experiment.partition.PartitionResult.Site;
import org.assay.analysis.experiment.partition.Spread;
import org.assay.analysis.metric.Score;
import org.assay.reports.figure.CircuitFigure;
import org.assay.reports.figure.PartitionFigures;
import org.assay.reports.table.Decimals;

/** What blocks of the residual stream hold: findings, a table for each site, and the cuts of the first network as figures. */
final class PartitionBlock {
    private PartitionBlock() {}

    static void write(Html page, String id, PartitionResult result) {
        page.element("h3", "Blocks of the residual stream");
        result.headlines().forEach(headline -> page.element("p", headline, "class", "answer"));
        page.open("ul");
        result.findings().forEach(finding -> page.element("li", finding));
        page.close();
        for (int s = 0; s < result.sites().size(); s++) {
            Site site = result.sites().get(s);
            page.open("h4").text("Cuts of ").element("code", site.name()).close();
            table(page, site, result.networks());
            PartitionFigures.of(id + "-site" + s, site).forEach(figure -> FigureBlock.write(page, figure));
        }
        for (int c = 0; c < result.circuits().size(); c++) {
            MethodCircuit circuit = result.circuits().get(c);
            page.element(
                    "p",
                    "From block to block, read from the weights of the first network alone; blocks as "
                            + circuit.method() + " cut them, each with the factors that are in it.");
            FigureBlock.write(page, CircuitFigure.of(id + "-circuit" + c, circuit.graph()));
        }
        refused(page, result.refused());
    }

    /** The scores of a run that are not of cuts: these are held against other numbers, and have a table of their own. */
    static List<Score> others(RunResult run) {
        Set<String> cut = new HashSet<>();
        for (ProcessResult process : run.processes()) {
            process.partitions().stream()
                    .flatMap(partitions -> partitions.sites().stream())
                    .flatMap(site -> site.methods().stream())
                    .forEach(method -> cut.add(process.language().name() + " " + method.name()));
        }
        return run.scores().stream()
                .filter(score -> !cut.contains(score.process() + " " + score.method()))
                .toList();
    }

    private static void refused(Html page, Map<String, String> refused) {
        if (!refused.isEmpty()) {
            page.element("p", "Refused:").open("ul");
            refused.forEach((cut, reason) -> page.element("li", cut + ": " + reason));
            page.close();
        }
    }

    private static void table(Html page, Site site, int networks) {
        List<Factor> factors =
                site.factors().stream().filter(factor -> factor.heldIn() > 0).toList();
        page.element(
                "p",
                "At the block that holds most of a factor beyond chance: capture, corrected for chance, with its range over "
                        + networks + (networks == 1 ? " network" : " networks")
                        + " and over seeds of the method; r random partitions, s shuffled values, u the untrained network; "
                        + "purity; cause of its exchange with the bootstrap over sequences. Bold: in a block in most cuts.",
                "class",
                "muted");
        page.open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", "Cuts of " + site.name());
        page.open("table", "class", "comparison").open("thead").open("tr");
        page.element("th", "method", "scope", "col");
        page.element("th", "one-to-one", "scope", "col");
        for (Factor factor : factors) {
            page.open("th", "scope", "col").text(factor.name());
            if (factor.heldIn() < networks) {
                page.element("span", "held by " + factor.heldIn() + " of " + networks, "class", "note");
            }
            page.close();
        }
        page.close().close().open("tbody");
        for (Method method : site.methods()) {
            page.open("tr", "class", method.ceiling() ? "control first" : "method first");
            page.open("th", "scope", "row").text(method.name());
            page.element("span", method.ceiling() ? "ceiling: was told" : method.cuts() + " cuts", "class", "note");
            page.close();
            page.open("td", "class", "value");
            page.element("span", shown(method.oneToOne().value()), "class", "number");
            page.element("span", ranges(method.oneToOne()), "class", "note");
            page.element(
                    "span",
                    "r " + shown(method.random())
                            + method.untrained()
                                    .map(value -> ", u " + shown(value))
                                    .orElse(""),
                    "class",
                    "note");
            page.close();
            for (Factor factor : factors) {
                cell(
                        page,
                        method.factors().stream()
                                .filter(held -> held.factor().equals(factor.name()))
                                .findFirst());
            }
            page.close();
        }
        page.close().close().close();
    }

    private static void cell(Html page, Optional<Held> maybe) {
        if (maybe.isEmpty()) {
            page.element("td", "\u2013", "class", "none");
            return;
        }
        Held held = maybe.get();
        page.open("td", "class", 2 * held.inBlock() > held.cuts() ? "value best" : "value");
        page.element("span", shown(held.capture().value()), "class", "number");
        page.element("span", ranges(held.capture()), "class", "note");
        page.element(
                "span",
                "r " + shown(held.random()) + ", s " + shown(held.shuffled())
                        + held.untrained()
                                .map(own -> ", u " + shown(own.capture()))
                                .orElse(""),
                "class",
                "note");
        page.element("span", "purity " + shown(held.purity().value()), "class", "note");
        held.cause().ifPresent(cause -> page.element("span", cause(cause, held), "class", "note"));
        page.close();
    }

    private static String cause(Cause cause, Held held) {
        return "cause " + shown(cause.value().value()) + " (" + shown(cause.low()) + " to " + shown(cause.high())
                + "), r "
                + shown(cause.random())
                + held.untrained()
                        .flatMap(own -> own.cause())
                        .map(value -> ", u " + shown(value))
                        .orElse("");
    }

    private static String ranges(Spread spread) {
        return range(spread.networkLow(), spread.networkHigh(), spread.networks()) + " | "
                + range(spread.seedLow(), spread.seedHigh(), spread.seeds());
    }

    private static String range(double low, double high, int count) {
        return count == 1 ? "1 only" : shown(low) + " to " + shown(high);
    }

    private static String shown(double value) {
        return Decimals.places(value, 2);
    }
}
