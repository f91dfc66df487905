package org.assay.symbolic.fit.rule;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.assay.symbolic.program.Atom;
import org.assay.symbolic.program.Head;
import org.assay.symbolic.program.Layer;
import org.assay.symbolic.program.PositionAtom;
import org.assay.symbolic.program.Program;
import org.assay.symbolic.program.Query;
import org.assay.symbolic.program.Selection;
import org.assay.symbolic.program.Selection.Ties;
import org.assay.symbolic.program.Unembedding;
import org.assay.symbolic.program.Unembedding.Output;
import org.assay.symbolic.program.Unit;
import org.assay.symbolic.program.Values;

/**
 * Fitted rules as a program that answers the same. Layer 1 looks back (the token before, anchors within windows, brackets), layer 2
 * says where in brackets the position stands, layer 3 holds the conditions and the heads that copy, layer 4 lets rules silence others.
 * Every rule is a label with an expert, or a head whose copies are one.
 */
final class RuleProgram extends BracketParts {
    private RuleProgram(RuleModel model) {
        super(model);
    }

    /** @param carriers for each expert of the model the labels that carry it; behind them {@code outside} and the bracket labels */
    record Written(Program program, List<List<String>> carriers) {}

    static Written of(RuleModel model) {
        return new RuleProgram(model).write();
    }

    private Written write() {
        tokens();
        heads.get(0).put(previous, Head.at(previous, 1, own));
        brackets();
        for (int e = 0; e < model.experts().size(); e++) {
            carriers.add(rule(model.experts().get(e)));
        }
        silences();
        anchors.forEach((name, tokens) -> heads.get(0).put(name, window(name, tokens)));
        List<Layer> layers = new ArrayList<>();
        for (int layer = 0; layer < heads.size(); layer++) {
            layers.add(new Layer(List.copyOf(heads.get(layer).values()), units.get(layer)));
        }
        while (layers.get(layers.size() - 1).heads().isEmpty()
                && layers.get(layers.size() - 1).units().isEmpty()) {
            layers.remove(layers.size() - 1);
        }
        Unembedding unembedding =
                new Unembedding(Output.LAW, new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), experts, copyExperts);
        return new Written(Program.of(vocabulary, parents, tokenLabels, layers, unembedding), carriers);
    }

    /** Writes one rule; returns the labels that carry it. */
    private List<String> rule(org.assay.symbolic.fit.rule.Expert rule) {
        List<Atom> now = new ArrayList<>(List.of(Atom.has(out)));
        if (rule.match.now() != null) {
            now.add(Atom.has(set(rule.match.now())));
        }
        String name = name(rule);
        if (rule.match.copies()) {
            return copy(rule, now, name);
        }
        List<String> labels = new ArrayList<>();
        String whole = label(name);
        for (int k = 0; k < rule.laws.length; k++) {
            String label = rule.laws.length == 1 ? whole : label(whole + (k == 0 ? ".even" : ".odd"), whole);
            labels.add(label);
            expert(label, rule.weight, withOpenings(rule.laws[k]));
        }
        int threshold = now.size();
        if (rule.match instanceof Match.Within within) {
            now.add(Atom.has(anchor(within.anchors(), within.from(), within.to())));
            unit(3, labels.get(0), threshold + 1, now);
        } else if (rule.match instanceof Match.Nearest nearest) {
            String head = nearest(nearest.over(), nearest.to());
            for (int v = 0; v < vocabulary.size(); v++) {
                if (nearest.when()[v]) {
                    now.add(Atom.has(head + ":" + own.get(v)));
                }
            }
            unit(3, labels.get(0), threshold + 1, now);
        } else if (rule.match instanceof Match.Odd odd) {
            String first = anchor(odd.first(), 1, odd.to());
            String second = anchor(odd.second(), 1, odd.to());
            unit(3, labels.get(1), threshold + 1, with(now, Atom.has(first), Atom.not(second)));
            unit(3, labels.get(1), threshold + 1, with(now, Atom.not(first), Atom.has(second)));
            unit(3, labels.get(0), threshold, with(now, Atom.not(first), Atom.not(second)));
            unit(3, labels.get(0), threshold + 2, with(now, Atom.has(first), Atom.has(second)));
        } else {
            unit(3, labels.get(0), threshold, now);
        }
        return labels;
    }

    private List<String> copy(org.assay.symbolic.fit.rule.Expert rule, List<Atom> now, String name) {
        String head = free(name);
        Selection selection;
        if (rule.match instanceof Match.Copy copy) {
            selection = new Selection(
                    1,
                    2,
                    Ties.NEAREST,
                    List.of(new Query(now, now.size(), List.of(Atom.has(ordinary)))),
                    List.of(),
                    List.of(PositionAtom.at(copy.back())));
        } else if (rule.match instanceof Match.Follow follow) {
            if (follows.isEmpty()) {
                follows = label(FOLLOWS);
                List<Atom> pair = new ArrayList<>(List.of(Atom.has(previous + ":" + ordinary)));
                pair.add(Atom.has(ordinary));
                for (BracketPair brackets : spans.pairs) {
                    pair.add(Atom.not(counter(brackets.open()) + ":" + Head.COUNT));
                    pair.add(Atom.has(counter(brackets.close()) + ":" + Head.COUNT));
                }
                unit(2, follows, 2, pair);
            }
            selection = new Selection(
                    1,
                    2,
                    follow.which() == Rows.FIRST ? Ties.FARTHEST : Ties.NEAREST,
                    List.of(new Query(now, now.size(), List.of(Atom.has(follows)))),
                    List.of(new org.assay.symbolic.program.Match(ordinary, "", previous, 1)),
                    List.of());
        } else {
            Match.Marked marked = (Match.Marked) rule.match;
            List<Atom> seek = new ArrayList<>();
            for (int v = 0; v < vocabulary.size(); v++) {
                if (marked.markers()[v]) {
                    seek.add(Atom.has(previous + ":" + own.get(v)));
                }
            }
            selection = new Selection(
                    1,
                    2,
                    Ties.NEAREST,
                    List.of(new Query(now, now.size(), seek)),
                    List.of(),
                    offsets(1, marked.to() - 1));
        }
        heads.get(2).put(head, new Head(head, selection, Values.of(List.of(ordinary))));
        copyExperts.put(head, Digits.of(rule.weight * (1 - spans.opening())));
        if (spans.opening() > 0) {
            String label = label(name + ".opens");
            parents.put(label, List.of());
            unit(4, label, 1, List.of(Atom.has(head + ":" + ordinary)));
            expert(label, rule.weight * spans.opening(), openings());
            return List.of(head + ":" + ordinary, label);
        }
        return List.of(head + ":" + ordinary);
    }

    /** The label that is active where one of {@code tokens} stands {@code from} to {@code to} back. */
    private String anchor(boolean[] tokens, int from, int to) {
        int only = only(tokens);
        if (from == 1 && to == 1) {
            int group = groupLike(tokens);
            if (only != Rows.NONE || group != Rows.NONE) {
                return previous + ":" + (only != Rows.NONE ? own.get(only) : groupNames.get(group));
            }
        }
        if (only != Rows.NONE) {
            String head = "back." + from + "to" + to;
            anchors.computeIfAbsent(head, h -> new TreeSet<>()).add(only);
            return head + ":" + own.get(only);
        }
        List<Atom> some = new ArrayList<>();
        for (int v = 0; v < tokens.length; v++) {
            if (tokens[v]) {
                some.add(Atom.has(own.get(v)));
            }
        }
        String head = free("any." + some.get(0).label());
        heads.get(0)
                .put(
                        head,
                        new Head(
                                head,
                                new Selection(
                                        1, 2, Ties.NEAREST, List.of(Query.always(some)), List.of(), offsets(from, to)),
                                new Values(List.of(), List.of(), false, 1)));
        return head + ":" + Head.bucket(1);
    }

    /** The head of a window: all anchors of that window at once. */
    private Head window(String name, Set<Integer> tokens) {
        String[] bounds = name.substring("back.".length()).split("to");
        List<Atom> seek = tokens.stream().map(v -> Atom.has(own.get(v))).toList();
        List<String> values = tokens.stream().map(own::get).toList();
        return new Head(
                name,
                new Selection(
                        Selection.ALL,
                        2,
                        Ties.NEAREST,
                        List.of(Query.always(seek)),
                        List.of(),
                        offsets(Integer.parseInt(bounds[0]), Integer.parseInt(bounds[1]))),
                Values.of(values));
    }

    private String nearest(boolean[] over, int to) {
        List<Atom> some = new ArrayList<>();
        List<String> values = new ArrayList<>();
        for (int v = 0; v < over.length; v++) {
            if (over[v]) {
                some.add(Atom.has(own.get(v)));
                values.add(own.get(v));
            }
        }
        String head = "nearest." + to + "." + some.get(0).label();
        Head made = new Head(
                head,
                new Selection(1, 2, Ties.NEAREST, List.of(Query.always(some)), List.of(), offsets(1, to)),
                Values.of(values));
        while (heads.get(0).containsKey(head)
                && !heads.get(0).get(head).selection().equals(made.selection())) {
            head += "'";
        }
        heads.get(0).put(head, new Head(head, made.selection(), made.values()));
        return head;
    }

    /** One unit for all that silence the same. */
    private void silences() {
        Map<List<String>, List<Atom>> when = new LinkedHashMap<>();
        Map<List<String>, String> names = new LinkedHashMap<>();
        for (int e = 0; e < carriers.size(); e++) {
            List<String> silent = new ArrayList<>();
            model.experts().get(e).silences.stream().forEach(f -> {
                if (model.experts().get(f).match.copies()) {
                    String head = carriers.get(f)
                            .get(0)
                            .substring(0, carriers.get(f).get(0).lastIndexOf(':'));
                    for (int v = 0; v < vocabulary.size(); v++) {
                        if (!isBracket(v)) {
                            silent.add(head + ":" + own.get(v));
                        }
                    }
                    silent.addAll(carriers.get(f).subList(1, carriers.get(f).size()));
                } else {
                    silent.addAll(carriers.get(f));
                }
            });
            if (!silent.isEmpty()) {
                List<String> its =
                        model.experts().get(e).match.copies() ? carriers.get(e).subList(0, 1) : carriers.get(e);
                List<Atom> atoms = when.computeIfAbsent(silent, same -> new ArrayList<>());
                its.forEach(label -> atoms.add(Atom.has(label)));
                names.putIfAbsent(silent, "silence." + name(model.experts().get(e)));
            }
        }
        when.forEach((silent, atoms) -> {
            String name = names.get(silent);
            while (isNamed(4, name)) {
                name += "'";
            }
            units.get(3).add(new Unit(name, atoms, 1, List.of(), silent));
        });
    }

    private String name(org.assay.symbolic.fit.rule.Expert rule) {
        String kind = rule.kind;
        String now = rule.match.now() == null ? "any" : shown(rule.match.now());
        if (rule.match instanceof Match.Within within) {
            return kind + "." + shown(within.anchors()) + "." + now;
        }
        if (rule.match instanceof Match.Marked marked) {
            return kind + "." + shown(marked.markers()) + "." + now;
        }
        if (rule.match instanceof Match.Odd odd) {
            return kind + "." + shown(odd.first()) + "." + shown(odd.second()) + "." + now;
        }
        if (rule.match instanceof Match.Nearest nearest) {
            return kind + "." + shown(nearest.when()) + "." + now;
        }
        return kind + "." + now;
    }
}
