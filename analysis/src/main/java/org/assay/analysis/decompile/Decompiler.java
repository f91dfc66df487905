package org.assay.analysis.decompile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.assay.datasets.matrix.Matrix;
import org.assay.symbolic.program.Head;
import org.assay.symbolic.program.Layer;
import org.assay.symbolic.program.Program;
import org.assay.symbolic.program.Selection;
import org.assay.symbolic.program.Unit;
import org.assay.symbolic.program.Values;

/**
 * From what a discrete network does to a program that does the same, layer by layer: a head is a selection of keys and copies of
 * every state that its map does not take to one point; an MLP is a label for each vector that it adds, and units that say when.
 * What each state adds to the logits is its vectors times the unembedding, so votes are read and not fitted.
 */
public final class Decompiler {
    private static final String ANY = "any";
    private static final double TOLERANCE = 1e-6;

    private final RecordedNetwork network;
    private final SortedMap<String, TreeSet<String>> parents = new TreeMap<>();
    private final List<State> states = new ArrayList<>();
    private final List<Layer> layers = new ArrayList<>();
    private final Votes votes;

    /** D, what the residual stream holds besides states and positions. */
    private final double[] background;

    /** What the present layer adds to it. */
    private final List<double[]> constants = new ArrayList<>();

    private Decompiler(RecordedNetwork network) {
        this.network = network;
        this.votes = new Votes(network);
        this.background = new double[network.tokens().columns()];
    }

    /** @throws NotDiscreteException with the part that has no exact description of the kinds looked for */
    public static Program of(RecordedNetwork network) {
        Decompiler decompiler = new Decompiler(network);
        decompiler.addToken();
        for (int layer = 0; layer < network.layers().size(); layer++) {
            decompiler.addLayer(layer);
        }
        return decompiler.program();
    }

    private void addToken() {
        parents.put(ANY, new TreeSet<>());
        List<String> labels = new ArrayList<>();
        for (String token : network.vocabulary().tokens()) {
            String label = token.equals(ANY) || Head.isReserved(token) ? token + "'" : token;
            parents.put(label, new TreeSet<>(List.of(ANY)));
            labels.add(label);
        }
        int[] at = new int[network.rows()];
        for (int row = 0; row < at.length; row++) {
            at[row] = network.sequences()[row / network.length()][row % network.length()];
        }
        add(new State("token", at, labels, network.tokens()));
    }

    private void add(State state) {
        states.add(state);
        votes.add(state);
    }

    private void addLayer(int index) {
        RecordedNetwork.Layer layer = network.layers().get(index);
        List<State> before = List.copyOf(states);
        List<Head> heads = new ArrayList<>();
        for (int h = 0; h < layer.heads().size(); h++) {
            head("head" + (index + 1) + "." + (h + 1), layer.heads().get(h), before)
                    .ifPresent(heads::add);
        }
        constants.add(layer.offset());
        // Units of a program read what was there before their layer, an MLP also what the heads of its layer wrote.
        layers.add(new Layer(heads, List.of()));
        List<Unit> units = new ArrayList<>();
        layer.mlp().ifPresent(mlp -> units.addAll(units(index, mlp, List.copyOf(states))));
        layers.add(new Layer(List.of(), units));
        for (double[] constant : constants) {
            addTo(background, constant);
        }
        constants.clear();
    }

    private Optional<Head> head(String name, RecordedNetwork.Head head, List<State> before) {
        requireBlindToPosition(name, head);
        List<State> copied =
                before.stream().filter(state -> varies(state, head.map())).toList();
        double[] constant = constant(head, before, copied);
        if (copied.isEmpty() && distance(constant, head.nothing()) <= TOLERANCE) {
            constants.add(head.nothing());
            return Optional.empty();
        }
        Optional<Selection> selection = SelectionSearch.of(name, network, head.kept(), before, ANY);
        if (selection.isEmpty()) {
            constants.add(head.nothing());
            return Optional.empty();
        }
        List<String> filter = new ArrayList<>();
        List<State> sources = copied.isEmpty() ? before.subList(0, 1) : copied;
        for (int i = 0; i < sources.size(); i++) {
            State source = sources.get(i);
            filter.addAll(source.written());
            double[] none = i == 0 ? head.nothing() : new double[constant.length];
            double[] kept = i == 0 ? constant : new double[constant.length];
            add(copy(name, source, head, none, kept));
        }
        return Optional.of(new Head(name, selection.get(), Values.of(filter)));
    }

    private void requireBlindToPosition(String name, RecordedNetwork.Head head) {
        network.positions().ifPresent(positions -> {
            Matrix images = positions.times(head.map());
            for (int p = 1; p < images.rows(); p++) {
                if (distance(images.row(0), images.row(p)) > TOLERANCE) {
                    throw new NotDiscreteException(name, "copies where its key stands");
                }
            }
        });
    }

    private static boolean varies(State state, Matrix map) {
        Matrix images = state.vectors().times(map);
        for (int value = 1; value < images.rows(); value++) {
            if (distance(images.row(0), images.row(value)) > TOLERANCE) {
                return true;
            }
        }
        return false;
    }

    /** What is written where a key is kept, whatever the values of the states that are copied. */
    private double[] constant(RecordedNetwork.Head head, List<State> before, List<State> copied) {
        double[] constant = head.constant().clone();
        addTo(
                constant,
                Matrix.wrap(1, background.length, background).times(head.map()).values());
        network.positions()
                .ifPresent(
                        positions -> addTo(constant, positions.times(head.map()).row(0)));
        for (State state : before) {
            if (!copied.contains(state)) {
                addTo(constant, state.vectors().times(head.map()).row(0));
            }
        }
        return constant;
    }

    /** The state that a head makes of another: nothing selected, or the value at the key. */
    private State copy(String name, State source, RecordedNetwork.Head head, double[] none, double[] kept) {
        int width = none.length;
        Matrix images = source.vectors().times(head.map());
        Matrix vectors = Matrix.zeros(source.values() + 1, width);
        List<String> labels = new ArrayList<>(Arrays.asList(name + ":" + Head.NONE));
        System.arraycopy(none, 0, vectors.values(), 0, width);
        for (int value = 0; value < source.values(); value++) {
            String label = source.labels().get(value);
            labels.add(label == null ? null : name + ":" + label);
            for (int d = 0; d < width; d++) {
                vectors.set(value + 1, d, images.get(value, d) + kept[d]);
            }
        }
        int[] at = new int[network.rows()];
        for (int row = 0; row < at.length; row++) {
            int key = head.kept()[row];
            at[row] = key < 0 ? 0 : 1 + source.at()[row - row % network.length() + key];
        }
        return new State(name + ":" + source.name(), at, labels, vectors);
    }

    private List<Unit> units(int index, RecordedNetwork.Mlp mlp, List<State> before) {
        Generators generators = Generators.of(mlp.written());
        constants.add(generators.base());
        List<Unit> units = new ArrayList<>();
        for (int g = 0; g < generators.differences().size(); g++) {
            String label = "gate" + (index + 1) + "." + (g + 1);
            parents.put(label, new TreeSet<>());
            double[] difference = generators.differences().get(g);
            boolean[] on = new boolean[network.rows()];
            int[] at = new int[network.rows()];
            for (int row = 0; row < on.length; row++) {
                on[row] = generators.present().get(mlp.kind()[row]).get(g);
                at[row] = on[row] ? 1 : 0;
            }
            units.addAll(GateSearch.of(label, label, on, before));
            Matrix vectors = Matrix.ofRows(new double[difference.length], difference);
            add(new State(label, at, Arrays.asList(null, label), vectors));
        }
        return units;
    }

    private Program program() {
        network.positions().ifPresent(positions -> requireSilent(positions.times(network.unembedding())));
        votes.addConstant(background);
        layers.removeIf(layer -> layer.heads().isEmpty() && layer.units().isEmpty());
        List<List<String>> tokenLabels =
                states.get(0).labels().stream().map(List::of).toList();
        return Program.of(network.vocabulary(), parents, tokenLabels, layers, votes.unembedding());
    }

    private void requireSilent(Matrix logits) {
        for (int p = 1; p < logits.rows(); p++) {
            if (distance(logits.row(0), logits.row(p)) > TOLERANCE) {
                throw new NotDiscreteException("the unembedding", "reads the position");
            }
        }
        votes.addConstant(network.positions().orElseThrow().row(0));
    }

    private static void addTo(double[] sum, double[] term) {
        for (int d = 0; d < sum.length; d++) {
            sum[d] += term[d];
        }
    }

    private static double distance(double[] a, double[] b) {
        double square = 0;
        for (int d = 0; d < a.length; d++) {
            square += (a[d] - b[d]) * (a[d] - b[d]);
        }
        return Math.sqrt(square);
    }
}
