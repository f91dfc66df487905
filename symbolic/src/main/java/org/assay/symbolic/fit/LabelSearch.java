package org.assay.symbolic.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.assay.datasets.model.Representation;
import org.assay.datasets.model.SequenceModel;
import org.assay.datasets.sequence.ContextSet;

/**
 * The search for {@link ContextLabels}: contexts are put together to items, and items merged, for futures of 1, 2, ... tokens, until a
 * token more changes nothing. From the merging of the futures that were settled on, labels of any number can be had.
 */
final class LabelSearch {
    /** Labels that share more than this of their information are the same for the choice of m. */
    private static final double UNCHANGED = 0.99;

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
        double share = 0;
        for (int steps = 1; steps <= options.mostSteps(); steps++) {
            futures(model, steps);
            share = share(model, steps, share);
            Merged merged = merged(steps, share);
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
        return futures.get(Math.min(settled.steps(), futures.size() - 1));
    }

    private double[][] futures(SequenceModel model, int steps) {
        while (futures.size() < steps) {
            futures.add(Futures.of(model, contexts, futures.size() + 1));
        }
        return futures.get(steps - 1);
    }

    /**
     * The share of activations in labels from futures of so many tokens, judged by those of one token more; where there are none, the
     * share {@code before}.
     */
    private double share(SequenceModel model, int steps, double before) {
        if (options.activationShares().size() == 1) {
            return options.activationShares().get(0);
        }
        if (whitened[0].length == 0 || steps == options.mostSteps()) {
            return before;
        }
        Items rows = new Items(contexts.weights(), futures.get(steps - 1), whitened);
        ActivationTrial trial = new ActivationTrial(contexts, rows, futures(model, steps + 1), steps, options);
        double share = trial.best();
        tried.addAll(trial.tried());
        return share;
    }

    private Merged merged(int steps, double share) {
        double[][] laws = futures.get(steps - 1);
        Items rows = new Items(contexts.weights(), laws, whitened);
        int[] item = itemOfRow(rows, share, steps, options);
        Items items = rows.grouped(item, Arrays.stream(item).max().orElse(0) + 1);
        return new Merged(steps, laws, item, items, share, Merging.of(items, share));
    }

    /**
     * Contexts put together to as many items as options allow, by what merging two of them costs: their laws and, with a share, their
     * activations, since contexts in one item can no longer be told apart.
     */
    static int[] itemOfRow(Items rows, double share, int steps, MachineOptions options) {
        double price = Merging.activationPrice(rows, share);
        double[][] points = new double[rows.size()][];
        Arrays.setAll(
                points,
                row -> price == 0
                        ? roots(rows.laws()[row])
                        : inNats(roots(rows.laws()[row]), rows.points()[row], price));
        return KMeans.of(
                rows.weights(), points, options.mostItems(), options.seed().child(steps));
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
    private static double[] roots(double[] law) {
        return Arrays.stream(law).map(StrictMath::sqrt).toArray();
    }

    /** Coordinates whose squared distance is the cost of merging two contexts of the same weight, up to a factor. */
    private static double[] inNats(double[] roots, double[] activation, double price) {
        double[] both = Arrays.copyOf(roots, roots.length + activation.length);
        for (int i = 0; i < both.length; i++) {
            both[i] = i < roots.length
                    ? StrictMath.sqrt(2) * roots[i]
                    : StrictMath.sqrt(price) * activation[i - roots.length];
        }
        return both;
    }

    private int usual(Merged merged) {
        return options.labelsOf(merged.dendrogram(), merged.items().vocabulary(), merged.steps());
    }
}
