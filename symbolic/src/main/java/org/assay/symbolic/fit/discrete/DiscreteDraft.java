package org.assay.symbolic.fit.discrete;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.assay.datasets.sequence.Vocabulary;
import org.assay.symbolic.fit.discrete.DiscreteRule.Literal;
import org.assay.symbolic.program.Atom;
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
import org.assay.symbolic.program.Values;

/**
 * A decision list as a program. Layers: what stands at fixed distances, counts and positions; pointers, which may go by the token
 * before; which counts and places agree; conditions; copies under a condition. The first rule that applies must answer, so
 * the last votes with {@link #LEAST_VOTE} and every other one with as much more than twice what all behind it may say together.
 */
final class DiscreteDraft {
    private static final double LEAST_VOTE = 20;

    /** Longer words are not thought of: of these a rule before must still be heard. */
    private static final int MOST_COUNTED = 1000;

    private static final int LAYERS = 5;
    private static final int WIDEST_MODULUS = 4;

    private final Vocabulary vocabulary;
    private final String root;
    private final List<Map<String, Head>> heads = new ArrayList<>();
    private final List<Map<String, Unit>> units = new ArrayList<>();
    private final Map<String, Collection<String>> parents = new TreeMap<>();
    private final Map<Object, String> made = new HashMap<>();
    private final SortedMap<Integer, Double> bias = new TreeMap<>();
    private final Map<String, SortedMap<Integer, Double>> votes = new TreeMap<>();
    private final SortedMap<String, Double> copyVotes = new TreeMap<>();

    private DiscreteDraft(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
        this.root = free("token");
        for (int layer = 0; layer < LAYERS; layer++) {
            heads.add(new LinkedHashMap<>());
            units.add(new LinkedHashMap<>());
        }
    }

    /** The program that answers as the rules do. */
    static Program program(Vocabulary vocabulary, List<DiscreteRule> rules, Answers.Output output) {
        DiscreteDraft draft = new DiscreteDraft(vocabulary);
        double[] votes = new double[rules.size()];
        double behind = 0;
        for (int r = rules.size() - 1; r >= 0; r--) {
            votes[r] = LEAST_VOTE + 2 * behind;
            behind += votes[r] * reach(rules.get(r).emission());
        }
        for (int r = 0; r < rules.size(); r++) {
            draft.add(rules.get(r), r + 1, votes[r], output);
        }
        return draft.build(output);
    }

    /** How many times its vote a rule may give to a token. */
    private static double reach(Emission emission) {
        if (emission instanceof Emission.Chosen chosen) {
            int most = chosen.choice() == Emission.Choice.MOST_FREQUENT ? MOST_COUNTED : 1;
            return (most + 1.) * (chosen.symbols().size() + 1);
        }
        return 1;
    }

    private Program build(Answers.Output output) {
        List<List<String>> ofTokens = new ArrayList<>();
        parents.put(root, List.of());
        for (int token = 0; token < vocabulary.size(); token++) {
            parents.put(own(token), List.of(root));
            ofTokens.add(List.of(own(token)));
        }
        List<Layer> layers = new ArrayList<>();
        for (int layer = 0; layer < LAYERS; layer++) {
            if (!heads.get(layer).isEmpty() || !units.get(layer).isEmpty()) {
                layers.add(new Layer(
                        List.copyOf(heads.get(layer).values()),
                        List.copyOf(units.get(layer).values())));
            }
        }
        Unembedding unembedding = new Unembedding(
                output == Answers.Output.SETS ? Output.SETS : Output.LAW,
                bias,
                new TreeMap<>(votes),
                copyVotes,
                new TreeMap<>(),
                new TreeMap<>());
        return Program.of(vocabulary, parents, ofTokens, layers, unembedding);
    }

    private void add(DiscreteRule rule, int number, double vote, Answers.Output output) {
        String condition = condition(rule.literals(), "when" + number);
        if (rule.emission() instanceof Emission.Constant constant) {
            SortedMap<Integer, Double> to = condition.isEmpty() ? bias : votesOf(condition);
            constant(constant.answer(), vote, output, to);
        } else if (rule.emission() instanceof Emission.Copy copy) {
            String prefix = copied(copy.pointer(), condition, number);
            copyVotes.merge(prefix, vote, Double::sum);
            copy.exceptions().forEach((token, answer) -> {
                SortedMap<Integer, Double> to = votesOf(Match.prefixed(prefix, own(token)));
                to.merge(token, -vote, Double::sum);
                constant(answer, vote, output, to);
            });
        } else if (rule.emission() instanceof Emission.Chosen chosen) {
            if (chosen.choice() == Emission.Choice.MOST_FREQUENT) {
                mostFrequent(chosen, condition, number, vote);
            } else {
                next(chosen, condition, number, vote);
            }
        } else {
            Emission.Table table = (Emission.Table) rule.emission();
            String prefix = copied(table.pointer(), condition, number);
            table.answers()
                    .forEach((token, answer) ->
                            constant(answer, vote, output, votesOf(Match.prefixed(prefix, own(token)))));
        }
    }

    /** A head that says which symbols have come, or how often, where the condition holds. */
    private String come(String wanted, Emission.Chosen chosen, String condition, boolean counted) {
        String name = free(wanted);
        List<Query> queries = condition.isEmpty()
                ? List.of()
                : List.of(new Query(List.of(Atom.has(condition)), 1, List.of(Atom.has(root))));
        Selection all =
                new Selection(Selection.ALL, condition.isEmpty() ? 0 : 1, Ties.NEAREST, queries, List.of(), List.of());
        List<String> symbols = chosen.symbols().stream().map(this::own).toList();
        heads.get(LAYERS - 1).put(name, new Head(name, all, new Values(symbols, List.of(), counted, 0)));
        return name;
    }

    /** Each symbol votes for itself as often as it has come; what is left over for the order tells equals apart, and no others. */
    private void mostFrequent(Emission.Chosen chosen, String condition, int number, double vote) {
        int count = chosen.symbols().size();
        copyVotes.merge(come("most" + number, chosen, condition, true), vote * (count + 1), Double::sum);
        SortedMap<Integer, Double> order = condition.isEmpty() ? bias : votesOf(condition);
        for (int i = 0; i < count; i++) {
            order.merge(chosen.symbols().get(i), vote * (count - i), Double::sum);
        }
    }

    /**
     * Each symbol that has come votes for itself, the more the earlier it stands in the order; the current one takes back more from
     * itself and all before it.
     */
    private void next(Emission.Chosen chosen, String condition, int number, double vote) {
        List<Integer> order = new ArrayList<>(chosen.symbols());
        if (chosen.choice() == Emission.Choice.NEXT_SMALLER) {
            Collections.reverse(order);
        }
        String come = come("come" + number, chosen, condition, false);
        String here = "";
        if (!condition.isEmpty()) {
            here = free("here" + number);
            heads.get(LAYERS - 1)
                    .put(here, new Head(here, selection(Pointer.back(0), condition), values(Pointer.back(0))));
        }
        int count = order.size();
        for (int i = 0; i < count; i++) {
            votesOf(Match.prefixed(come, own(order.get(i)))).merge(order.get(i), vote * (count - i), Double::sum);
            SortedMap<Integer, Double> taken = votesOf(Match.prefixed(here, own(order.get(i))));
            for (int j = 0; j <= i; j++) {
                taken.merge(order.get(j), -vote * (count + 1), Double::sum);
            }
        }
    }

    private SortedMap<Integer, Double> votesOf(String label) {
        return votes.computeIfAbsent(label, l -> new TreeMap<>());
    }

    private void constant(List<Integer> answer, double vote, Answers.Output output, SortedMap<Integer, Double> to) {
        for (int token = 0; token < vocabulary.size(); token++) {
            if (answer.contains(token)) {
                to.merge(token, vote, Double::sum);
            } else if (output == Answers.Output.SETS) {
                to.merge(token, -vote, Double::sum);
            }
        }
    }

    // Conditions.

    /** The label that is active where the literals hold; empty for none. */
    private String condition(List<Literal> literals, String name) {
        if (literals.isEmpty()) {
            return "";
        }
        if (literals.size() == 1 && literals.get(0).holds()) {
            return label(literals.get(0).feature());
        }
        List<Atom> atoms = new ArrayList<>();
        int threshold = 0;
        for (Literal literal : literals) {
            atoms.add(new Atom(label(literal.feature()), literal.holds() ? 1 : -1));
            threshold += literal.holds() ? 1 : 0;
        }
        String label = declared(name);
        units.get(3).put(label, new Unit(label, atoms, threshold, List.of(label), List.of()));
        return label;
    }

    /** The label that is active where the feature holds. */
    private String label(Feature feature) {
        if (feature instanceof Feature.TokenAt at) {
            return Match.prefixed(pointed(at.pointer()), own(at.token()));
        }
        if (feature instanceof Feature.Nowhere nowhere) {
            return Match.prefixed(head(nowhere.pointer()), Head.NONE);
        }
        if (feature instanceof Feature.Residue residue) {
            String place = made.computeIfAbsent("place", key -> free("place"));
            heads.get(0).put(place, place(place));
            return Match.prefixed(place, new Position.Residue(residue.modulus(), residue.residue()).label());
        }
        if (feature instanceof Feature.Count count) {
            if (!made.containsKey(count)) {
                made.put(count, counted(count));
            }
            return made.get(count);
        }
        return same((Feature.Same) feature);
    }

    /** A head that says how far the first token is, in residues. */
    private static Head place(String name) {
        List<Position> residues = new ArrayList<>();
        for (int modulus = 2; modulus <= WIDEST_MODULUS; modulus++) {
            for (int residue = 0; residue < modulus; residue++) {
                residues.add(new Position.Residue(modulus, residue));
            }
        }
        Selection first = new Selection(
                1, 1, Ties.NEAREST, List.of(), List.of(), List.of(new PositionAtom(new Position.First(), 1)));
        return new Head(name, first, new Values(List.of(), residues, false, 0));
    }

    private String counted(Feature.Count count) {
        String number = made.computeIfAbsent("number", key -> free("number"));
        Selection all = new Selection(Selection.ALL, 0, Ties.NEAREST, List.of(), List.of(), List.of());
        heads.get(0).put(number, new Head(number, all, new Values(List.of(root), List.of(), true, 0)));
        List<Atom> atoms = new ArrayList<>(List.of(Atom.has(Match.prefixed(number, own(count.more())))));
        if (count.less() != Pointer.NOWHERE) {
            atoms.add(Atom.not(Match.prefixed(number, own(count.less()))));
        }
        String minus = count.less() == Pointer.NOWHERE ? "" : "-" + vocabulary.token(count.less());
        String label = declared(vocabulary.token(count.more()) + minus + ">=" + count.least());
        units.get(2).put(label, new Unit(label, atoms, count.least(), List.of(label), List.of()));
        return label;
    }

    private String same(Feature.Same same) {
        String first = pointed(same.first());
        String second = pointed(same.second());
        String name = made.containsKey(same) ? made.get(same) : free("same" + made.size());
        made.put(same, name);
        Position here = new Position.Last();
        Selection selection = new Selection(
                1,
                2,
                Ties.NEAREST,
                List.of(),
                List.of(new Match(root, first, second, 1)),
                List.of(new PositionAtom(here, 1)));
        heads.get(2).put(name, new Head(name, selection, new Values(List.of(), List.of(here), false, 0)));
        return Match.prefixed(name, here.label());
    }

    // Pointers.

    /** The prefix under which the token at a place is found; empty for the current token. */
    private String pointed(Pointer pointer) {
        if (pointer.equals(Pointer.back(0))) {
            return "";
        }
        String name = head(pointer);
        return isBeside(pointer) ? Match.prefixed(name, before(1)) : name;
    }

    /** Whether the head of a pointer attends to the token behind the place. */
    private static boolean isBeside(Pointer pointer) {
        return pointer.kind() == Pointer.Kind.PREDECESSOR || pointer.kind() == Pointer.Kind.BEFORE;
    }

    /** The head of a pointer that looks everywhere. */
    private String head(Pointer pointer) {
        String name = made.computeIfAbsent(pointer, key -> free(pointer.name(vocabulary)));
        int layer = pointer.kind() == Pointer.Kind.BACK ? 0 : 1;
        if (!heads.get(layer).containsKey(name)) {
            heads.get(layer).put(name, new Head(name, selection(pointer, ""), values(pointer)));
        }
        return name;
    }

    /** The prefix of what is copied from a place, where the condition holds. */
    private String copied(Pointer pointer, String condition, int number) {
        if (condition.isEmpty()) {
            return pointed(pointer);
        }
        String name = free("copy" + number);
        heads.get(4).put(name, new Head(name, selection(pointer, condition), values(pointer)));
        return isBeside(pointer) ? Match.prefixed(name, before(1)) : name;
    }

    private Values values(Pointer pointer) {
        return Values.of(List.of(isBeside(pointer) ? Match.prefixed(before(1), root) : root));
    }

    private String before(int distance) {
        return head(Pointer.back(distance));
    }

    private Selection selection(Pointer pointer, String condition) {
        List<Query> queries = new ArrayList<>();
        List<Match> matches = new ArrayList<>();
        List<PositionAtom> positions = new ArrayList<>();
        int threshold = 1;
        switch (pointer.kind()) {
            case BACK -> positions.add(PositionAtom.at(pointer.back()));
            case FOLLOWER -> matches.add(new Match(root, "", before(1), 1));
            case FOLLOWER_OF_PAIR -> {
                matches.add(new Match(root, "", before(1), 1));
                matches.add(new Match(root, before(1), before(2), 1));
                threshold = 2;
            }
            case PREDECESSOR -> {
                matches.add(new Match(root, "", "", 1));
                positions.add(new PositionAtom(new Position.Last(), -1));
            }
            case BEHIND ->
                queries.add(Query.always(List.of(Atom.has(Match.prefixed(before(1), own(pointer.token()))))));
            case BEFORE -> queries.add(Query.always(List.of(Atom.has(own(pointer.token())))));
            case LATEST_BUT -> queries.add(Query.always(List.of(Atom.has(root), Atom.not(own(pointer.token())))));
        }
        if (!condition.isEmpty()) {
            queries.add(new Query(List.of(Atom.has(condition)), 1, List.of(Atom.has(root))));
            threshold++;
        }
        return new Selection(1, threshold, pointer.ties(), queries, matches, positions);
    }

    // Names.

    /** The own label of a token: its name, unless heads may give that to something else. */
    private String own(int token) {
        String name = vocabulary.token(token);
        return Head.isReserved(name) ? name + "'" : name;
    }

    private String declared(String name) {
        String label = free(name);
        parents.put(label, List.of());
        return label;
    }

    /** The name, with as many apostrophes as keep it apart from all tokens and all that was named before. */
    private String free(String name) {
        String free = name;
        while (isTaken(free)) {
            free += "'";
        }
        return free;
    }

    private boolean isTaken(String name) {
        return vocabulary.tokens().stream().anyMatch(token -> token.equals(name) || token.startsWith(name + ":"))
                || parents.containsKey(name)
                || made.containsValue(name);
    }
}
