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
 * The search for {@link ContextLabels}: contexts are put together to items, and items merged, for futures of 1, 2, ... tokens, until a
 * token more changes nothing. From the merging of the futures that were settled on, labels of any number can be had.
 */
final class LabelSearch {
    /** Labels that share more than this of their information are the same for the choice of m. */
    private static final double UNCHANGED = 0.99;

    private static final double TUNED_ON = 0.2;

    /** Nats by which a share of activations must be better to be taken for a larger one. */
    private static final double BETTER = 1;

    private final ContextSet contexts;
    private final MachineOptions options;
    private final double[][] whitened;
    private final List<double[][]> futures = new ArrayList<>();
    private final List<String> tried = new ArrayList<>();
    private Merged settled;

    /**
     * Contexts merged by their futures of so many tokens.
     *
     * @param itemOfRow for each context its item
     * @param share     of activations
     */
    private record Merged(
            int steps, double[][] futures, int[] itemOfRow, Items items, double share, Dendrogram dendrogram) {}

    private LabelSearch(ContextSet contexts, Optional<Representation> activations, MachineOptions options) {
        this.contexts = contexts;
        this.options = options;
        this.whitened = new double[contexts.rows()][0];
        activations.ifPresent(known -> {
            Whitening whitening = Whitening.of(known.values(), contexts.weights());
            Arrays.setAll(whitened, row -> whitening.of(known.values().row(row)));
        });
    }

    /** Like {@link ContextLabels#of}. */
    static LabelSearch of(
            SequenceModel model, ContextSet contexts, Optional<Representation> activations, MachineOptions options) {
        if (activations.isPresent() && !activations.get().contexts().equals(contexts.id())) {
            throw new IllegalArgumentException(
                    "the activations must be of the contexts " + contexts.id().brief() + ", got "
                            + activations.get().contexts().brief());
        }
        LabelSearch search = new LabelSearch(contexts, activations, options);
        search.settle(model);
        return search;
    }

    private void settle(SequenceModel model) {
        int[] before = null;
        for (int steps = 1; steps <= options.mostSteps(); steps++) {
            futures.add(Futures.of(model, contexts, steps));
            Merged merged = merged(steps);
            ContextLabels labels = labels(merged, usual(merged));
            double shared = before == null ? 0 : Information.shared(before, labels.labelOfRow(), contexts.weights());
            tried.add(String.format(
                    Locale.ROOT,
                    "futures of %d: %d labels, sharing %.4f with those before",
                    steps,
                    labels.count(),
                    shared));
            if (shared >= UNCHANGED) {
                return;
            }
            before = labels.labelOfRow();
            settled = merged;
        }
    }

    /** As many labels as the options say. */
    ContextLabels labels() {
        return labels(usual(settled));
    }

    /** So many labels, or one for each item where there are fewer. */
    ContextLabels labels(int count) {
        return labels(settled, Math.min(count, settled.items().size()));
    }

    /** The most labels that can be had. */
    int most() {
        return settled.items().size();
    }

    /** Contexts x V^m of the longest futures that were looked at, one token longer than those of the labels where options allow. */
    double[][] longestFutures() {
        return futures.get(futures.size() - 1);
    }

    private Merged merged(int steps) {
        double[][] laws = futures.get(steps - 1);
        Items rows = new Items(contexts.weights(), laws, whitened);
        int[] item = KMeans.of(
                rows.weights(), roots(laws), options.mostItems(), options.seed().child(steps));
        int count = Arrays.stream(item).max().orElse(0) + 1;
        double share = share(rows, item, count, steps);
        Items items = rows.grouped(item, count);
        return new Merged(steps, laws, item, items, share, Merging.of(items, share));
    }

    private ContextLabels labels(Merged merged, int count) {
        Items items = merged.items();
        double share = merged.share();
        int[] labelOfItem =
                Reassignment.of(items, merged.dendrogram().cut(count), count, Merging.activationPrice(items, share));
        Items labels = items.grouped(labelOfItem, count);
        int[] labelOfRow =
                Arrays.stream(merged.itemOfRow()).map(i -> labelOfItem[i]).toArray();
        return new ContextLabels(
                merged.steps(),
                share,
                labelOfRow,
                labels.laws(),
                merged.futures(),
                Merging.of(labels, share),
                List.copyOf(tried));
    }

    /** Close laws p and q cost about twice the squared distance of their roots to merge, so little is lost by putting them together. */
    private static double[][] roots(double[][] laws) {
        return Arrays.stream(laws)
                .map(law -> Arrays.stream(law).map(StrictMath::sqrt).toArray())
                .toArray(double[][]::new);
    }

    private int usual(Merged merged) {
        return usual(merged.dendrogram(), merged.items().vocabulary(), merged.steps());
    }

    private int usual(Dendrogram dendrogram, int words, int steps) {
        return options.labels() == 0
                ? bestCount(dendrogram, words, steps)
                : Math.min(options.labels(), dendrogram.leaves());
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
    private double share(Items rows, int[] item, int count, int steps) {
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
            double price = Merging.activationPrice(seen, share);
            Dendrogram dendrogram = Merging.of(seen, share);
            int labels = usual(dendrogram, rows.vocabulary(), steps);
            int[] labelOf = Reassignment.of(seen, dendrogram.cut(labels), labels, price);
            double n = options.observationsWorth(labels, rows.vocabulary(), steps);
            double nats = n * lost(seen.grouped(labelOf, labels), unseen, price)
                    + labels * (rows.vocabulary() - 1) * StrictMath.log(n) / 2;
            tried.add(String.format(
                    Locale.ROOT,
                    "futures of %d, activation share %s: %d labels, %.1f nats on held-out contexts",
                    steps,
                    share,
                    labels,
                    nats));
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
