package org.assay.analysis.circuit.role;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assay.analysis.circuit.block.HeadGroup;
import org.assay.analysis.circuit.block.NetworkParts;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.Site;
import org.assay.datasets.progress.Progress;
import org.assay.datasets.sequence.ContextSet;
import org.assay.neural.djl.UnitEdit;
import org.assay.neural.hook.HookedTransformer;
import org.assay.neural.transformer.HookPoint;
import org.assay.neural.transformer.TransformerConfig;
import org.assay.neural.transformer.TransformerWeights;

/** Heads taken out one by one and together, to tell those that do the same job: {@link Redundancy}. */
public final class HeadAblations {
    private static final double STANDARD_ERRORS = 1.96;

    /** What single precision leaves of a mean divergence; effects below it are none. */
    private static final double RESOLUTION = 1e-9;

    /** Of equally long sequences in one forward pass, about. */
    private static final int POSITIONS = 8192;

    private final HookedTransformer network;
    private final TransformerConfig config;
    private final ContextSet contexts;
    private final Map<Integer, double[]> means = new TreeMap<>();
    private final List<List<Integer>> batches = new ArrayList<>();
    private final Map<Integer, List<Integer>> rows = new TreeMap<>();
    private final Matrix base;
    private final Map<List<Integer>, double[]> effects = new LinkedHashMap<>();

    private HeadAblations(HookedTransformer network, ContextSet contexts) {
        this.network = network;
        this.config = network.config();
        this.contexts = contexts;
        for (int layer = 0; layer < config.nLayers(); layer++) {
            Matrix held = network.record(contexts, new Site(site(layer))).values();
            means.put(layer, held.leftTimes(contexts.weights()));
        }
        Map<Integer, List<Integer>> open = new TreeMap<>();
        for (int s = 0; s < contexts.sequences(); s++) {
            int length = contexts.sequence(s).length;
            List<Integer> batch = open.computeIfAbsent(length, fresh -> new ArrayList<>());
            batch.add(s);
            if (batch.size() * length >= POSITIONS) {
                batches.add(open.remove(length));
            }
        }
        batches.addAll(open.values());
        for (int row = 0; row < contexts.rows(); row++) {
            rows.computeIfAbsent(contexts.rowSequence(row), s -> new ArrayList<>())
                    .add(row);
        }
        this.base = logits(List.of());
    }

    /**
     * Every pair of heads of a layer, and every larger group of heads with one role.
     *
     * @param contexts whose rows are what counts
     */
    public static List<Redundancy> of(
            HookedTransformer network, HeadRoles roles, ContextSet contexts, Progress progress) {
        HeadAblations ablations = new HeadAblations(network, contexts);
        List<HeadGroup> sets = new ArrayList<>();
        for (HeadRole first : roles.heads()) {
            for (HeadRole second : roles.heads()) {
                if (first.layer() == second.layer() && first.head() < second.head()) {
                    String role =
                            first.role().equals(second.role()) ? first.role().orElse("") : "";
                    sets.add(new HeadGroup(first.layer(), role, List.of(first.head(), second.head())));
                }
            }
        }
        roles.groups().stream().filter(group -> group.heads().size() > 2).forEach(sets::add);
        List<Redundancy> found = new ArrayList<>();
        for (HeadGroup set : sets) {
            found.add(ablations.redundancy(set));
            progress.at("heads taken out", found.size(), sets.size(), "");
        }
        return found;
    }

    private Redundancy redundancy(HeadGroup set) {
        double[] together = effect(set.layer(), set.heads());
        double[] apart = new double[together.length];
        List<Double> single = new ArrayList<>();
        for (int head : set.heads()) {
            double[] alone = effect(set.layer(), List.of(head));
            single.add(Arrays.stream(alone).sum());
            for (int s = 0; s < apart.length; s++) {
                apart[s] += alone[s];
            }
        }
        double all = Arrays.stream(together).sum();
        double sum = Arrays.stream(apart).sum();
        double cosine = cosine(network.weights(), set);
        if (all < RESOLUTION) {
            return new Redundancy(set.layer(), set.heads(), set.role(), single, all, 1, 0, cosine);
        }
        double factor = all / Math.max(sum, RESOLUTION);
        double square = 0;
        for (int s = 0; s < apart.length; s++) {
            double off = together[s] - factor * apart[s];
            square += off * off;
        }
        double n = apart.length;
        double error = n > 1 ? Math.sqrt(square * n / (n - 1)) / Math.max(sum, RESOLUTION) : Double.POSITIVE_INFINITY;
        return new Redundancy(
                set.layer(), set.heads(), set.role(), single, all, factor, factor - STANDARD_ERRORS * error, cosine);
    }

    private static String site(int layer) {
        return HookPoint.block(layer) + "attn.hook_z";
    }

    /** For each sequence its part of the mean divergence. */
    private double[] effect(int layer, List<Integer> heads) {
        List<Integer> key = new ArrayList<>(List.of(layer));
        key.addAll(heads);
        return effects.computeIfAbsent(
                key,
                its -> divergences(logits(
                        heads.stream().map(head -> new int[] {layer, head}).toList())));
    }

    /** Logits of all rows with these heads, layer and number, at their means. */
    private Matrix logits(List<int[]> heads) {
        Matrix logits = Matrix.zeros(contexts.rows(), config.dVocab());
        for (List<Integer> alike : batches) {
            int[][] tokens = alike.stream().map(contexts::sequence).toArray(int[][]::new);
            int length = tokens[0].length;
            List<UnitEdit> edits = heads.isEmpty() ? List.of() : List.of(atMean(heads, tokens.length * length));
            Matrix all = network.forward(tokens, edits, List.of(), false).logits(); // (B P) V
            for (int place = 0; place < tokens.length; place++) {
                for (int row : rows.getOrDefault(alike.get(place), List.of())) {
                    double[] its = all.row(place * length + contexts.rowPosition(row));
                    System.arraycopy(its, 0, logits.values(), row * its.length, its.length);
                }
            }
        }
        return logits;
    }

    /** Heads of one layer at every position. */
    private UnitEdit atMean(List<int[]> heads, int positions) {
        int size = config.dHead();
        int[] units = new int[positions * heads.size()];
        double[] values = new double[units.length * size];
        int unit = 0;
        for (int position = 0; position < positions; position++) {
            for (int[] head : heads) {
                System.arraycopy(means.get(head[0]), head[1] * size, values, unit * size, size);
                units[unit++] = position * config.nHeads() + head[1];
            }
        }
        return UnitEdit.set(site(heads.get(0)[0]), units, size, values);
    }

    private double[] divergences(Matrix logits) {
        double[] bySequence = new double[contexts.sequences()];
        for (int row = 0; row < base.rows(); row++) {
            double divergence = LogLaw.divergence(base.row(row), logits.row(row));
            bySequence[contexts.rowSequence(row)] += contexts.weight(row) * divergence;
        }
        return bySequence;
    }

    /** The mean over pairs of {@code <W_a, W_b> / |W_a| |W_b|} with W = W_V W_O; a head that moves nothing has 0 with all. */
    private static double cosine(TransformerWeights weights, HeadGroup set) {
        double sum = 0;
        int pairs = 0;
        for (int a : set.heads()) {
            for (int b : set.heads()) {
                if (a < b) {
                    double lengths =
                            Math.sqrt(product(weights, set.layer(), a, a) * product(weights, set.layer(), b, b));
                    sum += lengths > 0 ? product(weights, set.layer(), a, b) / lengths : 0;
                    pairs++;
                }
            }
        }
        return sum / pairs;
    }

    private static double product(TransformerWeights weights, int layer, int a, int b) {
        Matrix first = NetworkParts.projection(weights, layer, "V", a).times(NetworkParts.output(weights, layer, a));
        Matrix second = NetworkParts.projection(weights, layer, "V", b).times(NetworkParts.output(weights, layer, b));
        double sum = 0;
        for (int i = 0; i < first.values().length; i++) {
            sum += first.values()[i] * second.values()[i];
        }
        return sum;
    }
}
