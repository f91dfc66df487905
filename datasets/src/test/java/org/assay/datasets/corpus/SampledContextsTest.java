package org.assay.datasets.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import org.assay.datasets.language.Languages;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.sequence.Vocabulary;
import org.junit.jupiter.api.Test;

class SampledContextsTest {
    private static SampledContexts of(GeneratingProcess process) {
        return SampledContexts.of(process, Seed.of(3), 20, 42, 0);
    }

    @Test
    void rows_before_padding_are_all_that_do_not_end_in_it() {
        GeneratingProcess process = Languages.open("unique-copy-26");
        int pad = process.vocabulary().id("<pad>");
        SampledContexts all = of(process);
        SampledContexts kept = all.beforePadding(process.vocabulary());
        int rows = 0;
        for (int s = 0; s < all.contexts().sequences(); s++) {
            rows += (int) Arrays.stream(all.contexts().sequence(s))
                    .filter(token -> token != pad)
                    .count();
        }
        assertThat(kept.contexts().rows())
                .isEqualTo(rows)
                .isLessThan(all.contexts().rows());
        assertThat(kept.contexts().sequences()).isEqualTo(20);
        for (int row = 0; row < rows; row++) {
            int[] context = kept.contexts().context(row);
            int[] whole = kept.contexts().sequence(kept.contexts().rowSequence(row));
            assertThat(context).doesNotContain(pad);
            if (context.length < whole.length) {
                assertThat(kept.nextToken()[row]).isEqualTo(whole[context.length]);
            }
        }
    }

    @Test
    void a_language_without_padding_keeps_every_row() {
        GeneratingProcess process = Languages.open("mess3");
        SampledContexts all = of(process);
        assertThat(all.beforePadding(process.vocabulary())).isSameAs(all);
    }

    @Test
    void nothing_but_padding_is_refused() {
        SampledContexts all = of(Languages.open("mess3"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> all.beforePadding(Vocabulary.of("pad", "<pad>", "PAD")))
                .withMessageContaining("padding");
    }
}
