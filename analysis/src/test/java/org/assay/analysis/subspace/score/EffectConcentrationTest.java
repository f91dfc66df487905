package org.assay.analysis.subspace.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.assay.analysis.Draw;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EffectConcentrationTest {
    @Test
    void one_block_with_everything_reaches_the_most_there_is() {
        EffectConcentration all =
                EffectConcentration.of(new double[] {0, -3, 0, 0}, new double[] {1, 1, 1, 1}, 2, 2, 2, 2);
        assertThat(all.plain()).isCloseTo(.75, within(1e-12));
        assertThat(all.perDimension()).isCloseTo(.75, within(1e-12));
        assertThat(all.ofMost()).isCloseTo(1, within(1e-12));
    }

    @Test
    void equal_blocks_have_none_and_denominators_make_them_equal() {
        assertThat(EffectConcentration.gini(2, 2, 2)).isZero();
        EffectConcentration even = EffectConcentration.of(new double[] {1, 2, 4}, new double[] {2, 4, 8}, .1, .2, .4);
        assertThat(even.perDimension()).isCloseTo(0, within(1e-12));
        assertThat(even.perVariance()).isCloseTo(0, within(1e-12));
        assertThat(even.plain()).isCloseTo(EffectConcentration.gini(1, 2, 4), within(1e-12));
    }

    /** Second route: twice the area between the Lorenz curve and the diagonal. */
    @Test
    void the_sum_over_pairs_is_the_area_under_the_lorenz_curve() {
        double[] x = Draw.uniform(9, 4);
        double[] sorted = Arrays.stream(x).sorted().toArray();
        double total = Arrays.stream(x).sum();
        double area = 0;
        double below = 0;
        for (double value : sorted) {
            area += (below + (below + value)) / 2 / total / sorted.length;
            below += value;
        }
        assertThat(EffectConcentration.gini(x)).isCloseTo(1 - 2 * area, within(1e-12));
    }

    @Test
    void scale_and_order_do_not_matter_and_nothing_is_refused() {
        assertThat(EffectConcentration.gini(1, 5, 3)).isEqualTo(EffectConcentration.gini(30, 10, 50));
        assertThatThrownBy(() -> EffectConcentration.gini(0, 0)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> EffectConcentration.gini(1, Double.NaN)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> EffectConcentration.of(new double[] {1, 1}, new double[] {1, 1}, 0, 1))
                .isInstanceOf(ArithmeticException.class);
    }

    /** The cells released for GPT-2: five tests, plain, per dimension and per variance, and their mean as published. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                ".889 .713 .629 .498 .718 | .889 .720 .704 .550 .665 | .896 .829 .384 .790 .779 | .710",
                ".434 .457 .498 .380 .345 | .424 .219 .303 .216 .236 | .374 .517 .512 .355 .357 | .375"
            })
    void the_mean_over_tests_and_denominators_is_the_published_one(
            String plain, String perDimension, String perVariance, double published) {
        double[] a = numbers(plain);
        double[] b = numbers(perDimension);
        double[] c = numbers(perVariance);
        List<EffectConcentration> tests = IntStream.range(0, 5)
                .mapToObj(i -> new EffectConcentration(a[i], b[i], c[i], 12))
                .toList();
        assertThat(EffectConcentration.mean(tests)).isCloseTo(published, within(.0005));
    }

    private static double[] numbers(String text) {
        return Arrays.stream(text.trim().split(" "))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }
}
