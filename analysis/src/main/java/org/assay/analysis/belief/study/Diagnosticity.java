package org.assay.analysis.belief.study;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.assay.analysis.control.LogProbabilityFeatures;
import org.assay.analysis.control.WindowFeatures;
import org.assay.analysis.metric.ReadoutR2;
import org.assay.analysis.probe.FeatureSource;
import org.assay.analysis.probe.LinearReadout;
import org.assay.analysis.probe.ReadoutRows;
import org.assay.analysis.probe.StreamedDesign;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.Entropy;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.progress.Progress;
import org.assay.datasets.sequence.ContextSet;
import org.assay.datasets.sequence.Split;

/**
 * How much a high score of a belief probe would say about a network on this process: what is read of the belief without any network, on
 * the rows fitted on, and what there is to be learned at all.
 *
 * @param window    R2 of the belief from the tokens seen, one-hot by distance, and the position: the best additive predictor
 * @param logLaw    R2 from the logarithms of the optimal next-token law, what perfect logits hold; empty where a token is impossible
 * @param law       R2 from the optimal next-token law
 * @param gain      what the context tells of the next token, nats: mean KL of the optimal law from its own mean
 * @param entropy   of that mean law, nats: the loss of a network that ignores its context
 */
public record Diagnosticity(double window, OptionalDouble logLaw, double law, double gain, double entropy) {
    /** A score that leaves less than this to be gained over what needs no network cannot tell networks apart. */
    private static final double LITTLE = 0.05;

    /** Where controls leave less than this, and learning brings less than this share of the loss. */
    private static final double LEAST = 0.02;

    private static final double ALL = 1 - 1e-6;
    private static final double NO_RIDGE = 1e-8;
    private static final int MOST_FEATURES = 512;

    /** From good to bad. */
    public enum Grade {
        /** The belief is not read from tokens or from the next-token law: a high score needs a network that holds it. */
        DIAGNOSTIC,
        /** Nearly all of the belief is read without it. */
        HARDLY_DIAGNOSTIC,
        /** And there is next to nothing to be learned: a network can do well without using its context at all. */
        LEAST_DIAGNOSTIC
    }

    /** @param belief one row for each row of the contexts */
    public static Diagnosticity of(GeneratingProcess process, ContextSet contexts, int depth, Matrix belief) {
        NextTokenTable optimal = process.next(contexts);
        Matrix laws = optimal.probabilities();
        boolean possible = Arrays.stream(laws.values()).allMatch(p -> p > 0);
        int[] all = IntStream.range(0, contexts.rows()).toArray();
        ReadoutRows rows = ReadoutRows.of(contexts, new Split(all, all), depth, Seed.of(0));
        double[] mean = laws.leftTimes(contexts.weights());
        double entropy = Entropy.of(mean);
        double conditional = 0;
        for (int r = 0; r < laws.rows(); r++) {
            conditional += contexts.weight(r) * Entropy.of(laws.row(r));
        }
        return new Diagnosticity(
                r2(rows, contexts, window(process, contexts), belief),
                possible
                        ? OptionalDouble.of(r2(rows, contexts, LogProbabilityFeatures.of(optimal), belief))
                        : OptionalDouble.empty(),
                r2(rows, contexts, laws, belief),
                entropy - conditional,
                entropy);
    }

    /** All tokens and the position, or as many of the last tokens as make {@value #MOST_FEATURES} features. */
    static Matrix window(GeneratingProcess process, ContextSet contexts) {
        int tokens = process.vocabulary().size();
        int longest = contexts.longest();
        int room = Math.max(1, (MOST_FEATURES - longest) / tokens);
        return WindowFeatures.of(contexts, tokens, Math.min(longest, room));
    }

    private static double r2(ReadoutRows rows, ContextSet contexts, Matrix features, Matrix belief) {
        FeatureSource source = FeatureSource.of("features", features);
        LinearReadout readout = StreamedDesign.of(rows, source, belief, OptionalDouble.of(NO_RIDGE), Progress.SILENT)
                .fit(0, belief.columns());
        Matrix predicted = StreamedDesign.predict(source, List.of(readout), rows.fit());
        return ReadoutR2.of(belief, predicted, contexts.weights());
    }

    /** The most that is read without a network, by what a network that predicts well has in its logits or the tokens themselves. */
    public double withoutNetwork() {
        return Math.max(window, logLaw.orElse(law));
    }

    public Grade grade() {
        double left = 1 - withoutNetwork();
        if (left >= LITTLE) {
            return Grade.DIAGNOSTIC;
        }
        return left < LEAST && gain < LEAST * entropy ? Grade.LEAST_DIAGNOSTIC : Grade.HARDLY_DIAGNOSTIC;
    }

    /** In words. */
    public String statement() {
        String known = String.format(
                Locale.ROOT,
                "without a network %.4f of the belief is read from the tokens one by one, %s, %.4f from the law itself",
                window,
                logLaw.isPresent()
                        ? String.format(
                                Locale.ROOT, "%.4f from the logarithms of the optimal law", logLaw.getAsDouble())
                        : "logarithms of the law are infinite",
                law);
        String learned = String.format(
                Locale.ROOT,
                "context is worth %.4f nats, %.1f %% of the loss of a network that ignores it",
                gain,
                100 * gain / entropy);
        String affine = law > ALL
                ? "; the belief is an affine function of the next-token law, so a network with good logits must pass"
                : "";
        return switch (grade()) {
            case DIAGNOSTIC -> "diagnostic: " + known + affine + "; " + learned;
            case HARDLY_DIAGNOSTIC ->
                "hardly diagnostic: " + known + affine + "; " + learned
                        + ". Look at errors relative to logits and window, not at R2";
            case LEAST_DIAGNOSTIC ->
                "of the least diagnostic kind: " + known + affine + "; " + learned
                        + ". A high R2 on this process says next to nothing: choose parameters under which tokens tell more";
        };
    }
}
