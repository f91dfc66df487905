package org.assay.symbolic.program;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.assay.symbolic.label.LabelGraph;

/** What must hold of a program beyond its parts: every name is known and used once, and no limit is passed. */
final class ProgramChecks {
    private ProgramChecks() {}

    static void requireFew(Map<String, ? extends Collection<String>> parents, List<Layer> layers) {
        int heads = layers.stream().mapToInt(layer -> layer.heads().size()).sum();
        if (heads > Limits.HEADS) {
            throw new IllegalArgumentException("a program has at most " + Limits.HEADS + " heads, got " + heads);
        }
        long edges = parents.values().stream().mapToLong(Collection::size).sum();
        if (parents.size() > Limits.LABELS || edges > Limits.PARENTS) {
            throw new IllegalArgumentException("a program has at most " + Limits.LABELS + " labels and "
                    + Limits.PARENTS + " parents, got " + parents.size() + " and " + edges);
        }
    }

    static void requireCounters(LabelGraph declared, Collection<String> counters) {
        for (String counter : counters) {
            require(declared, counter, "the counters");
            if (!declared.children(counter).isEmpty()) {
                throw new InvalidItemException(
                        "label " + counter,
                        "counter '" + counter + "' cannot be a superlabel, as of '"
                                + declared.children(counter).get(0) + "': its number is its own");
            }
        }
    }

    static void requireKnownNames(Program program) {
        for (int token = 0; token < program.tokenLabels().size(); token++) {
            String where = "token '" + program.vocabulary().token(token) + "'";
            program.tokenLabels().get(token).forEach(label -> require(program.declared(), label, where));
        }
        long pairs = 0;
        for (Layer layer : program.layers()) {
            for (Head head : layer.heads()) {
                pairs += requireKnownNames(program, head);
            }
            layer.units().forEach(unit -> requireKnownNames(program, unit));
        }
        if (pairs > Limits.PAIRS) {
            throw new IllegalArgumentException("the matches of all heads compare " + pairs
                    + " pairs of labels, at most " + Limits.PAIRS + " are allowed");
        }
        requireKnownNames(program, program.unembedding());
    }

    /** Returns how many pairs of labels the head compares at most. */
    private static long requireKnownNames(Program program, Head head) {
        LabelGraph labels = program.labels();
        String where = "head '" + head.name() + "'";
        for (Query query : head.selection().queries()) {
            query.when().forEach(atom -> require(labels, atom.label(), where));
            query.seek().forEach(atom -> require(labels, atom.label(), where));
        }
        long pairs = 0;
        for (Match match : head.selection().matches()) {
            require(labels, match.superlabel(), where);
            require(labels, Match.prefixed(match.query(), match.superlabel()), where);
            require(labels, Match.prefixed(match.key(), match.superlabel()), where);
            pairs += labels.children(match.superlabel()).size();
        }
        return pairs;
    }

    private static void requireKnownNames(Program program, Unit unit) {
        String where = "unit '" + unit.name() + "'";
        unit.when().forEach(atom -> require(program.labels(), atom.label(), where));
        unit.add().forEach(label -> require(program.declared(), label, where));
        unit.delete().forEach(label -> require(program.labels(), label, where));
    }

    private static void requireKnownNames(Program program, Unembedding unembedding) {
        int vocabulary = program.vocabulary().size();
        unembedding.votes().keySet().forEach(label -> require(program.labels(), label, "the unembedding"));
        unembedding.experts().keySet().forEach(label -> require(program.labels(), label, "the unembedding"));
        unembedding.bias().keySet().forEach(token -> Objects.checkIndex(token, vocabulary));
        unembedding
                .votes()
                .values()
                .forEach(votes -> votes.keySet().forEach(token -> Objects.checkIndex(token, vocabulary)));
        unembedding
                .experts()
                .values()
                .forEach(expert -> expert.law().keySet().forEach(token -> Objects.checkIndex(token, vocabulary)));
        unembedding.copyVotes().keySet().forEach(prefix -> requireOwnLabels(program, "predict ", prefix));
        unembedding.copyExperts().keySet().forEach(prefix -> requireOwnLabels(program, "expert ", prefix));
    }

    private static void requireOwnLabels(Program program, String kind, String prefix) {
        String all = Match.prefixed(prefix, "*");
        if (program.ownLabels(prefix).isEmpty()) {
            throw new InvalidItemException(
                    kind + all, "the unembedding copies '" + all + "', but no token has a label of its own name there");
        }
    }

    private static void require(LabelGraph graph, String label, String where) {
        if (!graph.contains(label)) {
            throw new IllegalArgumentException(where + " names the unknown label '" + label + "'");
        }
    }

    static void requireUniqueNames(List<Layer> layers) {
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
}
