package org.assay.analysis.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assay.analysis.experiment.ExperimentSpec.ContextSpec;
import org.assay.analysis.metric.Clusters;
import org.assay.datasets.corpus.Enumeration;
import org.assay.datasets.corpus.SampledContexts;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.model.Site;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.sequence.ContextSet;
import org.assay.datasets.sequence.Split;

/**
 * The contexts that one replicate measures on, and what is true of them.
 *
 * @param process  what made them
 * @param all      every row, fitted on or held out
 * @param split    by subtree: no held-out context shares its beginning with one that was fitted on
 * @param fit      the rows to fit on
 * @param heldOut  the rows to score on
 * @param edited   some of the held-out rows, for scores that need a pass through the network for every row
 * @param clusters of the held-out rows: what stands or falls together in an interval
 * @param truth    exact law of the held-out rows
 * @param targets  what is read out: belief and factors of all rows, by name
 */
record MeasuredContexts(
        GeneratingProcess process,
        ContextSet all,
        Split split,
        ContextSet fit,
        ContextSet heldOut,
        ContextSet edited,
        Clusters clusters,
        NextTokenTable truth,
        Map<String, Matrix> targets) {
    private static final String BELIEF = "belief";

    /** Probabilities and indicators that differ by less are equal. */
    private static final double ROUNDING = 1e-9;

    /**
     * @param longest tokens in a sampled sequence: the context length of the network
     * @param edited  at most so many rows in {@code edited}
     */
    static MeasuredContexts of(GeneratingProcess process, ContextSpec spec, int longest, int edited, Seed seed) {
        boolean enumerated = spec.enumerate() > 0;
        ContextSet all = enumerated
                ? Enumeration.of(process, spec.enumerate())
                : SampledContexts.of(process, seed.child("contexts"), spec.sequences(), longest, spec.firstPosition())
                        .contexts();
        Split split = Split.bySubtree(all, spec.splitDepth(), spec.heldOutShare(), seed.toString());
        ContextSet heldOut = all.select(split.heldOut());
        return new MeasuredContexts(
                process,
                all,
                split,
                all.select(split.fit()),
                heldOut,
                some(heldOut, edited, seed.child("edited")),
                enumerated ? Clusters.bySubtree(heldOut, spec.splitDepth()) : Clusters.bySequence(heldOut),
                process.next(heldOut),
                targets(process, all, split));
    }

    /** Whether the process has hidden states and a belief over them that depends on the context. */
    boolean hasBelief() {
        return targets.containsKey(BELIEF);
    }

    static Site beliefSite() {
        return new Site(BELIEF);
    }

    /**
     * Belief and factors, each once under its first name, that vary on both sides of the split; the others cannot be read out
     * of anything.
     */
    private static Map<String, Matrix> targets(GeneratingProcess process, ContextSet all, Split split) {
        Map<String, Matrix> targets = new LinkedHashMap<>();
        for (Site site : process.sites()) {
            Matrix values = process.record(all, site).values();
            boolean seenBefore = targets.containsValue(values);
            if (!seenBefore && varies(values, split.fit()) && varies(values, split.heldOut())) {
                targets.put(site.name(), values);
            }
        }
        return targets;
    }

    private static boolean varies(Matrix values, int[] rows) {
        int columns = values.columns();
        for (int row : rows) {
            for (int c = 0; c < columns; c++) {
                if (Math.abs(values.get(row, c) - values.get(rows[0], c)) > ROUNDING) {
                    return true;
                }
            }
        }
        return false;
    }

    private static ContextSet some(ContextSet contexts, int most, Seed seed) {
        if (contexts.rows() <= most) {
            return contexts;
        }
        int[] rows = Arrays.copyOf(seed.draws().nextPermutation(contexts.rows()), most);
        Arrays.sort(rows);
        return contexts.select(rows);
    }

    /** The targets on the held-out rows, in their order. */
    List<Matrix> targetsOfHeldOut() {
        List<Matrix> rows = new ArrayList<>();
        targets.values().forEach(values -> rows.add(values.selectRows(split.heldOut())));
        return rows;
    }
}
