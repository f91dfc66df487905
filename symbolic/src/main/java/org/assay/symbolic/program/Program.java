package org.assay.symbolic.program;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.assay.datasets.sequence.Vocabulary;
import org.assay.symbolic.label.LabelGraph;

/**
 * A symbolic transformer: a position holds a set of explicit labels, first those of its token; each layer inserts and deletes
 * some; the unembedding turns the closure of the last set into a law over the next token. Everything is in canonical order, so
 * programs with the same meaning part by part are equal.
 */
public final class Program {
    private final Vocabulary vocabulary;
    private final LabelGraph declared;
    private final LabelGraph labels;
    private final List<List<String>> tokenLabels;
    private final List<Layer> layers;
    private final Unembedding unembedding;

    private Program(
            Vocabulary vocabulary,
            LabelGraph declared,
            List<List<String>> tokenLabels,
            List<Layer> layers,
            Unembedding unembedding) {
        this.vocabulary = vocabulary;
        this.declared = declared;
        this.labels = CopiedLabels.extend(declared, layers);
        this.tokenLabels = tokenLabels;
        this.layers = layers;
        this.unembedding = unembedding;
    }

    /**
     * @param parents     for every declared label its parents
     * @param tokenLabels for every token, in the order of the vocabulary, its explicit labels
     * @param layers      from the first to the last; the last one must not be empty
     * @throws IllegalArgumentException with the name of the part when a label is unknown or stands where it must not, a name is
     *     used twice, or the labels form a cycle
     */
    public static Program of(
            Vocabulary vocabulary,
            Map<String, ? extends Collection<String>> parents,
            List<? extends Collection<String>> tokenLabels,
            List<Layer> layers,
            Unembedding unembedding) {
        if (tokenLabels.size() != vocabulary.size()) {
            throw new IllegalArgumentException(
                    tokenLabels.size() + " tokens have labels, the vocabulary has " + vocabulary.size());
        }
        List<List<String>> sorted = new ArrayList<>();
        tokenLabels.forEach(its -> sorted.add(List.copyOf(new TreeSet<>(its))));
        Program program =
                new Program(vocabulary, LabelGraph.of(parents), List.copyOf(sorted), List.copyOf(layers), unembedding);
        program.requireKnownNames();
        program.requireUniqueNames();
        return program;
    }

    private void requireKnownNames() {
        for (int token = 0; token < tokenLabels.size(); token++) {
            String where = "token '" + vocabulary.token(token) + "'";
            tokenLabels.get(token).forEach(label -> require(declared, label, where));
        }
        for (Layer layer : layers) {
            for (Head head : layer.heads()) {
                String where = "head '" + head.name() + "'";
                for (Query query : head.queries()) {
                    query.when().forEach(atom -> require(labels, atom.label(), where));
                    query.seek().forEach(atom -> require(labels, atom.label(), where));
                }
            }
            for (Unit unit : layer.units()) {
                String where = "unit '" + unit.name() + "'";
                unit.when().forEach(atom -> require(labels, atom.label(), where));
                unit.add().forEach(label -> require(declared, label, where));
                unit.delete().forEach(label -> require(labels, label, where));
            }
        }
        unembedding.votes().keySet().forEach(label -> require(labels, label, "the unembedding"));
        unembedding.bias().keySet().forEach(token -> Objects.checkIndex(token, vocabulary.size()));
        unembedding
                .votes()
                .values()
                .forEach(votes -> votes.keySet().forEach(token -> Objects.checkIndex(token, vocabulary.size())));
    }

    private static void require(LabelGraph graph, String label, String where) {
        if (!graph.contains(label)) {
            throw new IllegalArgumentException(where + " names the unknown label '" + label + "'");
        }
    }

    private void requireUniqueNames() {
        Set<String> names = new TreeSet<>();
        for (Layer layer : layers) {
            layer.heads().forEach(head -> requireNew(names, "head", head.name()));
            layer.units().forEach(unit -> requireNew(names, "unit", unit.name()));
        }
        if (!layers.isEmpty()) {
            Layer last = layers.get(layers.size() - 1);
            if (last.heads().isEmpty() && last.units().isEmpty()) {
                throw new IllegalArgumentException("the last layer, " + layers.size() + ", is empty");
            }
        }
    }

    private static void requireNew(Set<String> names, String kind, String name) {
        if (name.isEmpty() || name.chars().anyMatch(c -> Character.isWhitespace(c) || Character.isISOControl(c))) {
            throw new IllegalArgumentException("a " + kind + " must be named by a word, got '" + name + "'");
        }
        if (!names.add(name)) {
            throw new IllegalArgumentException("two heads or units are called '" + name + "'");
        }
    }

    /**
     * What is allowed but can have no effect: a deleted label that nothing ever makes explicit (a superlabel is deleted by
     * deleting its explicit descendants), in words.
     */
    public List<String> warnings() {
        Set<String> explicit = new TreeSet<>();
        tokenLabels.forEach(explicit::addAll);
        List<String> warnings = new ArrayList<>();
        for (Layer layer : layers) {
            for (Head head : layer.heads()) {
                explicit.add(head.copyOf(Head.NONE));
                for (String label : List.copyOf(explicit)) {
                    if (head.values().stream().anyMatch(value -> labels.isA(label, value))) {
                        explicit.add(head.copyOf(label));
                    }
                }
            }
            layer.units().forEach(unit -> explicit.addAll(unit.add()));
            for (Unit unit : layer.units()) {
                for (String label : unit.delete()) {
                    if (!explicit.contains(label)) {
                        warnings.add("unit '" + unit.name() + "' deletes '" + label
                                + "', which is never explicit there: only explicit labels can be deleted");
                    }
                }
            }
        }
        return warnings;
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
        Program program = new Program(vocabulary, declared, tokenLabels, layers, other);
        program.requireKnownNames();
        return program;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Program program
                && vocabulary.equals(program.vocabulary)
                && declared.equals(program.declared)
                && tokenLabels.equals(program.tokenLabels)
                && layers.equals(program.layers)
                && unembedding.equals(program.unembedding);
    }

    @Override
    public int hashCode() {
        return Objects.hash(vocabulary, declared, tokenLabels, layers, unembedding);
    }

    @Override
    public String toString() {
        return "Program[" + labels.size() + " labels, " + layers.size() + " layers, " + unembedding.weights()
                + " weights]";
    }
}
