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
import org.assay.analysis.circuit.block.ComponentCircuit;
import org.assay.analysis.circuit.block.NetworkParts;
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
                    + " partitions of the same sizes have. Sites that no partition is given for are left out."
        })
public final class CircuitCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private GlobalOptions global;

    @Mixin
    private ProgressOptions quietness;

    @Parameters(
            arity = "1..*",
            paramLabel = "PARTITION",
            description = "Folders with partitions of the network's sites, as assay partition writes them.")
    private List<Path> partitions;

    @Option(names = "--model", required = true, paramLabel = "DIR", description = "The network.")
    private Path model;

    @Option(
            names = "--draws",
            paramLabel = "N",
            defaultValue = "200",
            description = "Random partitions, from 200; ${DEFAULT-VALUE} when not given.")
    private int draws;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "0",
            description = "Of the random partitions; ${DEFAULT-VALUE} when not given.")
    private long seed;

    @Option(
            names = "--lift",
            paramLabel = "X",
            defaultValue = "2",
            description = "An edge is kept from this lift on; ${DEFAULT-VALUE} when not given.")
    private double lift;

    @Option(
            names = "--z",
            paramLabel = "Z",
            defaultValue = "4",
            description = "And from so many standard deviations above chance on; ${DEFAULT-VALUE} when not given.")
    private double z;

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
        if (!Double.isFinite(lift) || !Double.isFinite(z)) {
            throw new UsageException("--lift and --z must be finite, got " + lift + " and " + z, "give --lift 2 --z 4");
        }
        TransformerWeights weights = OpenedModel.of(model).weights();
        SiteBlocks blocks = SiteBlocks.of(read(weights));
        BlockCircuit circuit;
        try (ConsoleProgress progress = quietness.progress(console)) {
            circuit =
                    BlockCircuit.of(NetworkParts.of(weights), blocks, Optional.empty(), draws, Seed.of(seed), progress);
        }
        SortedSet<BlockEdge> kept = circuit.kept(cell -> cell.lift() >= lift && cell.z() >= z);
        CircuitAnswer answer = CircuitAnswer.of(weights.config(), blocks, circuit, kept);
        if (out != null) {
            write(weights, blocks, circuit, kept);
        }
        console.result(json ? Json.pretty(answer) : answer.text());
        return ExitCode.OK.code();
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

    private void write(TransformerWeights weights, SiteBlocks blocks, BlockCircuit circuit, Set<BlockEdge> kept)
            throws IOException {
        Files.createDirectories(out);
        EdgeGraph graph = EdgeGraph.of(weights.config());
        BlockCircuitFile.write(out.resolve("blocks.json"), weights.config(), circuit, kept);
        CircuitFile.write(
                out.resolve("components.json"),
                graph,
                ComponentCircuit.scores(graph, circuit),
                ComponentCircuit.members(graph, circuit, kept));
        AtomicFile.write(
                out.resolve("circuit.html"),
                FigurePage.render(
                        "Assay circuit",
                        model.getFileName().toString(),
                        List.of(weights.config().shape() + ". Edges are kept from lift " + lift + " and z " + z
                                + " on, over "
                                + draws + " random partitions of the same sizes. Read from the weights alone:"
                                + " what norms divide by is left out."),
                        List.of(CircuitFigure.of(
                                "circuit",
                                BlockGraph.of(weights.config(), blocks, circuit, kept, Optional.empty())))));
    }
}
