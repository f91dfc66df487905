package org.assay.neural.hook;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.matrix.NamedArray;
import org.assay.datasets.model.Change;
import org.assay.datasets.model.Edit;
import org.assay.datasets.model.InstrumentedModel;
import org.assay.datasets.model.Intervention;
import org.assay.datasets.model.InterventionPlan;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.model.Positions;
import org.assay.datasets.model.Representation;
import org.assay.datasets.model.Site;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.sequence.ContextSet;
import org.assay.datasets.sequence.Vocabulary;
import org.assay.neural.djl.Precision;
import org.assay.neural.djl.TorchTransformer;
import org.assay.neural.djl.UnitEdit;
import org.assay.neural.transformer.HookPoint;
import org.assay.neural.transformer.HookPoint.Layout;
import org.assay.neural.transformer.TransformerConfig;
import org.assay.neural.transformer.TransformerWeights;

/**
 * A network that can be looked into and edited at its hook points, which go by their TransformerLens names. As sites they are
 * asked row by row ({@link #record}, {@link #run}); as arrays, sequence by sequence ({@link #runWithCache}, {@link #forward}).
 *
 * <p>Contexts are cut into batches of equally long sequences, so memory does not grow with their number. Answers to the same
 * contexts are the same bits.
 */
public final class HookedTransformer implements InstrumentedModel, AutoCloseable {
    private final String name;
    private final Vocabulary vocabulary;
    private final TransformerWeights weights;
    private final Precision precision;
    private final List<HookPoint> points;
    private final TorchTransformer engine;

    private HookedTransformer(String name, Vocabulary vocabulary, TransformerWeights weights, Precision precision) {
        TransformerConfig config = weights.config();
        if (vocabulary.size() != config.dVocab()) {
            throw new IllegalArgumentException(
                    "the network reads " + config.dVocab() + " tokens, the vocabulary has " + vocabulary.size());
        }
        this.name = name;
        this.vocabulary = vocabulary;
        this.weights = weights;
        this.precision = precision;
        this.points = HookPoint.of(config);
        this.engine = TorchTransformer.of(weights, precision);
    }

    /** Loads {@code weights} into the engine. */
    public static HookedTransformer of(String name, Vocabulary vocabulary, TransformerWeights weights) {
        return new HookedTransformer(name, vocabulary, weights, Precision.FLOAT32);
    }

    /** The same network computing in double precision, to tell noise from error: noise falls by eight orders. */
    public HookedTransformer inDoublePrecision() {
        return new HookedTransformer(name, vocabulary, weights, Precision.FLOAT64);
    }

    /**
     * The control: the same architecture with untrained weights drawn from {@code seed}. Nothing in it is zero, even where
     * training began at zero: a network whose blocks do nothing would be a control that cannot do well.
     */
    public HookedTransformer untrainedTwin(String name, Seed seed) {
        TransformerConfig config = config().with(config().initialisation().withoutZeros());
        return of(name, vocabulary, TransformerWeights.initial(config, seed));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Vocabulary vocabulary() {
        return vocabulary;
    }

    public TransformerConfig config() {
        return weights.config();
    }

    public TransformerWeights weights() {
        return weights;
    }

    boolean doublePrecision() {
        return precision == Precision.FLOAT64;
    }

    TorchTransformer engine() {
        return engine;
    }

    /** The hook points that a forward pass reaches in any case; those that take copies for every head go by name as well. */
    @Override
    public List<Site> sites() {
        return points.stream()
                .filter(point -> !point.isSwitched())
                .map(point -> new Site(point.name()))
                .toList();
    }

    /** The residual stream that the last norm and the unembedding read. */
    public Site lastResidual() {
        return new Site(HookPoint.lastResidual(config()));
    }

    /** Softmax of the logits, in double precision. */
    @Override
    public NextTokenTable next(ContextSet contexts) {
        return new NextTokenTable(contexts.id(), Softmax.rows(recorded(contexts, point(new Site(HookPoint.LOGITS)))));
    }

    /**
     * One vector per row; heads stand side by side. Where a site has one number for each key, those of a row are given for the
     * keys up to the longest context, 0 where the row does not see them.
     */
    @Override
    public Representation record(ContextSet contexts, Site site) {
        HookPoint point = point(site);
        if (point.layout() == Layout.KEYS) {
            return PatternRows.of(this, contexts, point);
        }
        return new Representation(contexts.id(), site, point.directions(), recorded(contexts, point));
    }

    /** {@link #record(ContextSet, Site)} at several sites in one forward pass. */
    @Override
    public Map<Site, Representation> record(ContextSet contexts, List<Site> sites) {
        List<HookPoint> wanted = sites.stream().map(this::point).toList();
        if (wanted.stream().anyMatch(point -> !point.isVector())) {
            throw new IllegalArgumentException(
                    "sites that hold one vector per position are recorded together, got " + sites);
        }
        Map<Site, Matrix> values = new LinkedHashMap<>();
        wanted.forEach(point -> values.put(new Site(point.name()), Matrix.zeros(contexts.rows(), point.width())));
        List<String> names = wanted.stream().map(HookPoint::name).toList();
        for (RowBatches.Batch batch : RowBatches.sequences(contexts)) {
            held(batch.tokens(), names).forEach((name, array) -> {
                Matrix into = values.get(new Site(name));
                Matrix all = Matrix.wrap(array.values().length / into.columns(), into.columns(), array.values());
                RowBatches.put(all.selectRows(batch.places()).values(), into, batch.rows());
            });
        }
        Map<Site, Representation> representations = new LinkedHashMap<>();
        wanted.forEach(point -> {
            Site site = new Site(point.name());
            representations.put(site, new Representation(contexts.id(), site, point.directions(), values.get(site)));
        });
        return representations;
    }

    /** Logits before the softmax, in nats up to a constant per row. */
    public Representation logits(ContextSet contexts) {
        return record(contexts, new Site(HookPoint.LOGITS));
    }

    /**
     * Every row goes through the network on its own, cut at its position, so an edit reaches the row's own law and nothing
     * else. An edit of the logits themselves is refused: it says nothing about the network.
     */
    @Override
    public NextTokenTable run(ContextSet contexts, Intervention intervention) {
        HookPoint point = point(intervention.site());
        Matrix replacement = intervention.replacement();
        int width = point.layout() == Layout.KEYS ? point.heads() * contexts.longest() : point.width();
        if (replacement.rows() != contexts.rows() || replacement.columns() != width) {
            throw new IllegalArgumentException("the replacement at " + point.name() + " must be " + contexts.rows()
                    + " x " + width + ", got " + replacement);
        }
        Edit whole = Edit.of(intervention.site(), new Change.Replace(replacement));
        return run(
                contexts,
                InterventionPlan.of(intervention.basis().map(whole::within).orElse(whole)));
    }

    /** All edits of the plan in one forward pass; checked as a whole before anything is run. */
    @Override
    public NextTokenTable run(ContextSet contexts, InterventionPlan plan) {
        return new NextTokenTable(contexts.id(), Softmax.rows(PlanRun.logits(this, contexts, plan)));
    }

    /** The logits of every row under the plan. */
    public Representation logits(ContextSet contexts, InterventionPlan plan) {
        HookPoint point = point(new Site(HookPoint.LOGITS));
        return new Representation(
                contexts.id(), new Site(point.name()), point.directions(), PlanRun.logits(this, contexts, plan));
    }

    /**
     * What the named hook points hold for equally long sequences, from one forward pass per batch. Kept in memory; more than
     * half of what the JVM may use is refused, with {@link ActivationFolder} as the way out.
     */
    public ActivationCache runWithCache(int[][] sequences, NameFilter names, Positions positions) {
        SequenceBatches batches = batches(sequences);
        List<HookPoint> chosen = chosen(names);
        int[] kept = kept(positions, batches.length());
        CacheParts.requireRoom(chosen, sequences.length, batches.length(), kept.length);
        Map<String, List<NamedArray>> parts = new LinkedHashMap<>();
        for (int from = 0; from < sequences.length; from += batches.size()) {
            ActivationCache part = keptOf(batches.from(from), chosen, kept);
            chosen.forEach(point ->
                    parts.computeIfAbsent(point.name(), n -> new ArrayList<>()).add(part.get(point.name())));
        }
        Map<String, NamedArray> whole = new LinkedHashMap<>();
        parts.forEach((hook, arrays) -> whole.put(hook, CacheParts.joined(arrays, sequences.length)));
        return new ActivationCache(whole);
    }

    /** {@link #runWithCache(int[][], NameFilter, Positions)} at every position. */
    public ActivationCache runWithCache(int[][] sequences, NameFilter names) {
        return runWithCache(sequences, names, Positions.ALL);
    }

    /**
     * One forward pass of one batch under edits of single arrays. The logits are always kept.
     *
     * @param split whether heads read copies of the residual stream of their own: needed for edits of their inputs, and to be
     *     the same in runs that are compared bit by bit
     */
    public ActivationCache forward(int[][] sequences, List<UnitEdit> edits, List<String> keep, boolean split) {
        List<String> names = new ArrayList<>(keep);
        if (!names.contains(HookPoint.LOGITS)) {
            names.add(HookPoint.LOGITS);
        }
        names.forEach(each -> NameFilter.point(points, each));
        return new ActivationCache(named(engine.record(sequences, edits, names, split), names, sequences));
    }

    /** Derivatives of {@code sum(logits * seed)}, seed B x P x V, by what the named hook points hold under the edits. */
    public ActivationCache gradients(
            int[][] sequences, List<UnitEdit> edits, List<String> names, boolean split, double... seed) {
        return new ActivationCache(named(engine.gradients(sequences, edits, names, split, seed), names, sequences));
    }

    /**
     * How a movement of the embedding along {@code tangent} (B x P x D) flows: first the derivatives of {@code sum(logits *
     * seed)} by what {@code names} hold, then the rates at which what {@code moving} holds changes. No name in both.
     */
    public List<ActivationCache> flow(
            int[][] sequences,
            List<UnitEdit> edits,
            List<String> names,
            List<String> moving,
            double[] seed,
            double[] tangent) {
        List<String> moved =
                moving.stream().filter(each -> !each.equals("hook_embed")).toList();
        Map<String, double[]> all = engine.flow(sequences, edits, names, moving, seed, tangent);
        Map<String, double[]> rates = new LinkedHashMap<>();
        moving.forEach(each -> rates.put(each, all.get("push:" + each)));
        return List.of(
                new ActivationCache(named(all, names, sequences)),
                new ActivationCache(named(rates, moving, sequences)));
    }

    /**
     * Attention patterns of one sequence, {@code [layer][head][query][key]}: signed for bilinear attention, rows summing to 1
     * for softmax.
     */
    public double[][][][] patterns(int[] sequence) {
        int length = sequence.length;
        NameFilter names = NameFilter.glob("blocks.*.attn.hook_pattern");
        ActivationCache cache = runWithCache(new int[][] {sequence}, names);
        double[][][][] patterns = new double[config().nLayers()][config().nHeads()][length][];
        for (int layer = 0; layer < patterns.length; layer++) {
            NamedArray pattern = cache.get(HookPoint.block(layer) + "attn.hook_pattern");
            Matrix rows = pattern.matrix("key");
            for (int row = 0; row < rows.rows(); row++) {
                patterns[layer][row / length][row % length] = rows.row(row);
            }
        }
        return patterns;
    }

    /** Frees the network's memory in the engine. */
    @Override
    public void close() {
        engine.close();
    }

    /** The hook point of this name; throws with the nearest name when there is none. */
    public HookPoint point(Site site) {
        return NameFilter.point(points, site.name());
    }

    /** The part of W_O that belongs to one head of the block that {@code point} lies in, H x D row-major. */
    double[] output(HookPoint point, int head) {
        String block = point.name().substring(0, point.name().indexOf(".attn."));
        int size = config().dHead();
        Matrix all = weights.matrix(block + ".attn.W_O");
        return all.selectRows(IntStream.range(head * size, (head + 1) * size).toArray())
                .values();
    }

    /** What hook points hold at every position of one batch. */
    Map<String, NamedArray> held(int[][] sequences, Collection<String> names) {
        boolean split = points.stream().anyMatch(point -> point.isHeadInput() && names.contains(point.name()));
        return named(engine.record(sequences, List.of(), names, split), names, sequences);
    }

    SequenceBatches batches(int[][] sequences) {
        return SequenceBatches.of(sequences, RowBatches.POSITIONS);
    }

    List<HookPoint> chosen(NameFilter names) {
        return names.select(points);
    }

    int[] kept(Positions positions, int length) {
        int[] kept = positions.within(length);
        if (positions.kind() == Positions.Kind.LISTED
                && kept.length < positions.indices().size()) {
            throw new IllegalArgumentException(
                    "positions " + positions.indices() + " are not all within sequences of " + length + " tokens");
        }
        return kept;
    }

    /** One batch, cut down to the kept positions. */
    ActivationCache keptOf(int[][] sequences, List<HookPoint> chosen, int[] kept) {
        List<String> names = chosen.stream()
                .filter(point -> point.layout() != Layout.TOKEN)
                .map(HookPoint::name)
                .toList();
        Map<String, NamedArray> all = names.isEmpty() ? new LinkedHashMap<>() : held(sequences, names);
        Map<String, NamedArray> cut = new LinkedHashMap<>();
        for (HookPoint point : chosen) {
            NamedArray array =
                    point.layout() == Layout.TOKEN ? CacheParts.tokens(point, sequences) : all.get(point.name());
            cut.put(point.name(), Selection.keep(point, array, sequences.length, sequences[0].length, kept));
        }
        return new ActivationCache(cut);
    }

    private Map<String, NamedArray> named(Map<String, double[]> values, Collection<String> names, int[][] sequences) {
        Map<String, NamedArray> arrays = new LinkedHashMap<>();
        for (HookPoint point : points) {
            if (names.contains(point.name())) {
                int[] shape = point.shape(sequences.length, sequences[0].length);
                arrays.put(point.name(), NamedArray.of(point.axes(), shape, values.get(point.name())));
            }
        }
        return arrays;
    }

    private Matrix recorded(ContextSet contexts, HookPoint point) {
        if (point.layout() == Layout.TOKEN) {
            throw new IllegalArgumentException("site " + point.name() + " holds what the contexts say already");
        }
        Matrix values = Matrix.zeros(contexts.rows(), point.width());
        for (RowBatches.Batch batch : RowBatches.sequences(contexts)) {
            RowBatches.put(
                    engine.record(batch.tokens(), List.of(), point.name(), batch.places()), values, batch.rows());
        }
        return values;
    }
}
