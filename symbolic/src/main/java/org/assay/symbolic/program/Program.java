package org.assay.symbolic.program;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.assay.datasets.sequence.Vocabulary;
import org.assay.symbolic.label.LabelGraph;

/**
 * A symbolic transformer: a position holds a set of explicit labels, some of them counters with a number, first those of its
 * token; each layer inserts and deletes some; the unembedding turns the closure of the last set into a law over the next token. Everything is in canonical order, so
 * programs with the same meaning part by part are equal.
 */
public final class Program {
    private final Vocabulary vocabulary;
    private final LabelGraph declared;
    private final LabelGraph labels;
    private final SortedSet<String> counters;
    private final List<List<String>> tokenLabels;
    private final List<Layer> layers;
    private final Unembedding unembedding;

    private Program(
            Vocabulary vocabulary,
            LabelGraph declared,
            Collection<String> declaredCounters,
            List<List<String>> tokenLabels,
            List<Layer> layers,
            Unembedding unembedding) {
        this.vocabulary = vocabulary;
        this.declared = declared;
        CopiedLabels.All all = CopiedLabels.extend(declared, declaredCounters, layers);
        this.labels = all.graph();
        this.counters = all.counters();
        this.tokenLabels = tokenLabels;
        this.layers = layers;
        this.unembedding = unembedding;
    }

    /**
     * @param parents     for every declared label its parents
     * @param counters    the declared labels that hold a number
     * @param tokenLabels for every token, in the order of the vocabulary, its explicit labels; a counter starts at 1
     * @param layers      from the first to the last; the last one must not be empty
     * @throws IllegalArgumentException with the name of the part when a label is unknown or stands where it must not, a name is
     *     used twice, the labels form a cycle, or a limit is passed
     */
    public static Program of(
            Vocabulary vocabulary,
            Map<String, ? extends Collection<String>> parents,
            Collection<String> counters,
            List<? extends Collection<String>> tokenLabels,
            List<Layer> layers,
            Unembedding unembedding) {
        if (tokenLabels.size() != vocabulary.size()) {
            throw new IllegalArgumentException(
                    tokenLabels.size() + " tokens have labels, the vocabulary has " + vocabulary.size());
        }
        ProgramChecks.requireFew(parents, layers);
        LabelGraph declared = LabelGraph.of(parents);
        ProgramChecks.requireCounters(declared, counters);
        List<List<String>> sorted = new ArrayList<>();
        tokenLabels.forEach(its -> sorted.add(List.copyOf(new TreeSet<>(its))));
        Program program =
                new Program(vocabulary, declared, counters, List.copyOf(sorted), List.copyOf(layers), unembedding);
        ProgramChecks.requireKnownNames(program);
        ProgramChecks.requireUniqueNames(program.layers);
        return program;
    }

    /** A program whose declared labels are all ordinary ones. */
    public static Program of(
            Vocabulary vocabulary,
            Map<String, ? extends Collection<String>> parents,
            List<? extends Collection<String>> tokenLabels,
            List<Layer> layers,
            Unembedding unembedding) {
        return of(vocabulary, parents, Set.of(), tokenLabels, layers, unembedding);
    }

    public Vocabulary vocabulary() {
        return vocabulary;
    }

    /** The labels that the program declares, without the copies that heads make. */
    public LabelGraph declared() {
        return declared;
    }

    /** All labels: the declared ones and the copies of every head. */
    public LabelGraph labels() {
        return labels;
    }

    /** The labels that hold a number, copies included; every other label is there or not. */
    public SortedSet<String> counters() {
        return counters;
    }

    /**
     * The token's own label under the prefix of a head, for every token that has one there. The own label is the explicit one of the
     * token's name, or where that would not do, as for a token called {@code none}, of the name with apostrophes behind.
     */
    public SortedMap<Integer, String> ownLabels(String prefix) {
        TreeMap<Integer, String> own = new TreeMap<>();
        for (int token = 0; token < vocabulary.size(); token++) {
            String name = vocabulary.token(token);
            tokenLabels.get(token).stream()
                    .filter(label -> label.startsWith(name)
                            && label.substring(name.length()).matches("'*"))
                    .min(Comparator.comparing(String::length))
                    .map(label -> Match.prefixed(prefix, label))
                    .filter(labels::contains)
                    .ifPresent(label -> own.put(vocabulary.id(name), label));
        }
        return own;
    }

    /** The pairs of labels, that of the query first, that a match compares. */
    public List<MatchedPair> pairs(Match match) {
        List<MatchedPair> pairs = new ArrayList<>();
        for (String child : labels.children(match.superlabel())) {
            String query = Match.prefixed(match.query(), child);
            String key = Match.prefixed(match.key(), child);
            if (labels.contains(query) && labels.contains(key)) {
                pairs.add(new MatchedPair(query, key));
            }
        }
        return pairs;
    }

    /** One value of an attribute that a match compares. */
    public record MatchedPair(String query, String key) {}

    /** The explicit labels of every token, in the order of the vocabulary. */
    public List<List<String>> tokenLabels() {
        return tokenLabels;
    }

    public List<Layer> layers() {
        return layers;
    }

    public Unembedding unembedding() {
        return unembedding;
    }

    /** The same program with other weights. */
    public Program with(Unembedding other) {
        Program program = new Program(
                vocabulary,
                declared,
                counters.stream().filter(declared::contains).toList(),
                tokenLabels,
                layers,
                other);
        ProgramChecks.requireKnownNames(program);
        return program;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Program program
                && vocabulary.equals(program.vocabulary)
                && declared.equals(program.declared)
                && counters.equals(program.counters)
                && tokenLabels.equals(program.tokenLabels)
                && layers.equals(program.layers)
                && unembedding.equals(program.unembedding);
    }

    @Override
    public int hashCode() {
        return Objects.hash(vocabulary, declared, counters, tokenLabels, layers, unembedding);
    }

    @Override
    public String toString() {
        return "Program[" + labels.size() + " labels, " + layers.size() + " layers, " + unembedding.weights()
                + " weights]";
    }
}
