package org.assay.symbolic.run;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.sequence.Vocabulary;
import org.assay.symbolic.program.Atom;
import org.assay.symbolic.program.Head;
import org.assay.symbolic.program.Layer;
import org.assay.symbolic.program.OffsetAtom;
import org.assay.symbolic.program.Program;
import org.assay.symbolic.program.Query;
import org.assay.symbolic.program.Unembedding;
import org.assay.symbolic.program.Unit;

/** Programs without sense that use every construct, for tests of agreement. */
public final class RandomPrograms {
    private final Draws draws;
    private final List<String> declared = new ArrayList<>();
    private final Map<String, Collection<String>> parents = new LinkedHashMap<>();
    private List<String> visible = new ArrayList<>();

    private RandomPrograms(Seed seed) {
        this.draws = seed.draws();
    }

    public static final Vocabulary VOCABULARY = Vocabulary.of("a", "the", "(", "\"", "#", "c-3", "\\");

    public static Program program(Seed seed) {
        return new RandomPrograms(seed).make();
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
        int labels = 4 + draws.nextInt(70);
        for (int l = 0; l < labels; l++) {
            String label = l % 5 == 0 ? "odd\"" + l : "L" + l;
            List<String> its = new ArrayList<>();
            for (int p = draws.nextInt(3); p > 0 && !declared.isEmpty(); p--) {
                its.add(pick(declared));
            }
            parents.put(label, its);
            declared.add(label);
        }
        List<List<String>> tokenLabels = new ArrayList<>();
        for (int v = 0; v < VOCABULARY.size(); v++) {
            tokenLabels.add(picks(declared, draws.nextInt(4)));
        }
        List<Layer> layers = layers();
        visible = Program.of(VOCABULARY, parents, tokenLabels, layers, Unembedding.uniform())
                .labels()
                .names();
        SortedMap<String, SortedMap<Integer, Double>> votes = new TreeMap<>();
        for (int i = 0; i < 20; i++) {
            votes.computeIfAbsent(pick(visible), l -> new TreeMap<>())
                    .put(draws.nextInt(VOCABULARY.size()), draws.nextNormal());
        }
        SortedMap<Integer, Double> bias = new TreeMap<>(Map.of(draws.nextInt(VOCABULARY.size()), draws.nextNormal()));
        return Program.of(VOCABULARY, parents, tokenLabels, layers, new Unembedding(bias, votes));
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
            heads.forEach(head -> {
                visible.add(head.name() + ":none");
                head.values().forEach(value -> visible.add(head.copyOf(value)));
            });
            List<Unit> units = new ArrayList<>();
            for (int u = 1 + draws.nextInt(6); u > 0; u--) {
                units.add(new Unit(
                        "u" + n + "." + u,
                        atoms(draws.nextInt(5)),
                        draws.nextInt(5) - 1,
                        picks(declared, 1 + draws.nextInt(2)),
                        picks(visible, draws.nextInt(3))));
            }
            layers.add(new Layer(heads, units));
        }
        return layers;
    }

    private Head head(String name) {
        List<Query> queries = new ArrayList<>();
        for (int q = draws.nextInt(3); q > 0; q--) {
            queries.add(new Query(atoms(draws.nextInt(3)), draws.nextInt(3) - 1, atoms(1 + draws.nextInt(3))));
        }
        List<OffsetAtom> offsets = new ArrayList<>();
        for (int d = 0; d < 4; d++) {
            if (draws.nextInt(3) == 0) {
                offsets.add(new OffsetAtom(d, draws.nextInt(2) == 0 ? 1 + draws.nextInt(3) : -1));
            }
        }
        List<String> values = picks(visible, 1 + draws.nextInt(3));
        return new Head(name, 1 + draws.nextInt(3), draws.nextInt(4) - 1, queries, offsets, values);
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
