package org.assay.analysis.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.InstrumentedModel;
import org.assay.datasets.model.Intervention;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.model.Representation;
import org.assay.datasets.model.Site;
import org.assay.datasets.sequence.ContextSet;
import org.assay.datasets.sequence.Vocabulary;
import org.assay.symbolic.run.Interpreter;
import org.junit.jupiter.api.Test;

class OffsetHeadTest {
    private static final ContextSet ROWS = ContextSet.everyPosition(new int[][] {{0, 1, 2, 3}, {3, 2, 1}}, 0);
    private static final Site PATTERN = new Site("blocks.0.attn.hook_pattern");

    /** Two heads: the first looks at itself, the second gives three quarters to the token before. */
    private static final InstrumentedModel NETWORK = new InstrumentedModel() {
        @Override
        public String name() {
            return "two heads";
        }

        @Override
        public Vocabulary vocabulary() {
            return Vocabulary.of("a", "b", "c", "d");
        }

        @Override
        public List<Site> sites() {
            return List.of(new Site("blocks.0.hook_resid_pre"), PATTERN);
        }

        @Override
        public NextTokenTable next(ContextSet contexts) {
            throw new UnsupportedOperationException("only its attention is asked for");
        }

        @Override
        public Representation record(ContextSet contexts, Site site) {
            int keys = contexts.longest();
            Matrix pattern = Matrix.zeros(contexts.rows(), 2 * keys);
            for (int row = 0; row < contexts.rows(); row++) {
                int query = contexts.rowPosition(row);
                pattern.set(row, query, 1);
                pattern.set(row, keys + query, query > 0 ? .25 : 1);
                if (query > 0) {
                    pattern.set(row, keys + query - 1, .75);
                }
            }
            List<String> directions = new ArrayList<>();
            for (int i = 0; i < 2 * keys; i++) {
                directions.add(i / keys + "." + i % keys);
            }
            return new Representation(contexts.id(), site, directions, pattern);
        }

        @Override
        public NextTokenTable run(ContextSet contexts, Intervention intervention) {
            throw new UnsupportedOperationException("only its attention is asked for");
        }
    };

    @Test
    void a_head_that_looks_back_is_the_networks_that_does() {
        List<OffsetHead> heads = OffsetHead.of(SmallProgram.program(), NETWORK, ROWS);
        assertThat(heads).hasSize(1);
        OffsetHead back = heads.get(0);
        assertThat(back.head()).isEqualTo("back");
        assertThat(back.offset()).isEqualTo(1);
        assertThat(back.site()).isEqualTo(PATTERN);
        assertThat(back.index()).isEqualTo(1);
        assertThat(back.attention()).isCloseTo(.75, within(1e-12));
        assertThat(back.second()).isZero();
    }

    @Test
    void a_network_without_attention_has_no_head_there() {
        assertThat(OffsetHead.of(
                        SmallProgram.program(), new LinearTwin(Interpreter.of(SmallProgram.program(), "small")), ROWS))
                .isEmpty();
    }
}
