package org.assay.symbolic.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.assay.datasets.model.Representation;
import org.assay.datasets.model.SequenceModel;
import org.assay.datasets.sequence.ContextSet;
import org.assay.datasets.sequence.Split;

/**
 * Labels of contexts, found bottom-up: contexts after which a model says nearly the same of the next m tokens are put together
 * (causal states, as far as N observations could tell them apart; Shalizi and Crutchfield 2001), behaviour pooled with
 * activations. m is raised from 1 while that still changes the labels.
 *
 * @param steps      m
 * @param share      weight of activations against behaviour, found by trying
 * @param labelOfRow for each context its label, from 0
 * @param laws       labels x V^m, the mean laws of the next m tokens
 * @param futures    contexts x V^m
 * @param hierarchy  the labels merged down to one: labels of labels
 * @param tried      what was tried on the way, in words
 */
public record ContextLabels(
        int steps,
        double share,
        int[] labelOfRow,
        double[][] laws,
        double[][] futures,
        Dendrogram hierarchy,
        List<String> tried) {
    /** Labels that share more than this of their information are the same for the choice of m. */
    private static final double UNCHANGED = 0.99;

    private static final double TUNED_ON = 0.2;

    /** Nats by which a share of activations must be better to be taken for a larger one. */
    private static final double BETTER = 1;

    /**
     * @param model       is asked what comes after the contexts, and after these with up to m - 1 tokens more
     * @param activations of the same contexts, if they are to be pooled
     */
    public static ContextLabels of(
            SequenceModel model, ContextSet contexts, Optional<Representation> activations, MachineOptions options) {
        if (activations.isPresent() && !activations.get().contexts().equals(contexts.id())) {
            throw new IllegalArgumentException(
                    "the activations must be of the contexts " + contexts.id().brief() + ", got "
                            + activations.get().contexts().brief());
        }
        Points points = new Points(contexts, activations, options);
        ContextLabels best = null;
        List<String> tried = new ArrayList<>();
        for (int steps = 1; steps <= options.mostSteps(); steps++) {
            ContextLabels longer = points.labels(Futures.of(model, contexts, steps), steps, tried);
            double shared =
                    best == null ? 0 : Information.shared(best.labelOfRow, longer.labelOfRow, contexts.weights());
            tried.add(String.format(
                    Locale.ROOT,
                    "futures of %d: %d labels, sharing %.4f with those before",
                    steps,
                    longer.count(),
                    shared));
            if (shared >= UNCHANGED) {
                break;
            }
            best = longer;
        }
        return new ContextLabels(
                best.steps, best.share, best.labelOfRow, best.laws, best.futures, best.hierarchy, List.copyOf(tried));
    }

    /** How many labels there are. */
    public int count() {
        return laws.length;
    }

    /** The contexts of one call as points to be put together. */
    private static final class Points {
        private final ContextSet contexts;
        private final MachineOptions options;
        private final double[][] whitened;

        Points(ContextSet contexts, Optional<Representation> activations, MachineOptions options) {
            this.contexts = contexts;
            this.options = options;
            this.whitened = new double[contexts.rows()][0];
            activations.ifPresent(known -> {
                Whitening whitening = Whitening.of(known.values(), contexts.weights());
                Arrays.setAll(whitened, row -> whitening.of(known.values().row(row)));
            });
        }

        ContextLabels labels(double[][] futures, int steps, List<String> tried) {
            Items rows = new Items(contexts.weights(), futures, whitened);
            int[] item = KMeans.of(
                    rows.weights(),
                    roots(futures),
                    options.mostItems(),
                    options.seed().child(steps));
            int count = Arrays.stream(item).max().orElse(0) + 1;
            double share = share(rows, item, count, steps, tried);
            Items items = rows.grouped(item, count);
            int[] labelOfItem = labels(items, share, steps);
            int labels = Arrays.stream(labelOfItem).max().orElse(0) + 1;
            Items merged = items.grouped(labelOfItem, labels);
            int[] labelOfRow = Arrays.stream(item).map(i -> labelOfItem[i]).toArray();
            return new ContextLabels(
                    steps, share, labelOfRow, merged.laws(), futures, Merging.of(merged, share), List.of());
        }

        /** Close laws p and q cost about twice the squared distance of their roots to merge, so little is lost by putting them together. */
        private static double[][] roots(double[][] laws) {
            return Arrays.stream(laws)
                    .map(law -> Arrays.stream(law).map(StrictMath::sqrt).toArray())
                    .toArray(double[][]::new);
        }

        private int[] labels(Items items, double share, int steps) {
            Dendrogram dendrogram = Merging.of(items, share);
            int count = options.labels() == 0
                    ? bestCount(dendrogram, items.vocabulary(), steps)
                    : Math.min(options.labels(), items.size());
            return Reassignment.of(items, dendrogram.cut(count), count, Merging.activationPrice(items, share));
        }

        /** The largest number that is best at the number of observations that it is itself worth. */
        private int bestCount(Dendrogram dendrogram, int words, int steps) {
            int count = dendrogram.leaves();
            while (true) {
                int best = dendrogram.bestClusters(options.observationsWorth(count, words, steps), words - 1);
                if (best >= count) {
                    return count;
                }
                count = best;
            }
        }

        /**
         * The share whose labels, made on some subtrees, describe the others in the fewest nats; the smallest of those within a nat.
         */
        private double share(Items rows, int[] item, int count, int steps, List<String> tried) {
            if (options.activationShares().size() == 1) {
                return options.activationShares().get(0);
            }
            Split split = Split.bySubtree(contexts, options.splitDepth(), TUNED_ON, "activation share");
            Items train = part(rows, item, count, split.fit());
            Items seen = train.select(came(train));
            Items tune = part(rows, item, count, split.heldOut());
            Items unseen = tune.select(came(tune));
            double best = 0;
            double least = Double.POSITIVE_INFINITY;
            for (double share : options.activationShares()) {
                int[] labelOf = labels(seen, share, steps);
                int labels = Arrays.stream(labelOf).max().orElse(0) + 1;
                double n = options.observationsWorth(labels, rows.vocabulary(), steps);
                double lost = lost(seen.grouped(labelOf, labels), unseen, Merging.activationPrice(seen, share));
                double nats = n * lost + labels * (rows.vocabulary() - 1) * StrictMath.log(n) / 2;
                tried.add(String.format(Locale.ROOT, "activation share %s: %d labels, %.1f nats", share, labels, nats));
                if (nats < least - BETTER) {
                    least = nats;
                    best = share;
                }
            }
            return best;
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

        /** Mean nats lost by giving each item the label that costs it least. */
        private static double lost(Items labels, Items unseen, double activationPrice) {
            double lost = 0;
            double total = 0;
            for (int i = 0; i < unseen.size(); i++) {
                double[] law = unseen.laws()[i];
                int label = Reassignment.cheapest(unseen, i, labels, 0, activationPrice);
                total += unseen.weights()[i];
                lost += unseen.weights()[i]
                        * (Information.crossEntropy(law, Information.smoothed(labels.laws()[label]))
                                - Information.entropy(law));
            }
            return lost / total;
        }
    }
}
