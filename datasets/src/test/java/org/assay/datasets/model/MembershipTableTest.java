package org.assay.datasets.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.ContentHash;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MembershipTableTest {
    private static final ContentHash CONTEXTS = ContentHash.of("contexts");

    @Test
    void a_token_is_in_the_set_when_it_is_more_probable_than_not() {
        MembershipTable table = new MembershipTable(CONTEXTS, Matrix.wrap(1, 4, new double[] {0, 0.5, 0.51, 1}));
        assertThat(table.contains(0, 0)).isFalse();
        assertThat(table.contains(0, 1)).isFalse();
        assertThat(table.contains(0, 2)).isTrue();
        assertThat(table.contains(0, 3)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1e-9, 1.0001, Double.NaN, Double.POSITIVE_INFINITY})
    void what_is_no_probability_stops_with_its_row_and_token(double value) {
        assertThatThrownBy(() -> new MembershipTable(CONTEXTS, Matrix.wrap(2, 2, new double[] {0, 1, 0, value})))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("token 1 in row 1");
    }
}
