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
import org.assay.symbolic.program.PositionAtom;
import org.assay.symbolic.program.Unit;

/** The labels, heads, units and experts of a program that is being written, and the names that are taken. */
class ProgramParts {
    static final String ORDINARY = "ordinary";
    static final String OUT = "outside";
    static final String PREVIOUS = "previous";
    static final String FOLLOWS = "follows";
    static final String DEEP = "deepest";
    static final String NEAR = "bracket";

    /** Larger than any number of brackets that is told apart. */
    static final int FAR = 1000;

    final RuleModel model;
    final Vocabulary vocabulary;
    final Spans spans;
    final int groups;
    final Set<String> taken = new TreeSet<>();
    final SortedMap<String, Collection<String>> parents = new TreeMap<>();
    final List<String> own = new ArrayList<>();
    final List<List<String>> tokenLabels = new ArrayList<>();
    final List<String> groupNames = new ArrayList<>();
    final List<TreeMap<String, Head>> heads = new ArrayList<>();
    final List<List<Unit>> units = new ArrayList<>();
    final SortedMap<String, Expert> experts = new TreeMap<>();
    final SortedMap<String, Double> copyExperts = new TreeMap<>();
    final Map<String, Set<Integer>> anchors = new TreeMap<>();
    final List<List<String>> carriers = new ArrayList<>();
    final String ordinary;
    final String out;
    final String previous;
    final String near;
    String follows = "";

    ProgramParts(RuleModel model) {
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

    /** A name that nothing else has. */
    String free(String name) {
        String free = name;
        while (!taken.add(free)) {
            free += "'";
        }
        return free;
    }

    String label(String name, String... its) {
        String label = free(name);
        parents.put(label, List.of(its));
        return label;
    }

    void tokens() {
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

    boolean isBracket(int token) {
        return spans.pairs.stream().anyMatch(pair -> pair.open() == token || pair.close() == token);
    }

    void unit(int layer, String adds, int threshold, List<Atom> when) {
        String name = adds;
        int more = 1;
        while (isNamed(layer, name)) {
            name = adds + "." + ++more;
        }
        units.get(layer - 1).add(new Unit(name, when, threshold, List.of(adds), List.of()));
    }

    boolean isNamed(int layer, String name) {
        return units.get(layer - 1).stream().anyMatch(unit -> unit.name().equals(name));
    }

    double[] certain(int token) {
        double[] law = new double[vocabulary.size()];
        law[token] = 1;
        return law;
    }

    void expert(String label, double weight, double[] law) {
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
    double[] withOpenings(double[] law) {
        double[] with = new double[law.length];
        for (int v = 0; v < law.length; v++) {
            with[v] = (1 - spans.opening()) * law[v];
        }
        for (int k = 0; k < spans.pairs.size(); k++) {
            with[spans.pairs.get(k).open()] += spans.opensOutside[k];
        }
        return with;
    }

    double[] openings() {
        double[] law = withOpenings(new double[vocabulary.size()]);
        double sum = spans.opening();
        for (int v = 0; v < law.length; v++) {
            law[v] /= sum;
        }
        return law;
    }

    static List<Atom> with(List<Atom> some, Atom... more) {
        List<Atom> all = new ArrayList<>(some);
        all.addAll(List.of(more));
        return all;
    }

    static List<PositionAtom> offsets(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(PositionAtom::at).toList();
    }

    /** The label of a set of current tokens: a token's, a group's, or one of its own that a unit inserts. */
    String set(boolean[] set) {
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

    static int only(boolean[] set) {
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

    int groupLike(boolean[] set) {
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

    String shown(boolean[] set) {
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
