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

    /**
     * @param model       is asked what comes after the contexts, and after these with up to m - 1 tokens more
     * @param activations of the same contexts, if they are to be pooled
     */
    public static ContextLabels of(
            SequenceModel model, ContextSet contexts, Optional<Representation> activations, MachineOptions options) {
        if (activations.isPresent() && !activations.get().contexts().equals(contexts.id())) {
            throw new IllegalArgumentException("the activations must be of the contexts "
                    + contexts.id().brief() + ", got " + activations.get().contexts().brief());
        }
        Points points = new Points(contexts, activations, options);
        ContextLabels best = null;
        List<String> tried = new ArrayList<>();
        for (int steps = 1; steps <= options.mostSteps(); steps++) {
            ContextLabels longer = points.labels(Futures.of(model, contexts, steps), steps, tried);
            double shared =
                    best == null ? 0 : Information.shared(best.labelOfRow, longer.labelOfRow, contexts.weights());
            tried.add(String.format(
                    Locale.ROOT, "futures of %d: %d labels, sharing %.4f with those before", steps, longer.count(), shared));
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
            int[] item = HellingerMeans.of(
                    rows.weights(), futures, options.mostItems(), options.seed().child(steps));
            int count = Arrays.stream(item).max().orElse(0) + 1;
            double share = share(rows, item, count, tried);
            Items items = rows.grouped(item, count);
            int[] labelOfItem = labels(items, share);
            int labels = Arrays.stream(labelOfItem).max().orElse(0) + 1;
            Items merged = items.grouped(labelOfItem, labels);
            int[] labelOfRow = Arrays.stream(item).map(i -> labelOfItem[i]).toArray();
            return new ContextLabels(
                    steps, share, labelOfRow, merged.laws(), futures, Merging.of(merged, share), List.of());
        }

        private int[] labels(Items items, double share) {
            Dendrogram dendrogram = Merging.of(items, share);
            int asked = options.labels() == 0
                    ? dendrogram.bestClusters(options.observations(), items.vocabulary() - 1)
                    : Math.min(options.labels(), items.size());
            return Reassignment.of(items, dendrogram.cut(asked), asked, Merging.activationPrice(items, share));
        }

        /** The share whose labels, made on some subtrees, describe the others in the fewest nats; the first of equals. */
        private double share(Items rows, int[] item, int count, List<String> tried) {
            if (options.activationShares().size() == 1) {
                return options.activationShares().get(0);
            }
            Split split = Split.bySubtree(contexts, options.splitDepth(), TUNED_ON, "activation share");
            Items train = part(rows, item, count, split.fit());
            Items tune = part(rows, item, count, split.heldOut());
            int[] both = IntStream.range(0, count)
                    .filter(i -> train.weights()[i] > 0)
                    .toArray();
            Items seen = train.select(both);
            Items unseen = tune.select(both);
            double best = 0;
            double least = Double.POSITIVE_INFINITY;
            for (double share : options.activationShares()) {
                int[] labelOf = labels(seen, share);
                int labels = Arrays.stream(labelOf).max().orElse(0) + 1;
                double nats = options.observations() * lost(seen.grouped(labelOf, labels), labelOf, unseen)
                        + labels * (rows.vocabulary() - 1) * StrictMath.log(options.observations()) / 2;
                tried.add(String.format(
                        Locale.ROOT, "activation share %s: %d labels, %.1f nats", share, labels, nats));
                if (nats < least) {
                    least = nats;
                    best = share;
                }
            }
            return best;
        }

        private static Items part(Items rows, int[] item, int count, int[] which) {
            int[] items = Arrays.stream(which).map(row -> item[row]).toArray();
            return rows.select(which).grouped(items, count);
        }

        private static double lost(Items labels, int[] labelOf, Items unseen) {
            double lost = 0;
            double total = 0;
            for (int i = 0; i < unseen.size(); i++) {
                if (unseen.weights()[i] > 0) {
                    double[] law = Information.smoothed(labels.laws()[labelOf[i]]);
                    total += unseen.weights()[i];
                    lost += unseen.weights()[i]
                            * (Information.crossEntropy(unseen.laws()[i], law)
                                    - Information.entropy(unseen.laws()[i]));
                }
            }
            return lost / total;
        }
    }
}
