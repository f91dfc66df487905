package org.assay.analysis.compile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assay.analysis.circuit.CircuitFile;
import org.assay.analysis.circuit.EdgeGraph;
import org.assay.analysis.circuit.block.BlockCell;
import org.assay.analysis.circuit.block.BlockCircuit;
import org.assay.analysis.circuit.block.ComponentCircuit;
import org.assay.analysis.circuit.block.KnownCircuit;
import org.assay.analysis.circuit.block.KnownCircuitFile;
import org.assay.analysis.circuit.block.LinearPart;
import org.assay.analysis.circuit.block.NamedBlock;
import org.assay.analysis.circuit.block.NetworkParts;
import org.assay.analysis.circuit.block.SiteBlocks;
import org.assay.analysis.subspace.FittedPartition;
import org.assay.analysis.subspace.Partition;
import org.assay.analysis.subspace.folder.StoredPartition;
import org.assay.datasets.file.AtomicFile;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.ContentHash;
import org.assay.datasets.origin.Provenance;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.progress.Progress;
import org.assay.neural.weights.ModelFolder;
import org.assay.symbolic.text.ProgramPrinter;

/**
 * A compiled network on disk: the model folder, and in it {@code program.assay}; {@code truth/circuit.json}, the true circuit between blocks
 * ({@link KnownCircuitFile}); {@code truth/components.json}, the same between heads and MLPs as MIB and EAP-IG have circuits; and {@code
 * partitions/SITE}, the true partition of every site.
 */
public final class CompiledFolder {
    /** The true circuit between blocks. */
    public static final String CIRCUIT = "truth/circuit.json";

    private static final String COMPONENTS = "truth/components.json";

    /** A share of the mass of a part that is less than single precision leaves. */
    private static final double ROUNDING = 1e-12;

    private final CompiledNetwork network;
    private final Path folder;

    private CompiledFolder(CompiledNetwork network, Path folder) {
        this.network = network;
        this.folder = folder;
    }

    /** Writes everything, the manifest of the model after its files. */
    public static void write(CompiledNetwork network, Path folder, Progress progress) throws IOException {
        new CompiledFolder(network, folder).write(progress);
    }

    private void write(Progress progress) throws IOException {
        Files.createDirectories(folder.resolve("truth"));
        new ModelFolder(network.weights(), network.vocabulary()).write(folder);
        String id = ModelFolder.read(folder).weights().id().hex();
        String text = ProgramPrinter.print(network.program());
        AtomicFile.write(folder.resolve("program.assay"), text);
        new KnownCircuitFile(id, network.circuit()).write(folder.resolve(CIRCUIT), network.config());
        writeComponents(progress);
        for (Map.Entry<String, List<NamedBlock>> site :
                network.circuit().blocks().entrySet()) {
            writePartition(site.getKey(), site.getValue(), id, text);
        }
    }

    private void writePartition(String site, List<NamedBlock> blocks, String id, String text) throws IOException {
        List<Matrix> rows = new ArrayList<>();
        blocks.forEach(block -> rows.add(block.subspace().basis()));
        Partition partition = Partition.of(new double[network.config().dModel()], rows);
        List<String> names = blocks.stream().map(NamedBlock::variable).toList();
        FittedPartition fitted = new FittedPartition(partition, Map.of("variables", String.join(", ", names)));
        String hash = ContentHash.of(text).hex();
        new StoredPartition(
                        StoredPartition.Card.of("truth", site, id, "compiled program", hash, 0, 0, 0, fitted),
                        new StoredPartition.Origin(folder.toString(), "compiled program", 0, Provenance.CODE_VERSION),
                        fitted)
                .write(folder.resolve("partitions").resolve(site));
    }

    /**
     * Heads and MLPs that carry a true edge, and the chains between them. Under noise every part carries a little of everything; which
     * of them are in the circuit is then read from the weights without it.
     */
    private void writeComponents(Progress progress) throws IOException {
        KnownCircuit known = network.circuit();
        CompiledNetwork exact = network.options().noise() == 0
                ? network
                : ProgramCompiler.compile(network.program(), network.options().withNoise(0));
        List<LinearPart> parts = NetworkParts.of(exact.weights());
        BlockCircuit all = BlockCircuit.of(
                parts,
                SiteBlocks.of(exact.circuit()),
                Optional.empty(),
                BlockCircuit.FEWEST_DRAWS,
                Seed.of(0),
                progress);
        List<BlockCell> carried = all.cells().stream()
                .filter(cell -> known.edges().contains(cell.edge()) && cell.lift() > ROUNDING)
                .toList();
        BlockCircuit circuit = new BlockCircuit(carried, List.of(), Map.of());
        EdgeGraph graph = EdgeGraph.of(network.config());
        Set<String> members = ComponentCircuit.members(graph, circuit, known.edges());
        CircuitFile.write(folder.resolve(COMPONENTS), graph, ComponentCircuit.scores(graph, circuit), members);
    }
}
