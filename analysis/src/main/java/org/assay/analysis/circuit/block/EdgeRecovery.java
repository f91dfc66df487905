package org.assay.analysis.circuit.block;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.assay.analysis.metric.AveragePrecision;
import org.assay.analysis.metric.RocArea;

/**
 * How well a circuit that was read finds the edges that are there: over all cells (kind, layer, true variable, true variable) that the
 * network's parts have, the strength that the circuit gives to the pair of blocks that stands for the pair of variables, against whether
 * the edge is there. A cell with a variable that no block stands for has strength 0.
 *
 * @param area      under the curve of true against false positives, 0.5 for strengths that say nothing
 * @param precision averaged over recall; {@code positives / cells} for strengths that say nothing
 * @param unmatched true variables, over all sites, that no block stands for
 */
public record EdgeRecovery(double area, double precision, int cells, int positives, int unmatched) {

    /**
     * @param strengths of the edges between found blocks, such as {@link BlockCircuit#lifts}
     * @param parts     of the network
     */
    public static EdgeRecovery of(
            Map<BlockEdge, Double> strengths, List<LinearPart> parts, SiteBlocks found, KnownCircuit known) {
        CircuitMatch match = CircuitMatch.of(found, known);
        SiteBlocks truth = SiteBlocks.of(known);
        Map<BlockEdge, Double> scores = new TreeMap<>();
        for (LinearPart part : parts) {
            addCells(scores, part, truth, match, strengths);
        }
        requireKnown(known, scores);
        double[] values = new double[scores.size()];
        boolean[] positive = new boolean[values.length];
        int at = 0;
        int positives = 0;
        for (Map.Entry<BlockEdge, Double> cell : scores.entrySet()) {
            values[at] = cell.getValue();
            positive[at] = known.edges().contains(cell.getKey());
            positives += positive[at++] ? 1 : 0;
        }
        int unmatched = 0;
        for (Map.Entry<String, List<NamedBlock>> site : known.blocks().entrySet()) {
            Map<String, String> its = match.variables().get(site.getKey());
            unmatched += its == null ? 0 : site.getValue().size() - its.size();
        }
        return new EdgeRecovery(
                RocArea.of(values, positive),
                AveragePrecision.of(values, positive),
                values.length,
                positives,
                unmatched);
    }

    private static void addCells(
            Map<BlockEdge, Double> scores,
            LinearPart part,
            SiteBlocks truth,
            CircuitMatch match,
            Map<BlockEdge, Double> strengths) {
        Optional<List<NamedBlock>> from = truth.at(part.reads());
        Optional<List<NamedBlock>> to = truth.at(part.writes());
        if (from.isEmpty() || to.isEmpty()) {
            return;
        }
        for (NamedBlock i : from.get()) {
            for (NamedBlock j : to.get()) {
                Optional<String> read = match.found(part.reads(), i.variable());
                Optional<String> written = match.found(part.writes(), j.variable());
                double strength = read.isEmpty() || written.isEmpty()
                        ? 0
                        : strengths.getOrDefault(
                                new BlockEdge(part.kind(), part.layer(), read.get(), written.get()), 0.0);
                scores.merge(new BlockEdge(part.kind(), part.layer(), i.variable(), j.variable()), strength, Math::max);
            }
        }
    }

    /** An edge that no part could carry would be missed in silence. */
    private static void requireKnown(KnownCircuit known, Map<BlockEdge, Double> scores) {
        List<BlockEdge> impossible = new ArrayList<>(known.edges());
        impossible.removeAll(scores.keySet());
        if (!impossible.isEmpty()) {
            throw new IllegalArgumentException("no part of the network could carry the true edges " + impossible);
        }
    }
}
