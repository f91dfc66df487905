package org.assay.analysis.dictionary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.assay.datasets.matrix.Matrix;
import org.junit.jupiter.api.Test;

class MeanMaxCosineTest {
    private static final Matrix AXES = Matrix.identity(3);

    @Test
    void directionsThatAreAllThereHaveOneWhateverElseThereIsAndHoweverLong() {
        Matrix learned = Matrix.ofRows(
                new double[] {0, 0, 9}, new double[] {2, 0, 0}, new double[] {1, 1, 1}, new double[] {0, 0.1, 0});
        assertThat(MeanMaxCosine.of(learned, AXES)).isCloseTo(1, within(1e-12));
    }

    @Test
    void oneDirectionMatchesOneAndTheOppositeSideDoesNotCount() {
        assertThat(MeanMaxCosine.of(Matrix.ofRows(new double[] {1, 0, 0}), AXES))
                .isCloseTo(1.0 / 3, within(1e-12));
        assertThat(MeanMaxCosine.of(Matrix.ofRows(new double[] {-1, 0, 0}), AXES))
                .isCloseTo(-1.0 / 3, within(1e-12));
    }

    @Test
    void noDirectionsAndDirectionsOfNoLengthAreRefused() {
        assertThatThrownBy(() -> MeanMaxCosine.of(Matrix.zeros(0, 3), AXES)).hasMessageContaining("both sides");
        assertThatThrownBy(() -> MeanMaxCosine.of(Matrix.zeros(1, 3), AXES)).isInstanceOf(ArithmeticException.class);
    }
}
