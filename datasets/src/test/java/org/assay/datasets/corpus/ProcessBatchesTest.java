package org.assay.datasets.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.assay.datasets.language.Languages;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.sequence.ContextSet;
import org.junit.jupiter.api.Test;

class ProcessBatchesTest {
    private static final int LENGTH = 42;

    @Test
    void the_mask_of_a_batch_is_what_the_process_scores_at_each_target() throws Exception {
        GeneratingProcess process = Languages.open("unique-copy-26");
        ProcessBatches all = new ProcessBatches(process, Seed.of(3), 5, LENGTH);
        ProcessBatches scored = all.scoredOnly();
        assertThat(all.scored(2)).isEmpty();
        assertThat(scored.batch(2)).isEqualTo(all.batch(2));
        int[][] seen = new int[5][];
        for (int s = 0; s < 5; s++) {
            seen[s] = Arrays.copyOfRange(all.batch(2), s * LENGTH, (s + 1) * LENGTH - 1);
        }
        assertThat(scored.scored(2))
                .isEqualTo(process.scored(ContextSet.everyPosition(seen, 0)))
                .contains(true)
                .contains(false);
    }

    @Test
    void a_process_that_scores_everything_has_a_mask_of_nothing_but_true() throws Exception {
        ProcessBatches batches = new ProcessBatches(Languages.open("mess3"), Seed.of(3), 2, 9).scoredOnly();
        assertThat(batches.scored(0)).hasSize(16).containsOnly(true);
    }
}
