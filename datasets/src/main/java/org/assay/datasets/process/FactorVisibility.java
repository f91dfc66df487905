package org.assay.datasets.process;

import java.util.Arrays;
import java.util.Optional;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.Intervention;
import org.assay.datasets.model.Site;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.sequence.ContextSet;

/**
 * Whether a factor shows in the law of the next token: changed alone, to what it is in another context, it moves the law in
 * some context of a sample that is the same at every call. A factor that can be changed and moves no law is what only later
 * tokens tell.
 */
public final class FactorVisibility {
    private static final int SEQUENCES = 12;
    private static final int LENGTH = 24;
    private static final int OTHERS = 7;
    private static final double MOVED = 1e-9;
    private static final Seed SEED = Seed.of(0).child("visibility");

    private FactorVisibility() {}

    /** Empty when the factor could be changed alone nowhere in the sample, as tokens cannot. */
    public static Optional<Boolean> of(GeneratingProcess process, Factor factor) {
        ContextSet contexts = sample(process);
        Site site = new Site("factor." + factor.name());
        Matrix held = process.record(contexts, site).values();
        Matrix laws = process.next(contexts).probabilities();
        boolean changed = false;
        for (int row = 0; row < contexts.rows(); row++) {
            ContextSet one = contexts.select(new int[] {row});
            for (int other = 1; other <= OTHERS; other++) {
                int source = (row + other * contexts.rows() / (OTHERS + 1)) % contexts.rows();
                if (Arrays.equals(held.row(row), held.row(source))) {
                    continue;
                }
                Intervention edit = new Intervention(site, Optional.empty(), held.selectRows(new int[] {source}));
                try {
                    if (distance(process.run(one, edit).probabilities().row(0), laws.row(row)) > MOVED) {
                        return Optional.of(true);
                    }
                    changed = true;
                } catch (IllegalArgumentException cannotBeChangedHere) {
                    // Another row or value may still be possible.
                }
            }
        }
        return changed ? Optional.of(false) : Optional.empty();
    }

    private static ContextSet sample(GeneratingProcess process) {
        int[][] sequences = new int[SEQUENCES][LENGTH];
        Observer observer = process.observer();
        for (int s = 0; s < SEQUENCES; s++) {
            var draws = SEED.child(s).draws();
            observer.restart();
            for (int t = 0; t < LENGTH; t++) {
                sequences[s][t] = observer.draw(draws);
                observer.read(sequences[s][t]);
            }
        }
        return ContextSet.everyPosition(sequences, 0);
    }

    private static double distance(double[] a, double[] b) {
        double greatest = 0;
        for (int i = 0; i < a.length; i++) {
            greatest = Math.max(greatest, Math.abs(a[i] - b[i]));
        }
        return greatest;
    }
}
