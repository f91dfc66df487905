package org.assay.analysis.subspace.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.assay.analysis.subspace.PrincipalAngles;
import org.assay.analysis.subspace.Subspace;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.Seed;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SuperpositionToyTest {
    private static final double STEP = 1e-6;

    @Test
    void the_gradient_is_that_of_finite_differences() {
        List<Integer> groups = List.of(5, 3);
        SuperpositionTraining training = new SuperpositionTraining(groups, 4, Seed.of(1));
        training.batchGradient();
        for (int i = 0; i < training.gradient().length; i++) {
            double numeric = (lossMoved(groups, i, STEP) - lossMoved(groups, i, -STEP)) / (2 * STEP);

            assertThat(training.gradient()[i]).as("parameter " + i).isCloseTo(numeric, within(1e-7));
        }
        assertThat(Arrays.stream(training.gradient()).map(Math::abs).max().orElseThrow())
                .isGreaterThan(1e-3);
    }

    private static double lossMoved(List<Integer> groups, int parameter, double by) {
        SuperpositionTraining moved = new SuperpositionTraining(groups, 4, Seed.of(1));
        moved.parameters()[parameter] += by;
        return moved.batchGradient();
    }

    @Test
    @Tag("slow")
    void trained_groups_lie_in_orthogonal_halves_of_twelve_directions() {
        SuperpositionToy toy = SuperpositionToy.train(List.of(20, 20), 12, Seed.of(1));
        KnownCode code = toy.draw(20_000, Seed.of(2));

        assertThat(code.truth().sizes()).containsExactly(6, 6);
        assertThat(code.recovery(code.truth())).isGreaterThan(0.999);
        Subspace first = code.truth().block(0);
        Matrix other = code.codes().get(1);
        double inside = energy(first.coordinates(other)) / energy(other);
        assertThat(inside).isLessThan(1e-3);
        assertThat(PrincipalAngles.between(first, code.truth().block(1)).overlap())
                .isLessThan(1e-12);
        // Variance of all features together: each is on with chance 3/80, with a strength of mean 1/2 and square 1/3.
        double chance = 0.75 / 20;
        double variance = 40 * (chance / 3 - chance * chance / 4);
        assertThat(toy.loss() / variance).as("unexplained share").isBetween(0.02, 0.04);
    }

    @Test
    @Tag("slow")
    void hidden_rows_are_the_strengths_times_the_codes() {
        SuperpositionToy toy = SuperpositionToy.train(List.of(4, 4), 4, Seed.of(3));
        KnownCode code = toy.draw(200, Seed.of(4));
        Matrix sum = Matrix.zeros(200, 4);
        for (int g = 0; g < 2; g++) {
            Matrix part = code.factors().get(g).coordinates().times(code.codes().get(g));
            for (int i = 0; i < part.values().length; i++) {
                sum.values()[i] += part.values()[i];
            }
        }

        for (int i = 0; i < sum.values().length; i++) {
            assertThat(code.activations().values()[i]).isCloseTo(sum.values()[i], within(1e-12));
        }
    }

    private static double energy(Matrix matrix) {
        double energy = 0;
        for (double value : matrix.values()) {
            energy += value * value;
        }
        return energy;
    }
}
