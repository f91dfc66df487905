package org.assay.symbolic.fit.rule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.assay.datasets.sequence.Vocabulary;
import org.assay.symbolic.program.Atom;
import org.assay.symbolic.program.Expert;
import org.assay.symbolic.program.Head;
import org.assay.symbolic.program.Layer;
import org.assay.symbolic.program.Position;
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
final class RuleProgram {
    private static final String ORDINARY = "ordinary";
    private static final String OUT = "outside";
    private static final String PREVIOUS = "previous";
    private static final String FOLLOWS = "follows";
    private static final String DEEP = "deepest";
    private static final String NEAR = "bracket";

    /** Larger than any number of brackets that is told apart. */
    private static final int FAR = 1000;

    private final RuleModel model;
    private final Vocabulary vocabulary;
    private final Spans spans;
    private final int groups;
    private final Set<String> taken = new TreeSet<>();
    private final SortedMap<String, Collection<String>> parents = new TreeMap<>();
    private final List<String> own = new ArrayList<>();
    private final List<List<String>> tokenLabels = new ArrayList<>();
    private final List<String> groupNames = new ArrayList<>();
    private final List<TreeMap<String, Head>> heads = new ArrayList<>();
    private final List<List<Unit>> units = new ArrayList<>();
    private final SortedMap<String, Expert> experts = new TreeMap<>();
    private final SortedMap<String, Double> copyExperts = new TreeMap<>();
    private final Map<String, Set<Integer>> anchors = new TreeMap<>();
    private final List<List<String>> carriers = new ArrayList<>();
    private final String ordinary;
    private final String out;
    private final String previous;
    private final String near;
    private String follows = "";

    private RuleProgram(RuleModel model) {
        this.model = model;
        this.vocabulary = model.vocabulary();
        this.spans = model.spans();
        this.groups = spans.groups();
        for (int layer = 0; layer < 4; layer++) {
            heads.add(new TreeMap<>());
            units.add(new ArrayList<>());
        }
        taken.addAll(vocabulary.tokens());
        for (String token : vocabulary.tokens()) {
            String label = token;
            while (Head.isReserved(label) || !label.equals(token) && taken.contains(label)) {
                label += "'";
            }
            taken.add(label);
            own.add(label);
        }
        this.ordinary = label(ORDINARY);
        this.out = label(OUT);
        this.previous = free(PREVIOUS);
        this.near = free(NEAR);
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

    /** A name that nothing else has. */
    private String free(String name) {
        String free = name;
        while (!taken.add(free)) {
            free += "'";
        }
        return free;
    }

    private String label(String name, String... its) {
        String label = free(name);
        parents.put(label, List.of(its));
        return label;
    }

    private void tokens() {
        for (int group = 0; group < groups; group++) {
            int its = group;
            int first = IntStream.range(0, vocabulary.size())
                    .filter(v -> model.groupOf()[v] == its)
                    .findFirst()
                    .orElseThrow();
            groupNames.add(label("like." + vocabulary.token(first)));
        }
        for (int v = 0; v < vocabulary.size(); v++) {
            int group = model.groupOf()[v];
            List<String> its = new ArrayList<>();
            if (group != Rows.NONE) {
                its.add(groupNames.get(group));
            }
            if (!isBracket(v)) {
                its.add(ordinary);
            }
            parents.put(own.get(v), its);
            tokenLabels.add(List.of(own.get(v)));
        }
    }

    private boolean isBracket(int token) {
        return spans.pairs.stream().anyMatch(pair -> pair.open() == token || pair.close() == token);
    }

    private void unit(int layer, String adds, int threshold, List<Atom> when) {
        String name = adds;
        int more = 1;
        while (isNamed(layer, name)) {
            name = adds + "." + ++more;
        }
        units.get(layer - 1).add(new Unit(name, when, threshold, List.of(adds), List.of()));
    }

    private boolean isNamed(int layer, String name) {
        return units.get(layer - 1).stream().anyMatch(unit -> unit.name().equals(name));
    }

    /** Counts of what has opened and closed, where the nearest bracket stands, and what follows from them. */
    private void brackets() {
        List<Atom> outside = new ArrayList<>(List.of(Atom.has(ordinary)));
        List<Atom> depth = new ArrayList<>();
        List<Atom> seekAny = new ArrayList<>();
        List<String> tokens = new ArrayList<>();
        for (BracketPair pair : spans.pairs) {
            for (int token : new int[] {pair.open(), pair.close()}) {
                String name = counter(token);
                heads.get(0)
                        .put(
                                name,
                                new Head(
                                        name,
                                        new Selection(
                                                Selection.ALL,
                                                1,
                                                Ties.NEAREST,
                                                List.of(Query.always(List.of(Atom.has(own.get(token))))),
                                                List.of(),
                                                List.of()),
                                        new Values(List.of(), List.of(), false, 1)));
                int sign = token == pair.open() ? 1 : -1;
                outside.add(new Atom(name + ":" + Head.COUNT, -sign));
                depth.add(new Atom(name + ":" + Head.COUNT, sign));
                seekAny.add(Atom.has(own.get(token)));
                tokens.add(own.get(token));
            }
        }
        unit(2, out, 1, outside);
        if (spans.pairs.isEmpty()) {
            return;
        }
        List<Position> where = new ArrayList<>();
        for (int c = 0; c < Rows.RESUMED; c++) {
            where.add(new Position.Offset(c));
        }
        Selection nearest = new Selection(1, 1, Ties.NEAREST, List.of(Query.always(seekAny)), List.of(), List.of());
        heads.get(0).put(near, new Head(near, nearest, new Values(tokens, where, false, 0)));
        String deep = "";
        if (spans.deepest > 1) {
            deep = label(DEEP);
            unit(2, deep, spans.deepest, depth);
        }
        for (int k = 0; k < spans.pairs.size(); k++) {
            bracket(k, deep, outside);
        }
    }

    private String counter(int token) {
        return "count." + own.get(token);
    }

    private void bracket(int k, String deep, List<Atom> outside) {
        BracketPair pair = spans.pairs.get(k);
        String name = own.get(pair.open());
        String behind = label("behind." + name);
        List<Atom> justClosed = new ArrayList<>(outside);
        justClosed.set(0, Atom.has(own.get(pair.close())));
        unit(2, behind, 1, justClosed);
        expert(behind, 1, spans.behind[k]);
        String inside = label("in." + name);
        unit(2, inside, 1, List.of(Atom.has(near + ":" + own.get(pair.open()))));
        if (spans.deepest > 1) {
            List<Atom> resumed = new ArrayList<>();
            resumed.add(Atom.has(counter(pair.open()) + ":" + Head.COUNT));
            resumed.add(Atom.not(counter(pair.close()) + ":" + Head.COUNT));
            for (BracketPair other : spans.pairs) {
                resumed.add(new Atom(near + ":" + own.get(other.close()), FAR));
            }
            unit(2, inside, FAR + 1, resumed);
        }
        List<Atom> full = new ArrayList<>();
        for (int c = 0; c <= Rows.RESUMED; c++) {
            double weight = spans.closes[k][c];
            if (weight > 0) {
                String at = label("in." + name + "." + c);
                if (c < Rows.RESUMED) {
                    unit(
                            2,
                            at,
                            2,
                            List.of(
                                    Atom.has(near + ":" + own.get(pair.open())),
                                    Atom.has(near + ":" + new Position.Offset(c).label())));
                } else {
                    List<Atom> none = new ArrayList<>(List.of(new Atom(inside, 2 * FAR)));
                    for (int d = 0; d < Rows.RESUMED; d++) {
                        none.add(Atom.not(near + ":" + new Position.Offset(d).label()));
                    }
                    for (BracketPair other : spans.pairs) {
                        none.add(new Atom(near + ":" + own.get(other.close()), FAR));
                    }
                    unit(3, at, 2 * FAR, none);
                }
                expert(at, weight == Double.POSITIVE_INFINITY ? 1 : weight, certain(pair.close()));
                if (weight == Double.POSITIVE_INFINITY) {
                    full.add(Atom.not(at));
                }
            }
        }
        content(k, name, inside, full);
        opens(k, name, inside, full, deep);
    }

    private void content(int k, String name, String inside, List<Atom> full) {
        for (int slot = 0; slot < spans.content[k].length; slot++) {
            if (spans.content[k][slot] == null || isSpoken(k, slot)) {
                continue;
            }
            String current = current(k, slot);
            String label = label("content." + name + "." + (current.isEmpty() ? "resumed" : current));
            List<Atom> when = new ArrayList<>(full);
            when.add(Atom.has(inside));
            if (current.isEmpty()) {
                spans.pairs.forEach(pair -> when.add(Atom.has(own.get(pair.close()))));
            } else {
                when.add(Atom.has(current));
            }
            for (int v = 0; v < vocabulary.size() && slot < groups; v++) {
                if (model.groupOf()[v] == slot && spans.content[k][groups + 2 + v] != null) {
                    when.add(Atom.not(own.get(v)));
                }
            }
            unit(3, label, 2, when);
            expert(label, 1, spans.content[k][slot]);
        }
    }

    /** Whether every token of a group has a law of its own. */
    private boolean isSpoken(int k, int slot) {
        return slot < groups
                && IntStream.range(0, vocabulary.size())
                        .filter(v -> model.groupOf()[v] == slot)
                        .allMatch(v -> spans.content[k][groups + 2 + v] != null);
    }

    /** The label of the current token that a slot of content goes by; empty where another bracket has closed. */
    private String current(int k, int slot) {
        if (slot > groups + 1) {
            return own.get(slot - groups - 2);
        }
        if (slot == groups + 1) {
            return "";
        }
        return slot < groups ? groupNames.get(slot) : own.get(spans.pairs.get(k).open());
    }

    private void opens(int k, String name, String inside, List<Atom> full, String deep) {
        double[] law = new double[vocabulary.size()];
        double sum = Arrays.stream(spans.opens[k]).sum();
        if (deep.isEmpty() || !(sum > 0)) {
            return;
        }
        for (int o = 0; o < spans.pairs.size(); o++) {
            law[spans.pairs.get(o).open()] = spans.opens[k][o] / sum;
        }
        String label = label("opens." + name);
        List<Atom> when = new ArrayList<>(full);
        when.add(Atom.has(inside));
        when.add(Atom.not(deep));
        unit(3, label, 1, when);
        expert(label, sum, law);
    }

    private double[] certain(int token) {
        double[] law = new double[vocabulary.size()];
        law[token] = 1;
        return law;
    }

    private void expert(String label, double weight, double[] law) {
        SortedMap<Integer, Double> shares = new TreeMap<>();
        double sum = Arrays.stream(law).sum();
        for (int v = 0; v < law.length; v++) {
            if (law[v] > 0) {
                shares.put(v, law[v] / sum);
            }
        }
        experts.put(label, new Expert(weight, shares));
    }

    /** The law of a rule outside brackets: brackets open in spite of it. */
    private double[] withOpenings(double[] law) {
        double[] with = new double[law.length];
        for (int v = 0; v < law.length; v++) {
            with[v] = (1 - spans.opening()) * law[v];
        }
        for (int k = 0; k < spans.pairs.size(); k++) {
            with[spans.pairs.get(k).open()] += spans.opensOutside[k];
        }
        return with;
    }

    private double[] openings() {
        double[] law = withOpenings(new double[vocabulary.size()]);
        double sum = spans.opening();
        for (int v = 0; v < law.length; v++) {
            law[v] /= sum;
        }
        return law;
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
        for (int k = 0; k < rule.laws.length; k++) {
            String label = label(rule.laws.length == 1 ? name : name + (k == 0 ? ".even" : ".odd"));
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

    private static List<Atom> with(List<Atom> some, Atom... more) {
        List<Atom> all = new ArrayList<>(some);
        all.addAll(List.of(more));
        return all;
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

    private static List<PositionAtom> offsets(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(PositionAtom::at).toList();
    }

    /** The label of a set of current tokens: a token's, a group's, or one of its own that a unit inserts. */
    private String set(boolean[] set) {
        int group = groupLike(set);
        int only = only(set);
        if (only != Rows.NONE) {
            return own.get(only);
        }
        if (group != Rows.NONE) {
            return groupNames.get(group);
        }
        List<Atom> some = new ArrayList<>();
        for (int v = 0; v < set.length; v++) {
            if (set[v]) {
                some.add(Atom.has(own.get(v)));
            }
        }
        for (Unit unit : units.get(1)) {
            if (unit.threshold() == 1 && unit.when().equals(new Unit("some", some, 1, unit.add(), List.of()).when())) {
                return unit.add().get(0);
            }
        }
        String label = label("some." + some.get(0).label());
        unit(2, label, 1, some);
        return label;
    }

    private static int only(boolean[] set) {
        int only = Rows.NONE;
        for (int v = 0; v < set.length; v++) {
            if (set[v]) {
                if (only != Rows.NONE) {
                    return Rows.NONE;
                }
                only = v;
            }
        }
        return only;
    }

    private int groupLike(boolean[] set) {
        for (int group = 0; group < groups; group++) {
            boolean same = true;
            for (int v = 0; v < set.length && same; v++) {
                same = set[v] == (model.groupOf()[v] == group);
            }
            if (same) {
                return group;
            }
        }
        return Rows.NONE;
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

    private void silences() {
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
                List<Atom> when = new ArrayList<>();
                List<String> its =
                        model.experts().get(e).match.copies() ? carriers.get(e).subList(0, 1) : carriers.get(e);
                its.forEach(label -> when.add(Atom.has(label)));
                String name = "silence." + name(model.experts().get(e));
                while (isNamed(4, name)) {
                    name += "'";
                }
                units.get(3).add(new Unit(name, when, 1, List.of(), silent));
            }
        }
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

    private String shown(boolean[] set) {
        int only = only(set);
        if (only != Rows.NONE) {
            return own.get(only);
        }
        int group = groupLike(set);
        if (group != Rows.NONE) {
            return groupNames.get(group);
        }
        int first =
                IntStream.range(0, set.length).filter(v -> set[v]).findFirst().orElse(0);
        return "some." + own.get(first);
    }
}
