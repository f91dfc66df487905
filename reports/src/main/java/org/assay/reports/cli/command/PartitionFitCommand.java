package org.assay.reports.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.assay.analysis.subspace.FittedPartition;
import org.assay.analysis.subspace.PartitionMethod;
import org.assay.analysis.subspace.UnfitActivationsException;
import org.assay.analysis.subspace.folder.StoredPartition;
import org.assay.analysis.subspace.method.PartitionMethods;
import org.assay.datasets.corpus.SampledContexts;
import org.assay.datasets.file.Json;
import org.assay.datasets.file.Spelling;
import org.assay.datasets.language.Languages;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.Site;
import org.assay.datasets.origin.Provenance;
import org.assay.datasets.origin.Stopwatch;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.sequence.ContextSet;
import org.assay.neural.hook.HookedTransformer;
import org.assay.reports.cli.terminal.Console;
import org.assay.reports.cli.terminal.ExitCode;
import org.assay.reports.cli.terminal.UsageException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code partition fit}: a site of a network cut into blocks. */
@Command(
        name = "fit",
        description = {
            "Cut a site of a network into blocks that each hold a variable, from its activations alone.",
            "The folder opens in Python; 'partition score' holds it against what is true."
        })
public final class PartitionFitCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private GlobalOptions global;

    @Mixin
    private DrawnSequences drawn;

    @Parameters(index = "0", paramLabel = "METHOD", description = "How; 'partition methods' lists them.")
    private String method;

    @Option(names = "--model", required = true, paramLabel = "DIR", description = "The network: a folder.")
    private Path model;

    @Option(
            names = "--language",
            required = true,
            paramLabel = "LANGUAGE",
            description = "What it was trained on, by name or as a YAML file: contexts are drawn from it.")
    private String language;

    @Option(
            names = "--site",
            required = true,
            paramLabel = "S",
            description = "Where, by the name of the hook point, such as blocks.0.hook_resid_post.")
    private String site;

    @Option(names = "--out", required = true, paramLabel = "FOLDER", description = "Where to write the partition.")
    private Path out;

    @Option(names = "--blocks", paramLabel = "N", description = "How many blocks, as equal as can be.")
    private Integer blocks;

    @Option(names = "--sizes", paramLabel = "N,N", split = ",", description = "Directions of each block.")
    private List<Integer> sizes;

    @Option(
            names = "--length",
            defaultValue = "0",
            paramLabel = "L",
            description = "Tokens in each; as many as the network reads when not given.")
    private int length;

    @Option(names = "--json", description = "Answer in JSON.")
    private boolean json;

    public PartitionFitCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        int sequences = drawn.count(2);
        Limits.require("--length", length, 0, 1 << 16);
        GeneratingProcess process = Languages.open(language);
        try (HookedTransformer network = PartitionInputs.network(model, process, language)) {
            Site where = PartitionInputs.site(network, site);
            int tokens = PartitionInputs.length(network, length);
            ContextSet contexts = SampledContexts.of(
                            process, drawn.seed().child("contexts to fit"), sequences, tokens, 0)
                    .beforePadding(process.vocabulary())
                    .contexts();
            Matrix held = network.record(contexts, where).values();
            PartitionMethod cutter = cutter(held.columns());
            Stopwatch watch = Stopwatch.start();
            FittedPartition fitted = fitted(cutter, held, contexts);
            StoredPartition stored = new StoredPartition(
                    StoredPartition.Card.of(
                            cutter.name(),
                            site,
                            network.weights().id().hex(),
                            process.name(),
                            process.id().hex(),
                            sequences,
                            tokens,
                            drawn.number(),
                            fitted),
                    new StoredPartition.Origin(model.toString(), language, watch.seconds(), Provenance.CODE_VERSION),
                    fitted);
            stored.write(out);
            answer(stored);
        }
        return ExitCode.OK.code();
    }

    private FittedPartition fitted(PartitionMethod cutter, Matrix held, ContextSet contexts) {
        try {
            return cutter.fit(held, contexts.weights(), drawn.seed().child("method"));
        } catch (UnfitActivationsException | IllegalArgumentException e) {
            throw PartitionInputs.wrong(
                    model + ", " + site, e.getMessage(), "give other blocks, more sequences, or another site");
        }
    }

    private PartitionMethod cutter(int directions) {
        if (blocks != null && sizes != null) {
            throw new UsageException("--blocks and --sizes both say how to cut", "give one of them");
        }
        if (blocks != null) {
            Limits.require("--blocks", blocks, 1, directions);
        }
        List<Integer> wanted =
                sizes != null ? sizes : blocks != null ? PartitionMethods.equal(directions, blocks) : List.of();
        if (wanted.stream().mapToLong(Integer::longValue).sum() > directions
                || wanted.stream().anyMatch(size -> size < 1)) {
            throw new UsageException(
                    "blocks of " + wanted + " do not fit the " + directions + " directions of " + site,
                    "give sizes from 1 on that are at most " + directions + " together");
        }
        List<String> names = new ArrayList<>(PartitionMethods.descriptions().keySet());
        return PartitionMethods.named(method, directions, wanted)
                .orElseThrow(() -> new UsageException(
                        "there is no method '" + method + "'",
                        Spelling.nearest(method, names)
                                        .map(near -> "did you mean " + near + "? ")
                                        .orElse("") + "There are " + String.join(", ", names)));
    }

    private void answer(StoredPartition stored) {
        if (json) {
            console.result(Json.pretty(stored.card()));
            return;
        }
        StringBuilder text = new StringBuilder(stored.card().method() + " at " + site + ": blocks of "
                + stored.card().sizes() + ", " + stored.fitted().partition().unassigned() + " directions in none\n");
        stored.card()
                .remarks()
                .forEach((name, value) -> text.append("  ")
                        .append(name)
                        .append(": ")
                        .append(value)
                        .append('\n'));
        console.result(text.append("written to ").append(out).append('\n').toString());
    }
}
