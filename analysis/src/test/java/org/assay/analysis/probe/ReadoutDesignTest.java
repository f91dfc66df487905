package org.assay.analysis.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.assay.analysis.Draw;
import org.assay.analysis.Enumeration;
import org.assay.analysis.control.ShuffledTargets;
import org.assay.analysis.control.WindowFeatures;
import org.assay.analysis.metric.Clusters;
import org.assay.analysis.metric.Interval;
import org.assay.analysis.smile.LeastSquares;
import org.assay.analysis.subspace.RandomSubspace;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.Site;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.HiddenMarkovProcess;
import org.assay.datasets.process.Processes;
import org.assay.datasets.sequence.ContextSet;
import org.assay.datasets.sequence.Split;
import org.junit.jupiter.api.Test;

class ReadoutDesignTest {
    private static final HiddenMarkovProcess MESS3 = Processes.mess3(0.05, 0.85);
    private static final ContextSet CONTEXTS = Enumeration.byProbability(MESS3, 7);
    private static final int DEPTH = 3;
    private static final Split SPLIT = Split.bySubtree(CONTEXTS, DEPTH, 0.25, "test");
    private static final ReadoutRows ROWS = ReadoutRows.of(CONTEXTS, SPLIT, DEPTH, Seed.of(1));
    private static final Matrix BELIEF =
            MESS3.record(CONTEXTS, new Site("belief")).values();
    private static final Matrix WINDOW = WindowFeatures.of(CONTEXTS, 3, 4);

    @Test
    void what_is_linear_in_the_features_is_read_out_on_contexts_never_seen() {
        Matrix features = BELIEF.beside(Draw.normal(CONTEXTS.rows(), 8, 1));
        assertThat(ReadoutDesign.of(ROWS, features)
                        .read(BELIEF.times(Draw.normal(3, 5, 2)))
                        .r2())
                .isGreaterThan(1 - 1e-9);
    }

    @Test
    void features_that_know_nothing_and_shuffled_targets_read_nothing() {
        ReadoutDesign noise = ReadoutDesign.of(ROWS, Draw.normal(CONTEXTS.rows(), 20, 3));
        // A ridge without bound leaves the mean of the rows fitted on, which held-out subtrees do not share.
        double mean = noise.read(BELIEF, 1e12).r2();
        assertThat(mean).isNegative();
        assertThat(noise.read(BELIEF).r2()).isCloseTo(mean, within(.05));
        Matrix shuffled = ShuffledTargets.of(BELIEF, Seed.of(4));
        ReadoutDesign window = ReadoutDesign.of(ROWS, WINDOW);
        assertThat(window.read(shuffled).r2()).isLessThan(.05);
        assertThat(window.read(BELIEF).r2()).isGreaterThan(.8);
    }

    @Test
    void a_target_that_does_not_vary_has_no_r2() {
        Matrix constant = Matrix.zeros(CONTEXTS.rows(), 2);
        Arrays.fill(constant.values(), 0.5);
        Readout readout = ReadoutDesign.of(ROWS, WINDOW).read(constant);
        assertThat(readout.predicted().values()).containsOnly(new double[] {0.5}, within(1e-12));
        assertThatThrownBy(readout::r2).isInstanceOf(ArithmeticException.class).hasMessageContaining("does not vary");
    }

    @Test
    void the_solution_is_that_of_the_definition() {
        double ridge = 0.01;
        Readout readout = ReadoutDesign.of(ROWS, WINDOW).read(BELIEF, ridge);
        Standardised standard = Standardised.of(WINDOW, ROWS.fit(), ROWS.fitWeights());
        Matrix z = standard.apply(WINDOW, ROWS.fit());
        Matrix weighted = Matrix.zeros(z.rows(), z.columns());
        for (int r = 0; r < z.rows(); r++) {
            for (int c = 0; c < z.columns(); c++) {
                weighted.set(r, c, ROWS.fitWeights()[r] * z.get(r, c));
            }
        }
        Matrix y = BELIEF.selectRows(ROWS.fit());
        double[] mean = y.leftTimes(ROWS.fitWeights());
        Matrix b = LeastSquares.ridge(
                z.transpose().times(weighted), weighted.transpose().times(y), ridge);
        Matrix direct = standard.apply(WINDOW, ROWS.heldOut()).times(b);
        for (int i = 0; i < direct.values().length; i++) {
            direct.values()[i] += mean[i % 3];
        }
        assertThat(readout.predicted().values()).containsExactly(direct.values(), within(1e-9));
    }

    @Test
    void the_ridge_is_the_one_with_the_least_error_on_inner_folds() {
        Matrix features = WINDOW.beside(Draw.normal(CONTEXTS.rows(), 8, 5));
        Readout chosen = ReadoutDesign.of(ROWS, features).read(BELIEF);
        double least = Double.POSITIVE_INFINITY;
        double best = 0;
        for (double ridge : new double[] {1e3, 1e2, 10, 1, 1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-8}) {
            double error = 0;
            for (int fold = 0; fold < ReadoutRows.FOLDS; fold++) {
                error += errorOnFold(features, fold, ridge);
            }
            if (error < least) {
                least = error;
                best = ridge;
            }
        }
        assertThat(chosen.ridge()).isEqualTo(best);
    }

    /** Fits all rows but those of a fold from scratch, features at the scale of all fit rows; scores the fold. */
    private static double errorOnFold(Matrix features, int fold, double ridge) {
        int[] inside = ROWS.fold(fold);
        int[] outside = IntStream.range(0, ROWS.fit().length)
                .filter(i -> Arrays.binarySearch(inside, i) < 0)
                .toArray();
        Standardised standard = Standardised.of(features, ROWS.fit(), ROWS.fitWeights());
        double[] weights = ROWS.weightsOf(outside);
        double total = Arrays.stream(weights).sum();
        Matrix z = standard.apply(features, ROWS.rowsOf(outside));
        Matrix y = BELIEF.selectRows(ROWS.rowsOf(outside));
        for (int r = 0; r < weights.length; r++) {
            weights[r] /= total;
        }
        double[] meanZ = z.leftTimes(weights);
        double[] meanY = y.leftTimes(weights);
        Matrix gram = Matrix.zeros(z.columns(), z.columns());
        Matrix cross = Matrix.zeros(z.columns(), 3);
        for (int r = 0; r < weights.length; r++) {
            for (int i = 0; i < z.columns(); i++) {
                double left = weights[r] * (z.get(r, i) - meanZ[i]);
                for (int j = 0; j < z.columns(); j++) {
                    gram.set(i, j, gram.get(i, j) + left * (z.get(r, j) - meanZ[j]));
                }
                for (int c = 0; c < 3; c++) {
                    cross.set(i, c, cross.get(i, c) + left * (y.get(r, c) - meanY[c]));
                }
            }
        }
        Matrix b = LeastSquares.ridge(gram, cross, ridge);
        Matrix zInside = standard.apply(features, ROWS.rowsOf(inside));
        double[] insideWeights = ROWS.weightsOf(inside);
        double error = 0;
        for (int r = 0; r < inside.length; r++) {
            for (int c = 0; c < 3; c++) {
                double predicted = meanY[c];
                for (int i = 0; i < z.columns(); i++) {
                    predicted += (zInside.get(r, i) - meanZ[i]) * b.get(i, c);
                }
                double miss = BELIEF.get(ROWS.rowsOf(inside)[r], c) - predicted;
                error += insideWeights[r] * miss * miss;
            }
        }
        return error;
    }

    @Test
    void held_out_rows_decide_nothing() {
        Matrix spoilt = BELIEF.selectRows(IntStream.range(0, BELIEF.rows()).toArray());
        for (int r : SPLIT.heldOut()) {
            spoilt.set(r, 0, 100 + r);
        }
        ReadoutDesign design = ReadoutDesign.of(ROWS, WINDOW);
        assertThat(design.read(spoilt).predicted())
                .isEqualTo(design.read(BELIEF).predicted());
    }

    @Test
    void too_few_different_contexts_for_the_features_are_refused() {
        Matrix many = Draw.normal(CONTEXTS.rows(), ROWS.uniquePrefixes() / 10 + 1, 6);
        assertThatThrownBy(() -> ReadoutDesign.of(ROWS, many))
                .isInstanceOf(TooFewContextsException.class)
                .hasMessageContaining("different contexts to fit on, got " + ROWS.uniquePrefixes());
    }

    @Test
    void repeated_contexts_do_not_count_twice() {
        int[][] same = new int[40][];
        Arrays.setAll(same, s -> new int[] {s % 8, (s % 8 + 1) % 8, 5});
        ContextSet contexts = ContextSet.everyPosition(same, 0);
        int[] all = IntStream.range(0, contexts.rows()).toArray();
        assertThat(ReadoutRows.of(contexts, new Split(all, all), 1, Seed.of(1)).uniquePrefixes())
                .isEqualTo(24);
    }

    @Test
    void constant_columns_are_dropped_and_counted() {
        Matrix constant = Matrix.zeros(CONTEXTS.rows(), 2);
        for (int r = 0; r < constant.rows(); r++) {
            constant.set(r, 0, 3.7);
        }
        Readout readout = ReadoutDesign.of(ROWS, constant.beside(WINDOW)).read(BELIEF);
        Readout without = ReadoutDesign.of(ROWS, WINDOW).read(BELIEF);
        assertThat(readout.dropped()).isEqualTo(without.dropped() + 2);
        assertThat(readout.predicted()).isEqualTo(without.predicted());
        assertThatThrownBy(() -> ReadoutDesign.of(ROWS, constant)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void rotating_scaling_and_shifting_the_features_changes_nothing() {
        Matrix features = BELIEF.selectColumns(0, 2).beside(Draw.normal(CONTEXTS.rows(), 6, 7));
        Matrix rotation = RandomSubspace.of(new double[8], 8, Seed.of(8)).basis();
        Matrix target = WINDOW.selectColumns(0, 3);
        double straight = ReadoutDesign.of(ROWS, features).read(target, 1e-8).r2();
        double rotated = ReadoutDesign.of(ROWS, features.times(rotation))
                .read(target, 1e-8)
                .r2();
        assertThat(rotated).isCloseTo(straight, within(1e-6));
        Matrix scaled = features.selectColumns(0, 8);
        for (int i = 0; i < scaled.values().length; i++) {
            scaled.values()[i] = 1e5 * scaled.values()[i] + 40;
        }
        assertThat(ReadoutDesign.of(ROWS, scaled).read(target).r2())
                .isCloseTo(ReadoutDesign.of(ROWS, features).read(target).r2(), within(1e-8));
    }

    @Test
    void permuting_the_labels_of_the_target_changes_nothing() {
        Matrix permuted = BELIEF.selectColumns(1, 3).beside(BELIEF.selectColumns(0, 1));
        ReadoutDesign design = ReadoutDesign.of(ROWS, WINDOW);
        assertThat(design.read(permuted).r2()).isCloseTo(design.read(BELIEF).r2(), within(1e-12));
    }

    @Test
    void the_interval_holds_the_value_and_is_the_same_every_time() {
        Readout readout = ReadoutDesign.of(ROWS, WINDOW).read(BELIEF);
        Clusters clusters = Clusters.bySubtree(CONTEXTS, 5).select(ROWS.heldOut());
        Interval interval = readout.r2(clusters, Seed.of(9));
        assertThat(interval.value()).isCloseTo(readout.r2(), within(1e-12));
        assertThat(interval.low()).isLessThan(interval.high());
        assertThat(readout.r2(clusters, Seed.of(9))).isEqualTo(interval);
    }
}
