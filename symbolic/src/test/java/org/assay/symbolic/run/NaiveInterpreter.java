package org.assay.symbolic.run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.assay.symbolic.program.Atom;
import org.assay.symbolic.program.Expert;
import org.assay.symbolic.program.Head;
import org.assay.symbolic.program.Layer;
import org.assay.symbolic.program.Match;
import org.assay.symbolic.program.Position;
import org.assay.symbolic.program.PositionAtom;
import org.assay.symbolic.program.Program;
import org.assay.symbolic.program.Query;
import org.assay.symbolic.program.Selection;
import org.assay.symbolic.program.Selection.Ties;
import org.assay.symbolic.program.Unembedding;
import org.assay.symbolic.program.Unembedding.Output;
import org.assay.symbolic.program.Unit;
import org.assay.symbolic.program.Unit.Activation;

/** The semantics word by word, over names and numbers: slow, and judge of the fast interpreter. */
public final class NaiveInterpreter {
    private static final long LARGEST = 1_000_000;

    private final Program program;
    /** Closures of states, which are never changed once they are made, and of single labels. */
    private final Map<Map<String, Long>, Set<String>> closures = new IdentityHashMap<>();

    private final Map<String, Set<String>> ancestors = new HashMap<>();
    private final Map<String, List<String>> children = new HashMap<>();

    public NaiveInterpreter(Program program) {
        this.program = program;
    }

    /** The explicit labels, each with its number, at every position after every layer. */
    public List<List<Map<String, Long>>> states(int[] tokens) {
        List<List<Map<String, Long>>> all = new ArrayList<>();
        List<Map<String, Long>> state = new ArrayList<>();
        for (int token : tokens) {
            Map<String, Long> brought = new TreeMap<>();
            program.tokenLabels().get(token).forEach(label -> brought.put(label, 1L));
            state.add(brought);
        }
        all.add(state);
        for (Layer layer : program.layers()) {
            List<Map<String, Long>> after = new ArrayList<>();
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

    private Set<String> active(Map<String, Long> state) {
        return closures.computeIfAbsent(state, its -> new HashSet<>(closure(its.keySet())));
    }

    /** The number of a counter, 1 for another label in the closure, else 0. */
    private long count(String label, Map<String, Long> state) {
        if (program.counters().contains(label)) {
            return state.getOrDefault(label, 0L);
        }
        return active(state).contains(label) ? 1 : 0;
    }

    private long score(List<Atom> atoms, Map<String, Long> state) {
        long score = 0;
        for (Atom atom : atoms) {
            score += atom.weight() * count(atom.label(), state);
        }
        return score;
    }

    private Map<String, Long> step(Layer layer, List<Map<String, Long>> state, int t) {
        Map<String, Long> sums = new TreeMap<>(state.get(t));
        for (Head head : layer.heads()) {
            written(head, state, t).forEach((label, number) -> sums.merge(label, number, Long::sum));
        }
        for (Unit unit : layer.units()) {
            long excess = score(unit.when(), state.get(t)) - unit.threshold() + 1;
            if (excess > 0) {
                long amount = unit.activation() == Activation.COUNT ? Math.min(LARGEST, excess) : 1;
                unit.add().forEach(label -> sums.merge(label, amount, Long::sum));
                unit.delete().forEach(label -> sums.merge(label, -amount, Long::sum));
            }
        }
        Map<String, Long> after = new TreeMap<>();
        sums.forEach((label, sum) -> {
            if (sum > 0) {
                after.put(label, program.counters().contains(label) ? Math.min(LARGEST, sum) : 1);
            }
        });
        return after;
    }

    /** What the head writes at t, each label with its number. */
    private Map<String, Long> written(Head head, List<Map<String, Long>> state, int t) {
        Map<String, Long> written = new TreeMap<>();
        List<Integer> keys = keys(head, state, t);
        if (keys.isEmpty()) {
            written.put(head.name() + ":none", 1L);
        }
        for (int s : keys) {
            ofKey(head, state.get(s), t, s).forEach((label, number) -> {
                String copy = head.name() + ":" + label;
                boolean counter = program.counters().contains(copy);
                written.merge(copy, number, counter ? Long::sum : Long::max);
            });
        }
        int widest = head.values().widest();
        if (widest > 0 && !keys.isEmpty()) {
            written.put(head.name() + ":count", (long) keys.size());
            for (int least = 1; least <= Math.min(widest, keys.size()); least *= 2) {
                written.put(head.name() + ":ge" + least, 1L);
            }
        }
        return written;
    }

    private Map<String, Long> ofKey(Head head, Map<String, Long> key, int t, int s) {
        Map<String, Long> passing = new TreeMap<>();
        key.forEach((label, number) -> {
            if (head.values().labels().stream()
                    .anyMatch(ancestors.computeIfAbsent(label, its -> closure(Set.of(its)))::contains)) {
                passing.put(label, number);
            }
        });
        Map<String, Long> values = new TreeMap<>(passing);
        if (head.values().counted()) {
            closure(passing.keySet()).forEach(label -> values.put(label, 1L));
        }
        for (Position position : head.values().where()) {
            if (holds(position, t, s)) {
                values.put(name(position), 1L);
            }
        }
        return values;
    }

    List<Integer> keys(Head head, List<Map<String, Long>> state, int t) {
        Selection selection = head.selection();
        Map<Integer, Long> scores = new TreeMap<>();
        for (int s = 0; s <= t; s++) {
            long score = score(selection, state.get(t), state.get(s), t, s);
            if (score >= selection.threshold()) {
                scores.put(s, score);
            }
        }
        int sign = selection.ties() == Ties.NEAREST ? -1 : 1;
        return scores.keySet().stream()
                .sorted(Comparator.comparing((Integer s) -> -scores.get(s)).thenComparing(s -> sign * s))
                .limit(selection.k() == Selection.ALL ? scores.size() : selection.k())
                .toList();
    }

    private long score(Selection selection, Map<String, Long> query, Map<String, Long> key, int t, int s) {
        long score = 0;
        for (Query asked : selection.queries()) {
            if (score(asked.when(), query) >= asked.threshold()) {
                score += score(asked.seek(), key);
            }
        }
        for (Match match : selection.matches()) {
            for (String child : children.computeIfAbsent(match.superlabel(), this::children)) {
                boolean both = active(query).contains(under(match.query(), child))
                        && active(key).contains(under(match.key(), child));
                score += both ? match.weight() : 0;
            }
        }
        for (PositionAtom atom : selection.positions()) {
            score += holds(atom.position(), t, s) ? atom.weight() : 0;
        }
        return score;
    }

    private List<String> children(String superlabel) {
        return program.labels().names().stream()
                .filter(label -> program.labels().parents(label).contains(superlabel))
                .toList();
    }

    private static String under(String prefix, String label) {
        return prefix.isEmpty() ? label : prefix + ":" + label;
    }

    private static boolean holds(Position position, int t, int s) {
        int d = t - s;
        if (position instanceof Position.Offset offset) {
            return d == offset.distance();
        } else if (position instanceof Position.Dyadic dyadic) {
            return d > 0 && (int) Math.floor(Math.log(d) / Math.log(2) + 1e-9) == dyadic.level();
        } else if (position instanceof Position.Residue residue) {
            return Math.floorMod(d, residue.modulus()) == residue.residue();
        } else if (position instanceof Position.SameBlock block) {
            double size = Math.pow(2, block.level());
            return Math.floor(t / size) == Math.floor(s / size);
        }
        return position instanceof Position.First ? s == 0 : d == 0;
    }

    private static String name(Position position) {
        if (position instanceof Position.Offset offset) {
            return "offset." + offset.distance();
        } else if (position instanceof Position.Dyadic dyadic) {
            return "dyadic." + dyadic.level();
        } else if (position instanceof Position.Residue residue) {
            return "mod." + residue.modulus() + "." + residue.residue();
        } else if (position instanceof Position.SameBlock block) {
            return "block." + block.level();
        }
        return position instanceof Position.First ? "first" : "last";
    }

    /** The next-token law after {@code tokens}, or with {@code output sets} the probability of every token on its own. */
    public double[] law(int[] tokens) {
        List<List<Map<String, Long>>> states = states(tokens);
        return law(states.get(states.size() - 1).get(tokens.length - 1));
    }

    /** The answer in a last state. */
    double[] law(Map<String, Long> last) {
        int vocabulary = program.vocabulary().size();
        double[] law = new double[vocabulary];
        double sum = 0;
        for (int v = 0; v < vocabulary; v++) {
            if (program.unembedding().output() == Output.SETS) {
                law[v] = 1 / (1 + Math.exp(-logit(v, last)));
            } else {
                law[v] = mixture(v, last) * Math.exp(logit(v, last));
                sum += law[v];
            }
        }
        for (int v = 0; v < vocabulary && program.unembedding().output() == Output.LAW; v++) {
            law[v] = (1 - 1e-6) * law[v] / sum + 1e-6 / vocabulary;
        }
        return law;
    }

    private double logit(int token, Map<String, Long> last) {
        Unembedding unembedding = program.unembedding();
        double[] logit = {unembedding.bias().getOrDefault(token, 0.0)};
        unembedding.votes().forEach((label, votes) -> logit[0] += count(label, last) * votes.getOrDefault(token, 0.0));
        unembedding.copyVotes().forEach((prefix, weight) -> logit[0] += ownCount(prefix, token, last) * weight);
        return logit[0];
    }

    /** m(v): the share of the token in the mixture of the active experts. */
    private double mixture(int token, Map<String, Long> last) {
        double[] sums = new double[2];
        program.unembedding().experts().forEach((label, expert) -> {
            double weight = expert.weight() * count(label, last);
            sums[0] += weight * share(expert, token);
            sums[1] += weight;
        });
        program.unembedding().copyExperts().forEach((prefix, weight) -> {
            long all = 0;
            for (int v = 0; v < program.vocabulary().size(); v++) {
                all += ownCount(prefix, v, last);
            }
            sums[0] += all == 0 ? 0 : weight * ownCount(prefix, token, last) / all;
            sums[1] += all == 0 ? 0 : weight;
        });
        return sums[1] == 0 ? 1.0 / program.vocabulary().size() : sums[0] / sums[1];
    }

    private static double share(Expert expert, int token) {
        double sum = expert.law().values().stream().mapToDouble(p -> p).sum();
        return expert.law().getOrDefault(token, 0.0) / sum;
    }

    private long ownCount(String prefix, int token, Map<String, Long> last) {
        String own = program.vocabulary().token(token);
        for (int apostrophes = 0; apostrophes < 3; apostrophes++, own += "'") {
            if (program.tokenLabels().get(token).contains(own)) {
                return program.labels().contains(under(prefix, own)) ? count(under(prefix, own), last) : 0;
            }
        }
        return 0;
    }
}
