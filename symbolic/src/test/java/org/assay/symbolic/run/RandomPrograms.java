package org.assay.symbolic.run;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.sequence.Vocabulary;
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
import org.assay.symbolic.program.Values;

/** Programs without sense that use every construct, for tests of agreement. */
public final class RandomPrograms {
    private final Draws draws;
    private final Output output;
    private final boolean everything;
    private final List<String> declared = new ArrayList<>();
    private final Map<String, Collection<String>> parents = new LinkedHashMap<>();
    private final Set<String> counters = new TreeSet<>();
    private final boolean hasCounters;
    private List<String> visible = new ArrayList<>();

    private RandomPrograms(Seed seed, Output output, boolean everything) {
        this.output = output;
        this.everything = everything;
        this.draws = seed.draws();
        this.hasCounters = draws.nextInt(3) > 0 && everything;
    }

    public static final Vocabulary VOCABULARY = Vocabulary.of("a", "the", "(", "\"", "#", "c-3", "\\");

    /** A program that answers with a law. */
    public static Program program(Seed seed) {
        return new RandomPrograms(seed, Output.LAW, true).make();
    }

    /** A program that answers with sets. */
    public static Program sets(Seed seed) {
        return new RandomPrograms(seed, Output.SETS, true).make();
    }

    /** A program that has no counters and goes by no residue and no block. */
    public static Program withoutCountersAndPeriods(Seed seed) {
        return new RandomPrograms(seed, Output.LAW, false).make();
    }

    public static int[] sequence(Seed seed, int length) {
        Draws draws = seed.draws();
        int[] tokens = new int[length];
        for (int t = 0; t < length; t++) {
            tokens[t] = draws.nextInt(VOCABULARY.size());
        }
        return tokens;
    }

    private Program make() {
        declareLabels();
        List<List<String>> tokenLabels = new ArrayList<>();
        for (String token : VOCABULARY.tokens()) {
            List<String> its = picks(declared, draws.nextInt(4));
            if (declared.contains(token)) {
                its.add(token);
            }
            tokenLabels.add(its);
        }
        List<Layer> layers = layers();
        visible = Program.of(VOCABULARY, parents, counters, tokenLabels, layers, Unembedding.uniform())
                .labels()
                .names();
        return Program.of(VOCABULARY, parents, counters, tokenLabels, layers, unembedding(layers));
    }

    /** Some carry the names of tokens, so that tokens have own labels; some are counters, which have no children. */
    private void declareLabels() {
        int labels = 4 + draws.nextInt(70);
        List<String> superlabels = new ArrayList<>();
        for (int l = 0; l < labels; l++) {
            String label = l % 5 == 0 ? "odd\"" + l : "L" + l;
            if (l % 3 == 1 && l / 3 < VOCABULARY.size()) {
                label = VOCABULARY.token(l / 3);
            }
            List<String> its = new ArrayList<>();
            for (int p = draws.nextInt(3); p > 0 && !superlabels.isEmpty(); p--) {
                its.add(pick(superlabels));
            }
            parents.put(label, its);
            declared.add(label);
            if (hasCounters && draws.nextInt(4) == 0) {
                counters.add(label);
            } else {
                superlabels.add(label);
            }
        }
    }

    private Unembedding unembedding(List<Layer> layers) {
        SortedMap<String, SortedMap<Integer, Double>> votes = new TreeMap<>();
        for (int i = 0; i < 20; i++) {
            votes.computeIfAbsent(pick(visible), l -> new TreeMap<>()).put(token(), draws.nextNormal() / 4);
        }
        SortedMap<Integer, Double> bias = new TreeMap<>(Map.of(token(), draws.nextNormal()));
        SortedMap<String, Expert> experts = new TreeMap<>();
        for (int i = draws.nextInt(5); i > 0 && output == Output.LAW; i--) {
            double share = draws.nextDouble() / 2;
            int one = token();
            SortedMap<Integer, Double> law = new TreeMap<>(Map.of(one, 1.0));
            if (share > 0) {
                law = new TreeMap<>(Map.of(one, share, (one + 1) % VOCABULARY.size(), 1 - share));
            }
            experts.put(pick(visible), new Expert(0.5 + draws.nextDouble(), law));
        }
        SortedMap<String, Double> copyVotes = new TreeMap<>();
        SortedMap<String, Double> copyExperts = new TreeMap<>();
        for (String prefix : prefixesOfOwnLabels(layers)) {
            if (draws.nextInt(2) == 0) {
                copyVotes.put(prefix, draws.nextNormal() / 4);
            }
            if (output == Output.LAW && draws.nextInt(2) == 0) {
                copyExperts.put(prefix, 0.5 + draws.nextDouble());
            }
        }
        return new Unembedding(output, bias, votes, copyVotes, experts, copyExperts);
    }

    private List<String> prefixesOfOwnLabels(List<Layer> layers) {
        List<String> prefixes = new ArrayList<>(List.of(""));
        layers.forEach(layer -> layer.heads().forEach(head -> prefixes.add(head.name())));
        prefixes.removeIf(prefix -> VOCABULARY.tokens().stream()
                .noneMatch(token -> declared.contains(token) && visible.contains(Match.prefixed(prefix, token))));
        return prefixes;
    }

    private int token() {
        return draws.nextInt(VOCABULARY.size());
    }

    private List<Layer> layers() {
        List<Layer> layers = new ArrayList<>();
        int depth = draws.nextInt(4);
        visible = new ArrayList<>(declared);
        for (int n = 0; n < depth; n++) {
            List<Head> heads = new ArrayList<>();
            for (int h = draws.nextInt(3); h > 0; h--) {
                heads.add(head("h" + n + "." + h));
            }
            heads.forEach(this::show);
            List<Unit> units = new ArrayList<>();
            for (int u = 1 + draws.nextInt(6); u > 0; u--) {
                units.add(new Unit(
                        "u" + n + "." + u,
                        atoms(draws.nextInt(5)),
                        draws.nextInt(5) - 1,
                        draws.nextInt(3) == 0 ? Activation.COUNT : Activation.STEP,
                        picks(declared, 1 + draws.nextInt(2)),
                        picks(visible, draws.nextInt(3))));
            }
            layers.add(new Layer(heads, units));
        }
        return layers;
    }

    /** What a head writes can be named from its layer on. */
    private void show(Head head) {
        Values values = head.values();
        visible.add(head.copyOf(Head.NONE));
        values.labels().forEach(value -> visible.add(head.copyOf(value)));
        values.where().forEach(position -> visible.add(head.copyOf(position.label())));
        values.buckets().forEach(least -> visible.add(head.copyOf(Head.bucket(least))));
        if (values.widest() > 0) {
            visible.add(head.copyOf(Head.COUNT));
        }
    }

    private Head head(String name) {
        List<Query> queries = new ArrayList<>();
        for (int q = draws.nextInt(3); q > 0; q--) {
            queries.add(new Query(atoms(draws.nextInt(3)), draws.nextInt(3) - 1, atoms(1 + draws.nextInt(3))));
        }
        List<PositionAtom> positions = new ArrayList<>();
        for (Position position : somePositions(5)) {
            positions.add(new PositionAtom(position, draws.nextInt(2) == 0 ? 1 + draws.nextInt(3) : -1));
        }
        Selection selection = new Selection(
                draws.nextInt(4) == 0 ? Selection.ALL : 1 + draws.nextInt(3),
                draws.nextInt(4) - 1,
                draws.nextInt(2) == 0 ? Ties.NEAREST : Ties.FARTHEST,
                queries,
                matches(),
                positions);
        List<String> labels = picks(visible, everything ? draws.nextInt(4) : 1 + draws.nextInt(3));
        List<Position> where = draws.nextInt(2) == 0 ? List.of() : somePositions(2);
        boolean counts = labels.isEmpty() && where.isEmpty() || draws.nextInt(3) == 0 && everything;
        int widest = counts ? 1 << draws.nextInt(4) : 0;
        boolean counted = hasCounters && draws.nextInt(2) == 0;
        return new Head(name, selection, new Values(labels, where, counted, widest));
    }

    /** Matches of declared labels, at the key under a head whose copies of them can be seen. */
    private List<Match> matches() {
        List<Match> matches = new ArrayList<>();
        if (draws.nextInt(2) == 0) {
            String seen = pick(visible);
            int cut = seen.indexOf(':');
            String label = cut < 0 ? seen : seen.substring(cut + 1);
            String prefix = cut < 0 ? "" : seen.substring(0, cut);
            if (declared.contains(label)) {
                boolean atKey = draws.nextInt(2) == 0;
                matches.add(new Match(label, atKey ? "" : prefix, atKey ? prefix : "", 1 + draws.nextInt(2)));
            }
        }
        return matches;
    }

    private List<Position> somePositions(int oneIn) {
        List<Position> all = List.of(
                new Position.Offset(0),
                new Position.Offset(1),
                new Position.Offset(3),
                new Position.Dyadic(0),
                new Position.Dyadic(1),
                new Position.Residue(2, draws.nextInt(2)),
                new Position.Residue(3, draws.nextInt(3)),
                new Position.SameBlock(1),
                new Position.SameBlock(2),
                new Position.First(),
                new Position.Last());
        return all.stream()
                .filter(position ->
                        everything || !(position instanceof Position.Residue || position instanceof Position.SameBlock))
                .filter(position -> draws.nextInt(oneIn) == 0)
                .toList();
    }

    private List<Atom> atoms(int count) {
        return picks(visible, count).stream()
                .distinct()
                .map(label -> new Atom(label, draws.nextInt(3) == 0 ? -1 - draws.nextInt(2) : 1 + draws.nextInt(2)))
                .toList();
    }

    private String pick(List<String> from) {
        return from.get(draws.nextInt(from.size()));
    }

    private List<String> picks(List<String> from, int count) {
        List<String> picks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            picks.add(pick(from));
        }
        return picks;
    }
}
