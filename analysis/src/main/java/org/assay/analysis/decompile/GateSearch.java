package org.assay.analysis.decompile;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assay.symbolic.program.Atom;
import org.assay.symbolic.program.Unit;

/** Units that insert a label in exactly the rows in which an MLP writes a vector: functions of as few states as will do. */
final class GateSearch {
    private static final int MOST_STATES = 3;

    private final String label;
    private final boolean[] on;
    private final List<State> states;

    private GateSearch(String label, boolean[] on, List<State> states) {
        this.label = label;
        this.on = on;
        this.states = states;
    }

    /** @param on for every row whether the label is to be there */
    static List<Unit> of(String part, String label, boolean[] on, List<State> states) {
        GateSearch search = new GateSearch(label, on, states);
        for (int size = 1; size <= MOST_STATES; size++) {
            List<Unit> units = search.ofSubsets(size, 0, new ArrayList<>());
            if (!units.isEmpty()) {
                return units;
            }
        }
        throw new NotDiscreteException(
                part,
                "writes what no " + MOST_STATES + " of "
                        + states.stream().map(State::name).toList() + " decide");
    }

    private List<Unit> ofSubsets(int size, int from, List<State> chosen) {
        if (chosen.size() == size) {
            return units(chosen);
        }
        for (int next = from; next < states.size(); next++) {
            chosen.add(states.get(next));
            List<Unit> units = ofSubsets(size, next + 1, chosen);
            if (!units.isEmpty()) {
                return units;
            }
            chosen.remove(chosen.size() - 1);
        }
        return List.of();
    }

    /** Empty where the chosen states do not decide. */
    private List<Unit> units(List<State> chosen) {
        Map<List<Integer>, Boolean> table = new HashMap<>();
        for (int row = 0; row < on.length; row++) {
            List<Integer> values = new ArrayList<>();
            for (State state : chosen) {
                values.add(state.at()[row]);
            }
            Boolean before = table.putIfAbsent(values, on[row]);
            if (before != null && before != on[row]) {
                return List.of();
            }
        }
        List<Unit> units = new ArrayList<>();
        for (List<Literal> conjunction : conjunctions(chosen, 0, table)) {
            List<Atom> atoms = new ArrayList<>();
            int threshold = 0;
            for (Literal literal : conjunction) {
                atoms.addAll(literal.atoms());
                threshold += literal.score();
            }
            units.add(new Unit(label + "." + (units.size() + 1), atoms, threshold, List.of(label), List.of()));
        }
        return units;
    }

    /** The rows of the table that are on, as products of sets of values: values of one state with the same rest go together. */
    private static List<List<Literal>> conjunctions(List<State> states, int depth, Map<List<Integer>, Boolean> table) {
        List<List<Literal>> all = new ArrayList<>();
        if (depth == states.size()) {
            if (table.get(List.of())) {
                all.add(List.of());
            }
            return all;
        }
        Map<Map<List<Integer>, Boolean>, BitSet> groups = new LinkedHashMap<>();
        for (int value = 0; value < states.get(depth).values(); value++) {
            Map<List<Integer>, Boolean> rest = new HashMap<>();
            for (Map.Entry<List<Integer>, Boolean> row : table.entrySet()) {
                if (row.getKey().get(0) == value) {
                    rest.put(row.getKey().subList(1, row.getKey().size()), row.getValue());
                }
            }
            if (rest.containsValue(true)) {
                groups.computeIfAbsent(rest, r -> new BitSet()).set(value);
            }
        }
        groups.forEach((rest, values) -> {
            State state = states.get(depth);
            for (List<Literal> tail : conjunctions(states, depth + 1, rest)) {
                List<Literal> conjunction = new ArrayList<>(tail);
                if (values.cardinality() < state.values()) {
                    conjunction.add(Literal.of(state, values));
                }
                all.add(conjunction);
            }
        });
        return all;
    }
}
