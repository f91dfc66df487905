package org.assay.reports.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.assay.analysis.subspace.Partition;
import org.assay.analysis.subspace.PartitionExplanation;
import org.assay.analysis.subspace.ceiling.TruePartition;
import org.assay.analysis.subspace.folder.StoredPartition;
import org.assay.analysis.subspace.score.FactorCovariances;
import org.assay.analysis.subspace.score.FactorTrace;
import org.assay.analysis.subspace.score.KnownActivations;
import org.assay.analysis.subspace.score.PartitionQuestion;
import org.assay.analysis.subspace.score.PartitionReport;
import org.assay.datasets.corpus.SampledContexts;
import org.assay.datasets.file.AtomicFile;
import org.assay.datasets.file.Json;
import org.assay.datasets.model.Site;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.sequence.ContextSet;
import org.assay.datasets.sequence.Split;
import org.assay.neural.hook.HookedTransformer;
import org.assay.reports.cli.answer.PartitionAnswer;
import org.assay.reports.cli.answer.PartitionText;
import org.assay.reports.cli.terminal.Console;
import org.assay.reports.cli.terminal.ConsoleProgress;
import org.assay.reports.cli.terminal.ExitCode;
import org.assay.reports.table.ScoreTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code partition score}: blocks against the factors that the language knows. */
@Command(
        name = "score",
        description = {
            "Say which block holds which factor of the language, how purely, and whether exchanging it does what exchanging the"
                    + " factor does, beside random blocks.",
            "Contexts are drawn afresh; labels are used on some of them, numbers come from others."
        })
public final class PartitionScoreCommand implements Callable<Integer> {
    /** Tokens that contexts on the two sides of the split do not share the beginning of. */
    private static final int DEPTH = 3;

    private final Console console;

    @Mixin
    private GlobalOptions global;

    @Mixin
    private StoredInput input;

    @Mixin
    private DrawnSequences drawn;

    @Mixin
    private ProgressOptions quietness;

    @Option(
            names = "--factors",
            paramLabel = "NAME,NAME",
            split = ",",
            description = "Factors that are asked about; all when not given.")
    private List<String> factors;

    @Option(
            names = "--pairs",
            defaultValue = "100",
            paramLabel = "N",
            description = "Exchanges for each factor at most; ${DEFAULT-VALUE} when not given.")
    private int pairs;

    @Option(
            names = "--draws",
            defaultValue = "100",
            paramLabel = "N",
            description = "Random partitions for the floors; ${DEFAULT-VALUE} when not given.")
    private int draws;

    @Option(
            names = "--probe-rows",
            defaultValue = "1000",
            paramLabel = "N",
            description = "Rows that probes are fitted on at most; ${DEFAULT-VALUE} when not given.")
    private int probeRows;

    @Option(
            names = "--ceiling",
            description =
                    "Also score the orthogonal blocks that hold the most of the factors, told them: of these sizes, and of any.")
    private boolean ceiling;

    @Option(names = "--out", paramLabel = "DIR", description = "Also write scores.csv and partition-score.json there.")
    private Path out;

    @Option(names = "--json", description = "Answer in JSON.")
    private boolean json;

    public PartitionScoreCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        int sequences = drawn.count(10);
        Limits.require("--pairs", pairs, 1, 1 << 16);
        Limits.require("--draws", draws, 1, 1 << 16);
        Limits.require("--probe-rows", probeRows, 20, 1 << 16);
        StoredPartition stored = input.partition();
        GeneratingProcess process = input.process(stored);
        PartitionReport report;
        try (HookedTransformer network = input.network(stored, process);
                ConsoleProgress progress = quietness.progress(console)) {
            report = report(stored, process, network, sequences, progress);
        }
        PartitionAnswer answer = PartitionAnswer.of(report);
        if (out != null) {
            Files.createDirectories(out);
            AtomicFile.write(out.resolve("scores.csv"), ScoreTable.csv(report.scores()));
            AtomicFile.write(out.resolve("partition-score.json"), Json.pretty(answer));
        }
        console.result(json ? Json.pretty(answer) : PartitionText.of(answer));
        return ExitCode.OK.code();
    }

    private PartitionReport report(
            StoredPartition stored,
            GeneratingProcess process,
            HookedTransformer network,
            int sequences,
            ConsoleProgress progress) {
        Site site = PartitionInputs.site(network, stored.card().site());
        Seed root = drawn.seed().child("score");
        ContextSet all = SampledContexts.of(
                        process,
                        root.child("contexts"),
                        sequences,
                        stored.card().length(),
                        0)
                .beforePadding(process.vocabulary())
                .contexts();
        Split split = Split.bySubtree(all, Math.min(DEPTH, stored.card().length()), 0.5, root.toString());
        try {
            PartitionQuestion question = PartitionQuestion.of(
                    new PartitionExplanation(stored.card().method(), network, site, stored.fitted()),
                    process,
                    all.select(split.fit()),
                    all.select(split.heldOut()),
                    factors == null ? List.of() : factors,
                    Map.of(),
                    pairs,
                    root);
            PartitionReport.Options options =
                    new PartitionReport.Options(draws, PartitionReport.Options.DEFAULT.exchanged(), probeRows);
            PartitionQuestion asked = ceiling ? question.with(told(question, root)) : question;
            return PartitionReport.of(asked, options, root, progress);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw PartitionInputs.wrong(
                    input.folder().toString(),
                    e.getMessage(),
                    "name other factors (--factors) or draw more (--sequences)");
        }
    }

    /** The most that blocks can hold of the factors at the site: of the same sizes, and of any. */
    private static Map<String, Partition> told(PartitionQuestion question, Seed root) {
        KnownActivations chosen = question.chosen();
        FactorTrace trace = FactorTrace.of(chosen.values(), chosen.weights(), chosen.factors(), root.child("trace"));
        FactorCovariances held =
                FactorCovariances.joint(chosen.values(), chosen.weights(), trace.held(chosen.factors()));
        Partition own = question.partition();
        Partition same = TruePartition.fit(held, own.mean(), own.sizes(), List.of(own), root.child("ceiling"))
                .partition();
        Partition any = TruePartition.ofAnySizes(held, own.mean(), List.of(same), root.child("ceiling of any sizes"))
                .partition();
        Map<String, Partition> told = new LinkedHashMap<>();
        told.put("true-partition", same);
        told.put("true-partition-any-sizes", any);
        return told;
    }
}
