package org.assay.analysis.compile;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.assay.datasets.sequence.Vocabulary;
import org.assay.symbolic.program.Head;
import org.assay.symbolic.program.Layer;
import org.assay.symbolic.program.Program;
import org.assay.symbolic.program.Unembedding;
import org.assay.symbolic.program.Unit;

/** A program that grows part by part. */
final class ProgramSketch {
    private final Vocabulary vocabulary;
    private final SortedMap<String, TreeSet<String>> parents = new TreeMap<>();
    private final List<TreeSet<String>> tokenLabels = new ArrayList<>();
    private final SortedMap<Integer, List<Head>> heads = new TreeMap<>();
    private final SortedMap<Integer, List<Unit>> units = new TreeMap<>();
    private final SortedMap<Integer, Double> bias = new TreeMap<>();
    private final SortedMap<String, SortedMap<Integer, Double>> votes = new TreeMap<>();
    private final SortedMap<String, Double> copyVotes = new TreeMap<>();

    /** Every token brings a label of its own name under the superlabel {@code attribute}. */
    ProgramSketch(Vocabulary vocabulary, String attribute) {
        this.vocabulary = vocabulary;
        label(attribute);
        for (String token : vocabulary.tokens()) {
            label(token, attribute);
            tokenLabels.add(new TreeSet<>(List.of(token)));
        }
    }

    /** Declares a label, or gives one that is there more parents. */
    void label(String name, String... its) {
        parents.computeIfAbsent(name, n -> new TreeSet<>()).addAll(List.of(its));
    }

    boolean has(String label) {
        return parents.containsKey(label);
    }

    /** @param layer from 1 */
    void head(int layer, Head head) {
        heads.computeIfAbsent(layer, l -> new ArrayList<>()).add(head);
    }

    boolean hasHead(String name) {
        return heads.values().stream()
                .flatMap(Collection::stream)
                .anyMatch(head -> head.name().equals(name));
    }

    /** @param layer from 1 */
    void unit(int layer, Unit unit) {
        units.computeIfAbsent(layer, l -> new ArrayList<>()).add(unit);
    }

    void bias(int token, double weight) {
        bias.merge(token, weight, Double::sum);
    }

    void vote(String label, int token, double weight) {
        votes.computeIfAbsent(label, l -> new TreeMap<>()).merge(token, weight, Double::sum);
    }

    void copyVote(String prefix, double weight) {
        copyVotes.merge(prefix, weight, Double::sum);
    }

    Program program() {
        int deepest = Math.max(heads.isEmpty() ? 0 : heads.lastKey(), units.isEmpty() ? 0 : units.lastKey());
        List<Layer> layers = new ArrayList<>();
        for (int layer = 1; layer <= deepest; layer++) {
            layers.add(new Layer(heads.getOrDefault(layer, List.of()), units.getOrDefault(layer, List.of())));
        }
        Unembedding unembedding =
                new Unembedding(Unembedding.Output.LAW, bias, votes, copyVotes, new TreeMap<>(), new TreeMap<>());
        return Program.of(vocabulary, parents, tokenLabels, layers, unembedding);
    }
}
