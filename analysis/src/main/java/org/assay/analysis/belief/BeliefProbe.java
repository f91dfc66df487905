package org.assay.analysis.belief;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.IntStream;
import org.assay.analysis.belief.BeliefRows.Weighting;
import org.assay.analysis.metric.ReadoutR2;
import org.assay.analysis.probe.FeatureSource;
import org.assay.analysis.probe.LinearReadout;
import org.assay.analysis.probe.ReadoutRows;
import org.assay.analysis.probe.StreamedDesign;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.progress.Progress;

/**
 * Reads targets out of features: weighted least squares on one side of a split, scored on the other. The ridge of every target is
 * chosen on inner folds of whole subtrees of the rows fitted on; in sample there is none to speak of, as in the published protocol.
 */
public final class BeliefProbe {
    /** Ordinary least squares but for collinear features. */
    private static final double NO_RIDGE = 1e-8;

    private final BeliefRows rows;
    private final ProbeSplit split;
    private final Weighting weighting;
    private final ReadoutRows readout;
    private final double[] uniform;
    private final int[] pairRows;
    private final double[] pairWeights;
    private final Seed seed;

    private BeliefProbe(BeliefRows rows, ProbeSplit split, Weighting weighting, int pairs, Seed seed) {
        this.rows = rows;
        this.split = split;
        this.weighting = weighting;
        this.seed = seed;
        this.readout =
                ReadoutRows.of(rows.weighted(weighting), split.rows(), split.subtreeDepth(), seed.child("folds"));
        int[] scored = split.rows().heldOut();
        double[] perPrefix = rows.weights(Weighting.PREFIX);
        this.uniform = Arrays.stream(scored).mapToDouble(r -> perPrefix[r]).toArray();
        this.pairRows = pairRows(scored, pairs);
        double[] perWord = rows.weights(Weighting.WORD);
        this.pairWeights = Arrays.stream(pairRows)
                .mapToDouble(i -> weighting == Weighting.WORD ? perWord[scored[i]] : 1)
                .toArray();
    }

    /**
     * @param pairs at most so many of the rows scored, each a prefix of its own, are set in pairs for distances
     * @param seed  of folds, intervals and these rows
     */
    public static BeliefProbe of(BeliefRows rows, ProbeSplit split, Weighting weighting, int pairs, Seed seed) {
        return new BeliefProbe(rows, split, weighting, pairs, seed);
    }

    /** Places among the rows scored, one for each prefix, in random order when there are more than can be set in pairs. */
    private int[] pairRows(int[] scored, int pairs) {
        Set<Integer> seen = new HashSet<>();
        int[] first = IntStream.range(0, scored.length)
                .filter(i -> seen.add(rows.prefix(scored[i])))
                .toArray();
        if (first.length <= pairs) {
            return first;
        }
        int[] order = seed.child("pairs").draws().nextPermutation(first.length);
        return IntStream.range(0, pairs).map(i -> first[order[i]]).toArray();
    }

    /** What is read at: the rows, before they are split. */
    public BeliefRows rows() {
        return rows;
    }

    public ProbeSplit split() {
        return split;
    }

    /**
     * Reads every target that varies on both sides of the split.
     *
     * @param features one row per row of the contexts
     * @throws IllegalArgumentException when no feature varies
     */
    public List<ProbeResult> read(FeatureSource features, List<ProbeTarget> targets, Progress progress) {
        List<ProbeTarget> asked = targets.stream()
                .filter(target -> target.variesOver(split.rows().fit())
                        && target.variesOver(split.rows().heldOut()))
                .toList();
        if (asked.isEmpty()) {
            return List.of();
        }
        Matrix values = asked.get(0).values();
        for (ProbeTarget target : asked.subList(1, asked.size())) {
            values = values.beside(target.values());
        }
        OptionalDouble ridge =
                split.kind() == ProbeSplit.Kind.IN_SAMPLE ? OptionalDouble.of(NO_RIDGE) : OptionalDouble.empty();
        StreamedDesign design = StreamedDesign.of(readout, features, values, ridge, progress);
        List<LinearReadout> readouts = new ArrayList<>();
        int from = 0;
        for (ProbeTarget target : asked) {
            readouts.add(design.fit(from, from + target.values().columns()));
            from += target.values().columns();
        }
        Matrix predicted =
                StreamedDesign.predict(features, readouts, split.rows().heldOut());
        List<ProbeResult> results = new ArrayList<>();
        from = 0;
        for (int t = 0; t < asked.size(); t++) {
            int to = from + asked.get(t).values().columns();
            results.add(result(features, asked.get(t), design, readouts.get(t), predicted.selectColumns(from, to)));
            from = to;
        }
        return results;
    }

    private ProbeResult result(
            FeatureSource features, ProbeTarget target, StreamedDesign design, LinearReadout fitted, Matrix predicted) {
        int[] scored = split.rows().heldOut();
        Matrix truth = target.values().selectRows(scored);
        double[] weights = readout.heldOutWeights();
        double distance =
                DistanceCorrelation.of(predicted.selectRows(pairRows), truth.selectRows(pairRows), pairWeights);
        return new ProbeResult(
                features.name(),
                target,
                split.kind(),
                weighting,
                ReadoutR2.interval(truth, predicted, weights, split.clusters(), seed.child("interval")),
                ReadoutR2.of(truth, predicted, uniform),
                meanSquare(truth, predicted, weights),
                meanSquare(truth, predicted, uniform),
                Double.isFinite(distance) ? OptionalDouble.of(distance) : OptionalDouble.empty(),
                design.basis(),
                FeatureGuard.of(
                        design.basis().used(), readout.uniquePrefixes(), split.kind() == ProbeSplit.Kind.IN_SAMPLE),
                rows.distinctPrefixes(scored),
                fitted,
                predicted);
    }

    private static double meanSquare(Matrix truth, Matrix predicted, double[] weights) {
        double sum = 0;
        double total = 0;
        for (int r = 0; r < truth.rows(); r++) {
            for (int c = 0; c < truth.columns(); c++) {
                double miss = truth.get(r, c) - predicted.get(r, c);
                sum += weights[r] * miss * miss;
            }
            total += weights[r];
        }
        return sum / (total * truth.columns());
    }
}
