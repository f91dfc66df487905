package org.assay.analysis.circuit.role;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assay.analysis.circuit.block.HeadGroup;
import org.assay.datasets.progress.Progress;
import org.assay.datasets.sequence.ContextSet;
import org.assay.neural.hook.HookedTransformer;

/**
 * The roles of all heads of a network, measured on contexts: the share of its attention that a head gives to keys in each relation, as
 * pattern detectors do it. Where attention is signed, absolute values count: what a head reads, whichever sign it has.
 *
 * @param heads by layer and number
 */
public record HeadRoles(List<HeadRole> heads) {
    public HeadRoles {
        heads = List.copyOf(heads);
    }

    /** Measures at the rows of the contexts; every row counts alike. */
    public static HeadRoles of(HookedTransformer network, ContextSet contexts, Progress progress) {
        int layers = network.config().nLayers();
        int count = network.config().nHeads();
        List<PatternTally> tallies = new ArrayList<>();
        for (int head = 0; head < layers * count; head++) {
            tallies.add(new PatternTally(contexts.longest()));
        }
        int row = 0;
        for (int s = 0; s < contexts.sequences(); s++) {
            int[] tokens = contexts.sequence(s);
            double[][][][] patterns = network.patterns(tokens);
            int first = row;
            while (row < contexts.rows() && contexts.rowSequence(row) == s) {
                row++;
            }
            for (int head = 0; head < tallies.size(); head++) {
                for (int r = first; r < row; r++) {
                    int query = contexts.rowPosition(r);
                    tallies.get(head).add(tokens, query, patterns[head / count][head % count][query]);
                }
                tallies.get(head).endSequence();
            }
            progress.at("attention patterns", s + 1, contexts.sequences(), "");
        }
        List<HeadRole> heads = new ArrayList<>();
        for (int head = 0; head < tallies.size(); head++) {
            heads.add(tallies.get(head).role(head / count, head % count));
        }
        return new HeadRoles(heads);
    }

    /** Heads of one layer with one role, for each role that a layer has. */
    public List<HeadGroup> groups() {
        List<HeadGroup> groups = new ArrayList<>();
        Map<Integer, Map<String, List<Integer>>> byLayer = new TreeMap<>();
        for (HeadRole head : heads) {
            head.role()
                    .ifPresent(role -> byLayer.computeIfAbsent(head.layer(), layer -> new TreeMap<>())
                            .computeIfAbsent(role, its -> new ArrayList<>())
                            .add(head.head()));
        }
        byLayer.forEach((layer, roles) -> roles.forEach((role, its) -> groups.add(new HeadGroup(layer, role, its))));
        return groups;
    }
}
