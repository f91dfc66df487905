package org.assay.reports.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.concurrent.Callable;
import org.assay.analysis.circuit.CircuitFile;
import org.assay.analysis.circuit.EdgeGraph;
import org.assay.analysis.circuit.block.BlockCircuit;
import org.assay.analysis.circuit.block.BlockCircuitFile;
import org.assay.analysis.circuit.block.BlockEdge;
import org.assay.analysis.circuit.block.BlockGraph;
import org.assay.analysis.circuit.block.CircuitMatch;
import org.assay.analysis.circuit.block.ComponentCircuit;
import org.assay.analysis.circuit.block.KnownCircuit;
import org.assay.analysis.circuit.block.KnownCircuitFile;
import org.assay.analysis.circuit.block.SiteBlocks;
import org.assay.analysis.subspace.Partition;
import org.assay.analysis.subspace.folder.StoredPartition;
import org.assay.datasets.file.AtomicFile;
import org.assay.datasets.file.ConfigException;
import org.assay.datasets.file.ConfigException.Problem;
import org.assay.datasets.file.Json;
import org.assay.datasets.model.Site;
import org.assay.datasets.origin.Seed;
import org.assay.neural.transformer.TransformerWeights;
import org.assay.neural.weights.foreign.OpenedModel;
import org.assay.reports.cli.answer.CircuitAnswer;
import org.assay.reports.cli.terminal.Console;
import org.assay.reports.cli.terminal.ConsoleProgress;
import org.assay.reports.cli.terminal.ExitCode;
import org.assay.reports.cli.terminal.UsageException;
import org.assay.reports.figure.CircuitFigure;
import org.assay.reports.page.FigurePage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code circuit}: which block of one site feeds which block of the next, from the weights alone. */
@Command(
        name = "circuit",
        description = {
            "Say from the weights alone how heads and MLPs move what blocks of the residual stream hold.",
            "Every part of the network and pair of blocks has a lift: how much of the part leads from block to block, over what random"
                    + " partitions of the same sizes have. Sites that no partition is given for are left out.",
            "With --language or --corpus also what second moments say (shares of variance, MLPs as expected linear maps, who wrote"
                    + " what a head reads), what heads look at, and which of them do the same job."
        })
public final class CircuitCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private GlobalOptions global;

    @Mixin
    private ProgressOptions quietness;

    @Parameters(
            arity = "0..*",
            paramLabel = "PARTITION",
            description = {
                "Folders with partitions of the network's sites, as assay partition writes them; without any, heads alone are",
                "described."
            })
    private List<Path> partitions = List.of();

    @Option(names = "--model", required = true, paramLabel = "DIR", description = "The network.")
    private Path model;

    @Mixin
    private AskedSequences asked;

    @Option(
            names = "--draws",
            paramLabel = "N",
            defaultValue = "200",
            description = "Random partitions, from 200; ${DEFAULT-VALUE} when not given.")
    private int draws;

    @Option(
            names = "--false-positives",
            paramLabel = "R",
            defaultValue = "0.01",
            description = {
                "Which edges are kept: the share of edges that partitions which have nothing to do with the network would keep, from",
                "1 / (draws + 1); ${DEFAULT-VALUE} when not given."
            })
    private double rate;

    @Option(
            names = "--truth",
            paramLabel = "FILE",
            description = "The true circuit, as assay program compile writes it: what is found is held against it.")
    private Path truth;

    @Option(
            names = "--interactions",
            description = "Also say which blocks meet in heads and MLPs, and in how many directions; takes longer.")
    private boolean interactions;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = {
                "Also write circuit.html, blocks.json (edges between blocks) and components.json (edges between heads and MLPs), both in",
                "the form of MIB's circuit files, to this folder, made when missing."
            })
    private Path out;

    @Option(names = "--json", description = "Answer in JSON.")
    private boolean json;

    public CircuitCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        Limits.require("--draws", draws, BlockCircuit.FEWEST_DRAWS, 1 << 20);
        if (!(rate >= 1.0 / (draws + 1) && rate < 1)) {
            throw new UsageException(
                    "--false-positives must lie in " + 1.0 / (draws + 1) + " .. 1 with " + draws
                            + " random partitions, got " + rate,
                    "give more --draws, or a larger rate");
        }
        asked.requireLegal();
        if (partitions.isEmpty() && !asked.areNamed()) {
            throw new UsageException(
                    "there is nothing to read a circuit from",
                    "name folders of partitions, or --language (or --corpus) to describe the heads");
        }
        OpenedModel opened = OpenedModel.of(model);
        TransformerWeights weights = opened.weights();
        SiteBlocks found = SiteBlocks.of(read(weights));
        Optional<KnownCircuit> known = known(weights);
        SiteBlocks blocks =
                known.isPresent() ? CircuitMatch.of(found, known.get()).named(found) : found;
        CircuitReading reading;
        try (ConsoleProgress progress = quietness.progress(console)) {
            reading = new CircuitReading(opened, blocks, draws, Seed.of(asked.seed()), progress);
            if (asked.areNamed()) {
                reading.ask(asked.contexts(model, opened), asked.process(model, opened));
            }
            reading.read(interactions);
        }
        SortedSet<BlockEdge> kept = reading.circuit().kept(rate);
        if (out != null) {
            write(weights, blocks, reading.circuit(), kept, known.map(KnownCircuit::edges));
        }
        CircuitAnswer answer = reading.answer(rate, kept, known);
        console.result(json ? Json.pretty(answer) : answer.text());
        return ExitCode.OK.code();
    }

    private Optional<KnownCircuit> known(TransformerWeights weights) throws IOException {
        if (truth == null) {
            return Optional.empty();
        }
        if (!Files.isRegularFile(truth)) {
            throw new UsageException(
                    "there is no file " + truth, "name the truth/circuit.json of a network of assay program compile");
        }
        KnownCircuitFile file = KnownCircuitFile.read(truth);
        if (!file.network().equals(weights.id().hex())) {
            throw new ConfigException(List.of(new Problem(
                    truth.toString(),
                    0,
                    0,
                    "is the circuit of network " + file.network() + ", " + model + " holds "
                            + weights.id().hex(),
                    "give the circuit of this network")));
        }
        return Optional.of(file.circuit());
    }

    private Map<Site, Partition> read(TransformerWeights weights) throws IOException {
        Map<Site, Partition> read = new HashMap<>();
        for (Path folder : partitions) {
            StoredPartition stored = StoredPartition.read(folder);
            if (!stored.card().network().equals(weights.id().hex())) {
                throw new ConfigException(List.of(new Problem(
                        folder.toString(),
                        0,
                        0,
                        "is a partition of network " + stored.card().network() + ", " + model + " holds "
                                + weights.id().hex(),
                        "give partitions of this network")));
            }
            Partition before =
                    read.put(new Site(stored.card().site()), stored.fitted().partition());
            if (before != null) {
                throw new UsageException(
                        "two partitions are given for " + stored.card().site(), "give one for each site");
            }
        }
        return read;
    }

    private void write(
            TransformerWeights weights,
            SiteBlocks blocks,
            BlockCircuit circuit,
            Set<BlockEdge> kept,
            Optional<SortedSet<BlockEdge>> known)
            throws IOException {
        Files.createDirectories(out);
        EdgeGraph graph = EdgeGraph.of(weights.config());
        BlockCircuitFile.write(out.resolve("blocks.json"), weights.config(), circuit, kept);
        CircuitFile.write(
                out.resolve("components.json"),
                graph,
                ComponentCircuit.scores(graph, circuit),
                ComponentCircuit.members(graph, circuit, kept));
        if (circuit.cells().isEmpty()) {
            return;
        }
        AtomicFile.write(
                out.resolve("circuit.html"),
                FigurePage.render(
                        "Assay circuit",
                        model.getFileName().toString(),
                        List.of(weights.config().shape() + ". An edge is kept where at most a share of " + rate
                                + " of partitions that have nothing to do with the network, but blocks of the same sizes, would"
                                + " keep it (" + draws + " drawn). Read from the weights alone:"
                                + " what norms divide by is left out."),
                        List.of(CircuitFigure.of(
                                "circuit", BlockGraph.of(weights.config(), blocks, circuit, kept, known.map(edges ->
                                        (Set<BlockEdge>) edges))))));
    }
}
