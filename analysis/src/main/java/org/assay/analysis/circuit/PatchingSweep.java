package org.assay.analysis.circuit;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.assay.datasets.matrix.NamedArray;
import org.assay.datasets.model.Site;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.progress.Progress;
import org.assay.neural.djl.UnitEdit;
import org.assay.neural.hook.ActivationCache;
import org.assay.neural.hook.HookedTransformer;
import org.assay.neural.hook.Selection;
import org.assay.neural.transformer.HookPoint;
import org.assay.neural.transformer.HookPoint.Layout;

/**
 * Activation patching: base contexts are run again and again, each time with one part of what the network holds taken from the
 * run on their sources, and the metric says how much that part carries. Sources that are clean and bases that are corrupted
 * make it denoising; the other way round, noising ({@link ContextPairs#swapped}).
 *
 * <p>Every run has the same batch, so a part that is given what it holds changes no bit, and a base whose embedding is wholly
 * the source's becomes the source's run bit by bit; {@link PatchingTable} carries what was found when this was tried.
 */
public final class PatchingSweep {
    private static final String TASK = "patching";

    private final HookedTransformer network;
    private final ContextPairs pairs;
    private final LogitMetric metric;
    private final Seed seed;
    private final Progress progress;

    private PatchingSweep(
            HookedTransformer network, ContextPairs pairs, LogitMetric metric, Seed seed, Progress progress) {
        this.network = network;
        this.pairs = pairs;
        this.metric = metric;
        this.seed = seed;
        this.progress = progress;
    }

    /** @param seed draws the sources of the control */
    public static PatchingSweep of(
            HookedTransformer network, ContextPairs pairs, LogitMetric metric, Seed seed, Progress progress) {
        return new PatchingSweep(network, pairs, metric, seed, progress);
    }

    /** One part at a time: {@code part} (such as {@code hook_resid_pre} or {@code attn.hook_z}) of every layer, by position. */
    public PatchingTable byLayerAndPosition(String part) {
        int layers = network.config().nLayers();
        return table(
                List.of("layer", "position"),
                new int[] {layers, pairs.length()},
                names(part),
                (cell, source) -> List.of(selection(cell / pairs.length(), part)
                        .at(cell % pairs.length())
                        .setTo(source.get(name(cell / pairs.length(), part)))));
    }

    /**
     * One head at a time: {@code part} ({@code hook_q, hook_k, hook_v, hook_z, hook_pattern} of {@code attn}) of every layer, by
     * head, at all positions.
     */
    public PatchingTable byHead(String part) {
        int heads = network.config().nHeads();
        requireHeads(part);
        return table(
                List.of("layer", "head"),
                new int[] {network.config().nLayers(), heads},
                names(part),
                (cell, source) -> List.of(selection(cell / heads, part)
                        .ofHeads(cell % heads)
                        .setTo(source.get(name(cell / heads, part)))));
    }

    /** One head at one position (or query) at a time. */
    public PatchingTable byHeadAndPosition(String part) {
        int heads = network.config().nHeads();
        int length = pairs.length();
        requireHeads(part);
        return table(
                List.of("layer", "head", "position"),
                new int[] {network.config().nLayers(), heads, length},
                names(part),
                (cell, source) -> List.of(selection(cell / length / heads, part)
                        .ofHeads(cell / length % heads)
                        .at(cell % length)
                        .setTo(source.get(name(cell / length / heads, part)))));
    }

    /** What is edited in one cell of the table, given the run that lends. */
    private interface Cell {
        List<UnitEdit> edits(int cell, ActivationCache source);
    }

    private PatchingTable table(List<String> axes, int[] shape, List<String> sites, Cell cell) {
        int cells = Arrays.stream(shape).reduce(1, Math::multiplyExact);
        boolean split = sites.stream().anyMatch(site -> point(site).isHeadInput());
        Set<String> wanted = new LinkedHashSet<>(sites);
        wanted.addAll(embeddings());
        List<String> keep = List.copyOf(wanted);
        ActivationCache base = network.forward(pairs.base(), List.of(), keep, split);
        ActivationCache source = network.forward(pairs.source(), List.of(), keep, split);
        ActivationCache random = network.forward(pairs.withRandomSources(seed).source(), List.of(), keep, split);
        double unedited = pairs.mean(metric, base.logits());
        double[] effect = new double[cells];
        double[] control = new double[cells];
        double identity = 0;
        for (int c = 0; c < cells; c++) {
            progress.at(TASK, c, cells, sites.get(0));
            effect[c] = patched(cell.edits(c, source), split) - unedited;
            control[c] = patched(cell.edits(c, random), split) - unedited;
            identity = Math.max(identity, Math.abs(patched(cell.edits(c, base), split) - unedited));
        }
        progress.at(TASK, cells, cells, sites.get(0));
        List<UnitEdit> everything = embeddings().stream()
                .map(site ->
                        Selection.all(point(site), pairs.size(), pairs.length()).setTo(source.get(site)))
                .toList();
        double[] become = network.forward(pairs.base(), everything, List.of(), split)
                .logits()
                .values();
        double[] wantedLogits = source.logits().values();
        double distance = IntStream.range(0, become.length)
                .mapToDouble(i -> Math.abs(become[i] - wantedLogits[i]))
                .max()
                .orElseThrow();
        return new PatchingTable(
                NamedArray.of(axes, shape, effect),
                NamedArray.of(axes, shape, control),
                unedited,
                pairs.mean(metric, source.logits()),
                identity,
                distance);
    }

    private double patched(List<UnitEdit> edits, boolean split) {
        return pairs.mean(
                metric, network.forward(pairs.base(), edits, List.of(), split).logits());
    }

    private List<String> embeddings() {
        return network.config().learnedPositions() ? List.of("hook_embed", "hook_pos_embed") : List.of("hook_embed");
    }

    private Selection selection(int layer, String part) {
        return Selection.all(point(name(layer, part)), pairs.size(), pairs.length());
    }

    private HookPoint point(String name) {
        return network.point(new Site(name));
    }

    private void requireHeads(String part) {
        Layout layout = point(name(0, part)).layout();
        if (layout != Layout.HEADS && layout != Layout.KEYS) {
            throw new IllegalArgumentException(
                    "site " + name(0, part) + " has no heads: sweep it by layer and position");
        }
    }

    private List<String> names(String part) {
        return IntStream.range(0, network.config().nLayers())
                .mapToObj(layer -> name(layer, part))
                .toList();
    }

    private static String name(int layer, String part) {
        return HookPoint.block(layer) + part;
    }
}
