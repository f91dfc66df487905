package org.assay.symbolic.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.model.Representation;
import org.assay.datasets.sequence.ContextSet;
import org.assay.datasets.sequence.Split;

/**
 * What is known of a network, divided by prefixes: rows to fit on and rows that are held out for the report; and the fit rows
 * once more into rows to train and to tune on, for the one option that is chosen by trying.
 */
final class Evidence {
    private static final double COARSER = 10;

    private final FitOptions options;
    private final int vocabulary;
    private final Matrix activations;
    private final Whitening whitening;
    private final Windows fit;
    private final Windows heldOut;
    private final Windows train;
    private final Windows tune;

    Evidence(ContextSet contexts, NextTokenTable table, Representation activations, FitOptions options) {
        this.options = options;
        this.vocabulary = table.vocabularySize();
        this.activations = activations.values();
        Split split = Split.bySubtree(contexts, options.splitDepth(), options.heldOutShare(), "held out");
        Split inner = Split.bySubtree(contexts, options.splitDepth(), options.heldOutShare(), "tune");
        this.fit = Windows.of(contexts, table, split.fit(), options.window());
        this.heldOut = Windows.of(contexts, table, split.heldOut(), options.window());
        this.train = Windows.of(contexts, table, both(split.fit(), inner.fit()), options.window());
        this.tune = Windows.of(contexts, table, both(split.fit(), inner.heldOut()), options.window());
        double[] weights = new double[contexts.rows()];
        for (int row : split.fit()) {
            weights[row] = contexts.weight(row);
        }
        this.whitening = Whitening.of(this.activations, weights);
    }

    private static int[] both(int[] some, int[] others) {
        BitSet known = new BitSet();
        Arrays.stream(others).forEach(known::set);
        return Arrays.stream(some).filter(known::get).toArray();
    }

    FitOptions options() {
        return options;
    }

    int vocabulary() {
        return vocabulary;
    }

    Windows fit() {
        return fit;
    }

    Windows heldOut() {
        return heldOut;
    }

    /** For each window its group. */
    interface Grouping {
        int[] of(Windows windows);
    }

    /** The current token as a grouping. */
    static int[] currentTokens(Windows windows) {
        return IntStream.range(0, windows.size()).map(w -> windows.symbol(w, 0)).toArray();
    }

    /** The groups of the fit rows as things to be merged. */
    Items items(Grouping grouping, int groups) {
        return items(fit, grouping, groups);
    }

    private Items items(Windows windows, Grouping grouping, int groups) {
        return windows.grouped(grouping.of(windows), groups, whitening, activations);
    }

    /**
     * The weight of activations in merging whose BIC cut, made on the train rows, describes the tune rows in the fewest nats: N
     * times KL(rows || class) + parameters. The first of equals. Adds a step that says what was tried.
     */
    double bestShare(String what, Grouping grouping, int groups, List<FitReport.Step> steps) {
        Items seen = items(train, grouping, groups);
        Items unseen = items(tune, grouping, groups);
        double best = Double.NaN;
        double bestNats = Double.POSITIVE_INFINITY;
        StringBuilder tried = new StringBuilder();
        for (double share : options.activationShares()) {
            Dendrogram dendrogram = Merging.of(seen, share);
            int clusters = bestClusters(dendrogram, 0);
            double nats = options.observations() * loss(seen, unseen, dendrogram.cut(clusters), clusters)
                    + clusters * (vocabulary - 1) * StrictMath.log(options.observations()) / 2;
            tried.append(String.format(Locale.ROOT, " %s: %d classes, %.0f nats;", share, clusters, nats));
            if (nats < bestNats) {
                best = share;
                bestNats = nats;
            }
        }
        String note = "took " + best + "; tried" + tried;
        steps.add(new FitReport.Step(
                "activation share for " + what, options.activationShares().size(), 0, 0, 0, note));
        return best;
    }

    private static double loss(Items seen, Items unseen, int[] cluster, int clusters) {
        Items merged = seen.grouped(cluster, clusters);
        double loss = 0;
        for (int i = 0; i < unseen.size(); i++) {
            if (unseen.weights()[i] > 0) {
                double[] law = Information.smoothed(merged.laws()[cluster[i]]);
                loss += unseen.weights()[i]
                        * (Information.crossEntropy(unseen.laws()[i], law) - Information.entropy(unseen.laws()[i]));
            }
        }
        return loss;
    }

    /** The number of clusters that BIC chooses at N / 10^level observations. */
    int bestClusters(Dendrogram dendrogram, int level) {
        double n = Math.max(Math.E, options.observations() / StrictMath.pow(COARSER, level));
        return dendrogram.bestClusters(n, vocabulary - 1);
    }

    /** The cuts at N, N/10, ...: for each of {@code leaves} its group, from fine to coarse. */
    List<int[]> cuts(Dendrogram dendrogram, int[] leaves, int levels) {
        List<int[]> cuts = new ArrayList<>();
        for (int level = 0; level < levels; level++) {
            int[] cut = dendrogram.cut(bestClusters(dendrogram, level));
            cuts.add(Arrays.stream(leaves).map(leaf -> cut[leaf]).toArray());
        }
        return cuts;
    }
}
