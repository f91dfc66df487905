package org.assay.reports.page;

import java.util.List;
import org.assay.analysis.experiment.ProcessResult;
import org.assay.analysis.experiment.ProcessResult.NetworkCard;
import org.assay.reports.figure.AttentionFigure;
import org.assay.reports.figure.ComparisonFigure;
import org.assay.reports.figure.RuleExcessFigure;
import org.assay.reports.figure.SimplexFigure;
import org.assay.reports.figure.TrainingFigure;
import org.assay.reports.table.Comparison;
import org.assay.reports.table.Decimals;

/** Everything about one language: the language, the network, the beliefs, the program, the blocks, and the comparison. */
final class ProcessSection {
    private ProcessSection() {}

    /** @param number from 1, makes the ids of this section */
    static void write(Html page, int number, ProcessResult process, List<Comparison> comparisons) {
        String id = "p" + number;
        String name = process.language().name();
        page.open("section", "id", id, "class", "process", "aria-labelledby", id + "-title");
        page.element("h2", name, "id", id + "-title");
        LanguageBlock.write(page, id, process.language());
        network(page, id, process);
        ProgramBlock.write(page, id, process.program());
        process.partitions().ifPresent(partitions -> PartitionBlock.write(page, id, partitions));
        page.element("h3", "Comparison");
        List<Comparison> ours =
                comparisons.stream().filter(c -> c.process().equals(name)).toList();
        if (ours.isEmpty()) {
            page.element("p", "No score was measured on this language.", "class", "muted");
        }
        for (Comparison comparison : ours) {
            FigureBlock.write(page, ComparisonFigure.of(id + "-comparison", comparison));
            ComparisonBlock.write(page, comparison);
        }
        page.close();
    }

    private static void network(Html page, String id, ProcessResult process) {
        NetworkCard network = process.network();
        page.element("h3", "The network");
        page.open("dl", "class", "card");
        term(page, "shape", network.shape());
        term(page, "parameters", Decimals.grouped(network.parameters()));
        term(page, "training", network.training());
        term(page, "held-out loss", Decimals.shown(network.loss()) + " nats per token");
        term(page, "excess over the floor", Decimals.shown(network.excess(), 3) + " nats per token");
        page.open("dt").text("weights").close();
        page.open("dd").element("code", network.weights()).close();
        page.close();
        if (process.curves().isEmpty()) {
            page.element("p", "No training curve was recorded.", "class", "muted");
        } else {
            FigureBlock.write(page, TrainingFigure.of(id + "-training", process));
        }
        if (!process.ruleExcess().isEmpty()) {
            FigureBlock.write(page, RuleExcessFigure.of(id + "-rules", process.ruleExcess()));
        }
        if (process.attention().isEmpty()) {
            page.element("p", "No attention pattern was recorded.", "class", "muted");
        } else {
            FigureBlock.write(page, AttentionFigure.of(id + "-attention", process.attention()));
        }
        process.simplex().ifPresent(simplex -> {
            page.element("h3", "Beliefs");
            FigureBlock.write(page, SimplexFigure.of(id + "-simplex", simplex));
        });
    }

    private static void term(Html page, String term, String text) {
        page.element("dt", term).element("dd", text);
    }
}
