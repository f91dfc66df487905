package org.assay.reports.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;
import org.junit.jupiter.api.Test;

class DecimalsTest {
    @Test
    void exact_text_reads_back_as_the_same_double() {
        Draws draws = new Seed(1).draws();
        int seen = 0;
        while (seen < 5000) {
            double value = Double.longBitsToDouble(draws.nextBits());
            if (Double.isFinite(value)) {
                assertThat(Double.parseDouble(Decimals.exact(value))).isEqualTo(value);
                seen++;
            }
        }
        for (double value : new double[] {Double.MIN_VALUE, Double.MAX_VALUE, -Double.MIN_NORMAL, 2e-3, 2e23, 1e7}) {
            assertThat(Double.parseDouble(Decimals.exact(value))).isEqualTo(value);
        }
    }

    @Test
    void exact_text_has_the_fewest_digits() {
        assertThat(Decimals.exact(0.1)).isEqualTo("0.1");
        assertThat(Decimals.exact(0.1 + 0.2)).isEqualTo("0.30000000000000004");
        assertThat(Decimals.exact(2e23)).isEqualTo("2E23");
        assertThat(Decimals.exact(100)).isEqualTo("100");
        assertThat(Decimals.exact(-0.0)).isEqualTo("0");
        assertThat(Decimals.exact(-1.5e-7)).isEqualTo("-1.5E-7");
        assertThat(Decimals.exact(4.9e-324)).isEqualTo("5E-324");
    }

    @Test
    void shown_text_is_rounded_and_keeps_small_numbers_apart_from_zero() {
        assertThat(Decimals.shown(2.455249)).isEqualTo("2.455");
        assertThat(Decimals.shown(0.00081)).isEqualTo("0.00081");
        assertThat(Decimals.shown(0.000012345)).isEqualTo("1.234E-5");
        assertThat(Decimals.shown(12345.678, 3)).isEqualTo("12300");
        assertThat(Decimals.shown(0)).isEqualTo("0");
    }

    @Test
    void whole_numbers_are_grouped_by_thousands() {
        assertThat(Decimals.grouped(0)).isEqualTo("0");
        assertThat(Decimals.grouped(999)).isEqualTo("999");
        assertThat(Decimals.grouped(-1234567)).isEqualTo("-1,234,567");
    }

    @Test
    void numbers_that_are_not_finite_are_refused() {
        for (double value : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            assertThatThrownBy(() -> Decimals.shortest(value)).isInstanceOf(ArithmeticException.class);
        }
    }
}
