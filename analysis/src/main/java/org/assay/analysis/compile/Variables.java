package org.assay.analysis.compile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.assay.analysis.compile.Variable.Part;
import org.assay.symbolic.label.LabelGraph;
import org.assay.symbolic.program.Head;
import org.assay.symbolic.program.Layer;
import org.assay.symbolic.program.Program;
import org.assay.symbolic.program.Unit;

/**
 * What the residual stream of a program's network has to hold: the token, the position where heads look for one, for every head a
 * copy of each variable that it copies from, and for every label that units insert whether it is there.
 *
 * <p>A copy has the values that the copied labels can take and one more for nothing selected. With a {@code sink}, the network's own
 * first token, token and position have a value more, and all other variables have there the values that a position without any labels
 * would have.
 */
final class Variables {
    static final String TOKEN = "token";
    static final String POSITION = "position";

    private final Program program;
    private final boolean sink;
    private final LabelGraph graph;
    private final Map<String, Variable> all = new LinkedHashMap<>();
    private final Map<String, List<Copy>> copies = new TreeMap<>();
    private final Map<String, Variable> inserted = new TreeMap<>();
    private final Map<Variable, Integer> atSink = new LinkedHashMap<>();

    /**
     * What a head does with one variable.
     *
     * @param valueOf for every value of the source the value of the target
     */
    record Copy(Variable source, Variable target, int[] valueOf) {}

    private Variables(Program program, int longest, boolean sink) {
        this.program = program;
        this.sink = sink;
        this.graph = program.labels();
        addToken();
        if (program.layers().stream().anyMatch(layer -> !layer.heads().isEmpty())) {
            int positions = longest + (sink ? 1 : 0);
            List<TreeSet<String>> none = new ArrayList<>();
            for (int p = 0; p < positions; p++) {
                none.add(new TreeSet<>());
            }
            add(Variable.of(POSITION, Part.POSITION, 0, none, -1, graph), 0);
        }
        SortedSet<String> used = UsedLabels.of(program);
        for (int layer = 0; layer < program.layers().size(); layer++) {
            SortedSet<String> active = activeAtSink();
            for (Head head : program.layers().get(layer).heads()) {
                addHead(head, layer, used);
            }
            addUnits(program.layers().get(layer), layer, active);
        }
    }

    static Variables of(Program program, int longest, boolean sink) {
        return new Variables(program, longest, sink);
    }

    Program program() {
        return program;
    }

    boolean sink() {
        return sink;
    }

    List<Variable> all() {
        return List.copyOf(all.values());
    }

    Variable token() {
        return all.get(TOKEN);
    }

    Variable position() {
        return all.get(POSITION);
    }

    boolean hasPositions() {
        return all.containsKey(POSITION);
    }

    List<Copy> copies(Head head) {
        return copies.get(head.name());
    }

    /** Whether this label, which units insert, is there. */
    Variable inserted(String label) {
        return inserted.get(label);
    }

    /** What the variable is at the network's own first token. */
    int atSink(Variable variable) {
        return atSink.get(variable);
    }

    /** Whether the label is active at the network's own first token in what layer {@code reader} reads. */
    boolean activeAtSink(String label, int reader) {
        return all.values().stream()
                .anyMatch(variable -> variable.before(reader)
                        && variable.active().get(atSink.get(variable)).contains(label));
    }

    /** The variables by which layer {@code reader} may find the label active. */
    List<Variable> bringing(String label, int reader) {
        return all.values().stream()
                .filter(variable -> variable.before(reader) && variable.brings(label))
                .toList();
    }

    private SortedSet<String> activeAtSink() {
        TreeSet<String> active = new TreeSet<>();
        atSink.forEach((variable, value) -> active.addAll(variable.active().get(value)));
        return active;
    }

    private void addToken() {
        List<TreeSet<String>> values = new ArrayList<>();
        program.tokenLabels().forEach(labels -> values.add(new TreeSet<>(labels)));
        if (sink) {
            values.add(new TreeSet<>());
        }
        add(Variable.of(TOKEN, Part.EMBEDDING, 0, values, -1, graph), values.size() - 1);
    }

    private Variable add(Variable variable, int valueAtSink) {
        String name = variable.name();
        while (all.containsKey(name)) {
            name += "'";
        }
        Variable named = new Variable(
                name, variable.part(), variable.layer(), variable.explicit(), variable.active(), variable.rest());
        all.put(name, named);
        atSink.put(named, valueAtSink);
        return named;
    }

    private void addHead(Head head, int layer, Set<String> used) {
        List<Copy> its = new ArrayList<>();
        boolean saysNone = false;
        for (Variable source : all()) {
            List<TreeSet<String>> passing = passing(head, source);
            boolean any = passing.stream().anyMatch(labels -> !labels.isEmpty());
            if (source.before(layer) && any) {
                boolean first = source.part() == Part.EMBEDDING;
                saysNone |= first;
                its.add(copy(head, layer, source, passing, first));
            }
        }
        if (!saysNone && (its.isEmpty() || used.contains(head.copyOf(Head.NONE)))) {
            List<TreeSet<String>> nothing = new ArrayList<>();
            token().explicit().forEach(labels -> nothing.add(new TreeSet<>()));
            its.add(copy(head, layer, token(), nothing, true));
        }
        copies.put(head.name(), its);
    }

    /** For every value of the source the copies, under the head's prefix, of its explicit labels that pass the filter. */
    private List<TreeSet<String>> passing(Head head, Variable source) {
        List<TreeSet<String>> passing = new ArrayList<>();
        for (SortedSet<String> labels : source.explicit()) {
            TreeSet<String> copied = new TreeSet<>();
            for (String label : labels) {
                if (head.values().labels().stream().anyMatch(filter -> graph.isA(label, filter))) {
                    copied.add(head.copyOf(label));
                }
            }
            passing.add(copied);
        }
        return passing;
    }

    /** @param saysNone whether this copy is the one that tells nothing selected from nothing copied */
    private Copy copy(Head head, int layer, Variable source, List<TreeSet<String>> passing, boolean saysNone) {
        List<TreeSet<String>> values = new ArrayList<>();
        values.add(saysNone ? new TreeSet<>(Set.of(head.copyOf(Head.NONE))) : new TreeSet<>());
        int[] valueOf = new int[source.values()];
        for (int v = 0; v < valueOf.length; v++) {
            if (sink && saysNone && v == valueOf.length - 1) {
                continue;
            }
            valueOf[v] = values.indexOf(passing.get(v));
            if (valueOf[v] < 0) {
                valueOf[v] = values.size();
                values.add(passing.get(v));
            }
        }
        String name = source.part() == Part.EMBEDDING ? head.name() : head.copyOf(source.name());
        return new Copy(source, add(Variable.of(name, Part.HEAD, layer, values, 0, graph), 0), valueOf);
    }

    private void addUnits(Layer layer, int index, SortedSet<String> activeAtSink) {
        SortedMap<String, Boolean> labels = new TreeMap<>();
        for (Unit unit : layer.units()) {
            long score = unit.when().stream()
                    .filter(atom -> activeAtSink.contains(atom.label()))
                    .mapToLong(atom -> atom.weight())
                    .sum();
            unit.add().forEach(label -> labels.merge(label, unit.amount(score) > 0, Boolean::logicalOr));
        }
        labels.forEach((label, there) -> {
            List<TreeSet<String>> values = List.of(new TreeSet<>(), new TreeSet<>(Set.of(label)));
            inserted.put(label, add(Variable.of(label, Part.UNITS, index, values, 0, graph), there ? 1 : 0));
        });
    }
}
