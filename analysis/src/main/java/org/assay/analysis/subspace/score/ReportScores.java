package org.assay.analysis.subspace.score;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.assay.analysis.explain.Answer;
import org.assay.analysis.metric.Derivation;
import org.assay.analysis.metric.Score;

/** The numbers of a report as rows of a table: the partition's own, then its floors, then its ceilings. */
final class ReportScores {
    private static final String INTERVAL = "one fit on one sample of contexts: no interval";
    private static final String WHOLE = "partition";

    private final PartitionReport report;
    private final List<Score> rows = new ArrayList<>();

    private ReportScores(PartitionReport report) {
        this.report = report;
    }

    static List<Score> of(PartitionReport report) {
        ReportScores scores = new ReportScores(report);
        scores.recovered("", report.recovery());
        scores.floors();
        report.ceilings().forEach(scores::recovered);
        report.ceilingVerdicts().forEach(scores::ofCeiling);
        scores.factors();
        scores.told();
        report.exchanges().forEach(scores::exchanged);
        report.interchange().ifPresent(matrix -> matrix.effects().forEach(scores::concentrated));
        return List.copyOf(scores.rows);
    }

    private void recovered(String control, Recovery recovery) {
        add(
                control,
                WHOLE,
                "completeness",
                recovery.completeness(),
                "share",
                "largest share of what a factor adds that lies in one block, mean over factors");
        add(
                control,
                WHOLE,
                "purity",
                recovery.purity(),
                "share",
                "largest share of a block's variance that one factor adds, mean over blocks by variance");
        add(
                control,
                WHOLE,
                "harmonic",
                recovery.harmonic(),
                "share",
                "harmonic mean of capture and purity at the block that holds most of a factor, mean over factors");
        add(
                control,
                WHOLE,
                "v-measure",
                recovery.vMeasure(),
                "share",
                "harmonic mean of homogeneity and completeness of the table of captured mass");
        add(
                control,
                WHOLE,
                "adjusted-v-measure",
                recovery.adjusted(),
                "share",
                "V-measure corrected by random partitions of the same sizes");
        add(
                control,
                WHOLE,
                "one-to-one",
                recovery.oneToOne(),
                "share",
                "capture corrected for chance under the one-to-one assignment of factors to blocks, chosen on other rows");
        add(
                control,
                WHOLE,
                "count-error",
                recovery.countError(),
                "blocks",
                "blocks with more than 1 % of the variance against factors at the site");
        add(
                control,
                WHOLE,
                "size-error",
                recovery.sizeError(),
                "share",
                "difference in dimensions of factors and the blocks that hold most of them, over all directions");
    }

    private void ofCeiling(CeilingVerdict verdict) {
        verdict.ofCeiling()
                .ifPresent(share -> add(
                        "",
                        WHOLE,
                        "one-to-one-of." + verdict.ceiling(),
                        share,
                        "share",
                        "one-to-one score over that of " + verdict.ceiling() + ", which was told the factors"));
    }

    private void floors() {
        RandomFloor floor = report.floor();
        Map<String, RandomFloor.Spread> spreads = new TreeMap<>(Map.of(
                "completeness", floor.completeness(),
                "purity", floor.purity(),
                "harmonic", floor.harmonic(),
                "v-measure", floor.vMeasure(),
                "one-to-one", floor.oneToOne()));
        spreads.forEach((score, spread) -> add(
                "random",
                WHOLE,
                score,
                spread.mean(),
                "share",
                "mean over " + floor.draws() + " random partitions of the same sizes"));
    }

    private void factors() {
        CaptureMatrix capture = report.capture();
        for (int k = 0; k < capture.factors().size(); k++) {
            String name = capture.factors().get(k);
            int block = block(name);
            add(
                    "",
                    name,
                    "capture",
                    capture.corrected(block, k),
                    "share",
                    "share of what the factor adds that lies in block " + block + ", corrected for chance");
            add(
                    "",
                    name,
                    "purity",
                    report.purity().share()[block][k],
                    "share",
                    "share of the variance of block " + block + " that the factor adds");
            add(
                    "",
                    name,
                    "factor-in-block",
                    report.geometry().get(k).factorInBlock(),
                    "share",
                    "mean squared cosine of the factor's subspace with block " + block);
            add(
                    "",
                    name,
                    "block-in-factor",
                    report.geometry().get(k).blockInFactor(),
                    "share",
                    "mean squared cosine of block " + block + " with the factor's subspace");
        }
    }

    private int block(String factor) {
        return report.verdicts().stream()
                .filter(verdict -> verdict.factor().equals(factor))
                .findFirst()
                .orElseThrow()
                .block();
    }

    private void told() {
        Disentanglement told = report.disentangled();
        add(
                "",
                WHOLE,
                "dci-disentanglement",
                told.disentanglement(),
                "share",
                "1 - entropy over factors of what a block tells linearly, weighted by what it tells");
        add(
                "",
                WHOLE,
                "dci-completeness",
                told.completeness(),
                "share",
                "1 - entropy over blocks of what is told of a factor, weighted by what is told");
        add(
                "",
                WHOLE,
                "informativeness",
                told.informativeness(),
                "share",
                "information of the best block about a factor over the factor's entropy, mean over factors");
        add(
                "",
                WHOLE,
                "information-gap",
                told.gap(),
                "share",
                "information of the best block less that of the second best, mean over factors");
        report.information()
                .leakage(report.blocksOfTold())
                .ifPresent(leakage -> add(
                        "",
                        WHOLE,
                        "leakage",
                        leakage,
                        "share",
                        "what blocks tell beyond all other factors of factors that are not assigned to them, mean"));
        report.independence()
                .toOptional()
                .ifPresent(
                        error -> add(
                                "",
                                WHOLE,
                                "independence-error",
                                error.error(),
                                "nats",
                                "mutual information of assigned blocks against that of their factors, mean absolute difference"));
    }

    private void exchanged(String factor, FactorExchange exchange) {
        String of = " when block " + exchange.block() + " is exchanged, against the law when the factor alone is";
        add("", factor, "cause", exchange.effect().cause(), "share", "1 - KL after / KL before" + of);
        add("", factor, "interchange-accuracy", exchange.effect().accuracy(), "share", "same likeliest token" + of);
        add(
                "",
                factor,
                "necessity",
                exchange.effect().necessity(),
                "share",
                "what is lost of an exchange of everything when block " + exchange.block() + " is left out of it");
        add(
                "",
                factor,
                "naturalness",
                exchange.naturalness(),
                "ratio",
                "distance of exchanged activations to natural ones over that of natural ones");
        present(
                "",
                factor,
                "isolation",
                exchange.effect().isolation(),
                "1 - how far the law moves between contexts that share the factor, over that of an exchange of everything");
        present("", factor, "disentangled", exchange.effect().disentangled(), "mean of cause and isolation");
        add("random", factor, "cause", exchange.random().cause(), "share", "mean over random blocks of that size");
        present(
                "random",
                factor,
                "disentangled",
                exchange.random().disentangled(),
                "mean over random blocks of that size");
        exchange.ceiling().forEach((name, control) -> {
            add(name, factor, "cause", control.cause(), "share", "the ceiling's block that holds most of the factor");
            present(
                    name,
                    factor,
                    "disentangled",
                    control.disentangled(),
                    "the ceiling's block that holds most of the factor");
            present(
                    "",
                    factor,
                    "normalised." + name,
                    exchange.normalised(name),
                    "cause and isolation on the scale from random blocks to the ceiling " + name);
        });
    }

    private void concentrated(String factor, Answer<List<Interchange.Effect>> effects) {
        double[] variances = report.purity().variance();
        if (effects.toOptional().isEmpty() || Arrays.stream(variances).anyMatch(share -> !(share > 0))) {
            return;
        }
        double[] causes =
                effects.get().stream().mapToDouble(Interchange.Effect::cause).toArray();
        if (Arrays.stream(causes).allMatch(cause -> cause == 0)) {
            return;
        }
        double[] sizes = report.question().partition().sizes().stream()
                .mapToDouble(Integer::doubleValue)
                .toArray();
        EffectConcentration gini = EffectConcentration.of(causes, sizes, variances);
        String formula = "Gini coefficient over blocks of the magnitude of their cause";
        add("", factor, "gini", gini.plain(), "share", formula);
        add("", factor, "gini-of-most", gini.ofMost(), "share", formula + ", over the most that there can be");
        add("", factor, "gini-per-dimension", gini.perDimension(), "share", formula + " per share of directions");
        add("", factor, "gini-per-variance", gini.perVariance(), "share", formula + " per share of variance");
    }

    private void present(String control, String target, String score, OptionalDouble value, String formula) {
        value.ifPresent(number -> add(control, target, score, number, "share", formula));
    }

    private void add(String control, String target, String score, double value, String unit, String formula) {
        PartitionQuestion of = report.question();
        Map<String, String> inputs = new TreeMap<>();
        inputs.put("blocks", of.partition().sizes().toString());
        inputs.put("rows that chose", Integer.toString(of.chosen().rows()));
        inputs.put("rows reported", Integer.toString(of.scored().rows()));
        inputs.put("factors at the site", report.capture().factors().toString());
        rows.add(new Score(
                Score.idOf(of.process(), of.network(), of.method(), control, of.site(), target, score),
                of.process(),
                of.network(),
                of.method(),
                of.site(),
                target,
                score,
                value,
                value,
                value,
                unit,
                control,
                1,
                new Derivation(formula, INTERVAL, inputs)));
    }
}
