package org.assay.symbolic.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.sequence.ContextSet;
import org.assay.datasets.sequence.Split;

/**
 * How much activations should weigh in labels: for each share labels are made on some subtrees, contexts of the others are given the
 * label that costs least, by the same laws and activations, and what counts is how well labels then tell what comes later. That are
 * futures of one token more than labels are made from: by the very laws that contexts are merged and labelled by, activations could
 * never be of use. To win, they must also be better than all of {@link #SHUFFLES} times the same activations dealt out to other contexts:
 * any disturbance makes other labels, now and then better ones.
 */
final class ActivationTrial {
    private static final double TUNED_ON = 0.2;

    /** Nats by which a share of activations must be better to be taken for a larger one. */
    private static final double BETTER = 1;

    private static final int SHUFFLES = 19;

    private final Items rows;
    private final Items later;
    private final int steps;
    private final MachineOptions options;
    private final int[] fit;
    private final int[] heldOut;
    private final double observations;
    private final List<String> tried = new ArrayList<>();

    /**
     * @param rows    contexts with their futures of {@code steps} tokens and their whitened activations
     * @param futures of one token more
     */
    ActivationTrial(ContextSet contexts, Items rows, double[][] futures, int steps, MachineOptions options) {
        this.rows = rows;
        this.later = new Items(rows.weights(), futures, rows.points());
        this.steps = steps;
        this.options = options;
        Split split = Split.bySubtree(contexts, options.splitDepth(), TUNED_ON, "activation share");
        this.fit = split.fit();
        this.heldOut = split.heldOut();
        this.observations = observations();
    }

    /** The same for all shares: what the model knows of as many labels as behaviour alone would have. */
    private double observations() {
        int[] item = LabelSearch.itemOfRow(rows, 0, steps, options);
        Items items = rows.grouped(item, Arrays.stream(item).max().orElse(0) + 1);
        int labels = options.labelsOf(Merging.of(items, 0), rows.vocabulary(), steps);
        return options.observationsWorth(labels, later.vocabulary(), steps + 1);
    }

    /** The share whose labels describe held-out contexts in the fewest nats, the smallest of those within a nat; 0 if that is chance. */
    double best() {
        double best = 0;
        double least = nats(rows, 0, "activation share 0");
        for (double share : options.activationShares()) {
            double nats = share == 0 ? least : nats(rows, share, "activation share " + share);
            if (nats < least - BETTER) {
                least = nats;
                best = share;
            }
        }
        for (int shuffle = 1; shuffle <= SHUFFLES && best > 0; shuffle++) {
            double nats = nats(shuffled(shuffle), best, "shuffled activations, share " + best);
            best = nats < least + BETTER ? 0 : best;
        }
        return best;
    }

    private Items shuffled(int shuffle) {
        Seed seed = options.seed().child("activation share").child(steps).child(shuffle);
        int[] order = seed.draws().nextPermutation(rows.size());
        double[][] points = new double[order.length][];
        Arrays.setAll(points, row -> rows.points()[order[row]]);
        return new Items(rows.weights(), rows.laws(), points);
    }

    /** What was tried, in words. */
    List<String> tried() {
        return tried;
    }

    /** In the number of labels that is best for it: what more labels alone would tell is not due to activations. */
    private double nats(Items rows, double share, String words) {
        int[] item = LabelSearch.itemOfRow(rows, share, steps, options);
        int count = Arrays.stream(item).max().orElse(0) + 1;
        Items train = part(rows, item, count, fit);
        int[] came = came(train);
        Items seen = train.select(came);
        Items after = part(later, item, count, fit).select(came);
        double price = Merging.activationPrice(seen, share);
        Dendrogram dendrogram = Merging.of(seen, share);
        double least = Double.POSITIVE_INFINITY;
        int best = 0;
        int worse = 0;
        for (int labels : counts(dendrogram)) {
            int[] labelOf = Reassignment.of(seen, dendrogram.cut(labels), labels, price);
            double[][] says = after.grouped(labelOf, labels).laws();
            double nats = observations * lost(rows, seen.grouped(labelOf, labels), says, item, count, price)
                    + labels * (later.vocabulary() - 1) * StrictMath.log(observations) / 2;
            worse++;
            if (nats < least) {
                least = nats;
                best = labels;
                worse = 0;
            } else if (worse == MachineOptions.WORSE) {
                break;
            }
        }
        tried.add(String.format(
                Locale.ROOT,
                "futures of %d, %s: %d labels, %.1f nats of futures of %d on held-out contexts",
                steps,
                words,
                best,
                least,
                steps + 1));
        return least;
    }

    private int[] counts(Dendrogram dendrogram) {
        return options.labels() > 0
                ? new int[] {Math.min(options.labels(), dendrogram.leaves())}
                : MachineOptions.counts(dendrogram.leaves()).stream()
                        .mapToInt(count -> count)
                        .toArray();
    }

    /**
     * Mean nats lost of what comes later by giving each held-out item the label that costs it least. Row by row, since contexts that
     * were put together may differ in what comes later.
     *
     * @param says for each label the law of what comes later
     */
    private double lost(Items rows, Items labels, double[][] says, int[] item, int count, double price) {
        Items items = part(rows, item, count, heldOut);
        int[] labelOfItem = new int[count];
        for (int i : came(items)) {
            labelOfItem[i] = Reassignment.cheapest(items, i, labels, 0, price);
        }
        double[][] smoothed = Arrays.stream(says).map(Information::smoothed).toArray(double[][]::new);
        double lost = 0;
        double total = 0;
        for (int row : heldOut) {
            double[] law = later.laws()[row];
            total += rows.weights()[row];
            lost += rows.weights()[row]
                    * (Information.crossEntropy(law, smoothed[labelOfItem[item[row]]]) - Information.entropy(law));
        }
        return lost / total;
    }

    private static int[] came(Items items) {
        return IntStream.range(0, items.size())
                .filter(i -> items.weights()[i] > 0)
                .toArray();
    }

    private static Items part(Items rows, int[] item, int count, int[] which) {
        int[] items = Arrays.stream(which).map(row -> item[row]).toArray();
        return rows.select(which).grouped(items, count);
    }
}
