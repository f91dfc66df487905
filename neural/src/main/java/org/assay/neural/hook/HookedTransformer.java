package org.assay.neural.hook;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.InstrumentedModel;
import org.assay.datasets.model.Intervention;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.model.Representation;
import org.assay.datasets.model.Site;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.sequence.ContextSet;
import org.assay.datasets.sequence.Vocabulary;
import org.assay.neural.djl.TorchTransformer;
import org.assay.neural.transformer.HookPoint;
import org.assay.neural.transformer.TransformerConfig;
import org.assay.neural.transformer.TransformerWeights;

/**
 * A network that can be looked into and edited at its hook points, which go by their TransformerLens names. Sites are the hook
 * points with one vector per position, the logits ({@value HookPoint#LOGITS}) among them.
 *
 * <p>Contexts are cut into batches of equally long sequences, so memory does not grow with their number. Answers to the same
 * contexts are the same bits.
 */
public final class HookedTransformer implements InstrumentedModel, AutoCloseable {
    /** Positions that go through the network at once. */
    private static final int POSITIONS_PER_BATCH = 1 << 13;

    private final String name;
    private final Vocabulary vocabulary;
    private final TransformerWeights weights;
    private final List<HookPoint> points;
    private final TorchTransformer network;

    private HookedTransformer(String name, Vocabulary vocabulary, TransformerWeights weights) {
        TransformerConfig config = weights.config();
        if (vocabulary.size() != config.dVocab()) {
            throw new IllegalArgumentException(
                    "the network reads " + config.dVocab() + " tokens, the vocabulary has " + vocabulary.size());
        }
        this.name = name;
        this.vocabulary = vocabulary;
        this.weights = weights;
        this.points = HookPoint.of(config);
        this.network = TorchTransformer.of(weights);
    }

    /** Loads {@code weights} into the engine. */
    public static HookedTransformer of(String name, Vocabulary vocabulary, TransformerWeights weights) {
        return new HookedTransformer(name, vocabulary, weights);
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

    @Override
    public List<Site> sites() {
        return points.stream().map(point -> new Site(point.name())).toList();
    }

    /** The residual stream that the last norm and the unembedding read. */
    public Site lastResidual() {
        return new Site(HookPoint.lastResidual(config()));
    }

    /** Softmax of the logits, in double precision. */
    @Override
    public NextTokenTable next(ContextSet contexts) {
        return new NextTokenTable(contexts.id(), softmax(recorded(contexts, point(new Site(HookPoint.LOGITS)))));
    }

    @Override
    public Representation record(ContextSet contexts, Site site) {
        HookPoint point = point(site);
        return new Representation(contexts.id(), site, point.directions(), recorded(contexts, point));
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
        if (replacement.rows() != contexts.rows() || replacement.columns() != point.width()) {
            throw new IllegalArgumentException("the replacement at " + point.name() + " must be " + contexts.rows()
                    + " x " + point.width() + ", got " + replacement);
        }
        if (point.name().equals(HookPoint.LOGITS)) {
            throw new IllegalArgumentException("the logits are the answer; there is nothing to see in editing them");
        }
        float[] projector = intervention
                .basis()
                .map(basis -> toFloats(basis.transpose().times(basis).values()))
                .orElseGet(() -> new float[0]);
        Matrix logits = Matrix.zeros(contexts.rows(), config().dVocab());
        for (int[] rows : rowsByLength(contexts)) {
            int length = contexts.rowPosition(rows[0]) + 1;
            int[][] sequences = Arrays.stream(rows).mapToObj(contexts::context).toArray(int[][]::new);
            int[] last = IntStream.range(0, rows.length)
                    .map(i -> i * length + length - 1)
                    .toArray();
            float[] values = toFloats(replacement.selectRows(rows).values());
            float[] answer = network.edited(sequences, last, point.name(), values, projector);
            for (int i = 0; i < rows.length; i++) {
                put(answer, i, logits, rows[i]);
            }
        }
        return new NextTokenTable(contexts.id(), softmax(logits));
    }

    /**
     * Attention patterns of one sequence, {@code [layer][head][query][key]}: signed for bilinear attention, rows summing to 1
     * for softmax.
     */
    public double[][][][] patterns(int[] sequence) {
        int length = sequence.length;
        double[][][][] patterns = new double[config().nLayers()][config().nHeads()][length][length];
        for (int layer = 0; layer < patterns.length; layer++) {
            float[] flat = network.patterns(new int[][] {sequence}, layer);
            int at = 0;
            for (double[][] head : patterns[layer]) {
                for (double[] query : head) {
                    for (int key = 0; key < length; key++) {
                        query[key] = flat[at++];
                    }
                }
            }
        }
        return patterns;
    }

    /** Frees the network's memory in the engine. */
    @Override
    public void close() {
        network.close();
    }

    private Matrix recorded(ContextSet contexts, HookPoint point) {
        Matrix values = Matrix.zeros(contexts.rows(), point.width());
        List<int[]> rowsOf = rowsOfSequences(contexts);
        for (int[] sequences : sequencesByLength(contexts)) {
            int length = contexts.sequence(sequences[0]).length;
            int[] rows = Arrays.stream(sequences)
                    .flatMap(s -> Arrays.stream(rowsOf.get(s)))
                    .toArray();
            int[] places = IntStream.range(0, sequences.length)
                    .flatMap(i ->
                            Arrays.stream(rowsOf.get(sequences[i])).map(row -> i * length + contexts.rowPosition(row)))
                    .toArray();
            int[][] tokens =
                    Arrays.stream(sequences).mapToObj(contexts::sequence).toArray(int[][]::new);
            float[] answer = network.record(tokens, point.name(), places);
            for (int i = 0; i < rows.length; i++) {
                put(answer, i, values, rows[i]);
            }
        }
        return values;
    }

    /** Indices of sequences that have rows, in batches of equal length. */
    private static List<int[]> sequencesByLength(ContextSet contexts) {
        int[] used = IntStream.range(0, contexts.rows())
                .map(contexts::rowSequence)
                .distinct()
                .toArray();
        return Batches.byLength(used, s -> contexts.sequence(s).length, POSITIONS_PER_BATCH);
    }

    private static List<int[]> rowsByLength(ContextSet contexts) {
        int[] rows = IntStream.range(0, contexts.rows()).toArray();
        return Batches.byLength(rows, row -> contexts.rowPosition(row) + 1, POSITIONS_PER_BATCH);
    }

    private static List<int[]> rowsOfSequences(ContextSet contexts) {
        int[][] rows = new int[contexts.sequences()][0];
        int row = 0;
        while (row < contexts.rows()) {
            int sequence = contexts.rowSequence(row);
            int end = row;
            while (end < contexts.rows() && contexts.rowSequence(end) == sequence) {
                end++;
            }
            rows[sequence] = IntStream.range(row, end).toArray();
            row = end;
        }
        return List.of(rows);
    }

    private HookPoint point(Site site) {
        return points.stream()
                .filter(point -> point.name().equals(site.name()))
                .min(Comparator.comparing(HookPoint::name))
                .orElseThrow(() -> new IllegalArgumentException("network " + name + " has no site " + site + "; it has "
                        + points.stream().map(HookPoint::name).toList()));
    }

    private static void put(float[] from, int fromRow, Matrix to, int toRow) {
        int columns = to.columns();
        for (int c = 0; c < columns; c++) {
            to.values()[toRow * columns + c] = from[fromRow * columns + c];
        }
    }

    /** Row-wise softmax; logits that are not finite stop with their row. */
    private static Matrix softmax(Matrix logits) {
        Matrix laws = Matrix.zeros(logits.rows(), logits.columns());
        for (int r = 0; r < logits.rows(); r++) {
            double[] row = logits.row(r);
            double largest = Arrays.stream(row).max().orElseThrow();
            if (!Double.isFinite(largest)) {
                throw new ArithmeticException("the logits of row " + r + " have a maximum of " + largest);
            }
            double sum = 0;
            for (int v = 0; v < row.length; v++) {
                row[v] = StrictMath.exp(row[v] - largest);
                sum += row[v];
            }
            for (int v = 0; v < row.length; v++) {
                laws.values()[r * row.length + v] = row[v] / sum;
            }
        }
        return laws;
    }

    private static float[] toFloats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }
}
