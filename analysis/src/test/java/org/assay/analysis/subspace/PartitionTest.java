package org.assay.analysis.subspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.assay.datasets.matrix.Matrix;
import org.junit.jupiter.api.Test;

class PartitionTest {
    private static final double R = Math.sqrt(0.5);

    @Test
    void blocksAreTheRowsOfTheBasisInOrderAndTheRestIsUnassigned() {
        Matrix first = Matrix.ofRows(new double[] {R, R, 0, 0});
        Matrix second = Matrix.ofRows(new double[] {0, 0, 1, 0}, new double[] {R, -R, 0, 0});
        Partition partition = Partition.of(new double[4], List.of(first, second));

        assertThat(partition.sizes()).containsExactly(1, 2);
        assertThat(partition.unassigned()).isEqualTo(1);
        assertThat(partition.block(1).basis().values()).containsExactly(second.values());
        assertThat(partition.blocks()).hasSize(2);
    }

    @Test
    void blocksThatOverlapOrHoldMoreThanThereIsAreRefused() {
        Matrix axis = Matrix.ofRows(new double[] {1, 0});
        assertThatThrownBy(() -> Partition.of(new double[2], List.of(axis, axis)))
                .hasMessageContaining("inner product 1.0");
        assertThatThrownBy(() -> new Partition(new double[2], Matrix.identity(2), List.of(2, 1)))
                .hasMessageContaining("[2, 1]");
        assertThatThrownBy(() -> new Partition(new double[2], Matrix.identity(2), List.of()))
                .hasMessageContaining("[]");
    }

    @Test
    void aRecordedFactorHasValuesWhereItIsOneHotAndNoneWhereItIsABelief() {
        Matrix oneHot = Matrix.ofRows(new double[] {0, 1}, new double[] {1, 0});
        assertThat(KnownFactor.recorded("a", oneHot).values())
                .hasValueSatisfying(values -> assertThat(values).containsExactly(1, 0));
        Matrix belief = Matrix.ofRows(new double[] {0.5, 0.5}, new double[] {1, 0});
        assertThat(KnownFactor.recorded("b", belief).values()).isEmpty();
        Matrix twoHot = Matrix.ofRows(new double[] {1, 1}, new double[] {1, 0});
        assertThat(KnownFactor.recorded("c", twoHot).values()).isEmpty();
    }
}
