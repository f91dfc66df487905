package org.assay.analysis.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.OptionalDouble;
import org.assay.analysis.Draw;
import org.assay.analysis.Enumeration;
import org.assay.analysis.control.WindowFeatures;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.Site;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.HiddenMarkovProcess;
import org.assay.datasets.process.Processes;
import org.assay.datasets.progress.Progress;
import org.assay.datasets.sequence.ContextSet;
import org.assay.datasets.sequence.Split;
import org.junit.jupiter.api.Test;

class StreamedDesignTest {
    private static final HiddenMarkovProcess MESS3 = Processes.mess3(0.05, 0.85);
    // More rows than a chunk has.
    private static final ContextSet CONTEXTS = Enumeration.byProbability(MESS3, 8);
    private static final int DEPTH = 3;
    private static final Split SPLIT = Split.bySubtree(CONTEXTS, DEPTH, 0.25, "test");
    private static final ReadoutRows ROWS = ReadoutRows.of(CONTEXTS, SPLIT, DEPTH, Seed.of(1));
    private static final Matrix BELIEF =
            MESS3.record(CONTEXTS, new Site("belief")).values();
    private static final Matrix WINDOW = WindowFeatures.of(CONTEXTS, 3, 4);

    /** Independent columns far from zero: what rounding would spoil if sums were about zero. */
    private static final Matrix SHIFTED = shifted();

    private static Matrix shifted() {
        Matrix features = BELIEF.selectColumns(0, 1).beside(Draw.normal(CONTEXTS.rows(), 7, 1));
        for (int i = 0; i < features.values().length; i++) {
            features.values()[i] = (1 + i % 8) * features.values()[i] + 300;
        }
        return features;
    }

    @Test
    void in_chunks_the_same_is_read_as_from_memory() {
        Readout whole = ReadoutDesign.of(ROWS, SHIFTED).read(BELIEF);
        StreamedDesign design = design(SHIFTED, BELIEF);
        LinearReadout readout = design.fit(0, 3);
        assertThat(readout.ridge()).isEqualTo(whole.ridge());
        assertThat(predicted(SHIFTED, readout).values())
                .containsExactly(whole.predicted().values(), within(1e-9));
    }

    @Test
    void the_solution_is_that_of_a_qr_decomposition_of_the_rows() {
        LinearReadout readout = StreamedDesign.of(
                        ROWS, source(SHIFTED), BELIEF, OptionalDouble.of(1e-10), Progress.SILENT)
                .fit(0, 3);
        Matrix direct = leastSquares(SHIFTED, BELIEF);
        for (int c = 0; c < 3; c++) {
            for (int f = 0; f < 8; f++) {
                assertThat(readout.coefficients().get(f, c)).isCloseTo(direct.get(f, c), within(1e-8));
            }
            assertThat(readout.intercept()[c]).isCloseTo(direct.get(8, c), within(1e-5));
        }
    }

    /** Householder reflections of the weighted rows with a column of ones, (d + 1) x m. */
    private static Matrix leastSquares(Matrix x, Matrix y) {
        int n = ROWS.fit().length;
        int d = x.columns() + 1;
        int m = y.columns();
        double[][] a = new double[n][d + m];
        for (int r = 0; r < n; r++) {
            double root = Math.sqrt(ROWS.fitWeights()[r]);
            for (int c = 0; c < d + m; c++) {
                double value = c == d - 1 ? 1 : c < d ? x.get(ROWS.fit()[r], c) : y.get(ROWS.fit()[r], c - d);
                a[r][c] = root * value;
            }
        }
        for (int k = 0; k < d; k++) {
            double norm = 0;
            for (int r = k; r < n; r++) {
                norm += a[r][k] * a[r][k];
            }
            norm = a[k][k] > 0 ? -Math.sqrt(norm) : Math.sqrt(norm);
            double[] v = new double[n];
            double square = 0;
            for (int r = k; r < n; r++) {
                v[r] = a[r][k] - (r == k ? norm : 0);
                square += v[r] * v[r];
            }
            for (int c = k; c < d + m; c++) {
                double along = 0;
                for (int r = k; r < n; r++) {
                    along += v[r] * a[r][c];
                }
                for (int r = k; r < n; r++) {
                    a[r][c] -= 2 * along / square * v[r];
                }
            }
        }
        Matrix solution = Matrix.zeros(d, m);
        for (int c = 0; c < m; c++) {
            for (int k = d - 1; k >= 0; k--) {
                double rest = a[k][d + c];
                for (int j = k + 1; j < d; j++) {
                    rest -= a[k][j] * solution.get(j, c);
                }
                solution.set(k, c, rest / a[k][k]);
            }
        }
        return solution;
    }

    @Test
    void several_targets_in_one_pass_are_read_as_each_alone() {
        Matrix other = WINDOW.selectColumns(0, 2);
        StreamedDesign together = design(SHIFTED, BELIEF.beside(other));
        LinearReadout alone = design(SHIFTED, other).fit(0, 2);
        LinearReadout beside = together.fit(3, 5);
        assertThat(beside.ridge()).isEqualTo(alone.ridge());
        assertThat(beside.coefficients().values())
                .containsExactly(alone.coefficients().values(), within(1e-12));
        Matrix both = StreamedDesign.predict(source(SHIFTED), List.of(together.fit(0, 3), beside), SPLIT.heldOut());
        assertThat(both.selectColumns(3, 5)).isEqualTo(predicted(SHIFTED, beside));
    }

    @Test
    void repeated_columns_are_dropped_by_name_and_change_nothing() {
        Matrix sum = Matrix.zeros(SHIFTED.rows(), 2);
        for (int r = 0; r < sum.rows(); r++) {
            sum.set(r, 0, SHIFTED.get(r, 1) - 2 * SHIFTED.get(r, 2));
            sum.set(r, 1, 4);
        }
        Matrix more = SHIFTED.beside(SHIFTED.selectColumns(2, 4)).beside(sum);
        StreamedDesign design = design(more, BELIEF);
        assertThat(design.basis().used()).isEqualTo(8);
        assertThat(design.basis().dependent()).containsExactly("x[8] = x[2]", "x[9] = x[3]", "x[10]");
        assertThat(design.basis().constant()).containsExactly("x[11]");
        assertThat(design.basis().statement())
                .isEqualTo("8 of 12 columns; 1 dropped as constant (x[11]); 3 dropped as made of columns before them"
                        + " (x[8] = x[2], x[9] = x[3], x[10])");
        assertThat(predicted(more, design.fit(0, 3)).values())
                .containsExactly(
                        predicted(SHIFTED, design(SHIFTED, BELIEF).fit(0, 3)).values(), within(1e-12));
    }

    @Test
    void copies_that_single_precision_has_rounded_still_count_as_copies() {
        Matrix rounded = Matrix.zeros(SHIFTED.rows(), 1);
        for (int r = 0; r < rounded.rows(); r++) {
            rounded.set(r, 0, (float) (SHIFTED.get(r, 1) - 300));
        }
        assertThat(design(SHIFTED.beside(rounded), BELIEF).basis().dependent()).containsExactly("x[8] = x[1]");
    }

    @Test
    void what_cannot_be_fitted_is_refused() {
        assertThatThrownBy(() -> design(Matrix.zeros(CONTEXTS.rows(), 3), BELIEF))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("none of 3 features varies");
        assertThatThrownBy(() -> design(Matrix.zeros(5, 3), BELIEF))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must have a row for each of " + CONTEXTS.rows());
        Matrix broken = SHIFTED.selectColumns(0, 8);
        broken.set(ROWS.fit()[17], 3, Double.NaN);
        assertThatThrownBy(() -> design(broken, BELIEF))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("feature 3 of the row fitted on at place 17 is NaN");
    }

    private static StreamedDesign design(Matrix features, Matrix targets) {
        return StreamedDesign.of(ROWS, source(features), targets, Progress.SILENT);
    }

    private static FeatureSource source(Matrix features) {
        return FeatureSource.of("x", features);
    }

    private static Matrix predicted(Matrix features, LinearReadout readout) {
        return StreamedDesign.predict(source(features), List.of(readout), SPLIT.heldOut());
    }
}
