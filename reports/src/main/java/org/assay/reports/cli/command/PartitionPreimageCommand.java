package org.assay.reports.cli.command;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.assay.analysis.subspace.folder.StoredPartition;
import org.assay.analysis.subspace.preimage.Preimages;
import org.assay.analysis.subspace.score.KnownSite;
import org.assay.datasets.corpus.SampledContexts;
import org.assay.datasets.file.ConfigException;
import org.assay.datasets.file.Json;
import org.assay.datasets.model.Site;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.sequence.ContextSet;
import org.assay.neural.hook.HookedTransformer;
import org.assay.reports.cli.answer.PreimageAnswer;
import org.assay.reports.cli.answer.PreimageText;
import org.assay.reports.cli.terminal.Console;
import org.assay.reports.cli.terminal.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code partition preimage}: the contexts that a block takes for the same. */
@Command(
        name = "preimage",
        description = {
            "Contexts whose activation is nearest in one block to that of a given context, and the factor values that they share.",
            "Near is a cosine of at least 0.85 about the mean of the block; --euclidean: a distance of at most 25 % of the norm."
        })
public final class PartitionPreimageCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private GlobalOptions global;

    @Mixin
    private StoredInput input;

    @Mixin
    private DrawnSequences drawn;

    @Option(names = "--block", required = true, paramLabel = "B", description = "Number of the block, from 0.")
    private int block;

    @Option(
            names = "--context",
            required = true,
            paramLabel = "TOKENS",
            description = "Tokens separated by spaces, oldest first; at least one.")
    private String context;

    @Option(names = "--euclidean", description = "Near by distance instead of direction.")
    private boolean euclidean;

    @Option(
            names = "--show",
            defaultValue = "10",
            paramLabel = "N",
            description = "Contexts that are shown; ${DEFAULT-VALUE} when not given.")
    private int show;

    @Option(names = "--json", description = "Answer in JSON.")
    private boolean json;

    public PartitionPreimageCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        int sequences = drawn.count(1);
        Limits.require("--show", show, 0, 1 << 20);
        StoredPartition stored = input.partition();
        Limits.require("--block", block, 0, stored.card().sizes().size() - 1L);
        GeneratingProcess process = input.process(stored);
        int[] tokens = ContextTokens.read("--context", context, process.vocabulary(), process.name());
        if (tokens.length == 0) {
            throw nothing();
        }
        try (HookedTransformer network = input.network(stored, process)) {
            PartitionInputs.length(network, tokens.length);
            Site site = PartitionInputs.site(network, stored.card().site());
            ContextSet contexts = SampledContexts.of(
                            process,
                            drawn.seed().child("preimages"),
                            sequences,
                            stored.card().length(),
                            0)
                    .beforePadding(process.vocabulary())
                    .contexts();
            Preimages index = Preimages.of(
                    stored.fitted().partition().block(block),
                    network.record(contexts, site).values(),
                    contexts.weights(),
                    KnownSite.factors(process, contexts));
            double[] asked = network.record(ContextSet.lastPosition(List.of(tokens)), site)
                    .values()
                    .row(0);
            Preimages.Preimage found =
                    index.near(euclidean ? Preimages.Nearness.EUCLIDEAN : Preimages.Nearness.COSINE, asked);
            PreimageAnswer answer = PreimageAnswer.of(stored.card(), block, tokens, found, show, process, contexts);
            console.result(json ? Json.pretty(answer) : PreimageText.of(answer));
        }
        return ExitCode.OK.code();
    }

    private static ConfigException nothing() {
        return PartitionInputs.wrong(
                "--context", "a network holds nothing before the first token", "give at least one");
    }
}
