package org.assay.datasets.incontext;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.GeneratingProcess;

/** The built-in in-context processes and grammars, by name. */
public final class InContextProcesses {
    private static final Seed SEED = Seed.of(0);

    private InContextProcesses() {}

    /** A supplier of each, sorted by name. What is drawn once and for all is drawn from seed 0. */
    public static Map<String, Supplier<GeneratingProcess>> builtIn() {
        Map<String, Supplier<GeneratingProcess>> all = new TreeMap<>();
        for (int tokens : new int[] {2, 3, 5, 8, 10}) {
            String name = "icl-markov-" + tokens;
            all.put(name, () -> DirichletChain.of(name, tokens, 1, 1));
        }
        all.put("icl-trigram-2", () -> DirichletChain.of("icl-trigram-2", 2, 2, 1));
        all.put("markov-64-1", () -> DrawnChains.of("markov-64-1", 64, 1, .05, 1, SEED.child("markov")));
        all.put("markov-64-2", () -> DrawnChains.of("markov-64-2", 64, 2, .05, 1, SEED.child("markov")));
        all.put("chain-mixture", () -> DrawnChains.of("chain-mixture", 10, 1, 1, 64, SEED.child("chains")));
        all.put("icl-tree-chain", () -> CausalTree.chain("icl-tree-chain", 10, 20, .1));
        all.put(
                "icl-tree",
                () -> CausalTree.of("icl-tree", 10, .1, -1, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9));
        all.put("icl-map", () -> DrawnMap.pairs("icl-map", 16, 0));
        all.put("icl-map-noisy", () -> DrawnMap.pairs("icl-map-noisy", 16, .1));
        all.put("icl-map-walk", () -> DrawnMap.walk("icl-map-walk", 16, .1));
        all.put("icl-permutation", () -> DrawnMap.permutationPairs("icl-permutation", 16));
        all.put("triggers", () -> TriggeredBigram.of("triggers", 64, 5, false, .1, SEED.child("triggers")));
        all.put("triggers-drawn", () -> TriggeredBigram.of("triggers-drawn", 64, 5, true, .1, SEED.child("triggers")));
        all.put("k-hop", () -> KHop.of("k-hop", 24, 3));
        all.put("k-hop-8", () -> KHop.of("k-hop-8", 8, 2));
        all.put("unique-copy", () -> WordCopy.uniqueSymbols("unique-copy", 150, 50));
        all.put("unique-copy-26", () -> WordCopy.uniqueSymbols("unique-copy-26", 26, 20));
        all.put("unique-copy-62", () -> WordCopy.uniqueSymbols("unique-copy-62", 62, 32));
        all.put("unique-bigram-copy", () -> WordCopy.uniqueBigrams("unique-bigram-copy", 16, 50));
        all.put("bin-majority", () -> TallyTask.majority("bin-majority", 50));
        all.put("brackets-d2", () -> TallyTask.brackets("brackets-d2", 50, 2));
        all.put("repeat-copy", () -> RepeatCopy.of("repeat-copy", 32, 4, 32, false));
        all.put("repeat-copy-fixed", () -> RepeatCopy.ofFixedPeriod("repeat-copy-fixed", 32, 16, false));
        all.put("cycles", () -> RepeatCopy.of("cycles", 100, 5, 20, true));
        all.put("random-automaton", () -> RandomAutomata.of("random-automaton", 18, 1, 49, SEED.child("automata")));
        all.put("random-automata", () -> RandomAutomata.of("random-automata", 18, 64, 49, SEED.child("automata")));
        all.put("cfg3-small", () -> ContextFreeProcess.cfg3("cfg3-small", SEED.child("cfg3"), 3, 2));
        all.put("cfg3-ambiguous", () -> ContextFreeProcess.cfg3("cfg3-ambiguous", SEED.child("cfg3"), 3, 4));
        all.put("arithmetic", () -> ContextFreeProcess.arithmetic("arithmetic", .3));
        return all;
    }
}
