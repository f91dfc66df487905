package org.assay.reports.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.assay.analysis.circuit.block.BlockCircuit;
import org.assay.analysis.circuit.block.BlockEdge;
import org.assay.analysis.circuit.block.EdgeRecovery;
import org.assay.analysis.circuit.block.HeadGroup;
import org.assay.analysis.circuit.block.KnownCircuit;
import org.assay.analysis.circuit.block.LinearPart;
import org.assay.analysis.circuit.block.NetworkParts;
import org.assay.analysis.circuit.block.SiteBlocks;
import org.assay.analysis.circuit.block.SiteMoments;
import org.assay.analysis.circuit.hop.SourceShare;
import org.assay.analysis.circuit.hop.Sources;
import org.assay.analysis.circuit.hop.TwoHops;
import org.assay.analysis.circuit.interaction.BlockInteractions;
import org.assay.analysis.circuit.interaction.InteractionTensor;
import org.assay.analysis.circuit.interaction.MlpLevels;
import org.assay.analysis.circuit.role.HeadAblations;
import org.assay.analysis.circuit.role.HeadRoles;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.progress.Progress;
import org.assay.datasets.sequence.ContextSet;
import org.assay.neural.hook.HookedTransformer;
import org.assay.neural.transformer.TransformerWeights;
import org.assay.neural.weights.foreign.OpenedModel;
import org.assay.reports.cli.answer.CircuitAnswer;
import org.assay.reports.cli.answer.HeadsAnswer;
import org.assay.reports.cli.answer.HopsAnswer;
import org.assay.reports.cli.answer.InteractionsAnswer;
import org.assay.reports.cli.answer.TruthAnswer;

/** Everything that {@code circuit} reads of a network, step by step: what sequences say first, then the weights. */
final class CircuitReading {
    private final OpenedModel opened;
    private final TransformerWeights weights;
    private final SiteBlocks blocks;
    private final int draws;
    private final Seed seed;
    private final Progress progress;
    private Optional<SiteMoments> moments = Optional.empty();
    private Optional<HeadsAnswer> heads = Optional.empty();
    private List<SourceShare> sources = List.of();
    private List<HeadGroup> groups = List.of();
    private List<LinearPart> parts = List.of();
    private MlpLevels levels = new MlpLevels(List.of(), List.of(), List.of());
    private BlockCircuit circuit = new BlockCircuit(List.of(), List.of(), Map.of());
    private Optional<InteractionsAnswer> interactions = Optional.empty();

    CircuitReading(OpenedModel opened, SiteBlocks blocks, int draws, Seed seed, Progress progress) {
        this.opened = opened;
        this.weights = opened.weights();
        this.blocks = blocks;
        this.draws = draws;
        this.seed = seed;
        this.progress = progress;
    }

    /** Moments, roles and redundancy over the positions that the task counts. */
    void ask(ContextSet all, Optional<GeneratingProcess> process) {
        ContextSet contexts = process.map(its -> counted(all, its)).orElse(all);
        try (HookedTransformer network = HookedTransformer.of("network", opened.vocabulary(), weights)) {
            moments = Optional.of(SiteMoments.of(network, contexts));
            HeadRoles roles = HeadRoles.of(network, contexts, progress);
            groups = roles.groups();
            heads = Optional.of(
                    HeadsAnswer.of(contexts.rows(), roles, HeadAblations.of(network, roles, contexts, progress)));
            sources = Sources.of(network, contexts, NetworkParts.of(weights), blocks);
        }
    }

    private static ContextSet counted(ContextSet contexts, GeneratingProcess process) {
        boolean[] scored = process.scored(contexts);
        int[] rows =
                IntStream.range(0, scored.length).filter(row -> scored[row]).toArray();
        return rows.length == 0 ? contexts : contexts.select(rows);
    }

    /** @param withInteractions whether tensors are cut as well, which takes longer */
    void read(boolean withInteractions) {
        levels = MlpLevels.of(weights, moments);
        parts = NetworkParts.of(weights, groups);
        if (blocks.blocks().isEmpty()) {
            return;
        }
        List<LinearPart> all = new ArrayList<>(parts);
        all.addAll(levels.slopes());
        circuit = BlockCircuit.of(all, blocks, moments, draws, seed, progress);
        if (withInteractions) {
            List<InteractionTensor> tensors = new ArrayList<>(BlockInteractions.ofHeads(weights));
            tensors.addAll(levels.interactions());
            interactions = Optional.of(InteractionsAnswer.of(
                    BlockInteractions.of(tensors, blocks, draws, seed, progress), levels.undefined()));
        }
    }

    BlockCircuit circuit() {
        return circuit;
    }

    CircuitAnswer answer(double rate, Set<BlockEdge> kept, Optional<KnownCircuit> known) {
        Optional<TruthAnswer> truth = known.map(
                its -> TruthAnswer.of(EdgeRecovery.of(circuit.lifts(), parts, blocks, its), its.edges(), kept));
        return new CircuitAnswer(
                weights.config().shape(),
                CircuitAnswer.sizes(blocks),
                rate,
                rate * circuit.chances().size(),
                CircuitAnswer.cells(circuit, kept),
                circuit.skipped(),
                levels.undefined(),
                truth,
                heads,
                new HopsAnswer(TwoHops.of(parts, blocks), sources),
                interactions);
    }
}
