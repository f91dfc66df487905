package org.assay.analysis.subspace.ceiling;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.model.Site;
import org.assay.datasets.sequence.ContextSet;
import org.assay.neural.djl.UnitEdit;
import org.assay.neural.hook.HookedTransformer;
import org.assay.neural.hook.Selection;
import org.assay.neural.hook.Softmax;
import org.assay.neural.transformer.HookPoint;
import org.assay.neural.transformer.HookPoint.Layout;

/**
 * {@link SiteGradient} of a network in the engine: contexts of the same length are run together, cut off after the row's position,
 * which is all that an edit there can reach. The derivative by the logits is {@code q - p}; the engine carries it back to the site.
 */
public final class HookedGradient implements SiteGradient {
    /** Positions of a run. */
    private static final int MOST_POSITIONS = 8_192;

    private final HookedTransformer network;
    private final HookPoint point;

    public HookedGradient(HookedTransformer network, Site site) {
        this.network = network;
        this.point = network.point(site);
        if (point.layout() == Layout.KEYS) {
            throw new IllegalArgumentException(
                    "subspaces are learned where a position holds a vector, which " + site + " does not");
        }
    }

    @Override
    public At at(ContextSet bases, Matrix held, NextTokenTable target) {
        TreeMap<Integer, List<Integer>> byLength = new TreeMap<>();
        for (int r = 0; r < bases.rows(); r++) {
            byLength.computeIfAbsent(bases.rowPosition(r) + 1, length -> new ArrayList<>())
                    .add(r);
        }
        Matrix gradient = Matrix.zeros(held.rows(), held.columns());
        double loss = 0;
        for (var group : byLength.entrySet()) {
            List<Integer> rows = group.getValue();
            int most = Math.max(1, MOST_POSITIONS / group.getKey());
            for (int from = 0; from < rows.size(); from += most) {
                int[] part = rows.subList(from, Math.min(rows.size(), from + most)).stream()
                        .mapToInt(Integer::intValue)
                        .toArray();
                loss += add(bases, held, target, part, gradient);
            }
        }
        return new At(loss / held.rows(), gradient);
    }

    /** Fills in the gradient of these rows, which are equally long, and returns the sum of their losses. */
    private double add(ContextSet bases, Matrix held, NextTokenTable target, int[] rows, Matrix gradient) {
        int[][] sequences = new int[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            sequences[i] = bases.context(rows[i]);
        }
        int length = sequences[0].length;
        Selection last = Selection.all(point, rows.length, length).at(length - 1);
        List<UnitEdit> edits = List.of(last.set(held.selectRows(rows).values()));
        Matrix logits = network.forward(sequences, edits, List.of(), point.isHeadInput())
                .logits();
        int[] ends = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            ends[i] = (i + 1) * length - 1;
        }
        Matrix law = Softmax.rows(logits.selectRows(ends));
        int v = law.columns();
        double[] seed = new double[logits.values().length];
        double loss = 0;
        for (int i = 0; i < rows.length; i++) {
            for (int token = 0; token < v; token++) {
                double p = target.get(rows[i], token);
                double q = law.get(i, token);
                // A law of softmax gives every token a chance, but one may be too small for a double.
                loss += p > 0 ? p * Math.log(p / Math.max(q, Double.MIN_NORMAL)) : 0;
                seed[ends[i] * v + token] = (q - p) / held.rows();
            }
        }
        double[] found = last.of(network.gradients(sequences, edits, List.of(point.name()), point.isHeadInput(), seed)
                .get(point.name()));
        int d = gradient.columns();
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(found, i * d, gradient.values(), rows[i] * d, d);
        }
        return loss;
    }
}
