package org.assay.analysis.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.InstrumentedModel;
import org.assay.datasets.model.Intervention;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.model.Representation;
import org.assay.datasets.model.Site;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.sequence.ContextSet;
import org.assay.datasets.sequence.Vocabulary;
import org.assay.symbolic.run.Interpreter;
import org.junit.jupiter.api.Test;

class HeadPlaceTest {
    /** After c d comes what the program's head has found, so that its law moves without it. */
    private static final ContextSet ROWS = ContextSet.everyPosition(sequences(), 0);

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

    private static int[][] sequences() {
        int[][] sequences = new int[20][];
        Arrays.fill(sequences, new int[] {0, 1, 2, 3, 0, 1});
        return sequences;
    }

    @Test
    void a_head_that_looks_back_is_the_networks_that_does() {
        HeadPlace back = place(Optional.empty());
        assertThat(back.head()).isEqualTo("back");
        assertThat(back.layer()).isEqualTo(1);
        assertThat(back.consequent()).isTrue();
        assertThat(back.rows())
                .as("only after c d the law goes by what it finds")
                .isEqualTo(20);
        HeadPlace.Candidate best = back.candidates().get(0);
        assertThat(best.site()).isEqualTo(PATTERN);
        assertThat(best.index()).isEqualTo(1);
        assertThat(best.share()).isCloseTo(.75, within(1e-12));
        assertThat(back.candidates().get(1).share()).isZero();
        assertThat(back.found()).isTrue();
        assertThat(back.atRandom()).isBetween(.01, .5);
        assertThat(back.untrained()).isEmpty();
    }

    @Test
    void beside_an_untrained_network_that_looks_there_as_much_it_is_not_found() {
        HeadPlace back = place(Optional.of(NETWORK));
        assertThat(back.untrained().orElseThrow()).isCloseTo(.75, within(1e-12));
        assertThat(back.found()).isFalse();
    }

    @Test
    void a_network_without_attention_has_no_head_there() {
        Interpreter program = Interpreter.of(SmallProgram.program(), "small");
        assertThat(HeadPlace.of(program, new LinearTwin(program), Optional.empty(), ROWS, Seed.of(1)))
                .isEmpty();
    }

    private static HeadPlace place(Optional<InstrumentedModel> untrained) {
        Interpreter program = Interpreter.of(SmallProgram.program(), "small");
        List<HeadPlace> heads = HeadPlace.of(program, NETWORK, untrained, ROWS, Seed.of(1));
        assertThat(heads).hasSize(1);
        return heads.get(0);
    }
}
