package org.assay.analysis.subspace.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.assay.analysis.Draw;
import org.assay.analysis.subspace.FittedPartition;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.origin.Seed;
import org.junit.jupiter.api.Test;

class PartitionMethodsTest {
    @Test
    void sizes_are_made_up_where_a_method_must_be_told_and_kept_where_they_are_given() {
        Matrix rows = Draw.normal(300, 12, 1);
        double[] weights = Draw.weights(300, 2);
        for (String name : List.of("random", "identity", "pca", "pca-ascending")) {
            FittedPartition eight =
                    PartitionMethods.named(name, 12, List.of()).orElseThrow().fit(rows, weights, Seed.of(1));
            assertThat(eight.partition().sizes()).as(name).containsExactly(2, 2, 2, 2, 1, 1, 1, 1);
            FittedPartition given = PartitionMethods.named(name, 12, List.of(5, 4))
                    .orElseThrow()
                    .fit(rows, weights, Seed.of(1));
            assertThat(given.partition().sizes()).as(name).containsExactly(5, 4);
        }
    }

    @Test
    void a_name_that_nobody_has_gives_nothing_and_every_name_says_what_it_does() {
        assertThat(PartitionMethods.named("magic", 4, List.of())).isEmpty();
        assertThat(PartitionMethods.descriptions())
                .containsKeys("random", "ica", "neighbour", "k-means", "sae-top-k")
                .doesNotContainValue("");
        for (String name : PartitionMethods.descriptions().keySet()) {
            assertThat(PartitionMethods.named(name, 12, List.of())).as(name).isPresent();
            assertThat(PartitionMethods.named(name, 12, List.of(6, 6))).as(name).isPresent();
        }
        assertThatThrownBy(() -> PartitionMethods.equal(3, 4)).hasMessageContaining("1 .. 3");
    }
}
