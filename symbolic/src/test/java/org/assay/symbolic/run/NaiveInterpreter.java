package org.assay.symbolic.run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.assay.symbolic.program.Atom;
import org.assay.symbolic.program.Head;
import org.assay.symbolic.program.Layer;
import org.assay.symbolic.program.OffsetAtom;
import org.assay.symbolic.program.Program;
import org.assay.symbolic.program.Query;
import org.assay.symbolic.program.Unit;

/** The semantics word by word, over sets of names: slow, and judge of the fast interpreter. */
public final class NaiveInterpreter {
    private final Program program;

    public NaiveInterpreter(Program program) {
        this.program = program;
    }

    /** The explicit labels at every position after every layer. */
    public List<List<Set<String>>> states(int[] tokens) {
        List<List<Set<String>>> all = new ArrayList<>();
        List<Set<String>> state = new ArrayList<>();
        for (int token : tokens) {
            state.add(new TreeSet<>(program.tokenLabels().get(token)));
        }
        all.add(state);
        for (Layer layer : program.layers()) {
            List<Set<String>> after = new ArrayList<>();
            for (int t = 0; t < tokens.length; t++) {
                after.add(step(layer, state, t));
            }
            state = after;
            all.add(state);
        }
        return all;
    }

    public Set<String> closure(Set<String> explicit) {
        Set<String> closure = new TreeSet<>();
        List<String> open = new ArrayList<>(explicit);
        while (!open.isEmpty()) {
            String label = open.remove(open.size() - 1);
            if (closure.add(label)) {
                open.addAll(program.labels().parents(label));
            }
        }
        return closure;
    }

    private int score(List<Atom> atoms, Set<String> explicit) {
        Set<String> closure = closure(explicit);
        return atoms.stream()
                .filter(atom -> closure.contains(atom.label()))
                .mapToInt(Atom::weight)
                .sum();
    }

    private Set<String> step(Layer layer, List<Set<String>> state, int t) {
        Map<String, Integer> counts = new HashMap<>();
        state.get(t).forEach(label -> counts.merge(label, 1, Integer::sum));
        for (Head head : layer.heads()) {
            copies(head, state, t).forEach(label -> counts.merge(label, 1, Integer::sum));
        }
        for (Unit unit : layer.units()) {
            if (score(unit.when(), state.get(t)) >= unit.threshold()) {
                unit.add().forEach(label -> counts.merge(label, 1, Integer::sum));
                unit.delete().forEach(label -> counts.merge(label, -1, Integer::sum));
            }
        }
        Set<String> after = new TreeSet<>();
        counts.forEach((label, count) -> {
            if (count > 0) {
                after.add(label);
            }
        });
        return after;
    }

    private Set<String> copies(Head head, List<Set<String>> state, int t) {
        Set<String> copies = new TreeSet<>();
        List<Integer> keys = keys(head, state, t);
        if (keys.isEmpty()) {
            copies.add(head.name() + ":none");
        }
        for (int s : keys) {
            for (String label : state.get(s)) {
                if (head.values().stream().anyMatch(closure(Set.of(label))::contains)) {
                    copies.add(head.name() + ":" + label);
                }
            }
        }
        return copies;
    }

    List<Integer> keys(Head head, List<Set<String>> state, int t) {
        Map<Integer, Integer> scores = new HashMap<>();
        for (int s = 0; s <= t; s++) {
            int score = 0;
            for (Query query : head.queries()) {
                if (score(query.when(), state.get(t)) >= query.threshold()) {
                    score += score(query.seek(), state.get(s));
                }
            }
            for (OffsetAtom atom : head.offsets()) {
                score += t - s == atom.offset() ? atom.weight() : 0;
            }
            if (score >= head.threshold()) {
                scores.put(s, score);
            }
        }
        return scores.keySet().stream()
                .sorted(Comparator.comparing((Integer s) -> -scores.get(s)).thenComparing(s -> -s))
                .limit(head.k())
                .toList();
    }

    /** The next-token law after {@code tokens}. */
    public double[] law(int[] tokens) {
        List<List<Set<String>>> states = states(tokens);
        Set<String> last = closure(states.get(states.size() - 1).get(tokens.length - 1));
        int vocabulary = program.vocabulary().size();
        double[] law = new double[vocabulary];
        double sum = 0;
        for (int v = 0; v < vocabulary; v++) {
            double logit = program.unembedding().bias().getOrDefault(v, 0.0);
            for (String label : last) {
                var votes = program.unembedding().votes().get(label);
                logit += votes == null ? 0 : votes.getOrDefault(v, 0.0);
            }
            law[v] = Math.exp(logit);
            sum += law[v];
        }
        for (int v = 0; v < vocabulary; v++) {
            law[v] = (1 - 1e-6) * law[v] / sum + 1e-6 / vocabulary;
        }
        return law;
    }
}
